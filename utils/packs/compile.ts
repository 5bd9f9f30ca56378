import { type Compiled, compileCondition, OWN_WORDS } from './conditions.ts';
import { spellings } from './inn.ts';
import { Matcher } from './matcher.ts';
import { REAL_WORDS } from './misspelling.ts';
import {
  type Condition,
  FIELDS,
  type Field,
  type Pack,
  type Rule,
  type Texts,
  termsOf,
  type Vocabulary,
  vocabulariesOf,
} from './pack.ts';

/** A vocabulary's mention does not count with this other vocabulary so near, on that side. */
export interface Exclusion {
  vocabulary: number;
  by: number;
  side: 'before' | 'after';
  within: number;
}

export interface CompiledRule {
  rule: Rule;
  /** "medicines.prescription-only" */
  id: string;
  /** "medicines@3" */
  pack: string;
  when: Compiled;
  /** What would make its weak words mean nothing. */
  wrongIf: Texts[];
}

/** Packs made ready to check listings with. */
export interface CompiledPacks {
  matcher: Matcher;
  /** How many vocabularies there are; they are numbered from 0. */
  vocabularies: number;
  /** By number: the fields (`fieldBit`) in which any rule wants it. */
  wanted: Uint16Array;
  /** By number: proves little by itself. */
  weak: boolean[];
  /** By vocabulary, what makes its mentions not count, and when its turn is: after those that exclude it. */
  exclusionsOf: (Exclusion[] | undefined)[];
  turn: Uint16Array;
  rules: CompiledRule[];
  /** By vocabulary, the rules that may hold when it is mentioned; and those that may hold without any mention. */
  rulesOf: (number[] | undefined)[];
  wordless: number[];
}

/**
 * Compiles packs, once. Throws if two packs have one id, a vocabulary of a pack that is not there is named, or
 * exceptions go round in a circle.
 */
export function compilePacks(packs: readonly Pack[]): CompiledPacks {
  const numbers = new Map<string, number>();
  const vocabularies: { pack: Pack; name: string; vocabulary: Vocabulary }[] = [];
  for (const pack of packs) {
    if (packs.some((other) => other !== pack && other.id === pack.id))
      throw new Error(`two packs are called "${pack.id}"`);
    for (const [name, vocabulary] of Object.entries(pack.vocabularies)) {
      numbers.set(`${pack.id}.${name}`, vocabularies.length);
      vocabularies.push({ pack, name, vocabulary });
    }
  }
  const numberIn =
    (pack: Pack) =>
    (name: string): number => {
      const number = numbers.get(name.includes('.') ? name : `${pack.id}.${name}`);
      if (number === undefined)
        throw new Error(`${pack.id}: unknown vocabulary "${name}": its pack is not loaded`);
      return number;
    };

  const exclusions = vocabularies.flatMap(({ pack, vocabulary: { unless = [] } }, number) =>
    unless.map((exception): Exclusion => {
      const side = 'before' in exception ? 'before' : 'after';
      const name = 'before' in exception ? exception.before : exception.after;
      return { vocabulary: number, by: numberIn(pack)(name), side, within: exception.within };
    }),
  );
  const sorted = inOrder(exclusions, (number) => {
    const { pack, name } = vocabularies[number] as (typeof vocabularies)[number];
    return `${pack.id}.${name}`;
  });
  const exclusionsOf: (Exclusion[] | undefined)[] = new Array(vocabularies.length);
  const turn = new Uint16Array(vocabularies.length);
  for (const [at, exclusion] of sorted.entries()) {
    exclusionsOf[exclusion.vocabulary] ??= [];
    exclusionsOf[exclusion.vocabulary]?.push(exclusion);
    turn[exclusion.vocabulary] = at;
  }
  const wanted = new Uint16Array(vocabularies.length);
  for (const pack of packs)
    for (const { when } of pack.rules)
      eachLook(when, (names, fields) => {
        for (const name of names) (wanted[numberIn(pack)(name)] as number) |= fields;
      });
  // What excludes is wanted where what it excludes is; the order is turned round, so that chains are gone through.
  for (const { vocabulary, by } of sorted.toReversed())
    (wanted[by] as number) |= wanted[vocabulary] as number;
  const terms = new Map<string, { vocabularies: number[]; typos: number[] }>();
  const termOf = (text: string) => {
    const term = terms.get(text) ?? { vocabularies: [], typos: [] };
    terms.set(text, term);
    return term;
  };
  for (const [number, { vocabulary }] of vocabularies.entries()) {
    // What no rule wants anywhere is not looked for.
    if (wanted[number] === 0) continue;
    const own = termsOf(vocabulary);
    const spelt = vocabulary.spelling === 'inn' ? spellings(own) : own;
    const typos = vocabulary.typos ?? vocabulary.spelling === 'inn';
    for (const text of [...spelt, ...(vocabulary.cas ?? [])]) {
      const term = termOf(text);
      if (term.vocabularies.includes(number)) continue;
      term.vocabularies.push(number);
      if (typos) term.typos.push(number);
    }
    // A word that is a term, even of no vocabulary, is no misspelling of another.
    for (const text of [...(vocabulary.notTypos ?? []), ...(typos ? REAL_WORDS : [])]) termOf(text);
  }

  const rules = packs.flatMap((pack) =>
    pack.rules.map((rule) => ({
      rule,
      id: `${pack.id}.${rule.id}`,
      pack: `${pack.id}@${pack.version}`,
      when: compileCondition(rule.when, numberIn(pack)),
      wrongIf: vocabulariesOf(rule.when).flatMap((name) => {
        const vocabulary = vocabularies[numberIn(pack)(name)]?.vocabulary;
        return vocabulary?.weak && vocabulary.wrongIf ? [vocabulary.wrongIf] : [];
      }),
    })),
  );
  const rulesOf: (number[] | undefined)[] = new Array(vocabularies.length);
  const wordless: number[] = [];
  for (const [at, { when }] of rules.entries()) {
    if (!when.needs) wordless.push(at);
    for (const vocabulary of when.needs ?? []) {
      rulesOf[vocabulary] ??= [];
      rulesOf[vocabulary].push(at);
    }
  }
  return {
    rules,
    rulesOf,
    wordless,
    wanted,
    weak: vocabularies.map(({ vocabulary }) => vocabulary.weak === true),
    matcher: Matcher.of([...terms].map(([text, term]) => ({ text, ...term }))),
    vocabularies: vocabularies.length,
    exclusionsOf,
    turn,
  };
}

