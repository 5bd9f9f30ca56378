import { KIND, LONGEST, type Reread, unmask } from './disguise.ts';
import { foldBriefly } from './fold.ts';
import { type Hit, inOrder } from './hit.ts';
import { isMisspelling } from './misspelling.ts';
import { BLOCK, CANDIDATES, MAY_BE, sieve } from './sieve.ts';
import { AROUND, layReading, layToken, MOST_AROUND, REACH, type Reading, readings } from './surroundings.ts';
import {
  ANY_FIELD,
  GATE_LETTERS,
  indexTerms,
  LONGEST_KEY,
  MOST_STEP,
  pairHash,
  runBit,
  SALT,
  SHORTEST_RUN,
  SHORTEST_TYPO,
  type TermIndex,
  threeLetters,
  typoKey,
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
  wantsTypos,
  wordCount,
} from './term-records.ts';
import { GIVEN, type Term } from './terms.ts';
import { FLAG, type Folded, room } from './token-room.ts';
import { wordAt } from './word-at.ts';
import { hashOf, hashStep, mix, POWER } from './word-hash.ts';

/** Longest term looked for in letters pulled together. */
const LONGEST_PULLED = 40;
/** Misspellings are looked for in texts no longer: a title or an attribute, where filters look. */
const LONGEST_MISSPELT_TEXT = 400;
/** Letters an inflected name may have after the misspelt one. */
const MOST_ENDING = 2;
/** Readings looked at in one text, each among its surroundings: one that is nothing but disguise says it early. */
const MOST_LOOKS = 200;
/** And in all texts of one listing together. */
const MOST_LOOKS_OF_LISTING = 400;
/** What is left of that; each listing begins with a new one. */
export const newAllowance = (): Allowance => ({ looks: MOST_LOOKS_OF_LISTING });
interface Allowance {
  looks: number;
}
/** Ways of reading the words before one stretch: each may be in disguise itself. */
const MOST_WAYS = 12;
/** Hits kept of one text. */
const MOST_HITS = 4_000;

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

/** The words before a stretch as they are being read, the nearest first: slots, or readings. */
const way: (number | Reading)[] = [];

/**
 * Finds all terms of all vocabularies in one pass over a text's tokens. Nearly every word is told by one look at a few
 * kilobytes (`gate`) to be in no term; of the others the letters are compared.
 */
export class Matcher {
  readonly #index: TermIndex;
  readonly #gateBits: number;
  readonly #hasParts: boolean;
  readonly #hasTypos: boolean;
  readonly #pictures: ReadonlyMap<number, readonly number[]>;
  /** By vocabulary, the fields in which it is looked for; all where there is none. */
  readonly #wanted: Uint16Array | undefined;
  // The text being matched, or what is laid around a stretch of it: slots [#first, #last).
  #first = 0;
  #last = 0;
  #hits: Hit[] = [];
  #field = ANY_FIELD;
  /** The stretch read anew that tokens are the surroundings of; none in the first reading. */
  #reread: Reread | undefined;
  /** Which slot it is in. */
  #place = 0;
  /** Readings kept of this text, and how often one was looked at among its surroundings, for the bound. */
  #kept = 0;
  #looks = 0;

  /** With `wanted`, by vocabulary, it is looked for in those fields only. */
  constructor(index: TermIndex, wanted?: Uint16Array) {
    this.#index = index;
    this.#wanted = wanted;
    this.#gateBits = index.gate.length * 8 - 1;
    this.#hasParts = index.partTerms.length > 0;
    this.#hasTypos = index.typoTerms.length > 0;
    const pictures = new Map<number, number[]>();
    for (let at = 0; at < index.pictures.length; at += 2) {
      const picture = index.pictures[at] as number;
      pictures.set(picture, [...(pictures.get(picture) ?? []), index.pictures[at + 1] as number]);
    }
    this.#pictures = pictures;
  }

  static of(terms: readonly Term[]): Matcher {
    return new Matcher(indexTerms(terms));
  }

