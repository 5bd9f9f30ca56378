import { type Compiled, compileCondition } from './conditions.ts';
import { spellings } from './inn.ts';
import { Matcher } from './matcher.ts';
import { type Pack, type Rule, termsOf, type Vocabulary } from './pack.ts';

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
}

/** Packs made ready to check listings with. */
export interface CompiledPacks {
  matcher: Matcher;
  /** How many vocabularies there are; they are numbered from 0. */
  vocabularies: number;
  /** In the order in which they are to be applied: what excludes has had its own exclusions applied. */
  exclusions: Exclusion[];
  rules: CompiledRule[];
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

  const terms = new Map<string, number[]>();
  for (const [number, { vocabulary }] of vocabularies.entries()) {
    const own = termsOf(vocabulary);
    const spelt = vocabulary.spelling === 'inn' ? spellings(own) : own;
    for (const text of [...spelt, ...(vocabulary.cas ?? [])]) {
      const same = terms.get(text);
      if (!same) terms.set(text, [number]);
      else if (!same.includes(number)) same.push(number);
    }
  }

  const exclusions = vocabularies.flatMap(({ pack, vocabulary: { unless = [] } }, number) =>
    unless.map((exception): Exclusion => {
      const side = 'before' in exception ? 'before' : 'after';
      const name = 'before' in exception ? exception.before : exception.after;
      return { vocabulary: number, by: numberIn(pack)(name), side, within: exception.within };
    }),
  );
  return {
    matcher: new Matcher([...terms].map(([text, vocabularies]) => ({ text, vocabularies }))),
    vocabularies: vocabularies.length,
    exclusions: inOrder(
      exclusions,
      (number) => `${vocabularies[number]?.pack.id}.${vocabularies[number]?.name}`,
    ),
    rules: packs.flatMap((pack) =>
      pack.rules.map((rule) => ({
        rule,
        id: `${pack.id}.${rule.id}`,
        pack: `${pack.id}@${pack.version}`,
        when: compileCondition(rule.when, numberIn(pack)),
      })),
    ),
  };
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
