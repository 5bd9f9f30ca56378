import type { Term, Words } from './terms.ts';

/**
 * All that is known of a term in one stretch of memory, so that verifying it costs one or two looks at far memory instead
 * of a dozen. A term is called by the place where its record begins, a word by the place of its head:
 *
 *     fields · words before the anchor << 8 | words · letters · vocabularies · each vocabulary
 *     then each word: given << 14 | letters · each letter
 */
export type TermRecords = Uint16Array;

const VOCABULARIES_AT = 4;
/** Above a vocabulary's number: it wants misspellings. */
const WANTS_TYPOS = 0x8000;
const GIVEN_AT = 14;
const LENGTH = (1 << GIVEN_AT) - 1;
const WORDS = 0xff;

/** The fields in which any of its vocabularies is wanted. */
export const fieldsOf = (records: TermRecords, term: number): number => records[term] as number;
export const wordCount = (records: TermRecords, term: number): number =>
  (records[term + 1] as number) & WORDS;
/** How many words stand before the one it is held under. */
export const beforeAnchor = (records: TermRecords, term: number): number =>
  (records[term + 1] as number) >> 8;
/** Letters of all its words. */
export const lettersOf = (records: TermRecords, term: number): number => records[term + 2] as number;

/** Where its vocabularies begin and end. */
export const vocabulariesFrom = (term: number): number => term + VOCABULARIES_AT;
export const vocabulariesTo = (records: TermRecords, term: number): number =>
  term + VOCABULARIES_AT + (records[term + 3] as number);
export const vocabularyAt = (records: TermRecords, at: number): number =>
  (records[at] as number) & ~WANTS_TYPOS;
export const wantsTypos = (records: TermRecords, at: number): boolean =>
  ((records[at] as number) & WANTS_TYPOS) !== 0;

export const firstWord = vocabulariesTo;
export const givenOf = (records: TermRecords, word: number): number => (records[word] as number) >> GIVEN_AT;
export const lengthOf = (records: TermRecords, word: number): number => (records[word] as number) & LENGTH;
/** Where its letters begin and end; the next word is there. */
export const lettersFrom = (word: number): number => word + 1;
export const lettersTo = (records: TermRecords, word: number): number =>
  word + 1 + ((records[word] as number) & LENGTH);
/** The word a term is held under. */
export function anchorOf(records: TermRecords, term: number): number {
  let word = firstWord(records, term);
  for (let left = beforeAnchor(records, term); left > 0; left--) word = lettersTo(records, word);
  return word;
}

/** Writes the records, end to end; gives where each term's and each word's is. Throws where a term is too long. */
export function writeRecords(
  terms: readonly Term[],
  { codes, from, given, first }: Words,
  anchors: Int32Array,
  fields: (vocabularies: readonly number[]) => number,
): { records: TermRecords; terms: Int32Array; words: Int32Array } {
  const written: number[] = [];
  const places = new Int32Array(terms.length);
  const words = new Int32Array(given.length);
  for (const [t, { vocabularies, typos }] of terms.entries()) {
    const [start, end] = [first[t] as number, first[t + 1] as number];
    const letters = (from[end] as number) - (from[start] as number);
    if (end - start > WORDS || letters > LENGTH) throw new Error('a term is too long');
    places[t] = written.length;
    written.push(
      fields(vocabularies),
      (((anchors[t] as number) - start) << 8) | (end - start),
      letters,
      vocabularies.length,
      ...vocabularies.map((one) => (typos?.includes(one) ? one | WANTS_TYPOS : one)),
    );
    for (let word = start; word < end; word++) {
      words[word] = written.length;
      const [begin, stop] = [from[word] as number, from[word + 1] as number];
      written.push(((given[word] as number) << GIVEN_AT) | (stop - begin));
      for (let at = begin; at < stop; at++) written.push(codes[at] as number);
    }
  }
  return { records: Uint16Array.from(written), terms: places, words };
}
