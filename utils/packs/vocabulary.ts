import { z } from 'zod';
import { vocabularyNameSchema } from './names.ts';
import { PACK_LIMITS } from './pack-limits.ts';
import { languageSchema, textsSchema } from './texts.ts';

/**
 * A term: words, each whole or, with stars for more letters, the beginning (`messer*`), the end (`*messer`) or a part
 * (`*messer*`) of a word; or one picture (💊). Case and accents do not matter.
 */
const term = z
  .string()
  .min(1)
  .max(PACK_LIMITS.term)
  .superRefine((text, context) => {
    const message = wrongIn(text);
    if (message) context.addIssue({ code: 'custom', message });
  });

/** What is wrong with a term; null for nothing. One function, because packs have ten thousands of them. */
function wrongIn(text: string): string | null {
  if (!/[\p{L}\p{N}]/u.test(text) && !/^\p{Extended_Pictographic}\ufe0f?$/u.test(text))
    return 'must have a letter or digit, or be one picture';
  const words = text.trim().split(/\s+/);
  if (words.length > PACK_LIMITS.words) return `must have at most ${PACK_LIMITS.words} words`;
  if (!text.includes('*')) return null;
  for (const word of words) {
    if (!/^\*?[^*]*\*?$/.test(word)) return 'a star may stand only at the beginning or the end of a word';
    const bare = word.replaceAll('*', '').normalize('NFC');
    if (word.endsWith('*') && !/[\p{L}\p{N}]{3}$/u.test(bare)) return 'a star needs three letters before it';
    if (word.startsWith('*') && !(word.endsWith('*') ? /^[\p{L}\p{N}]{5}/u : /^[\p{L}\p{N}]{4}/u).test(bare))
      return 'a star at the beginning needs four letters after it, two stars five between them';
  }
  return null;
}

/** CAS Registry Number: the last digit is the sum of the others, weighted from the right, modulo 10. */
const cas = z
  .string()
  .regex(/^\d{2,7}-\d{2}-\d$/, 'must be a CAS number')
  .refine((number) => {
    const digits = [...number.replaceAll('-', '')].map(Number).reverse();
    return digits.slice(1).reduce((sum, digit, at) => sum + digit * (at + 1), 0) % 10 === digits[0];
  }, 'has a wrong check digit');

/** How many words apart. */
export const withinSchema = z.int().min(1).max(50);

/** A mention does not count when another vocabulary stands this near it, in the same sentence. */
const exceptionSchema = z.union([
  z.strictObject({ before: vocabularyNameSchema, within: withinSchema }),
  z.strictObject({ after: vocabularyNameSchema, within: withinSchema }),
]);
export type Exception = z.infer<typeof exceptionSchema>;

export const vocabularySchema = z
  .strictObject({
    /** By ISO 639-1 code, or `*` for names that are the same everywhere. The tags document; all are always matched. */
    terms: z.union([z.array(term), z.record(z.union([languageSchema, z.literal('*')]), z.array(term))]),
    /** "inn": each term is an English INN and is found in every language's spelling of it (inn.ts). */
    spelling: z.literal('inn').optional(),
    /**
     * Whether words of seven letters and more are also found with one letter wrong, in titles and other short texts;
     * as it is for an INN unless this says no. `notTypos` are real words that come so near: they are left alone.
     */
    typos: z.boolean().optional(),
    notTypos: z.array(z.string().min(1).max(PACK_LIMITS.term)).max(2_000).optional(),
    cas: z.array(cas).max(2_000).optional(),
    unless: z.array(exceptionSchema).max(20).optional(),
    /** Proves little by itself: a finding that rests on such words alone says so, and is never `danger`. */
    weak: z.literal(true).optional(),
    /** What would make a mention of these words mean nothing; shown with the finding. */
    wrongIf: textsSchema.optional(),
    source: z.string().min(1).max(1_000),
  })
  .refine(({ weak, wrongIf }) => !weak || wrongIf, {
    path: ['wrongIf'],
    message: 'what is weak must say what would make it wrong',
  });
export type Vocabulary = z.infer<typeof vocabularySchema>;

/** A vocabulary's own terms, whatever their language. */
export const termsOf = ({ terms }: Vocabulary): string[] =>
  Array.isArray(terms) ? terms : Object.values(terms).flat();
