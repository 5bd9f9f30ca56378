import type { Listing } from '../listing/listing.ts';
import {
  type Amount,
  type Bounds,
  type Condition,
  type Field,
  type Operand,
  OWN_WORDS,
} from './condition.ts';
import { entriesOf, type Facts } from './facts.ts';
import { CONFIDENCES } from './finding.ts';
import { KINDS, kindsOf, vocabularyOfKind } from './kinds.ts';
import { type Find, isMentioned, type Mention, mentionsOf, pairs } from './mentions.ts';
import { isAmount, quantitiesIn } from './quantities.ts';
import { wordAt } from './word-at.ts';

/** More mentions than this prove no more, and a page repeating itself would cost time. */
const MOST_PAIRED = 16;

/** True, not known, false: what a listing does not tell is not known, and a rule holds only when true. */
export type Truth = 1 | 0 | -1;

/** A condition made ready to be asked. */
export interface Compiled {
  holds(facts: Facts): Truth;
  /** The mentions that make it hold; empty when it does not. */
  evidence(facts: Facts): readonly Mention[];
  /** The lists it asks, and whether it leans on the kind of product. */
  lists: readonly string[];
  kinds: boolean;
  /** Vocabularies of which one must be mentioned for it to hold; null when it may hold without any. */
  needs: readonly number[] | null;
  /** The same of each of its parts that must hold: of each of these, one must be mentioned. */
  needsEach: readonly (readonly number[])[];
}

const truth = (value: boolean): Truth => (value ? 1 : -1);
const told = (
  holds: Compiled['holds'],
  evidence: Compiled['evidence'],
  needsEach: readonly (readonly number[])[] = [],
): Compiled => ({ holds, evidence, lists: [], kinds: false, needs: needsEach[0] ?? null, needsEach });
const known = (holds: Compiled['holds']): Compiled => told(holds, () => []);
const leaning = (
  parts: readonly Compiled[],
  on: Pick<Compiled, 'holds' | 'evidence' | 'needs' | 'needsEach'>,
): Compiled => ({
  ...on,
  lists: parts.flatMap(({ lists }) => lists),
  kinds: parts.some(({ kinds }) => kinds),
});

/** Compiles a condition. `numberOf` gives a vocabulary's number and throws if there is none of that name. */
export function compileCondition(condition: Condition, numberOf: (name: string) => number): Compiled {
  const inner = (part: Condition): Compiled => compileCondition(part, numberOf);
  if ('all' in condition) {
    const parts = condition.all.map(inner);
    return leaning(parts, {
      // Of all that is needed, the part that the fewest words can satisfy.
      needs: parts.reduce<readonly number[] | null>(
        (least, { needs }) => (needs && (!least || needs.length < least.length) ? needs : least),
        null,
      ),
      needsEach: parts.flatMap(({ needsEach }) => needsEach),
      holds: (facts) => weakest(parts, facts),
      evidence: (facts) => parts.flatMap((part) => part.evidence(facts)),
    });
  }
  if ('any' in condition) {
    const parts = condition.any.map(inner);
    return leaning(parts, {
      needs: parts.some(({ needs }) => !needs)
        ? null
        : [...new Set(parts.flatMap(({ needs }) => needs ?? []))],
      needsEach: [],
      holds: (facts) => strongest(parts, facts),
      evidence: (facts) => parts.flatMap((part) => (part.holds(facts) === 1 ? part.evidence(facts) : [])),
    });
  }
  if ('not' in condition) {
    const part = inner(condition.not);
    return known((facts) => (part.holds(facts) * -1) as Truth);
  }
  if ('unless' in condition) {
    const part = inner(condition.unless);
    return known((facts) => truth(part.holds(facts) !== 1));
  }
  if ('mentions' in condition) {
    const numbers = [condition.mentions].flat().map(numberOf);
    const { disguised = false } = condition;
    const where = condition.in ?? OWN_WORDS;
    return told(
      (facts) => truth(isMentioned(numbers, where, disguised, facts)),
      (facts) => mentionsOf(numbers, where, facts).filter((mention) => !disguised || mention.disguised),
      [numbers],
    );
  }
  if ('near' in condition) {
    const [left, right] = condition.near;
    const sides = [left, right].map((side) => compileOperand(side, condition.in, numberOf)) as [Find, Find];
    const evidence = (facts: Facts): Mention[] => pairs(...sides, condition.within, facts, MOST_PAIRED);
    const words = [left, right].flatMap((side) =>
      typeof side === 'string' || Array.isArray(side) ? [[side].flat().map(numberOf)] : [],
    );
    return told((facts) => truth(pairs(...sides, condition.within, facts, 1).length > 0), evidence, words);
  }
  if ('quantity' in condition) {
    const find = amountsOf(condition.quantity, condition.in ?? OWN_WORDS);
    return told(
      (facts) => truth(find(facts, facts.texts).length > 0),
      (facts) => find(facts, facts.texts),
    );
  }
  if ('price' in condition) {
    const { currency, atLeast, atMost } = condition.price;
    const bounds: Bounds = {
      atLeast: atLeast === undefined ? undefined : Number(atLeast),
      atMost: atMost === undefined ? undefined : Number(atMost),
    };
    return known(({ listing }) => {
      const amounts = amountsIn(listing, currency);
      return amounts.length === 0 ? 0 : truth(amounts.some((amount) => isWithin(bounds, amount)));
    });
  }
  if ('discount' in condition) {
    const { discount } = condition;
    return known(({ listing: { price, priceBefore } }) => {
      const before = Number(priceBefore?.amount ?? 0);
      if (!price || !priceBefore || before === 0 || price.currency !== priceBefore.currency) return 0;
      return truth(isWithin(discount, 100 * (1 - Number(price.amount) / before)));
    });
  }
  if ('spread' in condition) {
    const { spread } = condition;
    return known(({ listing }) => {
      const currency = (listing.price ?? listing.variants?.find(({ price }) => price)?.price)?.currency;
      const amounts = amountsIn(listing, currency).filter((amount) => amount > 0);
      return amounts.length < 2 ? 0 : truth(isWithin(spread, Math.max(...amounts) / Math.min(...amounts)));
    });
  }
  if ('kind' in condition) {
    const least = CONFIDENCES.indexOf(condition.confidence ?? 'medium');
    const numbers = new Map(KINDS.map((kind) => [kind, numberOf(vocabularyOfKind(kind))]));
    return {
      ...known((facts) => {
        facts.kinds ??= kindsOf((kind) => facts.mentions[numbers.get(kind) as number], facts.texts);
        let result: Truth = 0;
        for (const [kind, confidence] of facts.kinds) {
          const isAsked = condition.kind.includes(kind);
          if (isAsked && CONFIDENCES.indexOf(confidence) >= least) return 1;
          if (!isAsked && confidence !== 'low') result = -1;
        }
        return result === -1 && condition.kind.some((kind) => facts.kinds?.has(kind)) ? 0 : result;
      }),
      kinds: true,
    };
  }
  if ('listed' in condition) {
    const { listed } = condition;
    return {
      ...known((facts) => {
        const entries = entriesOf(facts, listed);
        return entries ? truth(entries.length > 0) : 0;
      }),
      lists: [listed],
    };
  }
  if ('language' in condition)
    return oneOf(
      condition.language,
      ({ language }) => language && (language.split('-')[0] as string).toLowerCase(),
    );
  if ('missing' in condition) {
    const { missing } = condition;
    return known(({ listing }) => (listing[missing] === undefined ? 0 : truth(listing[missing] === null)));
  }
  if ('marketplace' in condition) return oneOf(condition.marketplace, (listing) => listing.marketplace);
  if ('shipsFrom' in condition) return oneOf(condition.shipsFrom, (listing) => listing.shipsFrom);
  const { affiliate } = condition;
  return known(({ listing }) =>
    listing.affiliate === undefined ? 0 : truth((listing.affiliate !== null) === affiliate),
  );
}