  /** Every term in a text, disguised ones too, in the order in which they start. */
  match(text: string): Hit[] {
    return this.matchIn(text, foldBriefly(text));
  }

  /**
   * The same in a text that has been folded. With a field, only of vocabularies that are wanted there. Texts of one
   * listing share an allowance.
   */
  matchIn(text: string, folded: Folded, field = ANY_FIELD, allowance = newAllowance()): Hit[] {
    this.#first = 0;
    this.#last = folded.count;
    this.#hits = [];
    this.#field = field;
    this.#reread = undefined;
    this.#all();
    if (this.#hasParts) this.#partsOf(folded);
    const { pictures } = folded;
    if (pictures.length > 0 && this.#pictures.size > 0)
      for (let at = 0; at < pictures.length; at += 3)
        for (const vocabulary of this.#pictures.get(pictures[at] as number) ?? [])
          this.#picture(vocabulary, pictures[at + 1] as number, pictures[at + 2] as number);
    if (this.#hasTypos && text.length <= LONGEST_MISSPELT_TEXT) this.#misspellings();
    this.#kept = 0;
    this.#looks = 0;
    const most = Math.min(MOST_LOOKS, allowance.looks);
    for (const reading of readings) reading.to = -1;
    unmask(text, folded, (word, codes, length) => {
      if (this.#looks >= most) return;
      if (word.kind >= KIND.pulled) {
        this.#looks++;
        this.#inPulled(word, codes, length);
      }
      if (word.kind !== KIND.run) this.#inReread(word, codes, length);
    });
    allowance.looks -= this.#looks;
    const hits = this.#hits;
    this.#hits = [];
    return hits.length < 2 ? hits : inOrder(hits);
  }

  /** Finds the terms one of whose words is a token: first the tokens that may be, then what they are. */
  #all(): void {
    const end = this.#last;
    for (let block = this.#first; block < end; block += BLOCK) {
      const candidates = sieve(this.#index, block, Math.min(end, block + BLOCK), end);
      for (let c = 0; c < candidates; c++) this.#candidate(CANDIDATES[c] as number);
    }
  }

  #candidate(candidate: number): void {
    const { wholeFrom, wholeTerms, pairFrom, pairTerms } = this.#index;
    const i = candidate >>> 4;
    if (candidate & MAY_BE.whole) {
      const bucket = mix(HASHES[i] as number) & (wholeFrom.length - 2);
      for (let n = wholeFrom[bucket] as number; n < (wholeFrom[bucket + 1] as number); n++)
        this.#verify(wholeTerms[n] as number, i);
    }
    if (candidate & MAY_BE.pair && i + 1 < this.#last) {
      const bucket = mix(pairHash(HASHES[i] as number, HASHES[i + 1] as number)) & (pairFrom.length - 2);
      for (let n = pairFrom[bucket] as number; n < (pairFrom[bucket + 1] as number); n++)
        this.#verify(pairTerms[n] as number, i);
    }
    if (candidate & MAY_BE.beginning) this.#beginnings(i);
    if (candidate & MAY_BE.ending) this.#endings(i);
  }

  #isIn(key: number): boolean {
    const bit = key & this.#gateBits;
    return ((this.#index.gate[bit >> 3] as number) & (1 << (bit & 7))) !== 0;
  }

  #beginnings(i: number): void {
    const from = FROM[i] as number;
    const length = (TO[i] as number) - from;
    if (length < GATE_LETTERS) return;
    const { beginningFrom, beginningTerms, beginningLengths } = this.#index;
    const before = PREFIX[from] as number;
    // Bit n of the lengths is of GATE_LETTERS + n letters.
    for (let left = beginningLengths[threeLetters(CODES, from)] as number; left !== 0; left &= left - 1) {
      const size = 31 - Math.clz32(left & -left) + GATE_LETTERS;
      if (size > length) return;
      const hash = (PREFIX[from + size] as number) - Math.imul(before, POWER[size] as number);
      const key = mix(hash ^ SALT.beginning);
      if (!this.#isIn(key)) continue;
      const bucket = key & (beginningFrom.length - 2);
      for (let n = beginningFrom[bucket] as number; n < (beginningFrom[bucket + 1] as number); n++)
        this.#verify(beginningTerms[n] as number, i);
    }
  }

  #endings(i: number): void {
    const to = TO[i] as number;
    const length = to - (FROM[i] as number);
    if (length < GATE_LETTERS) return;
    const { endingFrom, endingTerms, endingLengths } = this.#index;
    const all = PREFIX[to] as number;
    for (let left = endingLengths[threeLetters(CODES, to - 3)] as number; left !== 0; left &= left - 1) {
      const size = 31 - Math.clz32(left & -left) + GATE_LETTERS;
      if (size > length) return;
      const hash = all - Math.imul(PREFIX[to - size] as number, POWER[size] as number);
      const key = mix(hash ^ SALT.ending);
      if (!this.#isIn(key)) continue;
      const bucket = key & (endingFrom.length - 2);
      for (let n = endingFrom[bucket] as number; n < (endingFrom[bucket + 1] as number); n++)
        this.#verify(endingTerms[n] as number, i);
    }
  }

  /** Finds parts of words anywhere in a text: looks at three letters here and there, wherever words begin. */
  #partsOf({ units, count, odd }: Folded): void {
    if (count === 0) return;
    const { partGate, partStep } = this.#index;
    const step = partStep[0] as number;
    for (let at = 0; at < units; at += step) {
      const three = threeLetters(CODES, at);
      if (((partGate[three >> 3] as number) & (1 << (three & 7))) === 0) continue;
      this.#partsAt(-1, at, 0, units, count);
    }
    for (let n = 0; n < odd; n++) {
      const i = ODDS[n] as number;
      if (FROM[i] !== STARTS[i]) this.#parts(i);
    }
  }

  #parts(i: number): void {
    const { partGate, partStep } = this.#index;
    const step = partStep[0] as number;
    const to = TO[i] as number;
    for (let at = FROM[i] as number; at + 3 <= to; at += step) {
      const three = threeLetters(CODES, at);
      if (((partGate[three >> 3] as number) & (1 << (three & 7))) !== 0)
        this.#partsAt(i, at, FROM[i] as number, to, this.#last);
    }
  }

  /** Finds the parts of which three letters stand here: within [start, end) of a token, or of a text of `count` tokens. */
  #partsAt(token: number, at: number, start: number, end: number, count: number): void {
    const { partFrom, partTerms, records } = this.#index;
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
    const { records } = this.#index;
    if ((fieldsOf(records, term) & this.#field) === 0) return;
    const size = wordCount(records, term);
    const token = i - beforeAnchor(records, term);
    if (token < this.#first || token + size > this.#last) return;
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
    const { records } = this.#index;
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
    const reread = this.#reread;
    let kind: number = KIND.same;
    if (reread) {
      // Only what has the word read anew in it; the rest was found before.
      if (this.#place < first || this.#place > last) return;
      if (lettersOf(this.#index.records, term) < reread.least) return;
      for (let i = first; i <= last; i++) kind = Math.max(kind, AROUND.kind[i - this.#first] as number);
    } else for (let i = first; i <= last; i++) if ((FLAGS[i] as number) & FLAG.dressed) kind = KIND.masked;
    const { records } = this.#index;
    const start = STARTS[first] as number;
    const end = ENDS[last] as number;
    const firstToken = reread ? (AROUND.first[first - this.#first] as number) : first;
    const lastToken = reread ? (AROUND.last[last - this.#first] as number) : last;
    for (let at = vocabulariesFrom(term); at < vocabulariesTo(records, term); at++)
      this.#keep(vocabularyAt(records, at), start, end, firstToken, lastToken, kind, false, rest);
  }

  #keep(
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
    if (this.#hits.length === MOST_HITS) return;
    this.#hits.push({
      in: undefined,
      vocabulary,
      start,
      end,
      first,
      last,
      reread: this.#reread !== undefined,
      disguised: kind > KIND.joined || misspelt,
      misspelt,
      rest,
    });
  }

  #picture(vocabulary: number, start: number, end: number): void {
    const word = wordAt(start, this.#last);
    this.#keep(vocabulary, start, end, word, word, KIND.same, false, 0);
  }

  /** Whether a word read anew is, or begins or ends like, any word of any term. */
  #mayBe(codes: Uint16Array, length: number): boolean {
    const hash = hashOf(codes, 0, length);
    if (this.#isIn(mix(hash)) || this.#isIn(mix(hash ^ SALT.beside))) return true;
    const { beginningLengths, endingLengths } = this.#index;
    const beginnings = beginningLengths[threeLetters(codes, 0)] as number;
    if (beginnings !== 0) {
      let hash = 0;
      for (let k = 0; k < Math.min(length, LONGEST_KEY); k++) {
        hash = hashStep(hash, codes[k] as number);
        if (k >= 2 && beginnings & (1 << (k - 2)) && this.#isIn(mix(hash ^ SALT.beginning))) return true;
      }
    }
    const endings = endingLengths[threeLetters(codes, length - 3)] as number;
    for (let k = 3; endings !== 0 && k <= Math.min(length, LONGEST_KEY); k++)
      if (endings & (1 << (k - 3)) && this.#isIn(mix(hashOf(codes, length - k, length) ^ SALT.ending)))
        return true;
    const { partGate, partStep } = this.#index;
    const step = partStep[0] as number;
    for (let at = 0; this.#hasParts && at + 3 <= length; at += step) {
      const three = threeLetters(codes, at);
      if ((partGate[three >> 3] as number) & (1 << (three & 7))) return true;
    }
    return false;
  }

  /** Looks for terms in a stretch read anew and the words around it, which may be in disguise themselves. */
  #inReread(word: Reread, codes: Uint16Array, length: number): void {
    // What is joined and short is a size or an article; a letter or two in disguise tell nothing.
    if (length < GATE_LETTERS || (length === GATE_LETTERS && word.kind === KIND.joined)) return;
    if (length > LONGEST || !this.#mayBe(codes, length)) return;
    const reading = readings[this.#kept++ % readings.length] as Reading;
    for (let k = 0; k < length; k++) reading.codes[k] = codes[k] as number;
    reading.length = length;
    reading.from = word.from;
    reading.to = word.to;
    reading.start = word.start;
    reading.end = word.end;
    reading.kind = word.kind;
    reading.least = word.least;
    // The words after it are taken as they stand: one of them in disguise will look back at this one.
    this.#ways(reading, word.from, 0, this.#looks + MOST_WAYS);
  }

  /** Goes through the ways of reading up to REACH words before `at`, and looks for terms with each. */
  #ways(reading: Reading, at: number, steps: number, most: number): void {
    if (steps < REACH && at > 0) {
      for (const before of readings)
        if (before.to === at && before !== reading && this.#looks < most) {
          way[steps] = before;
          this.#ways(reading, before.from, steps + 1, most);
        }
      way[steps] = at - 1;
      this.#ways(reading, at - 1, steps + 1, most);
      return;
    }
    if (this.#looks >= most) return;
    this.#looks++;
    const [units, slots] = [room.usedUnits, room.usedSlots];
    const [first, last] = [this.#first, this.#last];
    if (units + LONGEST * MOST_AROUND > room.size || slots + MOST_AROUND > room.size) return;
    for (let n = steps - 1; n >= 0; n--) {
      const one = way[n] as Reading | number;
      if (typeof one === 'number') layToken(one, slots);
      else layReading(one, slots);
    }
    this.#place = room.usedSlots;
    layReading(reading, slots);
    const end = Math.min(last, reading.to + REACH);
    for (let i = reading.to; i < end; i++) layToken(i, slots);
    this.#first = slots;
    this.#last = room.usedSlots;
    this.#reread = reading;
    this.#all();
    if (this.#hasParts) for (let i = slots; i < room.usedSlots; i++) this.#parts(i);
    this.#first = first;
    this.#last = last;
    this.#reread = undefined;
    room.usedUnits = units;
    room.usedSlots = slots;
  }

  /** Looks for terms anywhere in letters pulled together: where words end is not to be seen there. */
  #inPulled(word: Reread, codes: Uint16Array, length: number): void {
    const { wholeFrom, wholeTerms, beginningFrom, beginningTerms, solidFrom, solidTerms, runLengths } =
      this.#index;
    this.#reread = word;
    for (let at = 0; at + SHORTEST_RUN <= length; at++) {
      const lengths = runLengths[threeLetters(codes, at)] as number;
      if (lengths === 0) continue;
      let hash = 0;
      const most = Math.min(length - at, lengths & 0x8000 ? LONGEST_PULLED : 36 - Math.clz32(lengths));
      for (let size = 1; size <= most; size++) {
        hash = hashStep(hash, codes[at + size - 1] as number);
        if (size < SHORTEST_RUN || (lengths & runBit(size)) === 0) continue;
        this.#solid(mix(hash ^ SALT.solid), solidFrom, solidTerms, codes, at, size, word, length);
        if (word.kind === KIND.run) continue;
        this.#solid(mix(hash ^ SALT.whole), wholeFrom, wholeTerms, codes, at, size, word, length);
        if (size <= LONGEST_KEY)
          this.#solid(
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
    this.#reread = undefined;
  }

  #solid(
    key: number,
    buckets: Int32Array,
    terms: Int32Array,
    codes: Uint16Array,
    at: number,
    size: number,
    word: Reread,
    length: number,
  ): void {
    if (!this.#isIn(key)) return;
    const { records } = this.#index;
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
        this.#keep(vocabularyAt(records, v), begin, end, first, last, KIND.pulled, false, 0);
    }
  }

  /** Finds names with one letter wrong, of vocabularies that want them; a word that is itself a term is none. */
  #misspellings(): void {
    const hits = this.#hits.length;
    for (let i = this.#first; i < this.#last; i++) {
      const start = FROM[i] as number;
      const end = TO[i] as number;
      if (end - start < SHORTEST_TYPO - 1) continue;
      // The first piece is the same whatever the ending.
      let isAny = this.#isIn(mix(typoKey(0, CODES, start, end) ^ SALT.typo));
      for (let cut = 0; !isAny && cut <= MOST_ENDING && end - cut - start >= SHORTEST_TYPO - 1; cut++)
        isAny =
          this.#isIn(mix(typoKey(1, CODES, start, end - cut) ^ SALT.typo)) ||
          this.#isIn(mix(typoKey(2, CODES, start, end - cut) ^ SALT.typo));
      if (!isAny || this.#isWord(i)) continue;
      const at = STARTS[i] as number;
      let isKnown = false;
      for (let n = 0; n < hits; n++) if (this.#hits[n]?.start === at) isKnown = true;
      if (!isKnown) this.#misspelling(i, start, end);
    }
  }

  #misspelling(i: number, start: number, end: number): void {
    const { records, typoFrom, typoTerms } = this.#index;
    for (let cut = 0; cut <= MOST_ENDING && end - cut - start >= SHORTEST_TYPO - 1; cut++)
      for (let piece = cut === 0 ? 0 : 1; piece < 3; piece++) {
        const key = mix(typoKey(piece, CODES, start, end - cut) ^ SALT.typo);
        if (!this.#isIn(key)) continue;
        const bucket = key & (typoFrom.length - 2);
        for (let n = typoFrom[bucket] as number; n < (typoFrom[bucket + 1] as number); n++) {
          const term = typoTerms[n] as number;
          const word = anchorOf(records, term);
          const more = givenOf(records, word) === GIVEN.beginning ? MOST_ENDING : 0;
          if (!isMisspelling(records, lettersFrom(word), lettersTo(records, word), CODES, start, end, more))
            continue;
          for (let v = vocabulariesFrom(term); v < vocabulariesTo(records, term); v++)
            if (wantsTypos(records, v))
              this.#keep(
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

  /** Whether token i is a whole word of a term, wanted here or not: then it is no misspelling of another. */
  #isWord(i: number): boolean {
    const { wholeFrom, wholeTerms, rareFrom, rareWords, records } = this.#index;
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
