import { type Compiled, compileCondition } from './compile-condition.ts';
import { type Condition, FIELDS, type Field, OWN_WORDS, vocabulariesOf } from './condition.ts';
import { spellings } from './inn.ts';
import type { Law } from './law.ts';
import { Matcher } from './matcher.ts';
import type { Mention } from './mentions.ts';
import { REAL_WORDS } from './misspelling.ts';
import type { Pack } from './pack.ts';
import type { Rule } from './rule.ts';
import { indexTerms, type TermIndex } from './term-index.ts';
import type { Term } from './terms.ts';
import type { Texts } from './texts.ts';
import { termsOf, type Vocabulary } from './vocabulary.ts';

/** A vocabulary's mention does not count with this other vocabulary so near, on that side. */
export interface Exclusion {
  vocabulary: number;
  by: number;
  side: 'before' | 'after';
  within: number;
}

/** What a person is told about a rule's findings. */
export interface RuleWords {
  explain: Texts;
  advice: Texts;
  law: Law[];
  /** What would make a finding wrong: the rule's own words, and those of its weak vocabularies. */
  wrongIf: Texts[];
  wrongIfWords: Texts[];
}

/** A rule without its words and examples. */
export interface PreparedRule {
  /** "medicines.prescription-only" */
  id: string;
  /** "medicines@3" */
  pack: string;
  severity: Rule['severity'];
  category: string;
  keyword: string;
  weak: boolean;
  when: Condition;
  /** `Compiled.needs` of its condition. */
  needs: readonly number[] | null;
}

/** Packs made ready as plain data and typed arrays, to be opened at once or kept in a file (compiled-file.ts). */
export interface PreparedPacks {
  /** Vocabularies' full names; they are numbered from 0 in this order. */
  names: string[];
  /** By number: the fields (`fieldBit`) in which any rule wants it. */
  wanted: Uint16Array;
  /** By number: proves little by itself. */
  weak: boolean[];
  /** In the order in which they are to be applied: what excludes has had its own exclusions applied. */
  exclusions: Exclusion[];
  rules: PreparedRule[];
  /** The words of a rule, by its place; fetched only for what is found. */
  words(rule: number): RuleWords;
  index: TermIndex;
}

export interface CompiledRule extends Omit<PreparedRule, 'when'> {
  when: Compiled;
}

/** Packs made ready to check listings with. */
export interface CompiledPacks {
  matcher: Matcher;
  /** By vocabulary, what is mentioned of it in the listing being checked; none between two checks. */
  mentions: (Mention[] | undefined)[];
  weak: boolean[];
  /** By vocabulary, what makes its mentions not count, and when its turn is: after those that exclude it. */
  exclusionsOf: (Exclusion[] | undefined)[];
  turn: Uint16Array;
  rules: CompiledRule[];
  /** By vocabulary, the rules that may hold when it is mentioned; and those that may hold without any mention. */
  rulesOf: (number[] | undefined)[];
  wordless: number[];
  /** By rule, whether it is among those to be asked: 0 between two checks. */
  asked: Uint8Array;
  words(rule: number): RuleWords;
}

/**
 * Compiles packs, once. Throws if two packs have one id, a vocabulary of a pack that is not there is named, or
 * exceptions go round in a circle.
 */
export const compilePacks = (packs: readonly Pack[]): CompiledPacks => openPacks(preparePacks(packs));

