import { z } from 'zod';
import { CONFIDENCES, type Confidence } from './finding.ts';
import { KINDS, type Kind, vocabularyOfKind } from './kinds.ts';
import { nameSchema, vocabularyNamesSchema } from './names.ts';
import { PACK_LIMITS } from './pack-limits.ts';
import { languageSchema } from './texts.ts';
import { UNITS, type Unit } from './units.ts';
import { withinSchema } from './vocabulary.ts';

/** The texts of a listing that a condition can look in. */
export const FIELDS = [
  'title',
  'description',
  'category',
  'attributes',
  'variants',
  'brand',
  'model',
  'seller',
  'safetyInformation',
] as const;
export type Field = (typeof FIELDS)[number];
/** Where an offer says what it is; conditions look here unless they say where. */
export const OWN_WORDS: readonly Field[] = ['title', 'description', 'attributes', 'variants'];

const fields = z.array(z.enum(FIELDS)).min(1).optional();

/**
 * An amount named in the text, converted to the unit: "0,5 g" is 500 mg, "2 weeks" are 14 days. Of a range, the upper
 * end is held against `over` and `atLeast`, the lower against `under` and `atMost`.
 */
const amountSchema = z.strictObject({
  unit: z.enum(Object.keys(UNITS) as [Unit, ...Unit[]]),
  over: z.number().optional(),
  atLeast: z.number().optional(),
  under: z.number().optional(),
  atMost: z.number().optional(),
});
export type Amount = z.infer<typeof amountSchema>;

/** The fields a rule may call missing: null when the reader looked where the marketplace shows it. */
const MISSABLE = [
  'description',
  'brand',
  'manufacturer',
  'responsiblePerson',
  'safetyInformation',
  'trader',
  'seller',
  'shipsFrom',
  'price',
] as const;

const operand = z.union([vocabularyNamesSchema, z.strictObject({ quantity: amountSchema })]);
export type Operand = z.infer<typeof operand>;

/** Bounds of a plain number: per cent off, or how many times as dear. */
const boundsSchema = z
  .strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'needs a bound');
export type Bounds = z.infer<typeof boundsSchema>;

/** What must be so of a listing for a rule to hold. True, false or not known (docs/packs.md). */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { unless: Condition }
  | { mentions: string | string[]; in?: Field[]; disguised?: true }
  | { near: [Operand, Operand]; within: number; in?: Field[] }
  | { quantity: Amount; in?: Field[] }
  | { price: { currency: string; atLeast?: string; atMost?: string } }
  | { discount: Bounds }
  | { spread: Bounds }
  | { kind: Kind[]; confidence?: Confidence }
  | { listed: string }
  | { language: string[] }
  | { missing: (typeof MISSABLE)[number] }
  | { marketplace: string[] }
  | { shipsFrom: string[] }
  | { affiliate: boolean };

const decimal = z.string().regex(/^\d{1,15}(\.\d{1,6})?$/, 'must be a decimal string such as "12.34"');
export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(conditionSchema).min(1).max(PACK_LIMITS.branches) }),
      z.strictObject({ any: z.array(conditionSchema).min(1).max(PACK_LIMITS.branches) }),
      z.strictObject({ not: conditionSchema }),
      z.strictObject({ unless: conditionSchema }),
      z.strictObject({ mentions: vocabularyNamesSchema, in: fields, disguised: z.literal(true).optional() }),
      z.strictObject({ near: z.tuple([operand, operand]), within: withinSchema, in: fields }),
      z.strictObject({ quantity: amountSchema, in: fields }),
      z.strictObject({
        price: z.strictObject({
          currency: z.string().regex(/^[A-Z]{3}$/),
          atLeast: decimal.optional(),
          atMost: decimal.optional(),
        }),
      }),
      z.strictObject({ discount: boundsSchema }),
      z.strictObject({ spread: boundsSchema }),
      z.strictObject({ kind: z.array(z.enum(KINDS)).min(1), confidence: z.enum(CONFIDENCES).optional() }),
      z.strictObject({ listed: nameSchema }),
      z.strictObject({ language: z.array(languageSchema).min(1).max(30) }),
      z.strictObject({ missing: z.enum(MISSABLE) }),
      z.strictObject({ marketplace: z.array(nameSchema).min(1).max(100) }),
      z.strictObject({
        shipsFrom: z
          .array(z.string().regex(/^[A-Z]{2}$/))
          .min(1)
          .max(100),
      }),
      z.strictObject({ affiliate: z.boolean() }),
    ]),
  )
  .meta({ id: 'condition' });

/** Every vocabulary a condition names. */
export function vocabulariesOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(vocabulariesOf);
  if ('any' in condition) return condition.any.flatMap(vocabulariesOf);
  if ('not' in condition) return vocabulariesOf(condition.not);
  if ('unless' in condition) return vocabulariesOf(condition.unless);
  if ('kind' in condition) return KINDS.map(vocabularyOfKind);
  if ('mentions' in condition) return [condition.mentions].flat();
  if ('near' in condition)
    return condition.near.flatMap((side) => (typeof side === 'string' || Array.isArray(side) ? side : []));
  return [];
}

/** What a condition may hold by at the least: weak words alone, words that are not weak, or no words at all. */
export function restsOn(
  condition: Condition,
  isWeak: (name: string) => boolean,
): 'weak' | 'strong' | 'nothing' {
  const both = (
    parts: ('weak' | 'strong' | 'nothing')[],
    first: 'weak' | 'strong',
    then: 'weak' | 'strong',
  ) => (parts.includes(first) ? first : parts.includes(then) ? then : 'nothing');
  const words = (names: string | string[]) => ([names].flat().some(isWeak) ? 'weak' : 'strong');
  if ('all' in condition)
    return both(
      condition.all.map((part) => restsOn(part, isWeak)),
      'strong',
      'weak',
    );
  if ('any' in condition)
    return both(
      condition.any.map((part) => restsOn(part, isWeak)),
      'weak',
      'strong',
    );
  if ('mentions' in condition) return words(condition.mentions);
  if ('near' in condition)
    return both(
      condition.near.map((side) =>
        typeof side === 'string' || Array.isArray(side) ? words(side) : 'nothing',
      ),
      'strong',
      'weak',
    );
  return 'nothing';
}
