import { z } from 'zod';

/**
 * Checks the base URL of a notice endpoint: https, or plain http on this machine only, without credentials,
 * query or fragment. Returns it without its trailing slash, or null.
 */
export function endpointUrl(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  return url.href.replace(/\/+$/, '');
}

/** The daily cap cannot be raised beyond this: nobody looks at more listings a day with care. */
export const DAILY_CAP_MAX = 200;

/** What the person told Caveat once; kept in the browser's local storage under the key `settings`. */
export const settingsSchema = z.strictObject({
  name: z.string().max(200).default(''),
  email: z.string().max(320).default(''),
  /** Base URL of the endpoint that takes notices; empty until the person gives one. */
  endpoint: z
    .string()
    .max(4_096)
    .refine((value) => value === '' || endpointUrl(value) !== null, 'must be an https address')
    .default(''),
  /** Bearer token of that endpoint, for trusted flaggers (DSA Art. 22); empty for everyone else. */
  token: z
    .string()
    .regex(/^[\x21-\x7e]{0,500}$/, 'must be one word of plain signs')
    .default(''),
  /** Language notices are written in, ISO 639-1; empty: the interface's, where they can be. */
  language: z
    .string()
    .regex(/^([a-z]{2})?$/)
    .default(''),
  /** Notices in 24 hours that are sent without asking twice (DSA Art. 23(2)). */
  dailyCap: z.int().min(1).max(DAILY_CAP_MAX).default(10),
});
export type Settings = z.infer<typeof settingsSchema>;

/**
 * How the person is told of what became of their notices; kept in local storage under the key `reminding`. `here`: in
 * Caveat's own screens. `notification`: by the browser as well.
 */
export const remindingSchema = z.enum(['off', 'here', 'notification']).catch('here');
export type Reminding = z.infer<typeof remindingSchema>;

/** Hosts on which Caveat does nothing; kept in local storage under the key `paused`. */
export const pausedSchema = z.array(z.string().max(253)).max(1_000).default([]);
