import { z } from 'zod';
import { listingSchema } from '../listing/listing.ts';
import { CATEGORIES, KEYWORDS, keywordsOf } from '../notices/taxonomy.ts';
import { conditionSchema } from './condition.ts';
import { lawSchema } from './law.ts';
import { nameSchema } from './names.ts';
import { PACK_LIMITS } from './pack-limits.ts';
import { textsSchema } from './texts.ts';

/** Part of a listing, as an example. */
const exampleSchema = listingSchema.partial();
export type Example = z.infer<typeof exampleSchema>;
const examples = z.array(exampleSchema).min(2).max(PACK_LIMITS.examples);

export const ruleSchema = z
  .strictObject({
    id: nameSchema,
    severity: z.enum(['danger', 'warning', 'note']),
    category: z.enum(CATEGORIES),
    keyword: z.enum(KEYWORDS),
    when: conditionSchema,
    explain: textsSchema,
    advice: textsSchema,
    law: z.array(lawSchema).min(1).max(10),
    /** Points at something without showing it: its findings are of low confidence, and never `danger`. */
    weak: z.literal(true).optional(),
    /** What would make the finding wrong, for the person to look at. */
    wrongIf: textsSchema.optional(),
    /** The rule's tests: what it must flag, and near misses it must pass. */
    examples: z.strictObject({ flags: examples, passes: examples }),
  })
  .refine(({ category, keyword }) => keywordsOf(category).includes(keyword), {
    path: ['keyword'],
    message: 'is not a keyword of this category',
  })
  .refine(({ weak, severity }) => !weak || severity !== 'danger', {
    path: ['severity'],
    message: 'a weak rule cannot be danger',
  })
  .refine(({ weak, wrongIf }) => !weak || wrongIf, {
    path: ['wrongIf'],
    message: 'what is weak must say what would make it wrong',
  });
export type Rule = z.infer<typeof ruleSchema>;