/** A field as one bit, for sets of fields. */
export const fieldBit = (field: Field): number => 1 << FIELDS.indexOf(field);
const fieldBits = (fields: readonly Field[]): number =>
  fields.reduce((bits, field) => bits | fieldBit(field), 0);

/** Calls `look` with the vocabularies that each part of a condition looks for, and in which fields. */
function eachLook(condition: Condition, look: (names: string[], fields: number) => void): void {
  const inner = (parts: readonly Condition[]): void => {
    for (const part of parts) eachLook(part, look);
  };
  if ('all' in condition) inner(condition.all);
  else if ('any' in condition) inner(condition.any);
  else if ('not' in condition) inner([condition.not]);
  else if ('unless' in condition) inner([condition.unless]);
  else if ('kind' in condition) look(vocabulariesOf(condition), fieldBits(['title', 'category']));
  else look(vocabulariesOf(condition), fieldBits(('in' in condition && condition.in) || OWN_WORDS));
}

/** Sorts exclusions so that a vocabulary excludes others only after its own were applied. */
function inOrder(exclusions: readonly Exclusion[], nameOf: (number: number) => string): Exclusion[] {
  const byVocabulary = Map.groupBy(exclusions, ({ vocabulary }) => vocabulary);
  const sorted: Exclusion[] = [];
  const state = new Map<number, 'open' | 'done'>();
  const visit = (vocabulary: number): void => {
    if (state.get(vocabulary) === 'done') return;
    if (state.get(vocabulary) === 'open')
      throw new Error(`exceptions of "${nameOf(vocabulary)}" go round in a circle`);
    state.set(vocabulary, 'open');
    const own = byVocabulary.get(vocabulary) ?? [];
    for (const { by } of own) visit(by);
    sorted.push(...own);
    state.set(vocabulary, 'done');
  };
  for (const vocabulary of byVocabulary.keys()) visit(vocabulary);
  return sorted;
}