/** All prices of an offer in one currency: its own and its variants'. */
function amountsIn({ price, variants }: Partial<Listing>, currency: string | null | undefined): number[] {
  return [price, ...(variants ?? []).map((variant) => variant.price)].flatMap((one) =>
    one && one.currency === currency ? Number(one.amount) : [],
  );
}

const isWithin = ({ atLeast, atMost }: Bounds, value: number): boolean =>
  (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);

const oneOf = (
  values: readonly string[],
  get: (listing: Partial<Listing>) => string | null | undefined,
): Compiled =>
  known(({ listing }) => {
    const value = get(listing);
    return value == null ? 0 : truth(values.includes(value));
  });

function weakest(parts: readonly Compiled[], facts: Facts): Truth {
  let result: Truth = 1;
  for (const part of parts) {
    const one = part.holds(facts);
    if (one === -1) return -1;
    if (one < result) result = one;
  }
  return result;
}

function strongest(parts: readonly Compiled[], facts: Facts): Truth {
  let result: Truth = -1;
  for (const part of parts) {
    const one = part.holds(facts);
    if (one === 1) return 1;
    if (one > result) result = one;
  }
  return result;
}

function amountsOf(amount: Amount, fields: readonly Field[]): Find {
  return (_facts, where) =>
    where
      .filter(({ field }) => fields.includes(field))
      .flatMap((text) => {
        text.quantities ??= quantitiesIn(text.text, text.tokens);
        return text.quantities
          .filter((quantity) => isAmount(amount, quantity))
          .map(({ start, end }) => ({
            in: text,
            vocabulary: -1,
            start,
            end,
            first: wordAt(start, text.tokens.count, text.tokens.start),
            last: wordAt(end - 1, text.tokens.count, text.tokens.start),
            disguised: false,
            misspelt: false,
            rest: 0,
          }));
      });
}

function compileOperand(
  side: Operand,
  fields: readonly Field[] | undefined,
  numberOf: (name: string) => number,
): Find {
  if (typeof side !== 'string' && 'quantity' in side) return amountsOf(side.quantity, fields ?? OWN_WORDS);
  const numbers = [side].flat().map(numberOf);
  return (facts) => mentionsOf(numbers, fields ?? OWN_WORDS, facts);
}
