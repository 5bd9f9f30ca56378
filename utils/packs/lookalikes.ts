import type { Tokens } from './fold.ts';
import { wordAt } from './word-at.ts';

/**
 * Words of plain letters in which one looks like another: a capital I for an l ("éIectrique"), an l for a capital I
 * ("ldrochinone"), rn for m, vv for w, a sign for the last letter ("Morfin@"). Folding hides the first, and nothing
 * about the others is odd; so they are searched for by the letters themselves, which costs next to nothing.
 */

const MOST = 60;
/** Beyond so many characters, pairs of letters that are common are not looked at. */
const LONGEST_WITH_PAIRS = 400;

const isSmall = (unit: number): boolean =>
  (unit > 96 && unit < 123) || (unit > 0xde && unit < 0x100 && unit !== 0xf7);
const isLetter = (unit: number): boolean =>
  isSmall(unit) || (unit > 64 && unit < 91) || (unit > 0xbf && unit < 0x250);
const isVowel = (unit: number): boolean => 'aeiouy'.includes(String.fromCharCode(unit));

/** Calls `visit` with the offset of each place where `needle` stands. */
function each(text: string, needle: string, visit: (at: number) => void): void {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) visit(at);
}

/** The numbers of such words, in order; nearly always none. */
export function lookalikes(text: string, tokens: Tokens): number[] {
  const places: number[] = [];
  const add = (at: number): void => {
    if (places.length < MOST) places.push(at);
  };
  each(text, 'I', (at) => {
    const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at + 1)];
    if (isSmall(before) || (!isLetter(before) && isSmall(after) && isVowel(after))) add(at);
  });
  each(text, ' l', (at) => {
    if (isOddAfterL(text.charCodeAt(at + 2))) add(at + 1);
  });
  if (text.charCodeAt(0) === 108 && isOddAfterL(text.charCodeAt(1))) add(0);
  for (const sign of '@$€!')
    each(text, sign, (at) => {
      const after = text.charCodeAt(at + 1);
      if (isLetter(text.charCodeAt(at - 1)) && !isLetter(after) && !(after > 47 && after < 58)) add(at - 1);
    });
  if (text.length <= LONGEST_WITH_PAIRS) {
    each(text, 'rn', add);
    each(text, 'vv', add);
  }
  if (places.length === 0) return places;
  return [...new Set(places.map((at) => wordAt(tokens, at)))].sort((a, b) => a - b);
}

/** Hardly a word begins with an l and another consonant; ll, lj and lh are letters of their own in some languages. */
const isOddAfterL = (unit: number): boolean =>
  unit > 96 && unit < 123 && !isVowel(unit) && unit !== 108 && unit !== 106 && unit !== 104;

/** What a sign right after a word stands for. */
const SIGNS: Record<number, number> = { 64: 97, 36: 115, 8364: 101, 33: 105 };

/** Writes how such a word reads; gives how many units, 0 when just as it is written, and where in the text it ends. */
export function writeLookalike(
  text: string,
  tokens: Tokens,
  i: number,
  into: Uint16Array,
): [length: number, end: number] {
  const [from, to] = [tokens.from[i] as number, tokens.to[i] as number];
  const [start, end] = [tokens.start[i] as number, tokens.end[i] as number];
  // Ligatures and invisible characters would shift letters; such words are read anew for those.
  if (to - from !== end - start) return [0, end];
  const sign = SIGNS[text.charCodeAt(end)];
  let hasSmall = false;
  for (let at = start; at < end && !hasSmall; at++) hasSmall = isSmall(text.charCodeAt(at));
  let isChanged = sign !== undefined;
  let length = 0;
  for (let k = 0; k < to - from; k++) {
    const given = text.charCodeAt(start + k);
    const unit = tokens.codes[from + k] as number;
    const after = k + 1 < to - from ? tokens.codes[from + k + 1] : 0;
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
