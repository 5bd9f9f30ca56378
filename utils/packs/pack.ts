import { z } from 'zod';
import { listingSchema } from '../listing/listing.ts';
import { CATEGORIES, KEYWORDS, keywordsOf } from '../notices/taxonomy.ts';
import { CONFIDENCES, type Confidence } from './finding.ts';
import { KINDS, type Kind, vocabularyOfKind } from './kinds.ts';
import { UNITS, type Unit } from './units.ts';

/**
 * A pack: one subject's vocabularies and rules, as data. Closed, typed and small on purpose: a rule that needs
 * more gets a new condition in code, never an expression (Chrome Web Store policy "Blue Argon").
 */

/** How large a pack may be; more is refused. Lengths in UTF-16 units. */
export const PACK_LIMITS = {
  vocabularies: 400,
  terms: 60_000,
  term: 120,
  words: 12,
  rules: 400,
  depth: 8,
  branches: 60,
  examples: 60,
  problems: 5,
} as const;

const language = z.string().regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code');
const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case words joined by hyphens')
  .max(60);

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
  verified: z.literal(false).optional(),
});
export type Law = z.infer<typeof lawSchema>;

/** "erection-medicines", or "context.media" for a vocabulary of the pack "context". */
const vocabularyName = z.string().regex(/^([a-z0-9-]{1,60}\.)?[a-z0-9-]{1,60}$/, 'must name a vocabulary');
const vocabularyNames = z.union([vocabularyName, z.array(vocabularyName).min(1).max(PACK_LIMITS.branches)]);

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

const within = z.int().min(1).max(50);

/** A mention does not count when another vocabulary stands this near it, in the same sentence. */
const exceptionSchema = z.union([
  z.strictObject({ before: vocabularyName, within }),
  z.strictObject({ after: vocabularyName, within }),
]);
export type Exception = z.infer<typeof exceptionSchema>;

const vocabularySchema = z
  .strictObject({
    /** By ISO 639-1 code, or `*` for names that are the same everywhere. The tags document; all are always matched. */
    terms: z.union([z.array(term), z.record(z.union([language, z.literal('*')]), z.array(term))]),
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

const operand = z.union([vocabularyNames, z.strictObject({ quantity: amountSchema })]);
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
const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(conditionSchema).min(1).max(PACK_LIMITS.branches) }),
      z.strictObject({ any: z.array(conditionSchema).min(1).max(PACK_LIMITS.branches) }),
      z.strictObject({ not: conditionSchema }),
      z.strictObject({ unless: conditionSchema }),
      z.strictObject({ mentions: vocabularyNames, in: fields, disguised: z.literal(true).optional() }),
      z.strictObject({ near: z.tuple([operand, operand]), within, in: fields }),
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
      z.strictObject({ listed: name }),
      z.strictObject({ language: z.array(language).min(1).max(30) }),
      z.strictObject({ missing: z.enum(MISSABLE) }),
      z.strictObject({ marketplace: z.array(name).min(1).max(100) }),
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

/** Part of a listing, as an example. */
const exampleSchema = listingSchema.partial();
export type Example = z.infer<typeof exampleSchema>;
const examples = z.array(exampleSchema).min(2).max(PACK_LIMITS.examples);

