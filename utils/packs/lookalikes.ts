import { FLAG, type Folded, room } from './token-room.ts';
import { wordAt } from './word-at.ts';

/**
 * Words of plain letters in which one looks like another: a capital I for an l ("éIectrique"), an l for a capital I
 * ("ldrochinone"), rn for m, vv for w, a sign for the last letter ("Morfin@"). Folding hides the first, and nothing
 * about the others is odd; so they are searched for by the letters themselves, which costs next to nothing.
 */

const { codes: CODES, from: FROM, to: TO, start: STARTS, end: ENDS, flags: FLAGS, odd: ODDS } = room;

const MOST = 60;
/** Beyond so many characters, pairs of letters that are common are not looked at. */
const LONGEST_WITH_PAIRS = 400;

const isSmall = (unit: number): boolean =>
  (unit > 96 && unit < 123) || (unit > 0xde && unit < 0x100 && unit !== 0xf7);
const isLetter = (unit: number): boolean =>
  isSmall(unit) || (unit > 64 && unit < 91) || (unit > 0xbf && unit < 0x250);
const isVowel = (unit: number): boolean =>
  unit === 97 || unit === 101 || unit === 105 || unit === 111 || unit === 117 || unit === 121;

/** Calls `visit` with the offset of each place where `needle` stands. */
function each(text: string, needle: string, visit: (at: number) => void): void {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) visit(at);
}

/** The numbers of such words, in order; nearly always none. */
export function lookalikes(text: string, { count, odd }: Folded): readonly number[] {
  let places: number[] | undefined;
  const add = (slot: number): void => {
    places ??= [];
    if (places.length < MOST) places.push(slot);
  };
  for (let at = text.indexOf('I'); at >= 0; at = text.indexOf('I', at + 1)) {
    const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at + 1)];
    if (isSmall(before) || (!isLetter(before) && isSmall(after) && isVowel(after))) add(wordAt(at, count));
  }
  for (let n = 0; n < odd; n++) {
    const slot = ODDS[n] as number;
    if (
      (FLAGS[slot] as number) & FLAG.alike &&
      (isOddL(text, STARTS[slot] as number) || isOddEnd(text, ENDS[slot] as number))
    )
      add(slot);
  }
  if (text.length <= LONGEST_WITH_PAIRS) {
    each(text, 'rn', (at) => add(wordAt(at, count)));
    each(text, 'vv', (at) => add(wordAt(at, count)));
  }
  if (places === undefined) return NONE;
  return places.length === 1 ? places : [...new Set(places)].sort((a, b) => a - b);
}
const NONE: readonly number[] = [];

/** Hardly a word begins with an l and another consonant; ll, lj and lh are letters of their own in some languages. */
export const isOddAfterL = (unit: number): boolean =>
  unit > 96 && unit < 123 && !isVowel(unit) && unit !== 108 && unit !== 106 && unit !== 104;
/** Whether the l at an offset, where a word begins, may be a capital I. */
const isOddL = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 108 &&
  (at === 0 || text.charCodeAt(at - 1) === 32) &&
  isOddAfterL(text.charCodeAt(at + 1));
/** Whether the sign at an offset, right after a word, may be its last letter. */
function isOddEnd(text: string, at: number): boolean {
  if (SIGNS[text.charCodeAt(at)] === undefined || !isLetter(text.charCodeAt(at - 1))) return false;
  const after = text.charCodeAt(at + 1);
  return !isLetter(after) && !(after > 47 && after < 58);
}

/** What a sign right after a word stands for. */
const SIGNS: Record<number, number> = { 64: 97, 36: 115, 8364: 101, 33: 105 };

/** Writes how such a word reads; gives how many units, 0 when just as it is written, and where in the text it ends. */
export function writeLookalike(text: string, i: number, into: Uint16Array): [length: number, end: number] {
  const [from, to] = [FROM[i] as number, TO[i] as number];
  const [start, end] = [STARTS[i] as number, ENDS[i] as number];
  // Ligatures and invisible characters would shift letters; such words are read anew for those.
  if (to - from !== end - start) return [0, end];
  const sign = SIGNS[text.charCodeAt(end)];
  let hasSmall = false;
  for (let at = start; at < end && !hasSmall; at++) hasSmall = isSmall(text.charCodeAt(at));
  let isChanged = sign !== undefined;
  let length = 0;
  for (let k = 0; k < to - from; k++) {
    const given = text.charCodeAt(start + k);
    const unit = CODES[from + k] as number;
    const after = k + 1 < to - from ? CODES[from + k + 1] : 0;
    let read = unit;
    if (hasSmall && given === 73) read = 108;
    else if (k === 0 && given === 108 && isOddAfterL(text.charCodeAt(start + 1))) read = 105;
    else if (unit === 114 && after === 110) read = 109;
    else if (unit === 118 && after === 118) read = 119;
    if (read !== unit) isChanged = true;
    // Two letters were one.
    if (read === 109 || read === 119) k += read === unit ? 0 : 1;
    into[length++] = read;
  }
  if (sign !== undefined) into[length++] = sign;
  return isChanged ? [length, sign === undefined ? end : end + 1] : [0, end];
}
