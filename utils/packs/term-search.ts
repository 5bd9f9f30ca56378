import { KIND, type Reread } from './disguise.ts';
import type { Hit } from './hit.ts';
import { BLOCK, CANDIDATES, MAY_BE, sieve } from './sieve.ts';
import { AROUND } from './surroundings.ts';
import {
  ANY_FIELD,
  GATE_LETTERS,
  MOST_STEP,
  pairHash,
  SALT,
  type TermIndex,
  threeLetters,
} from './term-index.ts';
import {
  anchorOf,
  beforeAnchor,
  fieldsOf,
  firstWord,
  givenOf,
  lengthOf,
  lettersFrom,
  lettersOf,
  lettersTo,
  type TermRecords,
  vocabulariesFrom,
  vocabulariesTo,
  vocabularyAt,
  wordCount,
} from './term-records.ts';
import { GIVEN } from './terms.ts';
import { FLAG, type Folded, room } from './token-room.ts';
import { wordAt } from './word-at.ts';
import { mix, POWER } from './word-hash.ts';

// Constants of this module: see token-room.ts.
const {
  codes: CODES,
  prefix: PREFIX,
  from: FROM,
  to: TO,
  start: STARTS,
  end: ENDS,
  hash: HASHES,
  flags: FLAGS,
  odd: ODDS,
} = room;

/** Hits kept of one text. */
const MOST_HITS = 4_000;

/**
 * Finds the terms of an index in the tokens [first, last) of the room: a text's, or what is laid around a stretch of it
 * that is read anew. Nearly every word is told by one look at a few kilobytes (sieve.ts) to be in no term; of the others
 * the letters are compared.
 */
export class TermSearch {
  readonly index: TermIndex;
  readonly hasParts: boolean;
  readonly #gateBits: number;
  /** By vocabulary, the fields in which it is looked for; all where there is none. */
  readonly #wanted: Uint16Array | undefined;
  first = 0;
  last = 0;
  hits: Hit[] = [];
  #field = ANY_FIELD;
  /** The stretch read anew that tokens are the surroundings of, and which slot it is in; none in the first reading. */
  reread: Reread | undefined;
  #place = 0;

  /** With `wanted`, by vocabulary, it is looked for in those fields only. */
  constructor(index: TermIndex, wanted?: Uint16Array) {
    this.index = index;
    this.#wanted = wanted;
    this.#gateBits = index.gate.length * 8 - 1;
    this.hasParts = index.partTerms.length > 0;
  }

  /** Begins with another text, of a field. */
  begin({ count }: Folded, field: number): void {
    this.first = 0;
    this.last = count;
    this.hits = [];
    this.#field = field;
    this.reread = undefined;
  }

  /** Finds the terms one of whose words is a token: first the tokens that may be, then what they are. */
  tokens(): void {
    const end = this.last;
    for (let block = this.first; block < end; block += BLOCK) {
      const candidates = sieve(this.index, block, Math.min(end, block + BLOCK), end);
      for (let c = 0; c < candidates; c++) this.#candidate(CANDIDATES[c] as number);
    }
  }

  /** Finds the terms that have a stretch read anew in them: it stands in a slot among those laid around it. */
  around(reread: Reread, place: number, from: number, to: number): void {
    const { first, last } = this;
    this.first = from;
    this.last = to;
    this.reread = reread;
    this.#place = place;
    this.tokens();
    if (this.hasParts) for (let i = from; i < to; i++) this.#partsIn(i);
    this.first = first;
    this.last = last;
    this.reread = undefined;
  }

