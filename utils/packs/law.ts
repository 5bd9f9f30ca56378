import { z } from 'zod';

/** A legal ground. `verified: false` marks an article not re-read at its source: it is cited cautiously. */
export const lawSchema = z.strictObject({
  act: z.string().min(1).max(200),
  article: z.string().min(1).max(60).optional(),
  url: z.url({ protocol: /^https?$/ }).max(500),
  /** ISO 3166-1 alpha-2 codes of the countries a national law holds in; absent for Union law. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
  verified: z.literal(false).optional(),
});
export type Law = z.infer<typeof lawSchema>;