const ruleSchema = z
  .strictObject({
    id: name,
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

export const packSchema = z
  .strictObject({
    $schema: z.string().max(200).optional(),
    id: name,
    version: z.int().min(1),
    updated: z.iso.date(),
    title: textsSchema,
    vocabularies: z.record(name, vocabularySchema),
    rules: z.array(ruleSchema).max(PACK_LIMITS.rules),
  })
  .superRefine((pack, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const names = Object.keys(pack.vocabularies);
    if (names.length > PACK_LIMITS.vocabularies)
      refuse(['vocabularies'], `more than ${PACK_LIMITS.vocabularies}`);
    const terms = names.reduce((sum, at) => sum + termsOf(pack.vocabularies[at] as Vocabulary).length, 0);
    if (terms > PACK_LIMITS.terms) refuse(['vocabularies'], `more than ${PACK_LIMITS.terms} terms`);
    const known = (reference: string): boolean =>
      reference.includes('.')
        ? !reference.startsWith(`${pack.id}.`)
        : Object.hasOwn(pack.vocabularies, reference);
    for (const at of names)
      for (const [n, exception] of (pack.vocabularies[at]?.unless ?? []).entries()) {
        const reference = 'before' in exception ? exception.before : exception.after;
        if (!known(reference)) refuse(['vocabularies', at, 'unless', n], `unknown vocabulary "${reference}"`);
      }
    const ids = new Set<string>();
    for (const [n, rule] of pack.rules.entries()) {
      if (ids.has(rule.id)) refuse(['rules', n, 'id'], `"${rule.id}" is there twice`);
      ids.add(rule.id);
      for (const reference of vocabulariesOf(rule.when))
        if (!known(reference)) refuse(['rules', n, 'when'], `unknown vocabulary "${reference}"`);
      const isWeak = (reference: string): boolean => pack.vocabularies[reference]?.weak === true;
      if (rule.severity === 'danger' && restsOn(rule.when, isWeak) === 'weak')
        refuse(['rules', n, 'severity'], 'danger cannot rest on weak words alone');
    }
  });
export type Pack = z.infer<typeof packSchema>;

/** A vocabulary's own terms, whatever their language. */
export const termsOf = ({ terms }: Vocabulary): string[] =>
  Array.isArray(terms) ? terms : Object.values(terms).flat();

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
function restsOn(condition: Condition, isWeak: (name: string) => boolean): 'weak' | 'strong' | 'nothing' {
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

/** Ids of the other packs whose vocabularies a pack names; it cannot be used without them. */
export function packsNeeded(pack: Pack): string[] {
  const exceptions = Object.values(pack.vocabularies).flatMap(({ unless = [] }) => unless);
  const named = [
    ...exceptions.map((exception) => ('before' in exception ? exception.before : exception.after)),
    ...pack.rules.flatMap(({ when }) => vocabulariesOf(when)),
  ];
  return [...new Set(named.filter((name) => name.includes('.')).map((name) => name.split('.')[0] as string))];
}

/**
 * Checks a pack. Throws an error whose message names each place and reason: "medicines: rules.3.keyword: is not a
 * keyword of this category".
 */
export function parsePack(json: unknown): Pack {
  const id =
    typeof json === 'object' && json !== null && 'id' in json ? String(json.id).slice(0, 60) : 'pack';
  if (!isShallow(json, PACK_LIMITS.depth * 2 + 8)) throw new Error(`${id}: nested too deeply`);
  const parsed = packSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => describe(issue));
  const more =
    problems.length > PACK_LIMITS.problems ? `; and ${problems.length - PACK_LIMITS.problems} more` : '';
  throw new Error(`${id}: ${problems.slice(0, PACK_LIMITS.problems).join('; ')}${more}`);
}

function isShallow(json: unknown, depth: number): boolean {
  if (typeof json !== 'object' || json === null) return true;
  return depth > 0 && Object.values(json).every((inner) => isShallow(inner, depth - 1));
}

/** Where and why, in one line; of a choice, the alternative that came nearest. */
function describe(issue: z.core.$ZodIssue, path: readonly PropertyKey[] = []): string {
  const at = [...path, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors
      .map(
        (issues) =>
          issues.filter(({ code }) => code === 'unrecognized_keys').length * 10 +
          issues.length -
          Math.max(...issues.map((inner) => inner.path.length)) / 10,
      )
      .reduce((best, score, n, scores) => (score < (scores[best] as number) ? n : best), 0);
    const inner = issue.errors[nearest]?.[0];
    if (inner) return describe(inner, at);
  }
  return `${at.map(String).join('.') || '(root)'}: ${issue.message}`;
}
