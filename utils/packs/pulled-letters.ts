import { KIND, type Reread } from './disguise.ts';
import { LONGEST_KEY, runBit, SALT, SHORTEST_RUN, threeLetters } from './term-index.ts';
import {
  firstWord,
  lettersFrom,
  lettersOf,
  lettersTo,
  type TermRecords,
  vocabulariesFrom,
  vocabulariesTo,
  vocabularyAt,
  wordCount,
} from './term-records.ts';
import type { TermSearch } from './term-search.ts';
import { room } from './token-room.ts';
import { hashStep, mix } from './word-hash.ts';

// Constants of this module: see token-room.ts.
const { start: STARTS, end: ENDS } = room;

/** Longest term looked for in letters pulled together. */
const LONGEST_PULLED = 40;

/** Looks for terms anywhere in letters pulled together: where words end is not to be seen there. */
export function findInPulled(search: TermSearch, word: Reread, codes: Uint16Array, length: number): void {
  const { wholeFrom, wholeTerms, beginningFrom, beginningTerms, solidFrom, solidTerms, runLengths } =
    search.index;
  search.reread = word;
  for (let at = 0; at + SHORTEST_RUN <= length; at++) {
    const lengths = runLengths[threeLetters(codes, at)] as number;
    if (lengths === 0) continue;
    let hash = 0;
    const most = Math.min(length - at, lengths & 0x8000 ? LONGEST_PULLED : 36 - Math.clz32(lengths));
    for (let size = 1; size <= most; size++) {
      hash = hashStep(hash, codes[at + size - 1] as number);
      if (size < SHORTEST_RUN || (lengths & runBit(size)) === 0) continue;
      findSolid(search, mix(hash ^ SALT.solid), solidFrom, solidTerms, codes, at, size, word, length);
      if (word.kind === KIND.run) continue;
      findSolid(search, mix(hash ^ SALT.whole), wholeFrom, wholeTerms, codes, at, size, word, length);
      if (size <= LONGEST_KEY)
        findSolid(
          search,
          mix(hash ^ SALT.beginning),
          beginningFrom,
          beginningTerms,
          codes,
          at,
          size,
          word,
          length,
        );
    }
  }
  search.reread = undefined;
}

function findSolid(
  search: TermSearch,
  key: number,
  buckets: Int32Array,
  terms: Int32Array,
  codes: Uint16Array,
  at: number,
  size: number,
  word: Reread,
  length: number,
): void {
  if (!search.isIn(key)) return;
  const { records } = search.index;
  const bucket = key & (buckets.length - 2);
  for (let n = buckets[bucket] as number; n < (buckets[bucket + 1] as number); n++) {
    const term = terms[n] as number;
    if (lettersOf(records, term) !== size || !isRunTogether(records, term, codes, at)) continue;
    // Where each token is one letter, the term is just these.
    const isEach = length === word.to - word.from;
    const first = isEach ? word.from + at : word.from;
    const last = isEach ? first + size - 1 : word.to - 1;
    const [begin, end] = [STARTS[first] as number, ENDS[last] as number];
    for (let v = vocabulariesFrom(term); v < vocabulariesTo(records, term); v++)
      search.keep(vocabularyAt(records, v), begin, end, first, last, KIND.pulled, false, 0);
  }
}

/** Whether all letters of a term stand there, one word after the other. */
function isRunTogether(records: TermRecords, term: number, codes: Uint16Array, place: number): boolean {
  let at = place;
  let word = firstWord(records, term);
  for (let left = wordCount(records, term); left > 0; left--) {
    const end = lettersTo(records, word);
    for (let letter = lettersFrom(word); letter < end; letter++)
      if (records[letter] !== codes[at++]) return false;
    word = end;
  }
  return true;
}
