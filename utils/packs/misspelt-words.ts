import { KIND } from './disguise.ts';
import { isMisspelling } from './misspelling.ts';
import { SALT, SHORTEST_TYPO, typoKey } from './term-index.ts';
import {
  anchorOf,
  givenOf,
  lettersFrom,
  lettersTo,
  vocabulariesFrom,
  vocabulariesTo,
  vocabularyAt,
  wantsTypos,
} from './term-records.ts';
import type { TermSearch } from './term-search.ts';
import { GIVEN } from './terms.ts';
import { room } from './token-room.ts';
import { mix } from './word-hash.ts';

// Constants of this module: see token-room.ts.
const { codes: CODES, from: FROM, to: TO, start: STARTS, end: ENDS } = room;

/** Letters an inflected name may have after the misspelt one. */
const MOST_ENDING = 2;

/** Finds names with one letter wrong, of vocabularies that want them; a word that is itself a term is none. */
export function findMisspelt(search: TermSearch): void {
  const hits = search.hits.length;
  for (let i = search.first; i < search.last; i++) {
    const start = FROM[i] as number;
    const end = TO[i] as number;
    if (end - start < SHORTEST_TYPO - 1) continue;
    // The first piece is the same whatever the ending.
    let isAny = search.isIn(mix(typoKey(0, CODES, start, end) ^ SALT.typo));
    for (let cut = 0; !isAny && cut <= MOST_ENDING && end - cut - start >= SHORTEST_TYPO - 1; cut++)
      isAny =
        search.isIn(mix(typoKey(1, CODES, start, end - cut) ^ SALT.typo)) ||
        search.isIn(mix(typoKey(2, CODES, start, end - cut) ^ SALT.typo));
    if (!isAny || search.isWord(i)) continue;
    const at = STARTS[i] as number;
    let isKnown = false;
    for (let n = 0; n < hits; n++) if (search.hits[n]?.start === at) isKnown = true;
    if (!isKnown) findMisspeltAt(search, i, start, end);
  }
}

function findMisspeltAt(search: TermSearch, i: number, start: number, end: number): void {
  const { records, typoFrom, typoTerms } = search.index;
  for (let cut = 0; cut <= MOST_ENDING && end - cut - start >= SHORTEST_TYPO - 1; cut++)
    for (let piece = cut === 0 ? 0 : 1; piece < 3; piece++) {
      const key = mix(typoKey(piece, CODES, start, end - cut) ^ SALT.typo);
      if (!search.isIn(key)) continue;
      const bucket = key & (typoFrom.length - 2);
      for (let n = typoFrom[bucket] as number; n < (typoFrom[bucket + 1] as number); n++) {
        const term = typoTerms[n] as number;
        const word = anchorOf(records, term);
        const more = givenOf(records, word) === GIVEN.beginning ? MOST_ENDING : 0;
        if (!isMisspelling(records, lettersFrom(word), lettersTo(records, word), CODES, start, end, more))
          continue;
        for (let v = vocabulariesFrom(term); v < vocabulariesTo(records, term); v++)
          if (wantsTypos(records, v))
            search.keep(
              vocabularyAt(records, v),
              STARTS[i] as number,
              ENDS[i] as number,
              i,
              i,
              KIND.masked,
              true,
              0,
            );
      }
    }
}