/** The costly half of compiling: spells, folds and indexes all terms. Throws as `compilePacks` does. */
export function preparePacks(packs: readonly Pack[]): PreparedPacks {
  const vocabularies: { pack: Pack; name: string; vocabulary: Vocabulary }[] = [];
  for (const pack of packs) {
    if (packs.some((other) => other !== pack && other.id === pack.id))
      throw new Error(`two packs are called "${pack.id}"`);
    for (const [name, vocabulary] of Object.entries(pack.vocabularies))
      vocabularies.push({ pack, name: `${pack.id}.${name}`, vocabulary });
  }
  const names = vocabularies.map(({ name }) => name);
  const numbers = numbersOf(names);
  const exclusions = inOrder(
    vocabularies.flatMap(({ pack, vocabulary: { unless = [] } }, number) =>
      unless.map((exception): Exclusion => {
        const side = 'before' in exception ? 'before' : 'after';
        const name = 'before' in exception ? exception.before : exception.after;
        return { vocabulary: number, by: numbers(pack.id)(name), side, within: exception.within };
      }),
    ),
    (number) => names[number] as string,
  );

  const wanted = new Uint16Array(names.length);
  for (const pack of packs)
    for (const { when } of pack.rules)
      eachLook(when, (looked, fields) => {
        for (const name of looked) (wanted[numbers(pack.id)(name)] as number) |= fields;
      });
  // What excludes is wanted where what it excludes is; the order is turned round, so that chains are gone through.
  for (const { vocabulary, by } of exclusions.toReversed())
    (wanted[by] as number) |= wanted[vocabulary] as number;

  const rules = packs.flatMap((pack) => pack.rules.map((rule) => ({ pack, rule })));
  const words = ({ pack, rule }: (typeof rules)[number]): RuleWords => ({
    explain: rule.explain,
    advice: rule.advice,
    law: rule.law,
    wrongIf: rule.wrongIf ? [rule.wrongIf] : [],
    wrongIfWords: vocabulariesOf(rule.when).flatMap((name) => {
      const vocabulary = vocabularies[numbers(pack.id)(name)]?.vocabulary;
      return vocabulary?.weak && vocabulary.wrongIf ? [vocabulary.wrongIf] : [];
    }),
  });
  return {
    names,
    wanted,
    weak: vocabularies.map(({ vocabulary }) => vocabulary.weak === true),
    exclusions,
    rules: rules.map(({ pack, rule }) => ({
      id: `${pack.id}.${rule.id}`,
      pack: `${pack.id}@${pack.version}`,
      severity: rule.severity,
      category: rule.category,
      keyword: rule.keyword,
      weak: rule.weak === true,
      when: rule.when,
      needs: compileCondition(rule.when, numbers(pack.id)).needs,
    })),
    words: (at) => words(rules[at] as (typeof rules)[number]),
    index: indexTerms(
      termsIn(
        vocabularies.map(({ vocabulary }) => vocabulary),
        wanted,
      ),
      wanted,
    ),
  };
}

/** All terms of the vocabularies that are wanted, each once. */
function termsIn(vocabularies: readonly Vocabulary[], wanted: Uint16Array): Term[] {
  const terms = new Map<string, { text: string; vocabularies: number[]; typos: number[] }>();
  const termOf = (text: string) => {
    const term = terms.get(text) ?? { text, vocabularies: [], typos: [] };
    terms.set(text, term);
    return term;
  };
  for (const [number, vocabulary] of vocabularies.entries()) {
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
  return [...terms.values()];
}

/** The other half: views and numbers, no closures yet. Quick, for it is done whenever the browser wakes the extension. */
export function openPacks(prepared: PreparedPacks): CompiledPacks {
  const { names, wanted, weak, exclusions, words, index } = prepared;
  const exclusionsOf: (Exclusion[] | undefined)[] = new Array(names.length);
  const turn = new Uint16Array(names.length);
  for (const [at, exclusion] of exclusions.entries()) {
    exclusionsOf[exclusion.vocabulary] ??= [];
    exclusionsOf[exclusion.vocabulary]?.push(exclusion);
    turn[exclusion.vocabulary] = at;
  }
  const numbers = numbersOf(names);
  const rules = prepared.rules.map((rule) => compiledLater(rule, numbers(rule.pack.split('@')[0] as string)));
  const rulesOf: (number[] | undefined)[] = new Array(names.length);
  const wordless: number[] = [];
  for (const [at, { needs }] of prepared.rules.entries()) {
    if (!needs) wordless.push(at);
    for (const vocabulary of needs ?? []) {
      rulesOf[vocabulary] ??= [];
      rulesOf[vocabulary].push(at);
    }
  }
  const matcher = new Matcher(index, wanted);
  return {
    matcher,
    mentions: names.map(() => undefined),
    weak,
    exclusionsOf,
    turn,
    rules,
    rulesOf,
    wordless,
    asked: new Uint8Array(rules.length),
    words,
  };
}

/** A rule whose condition is compiled when it is first asked: of hundreds, a listing asks a few. */
function compiledLater(rule: PreparedRule, numberOf: (name: string) => number): CompiledRule {
  let when: Compiled | undefined;
  return {
    ...rule,
    get when() {
      when ??= compileCondition(rule.when, numberOf);
      return when;
    },
  };
}

/** Gives the number of a vocabulary as a pack names it; throws where there is none. */
function numbersOf(names: readonly string[]): (pack: string) => (name: string) => number {
  const numbers = new Map(names.map((name, number) => [name, number]));
  return (pack) => (name) => {
    const number = numbers.get(name.includes('.') ? name : `${pack}.${name}`);
    if (number === undefined)
      throw new Error(`${pack}: unknown vocabulary "${name}": its pack is not loaded`);
    return number;
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
