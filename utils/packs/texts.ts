import { z } from 'zod';

/** ISO 639-1: "de". */
export const languageSchema = z.string().regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code');

/** A text in several languages by ISO 639-1 code; English is always there to fall back on. */
export const textsSchema = z
  .record(languageSchema, z.string().min(1).max(1_000))
  .refine((texts) => 'en' in texts, 'must have "en"');
export type Texts = z.infer<typeof textsSchema>;
