import type { Field } from './condition.ts';
import type { Facts } from './facts.ts';
import type { Quantity } from './quantities.ts';
import type { Tokens } from './token-room.ts';

/** One text of a listing: its title, one attribute's value … */
export interface Text {
  /** "title", "attributes.3.value" … */
  name: string;
  field: Field;
  text: string;
  /** Made when first asked for. */
  readonly tokens: Tokens;
  quantities?: Quantity[];
}

/** A vocabulary's term, or an amount, where a text names it. Offsets are UTF-16 units. */
export interface Mention {
  in: Text;
  /** The vocabulary's number; -1 for an amount. */
  vocabulary: number;
  start: number;
  end: number;
  /** The first and last token it stands in. */
  first: number;
  last: number;
  disguised: boolean;
  /** A letter differs from the term's. */
  misspelt: boolean;
  /** Letters after a word of which the term gives the beginning. */
  rest: number;
}

/** Finds in a listing's texts; `where` narrows to texts worth looking at. */
export type Find = (facts: Facts, where: readonly Text[]) => readonly Mention[];

const NONE: Mention[] = [];

/** The mentions of any of these vocabularies in these fields; the array is not to be changed. */
export function mentionsOf(
  numbers: readonly number[],
  fields: readonly Field[],
  { mentions }: Facts,
): readonly Mention[] {
  let found = NONE;
  for (const number of numbers) {
    const own = mentions[number];
    if (!own) continue;
    for (const mention of own)
      if (fields.includes(mention.in.field)) {
        if (found === NONE) found = [];
        found.push(mention);
      }
  }
  return found;
}

/** Whether there is any of them: asked far more often than which. */
export function isMentioned(
  numbers: readonly number[],
  fields: readonly Field[],
  disguised: boolean,
  { mentions }: Facts,
): boolean {
  for (const number of numbers) {
    const own = mentions[number];
    if (!own) continue;
    for (const mention of own)
      if ((!disguised || mention.disguised) && fields.includes(mention.in.field)) return true;
  }
  return false;
}

/** Whether of each of these sets of vocabularies one is mentioned. */
export function isEachMentioned(sets: readonly (readonly number[])[], mentions: Facts['mentions']): boolean {
  for (let n = 0; n < sets.length; n++) {
    const numbers = sets[n] as readonly number[];
    let isAny = false;
    for (let k = 0; k < numbers.length && !isAny; k++) isAny = mentions[numbers[k] as number] !== undefined;
    if (!isAny) return false;
  }
  return true;
}

/** Mentions of both sides that stand within so many words of each other, each pair in order. */
export function pairs(left: Find, right: Find, within: number, facts: Facts, most: number): Mention[] {
  const here = left(facts, facts.texts);
  if (here.length === 0) return NONE;
  const there = right(facts, here.length === 1 ? [(here[0] as Mention).in] : inOf(here));
  if (there.length === 0) return NONE;
  const found: Mention[] = [];
  for (const one of here)
    for (const other of there)
      if (one.in === other.in && !overlaps(one, other) && distance(one, other) <= within) {
        found.push(one, other);
        if (found.length >= most) return found;
      }
  return found;
}

/** The texts that mentions stand in, each once. */
function inOf(mentions: readonly Mention[]): Text[] {
  const texts: Text[] = [];
  for (const { in: text } of mentions) if (!texts.includes(text)) texts.push(text);
  return texts;
}

const overlaps = (one: Mention, other: Mention): boolean => one.start < other.end && other.start < one.end;

/** How many words the second of two mentions in one text stands after the first; neighbours are 1 apart. */
export const distance = (one: Mention, other: Mention): number =>
  one.start <= other.start ? other.first - one.last : one.first - other.last;