  #candidate(candidate: number): void {
    const { wholeFrom, wholeTerms, pairFrom, pairTerms } = this.index;
    const i = candidate >>> 4;
    if (candidate & MAY_BE.whole) {
      const bucket = mix(HASHES[i] as number) & (wholeFrom.length - 2);
      for (let n = wholeFrom[bucket] as number; n < (wholeFrom[bucket + 1] as number); n++)
        this.#verify(wholeTerms[n] as number, i);
    }
    if (candidate & MAY_BE.pair && i + 1 < this.last) {
      const bucket = mix(pairHash(HASHES[i] as number, HASHES[i + 1] as number)) & (pairFrom.length - 2);
      for (let n = pairFrom[bucket] as number; n < (pairFrom[bucket + 1] as number); n++)
        this.#verify(pairTerms[n] as number, i);
    }
    if (candidate & MAY_BE.beginning) this.#beginnings(i);
    if (candidate & MAY_BE.ending) this.#endings(i);
  }

  /** Whether a key may be in the index at all. */
  isIn(key: number): boolean {
    const bit = key & this.#gateBits;
    return ((this.index.gate[bit >> 3] as number) & (1 << (bit & 7))) !== 0;
  }

  #beginnings(i: number): void {
    const from = FROM[i] as number;
    const length = (TO[i] as number) - from;
    if (length < GATE_LETTERS) return;
    const { beginningFrom, beginningTerms, beginningLengths } = this.index;
    const before = PREFIX[from] as number;
    // Bit n of the lengths is of GATE_LETTERS + n letters.
    for (let left = beginningLengths[threeLetters(CODES, from)] as number; left !== 0; left &= left - 1) {
      const size = 31 - Math.clz32(left & -left) + GATE_LETTERS;
      if (size > length) return;
      const hash = (PREFIX[from + size] as number) - Math.imul(before, POWER[size] as number);
      const key = mix(hash ^ SALT.beginning);
      if (!this.isIn(key)) continue;
      const bucket = key & (beginningFrom.length - 2);
      for (let n = beginningFrom[bucket] as number; n < (beginningFrom[bucket + 1] as number); n++)
        this.#verify(beginningTerms[n] as number, i);
    }
  }

  #endings(i: number): void {
    const to = TO[i] as number;
    const length = to - (FROM[i] as number);
    if (length < GATE_LETTERS) return;
    const { endingFrom, endingTerms, endingLengths } = this.index;
    const all = PREFIX[to] as number;
    for (let left = endingLengths[threeLetters(CODES, to - 3)] as number; left !== 0; left &= left - 1) {
      const size = 31 - Math.clz32(left & -left) + GATE_LETTERS;
      if (size > length) return;
      const hash = all - Math.imul(PREFIX[to - size] as number, POWER[size] as number);
      const key = mix(hash ^ SALT.ending);
      if (!this.isIn(key)) continue;
      const bucket = key & (endingFrom.length - 2);
      for (let n = endingFrom[bucket] as number; n < (endingFrom[bucket + 1] as number); n++)
        this.#verify(endingTerms[n] as number, i);
    }
  }

  /** Finds parts of words anywhere in a text: looks at three letters here and there, wherever words begin. */
  partsOf({ units, count, odd }: Folded): void {
    if (count === 0) return;
    const { partGate, partStep } = this.index;
    const step = partStep[0] as number;
    for (let at = 0; at < units; at += step) {
      const three = threeLetters(CODES, at);
      if (((partGate[three >> 3] as number) & (1 << (three & 7))) === 0) continue;
      this.#partsAt(-1, at, 0, units, count);
    }
    for (let n = 0; n < odd; n++) {
      const i = ODDS[n] as number;
      if (FROM[i] !== STARTS[i]) this.#partsIn(i);
    }
  }

  /** The same in one token. */
  #partsIn(i: number): void {
    const { partGate, partStep } = this.index;
    const step = partStep[0] as number;
    const to = TO[i] as number;
    for (let at = FROM[i] as number; at + 3 <= to; at += step) {
      const three = threeLetters(CODES, at);
      if (((partGate[three >> 3] as number) & (1 << (three & 7))) !== 0)
        this.#partsAt(i, at, FROM[i] as number, to, this.last);
    }
  }

  /** Finds the parts of which three letters stand here: within [start, end) of a token, or of a text of `count` tokens. */
  #partsAt(token: number, at: number, start: number, end: number, count: number): void {
    const { partFrom, partTerms, records } = this.index;
    const bucket = mix(threeLetters(CODES, at)) & (partFrom.length - 2);
    for (let n = partFrom[bucket] as number; n < (partFrom[bucket + 1] as number); n++) {
      const entry = partTerms[n] as number;
      const term = Math.floor(entry / MOST_STEP);
      const place = at - (entry % MOST_STEP);
      const word = anchorOf(records, term);
      const length = lengthOf(records, word);
      if (place < start || place + length > end || !isSame(records, lettersFrom(word), place, length))
        continue;
      // Letters that are all there stand in one token; its own units, where it is not written anew, are the text's.
      const i = token >= 0 ? token : wordAt(at, count);
      if (FROM[i] === STARTS[i] || token >= 0) this.#verify(term, i, (TO[i] as number) - place - length);
    }
  }

  #verify(term: number, i: number, restOfPart = -1): void {
    const { records } = this.index;
    if ((fieldsOf(records, term) & this.#field) === 0) return;
    const size = wordCount(records, term);
    const token = i - beforeAnchor(records, term);
    if (token < this.first || token + size > this.last) return;
    let word = firstWord(records, term);
    let rest = 0;
    for (let k = 0; k < size; k++) {
      rest = this.#restAt(word, token + k);
      if (rest < 0) return;
      word = lettersTo(records, word);
    }
    const last = token + size - 1;
    this.#found(term, token, last, restOfPart >= 0 && last === i ? restOfPart : rest);
  }

  /** Letters that follow a word of a term in token i; -1 when it is not there. */
  #restAt(word: number, i: number): number {
    const { records } = this.index;
    const length = lengthOf(records, word);
    const at = FROM[i] as number;
    const have = (TO[i] as number) - at;
    if (have < length) return -1;
    const letters = lettersFrom(word);
    switch (givenOf(records, word)) {
      case GIVEN.whole:
        return have === length && isSame(records, letters, at, length) ? 0 : -1;
      case GIVEN.beginning:
        return isSame(records, letters, at, length) ? have - length : -1;
      case GIVEN.ending:
        return isSame(records, letters, at + have - length, length) ? 0 : -1;
      default:
        for (let place = have - length; place >= 0; place--)
          if (isSame(records, letters, at + place, length)) return have - length - place;
        return -1;
    }
  }

  /** Term found in tokens [first, last], of the text or of a stretch's surroundings. */
  #found(term: number, first: number, last: number, rest: number): void {
    const reread = this.reread;
    let kind: number = KIND.same;
    if (reread) {
      // Only what has the word read anew in it; the rest was found before.
      if (this.#place < first || this.#place > last) return;
      if (lettersOf(this.index.records, term) < reread.least) return;
      for (let i = first; i <= last; i++) kind = Math.max(kind, AROUND.kind[i - this.first] as number);
    } else for (let i = first; i <= last; i++) if ((FLAGS[i] as number) & FLAG.dressed) kind = KIND.masked;
    const { records } = this.index;
    const start = STARTS[first] as number;
    const end = ENDS[last] as number;
    const firstToken = reread ? (AROUND.first[first - this.first] as number) : first;
    const lastToken = reread ? (AROUND.last[last - this.first] as number) : last;
    for (let at = vocabulariesFrom(term); at < vocabulariesTo(records, term); at++)
      this.keep(vocabularyAt(records, at), start, end, firstToken, lastToken, kind, false, rest);
  }

  /** Keeps a hit of a vocabulary, if it is wanted here. */
  keep(
    vocabulary: number,
    start: number,
    end: number,
    first: number,
    last: number,
    kind: number,
    misspelt: boolean,
    rest: number,
  ): void {
    if (this.#wanted && ((this.#wanted[vocabulary] as number) & this.#field) === 0) return;
    if (this.hits.length === MOST_HITS) return;
    this.hits.push({
      in: undefined,
      vocabulary,
      start,
      end,
      first,
      last,
      reread: this.reread !== undefined,
      disguised: kind > KIND.joined || misspelt,
      misspelt,
      rest,
    });
  }

  /** Whether token i is a whole word of a term, wanted here or not: then it is no misspelling of another. */
  isWord(i: number): boolean {
    const { wholeFrom, wholeTerms, rareFrom, rareWords, records } = this.index;
    const key = mix(HASHES[i] as number);
    const bucket = key & (wholeFrom.length - 2);
    for (let n = wholeFrom[bucket] as number; n < (wholeFrom[bucket + 1] as number); n++)
      if (this.#restAt(anchorOf(records, wholeTerms[n] as number), i) === 0) return true;
    const other = key & (rareFrom.length - 2);
    for (let n = rareFrom[other] as number; n < (rareFrom[other + 1] as number); n++)
      if (this.#restAt(rareWords[n] as number, i) === 0) return true;
    return false;
  }
}

/** Whether letters of a record are the room's from a place on. */
function isSame(records: TermRecords, letters: number, at: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (records[letters + k] !== CODES[at + k]) return false;
  return true;
}
