import { z } from 'zod';

/**
 * A pack: one subject's vocabularies and rules, as data. Closed, typed and small on purpose: a rule that needs
 * more gets a new condition in code, never an expression (Chrome Web Store policy "Blue Argon").
 */

const language = z.string().regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code');

/** A text in several languages by ISO 639-1 code; English is always there to fall back on. */
export const textsSchema = z
  .record(language, z.string().min(1).max(1_000))
  .refine((texts) => 'en' in texts, 'must have "en"');
export type Texts = z.infer<typeof textsSchema>;

/** A legal ground. `verified: false` marks an article not re-read at its source: it is cited cautiously. */
export const lawSchema = z.strictObject({
  act: z.string().min(1).max(200),
  article: z.string().min(1).max(60).optional(),
  url: z.url({ protocol: /^https?$/ }).max(500),
  /** ISO 3166-1 alpha-2 codes of the countries a national law holds in; absent for Union law. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
});
export type Law = z.infer<typeof lawSchema>;
