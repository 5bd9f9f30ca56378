import { KIND, LONGEST, type Reread } from './disguise.ts';
import { layReading, layToken, MOST_AROUND, REACH, type Reading, readings } from './surroundings.ts';
import { GATE_LETTERS, LONGEST_KEY, SALT, threeLetters } from './term-index.ts';
import type { TermSearch } from './term-search.ts';
import { room } from './token-room.ts';
import { hashOf, hashStep, mix } from './word-hash.ts';

/** Ways of reading the words before one stretch: each may be in disguise itself. */
const MOST_WAYS = 12;

/** The words before a stretch as they are being read, the nearest first: slots, or readings. */
const way: (number | Reading)[] = [];

/** Looks for terms in the stretches of one text that are read anew, each among the words around it. */
export class SecondReading {
  readonly #search: TermSearch;
  /** Readings kept of this text. */
  #kept = 0;
  /** How often one was looked at, for the caller to bound. */
  looks = 0;

  constructor(search: TermSearch) {
    this.#search = search;
  }

  /** Begins with another text. */
  begin(): void {
    this.#kept = 0;
    this.looks = 0;
    for (const reading of readings) reading.to = -1;
  }

  /** Looks for terms in a stretch read anew and the words around it, which may be in disguise themselves. */
  look(word: Reread, codes: Uint16Array, length: number): void {
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
    this.#ways(reading, word.from, 0, this.looks + MOST_WAYS);
  }

  /** Goes through the ways of reading up to REACH words before `at`, and looks for terms with each. */
  #ways(reading: Reading, at: number, steps: number, most: number): void {
    if (steps < REACH && at > 0) {
      for (const before of readings)
        if (before.to === at && before !== reading && this.looks < most) {
          way[steps] = before;
          this.#ways(reading, before.from, steps + 1, most);
        }
      way[steps] = at - 1;
      this.#ways(reading, at - 1, steps + 1, most);
      return;
    }
    if (this.looks >= most) return;
    this.looks++;
    const [units, slots] = [room.usedUnits, room.usedSlots];
    const search = this.#search;
    if (units + LONGEST * MOST_AROUND > room.size || slots + MOST_AROUND > room.size) return;
    for (let n = steps - 1; n >= 0; n--) {
      const one = way[n] as Reading | number;
      if (typeof one === 'number') layToken(one, slots);
      else layReading(one, slots);
    }
    const place = room.usedSlots;
    layReading(reading, slots);
    const end = Math.min(search.last, reading.to + REACH);
    for (let i = reading.to; i < end; i++) layToken(i, slots);
    search.around(reading, place, slots, room.usedSlots);
    room.usedUnits = units;
    room.usedSlots = slots;
  }

  /** Whether a word read anew is, or begins or ends like, any word of any term. */
  #mayBe(codes: Uint16Array, length: number): boolean {
    const search = this.#search;
    const hash = hashOf(codes, 0, length);
    if (search.isIn(mix(hash)) || search.isIn(mix(hash ^ SALT.beside))) return true;
    const { beginningLengths, endingLengths } = search.index;
    const beginnings = beginningLengths[threeLetters(codes, 0)] as number;
    if (beginnings !== 0) {
      let hash = 0;
      for (let k = 0; k < Math.min(length, LONGEST_KEY); k++) {
        hash = hashStep(hash, codes[k] as number);
        if (k >= 2 && beginnings & (1 << (k - 2)) && search.isIn(mix(hash ^ SALT.beginning))) return true;
      }
    }
    const endings = endingLengths[threeLetters(codes, length - 3)] as number;
    for (let k = 3; endings !== 0 && k <= Math.min(length, LONGEST_KEY); k++)
      if (endings & (1 << (k - 3)) && search.isIn(mix(hashOf(codes, length - k, length) ^ SALT.ending)))
        return true;
    const { partGate, partStep } = search.index;
    const step = partStep[0] as number;
    for (let at = 0; search.hasParts && at + 3 <= length; at += step) {
      const three = threeLetters(codes, at);
      if ((partGate[three >> 3] as number) & (1 << (three & 7))) return true;
    }
    return false;
  }
}
