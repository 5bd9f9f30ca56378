import { z } from 'zod';
import { PACK_LIMITS } from './pack-limits.ts';

/** What a pack, a rule or a vocabulary is called: "food-supplements". */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case words joined by hyphens')
  .max(60);

/** "erection-medicines", or "context.media" for a vocabulary of the pack "context". */
export const vocabularyNameSchema = z
  .string()
  .regex(/^([a-z0-9-]{1,60}\.)?[a-z0-9-]{1,60}$/, 'must name a vocabulary');

/** One or several of them. */
export const vocabularyNamesSchema = z.union([
  vocabularyNameSchema,
  z.array(vocabularyNameSchema).min(1).max(PACK_LIMITS.branches),
]);
