import { type TermRecords, writeRecords } from './term-records.ts';
import { anchorsOf, GIVEN, type Term, wordsOf } from './terms.ts';
import { hashOf, mix } from './word-hash.ts';

/**
 * All terms in a few typed arrays: what is built ahead, put in one file (compiled-file.ts) and searched (term-search.ts)
 * without being unpacked. A term is held under one of its words, together with a neighbour if both are given whole; that
 * word under its hash if it is given whole, under the hash of its beginning or ending if that is given, and under three of
 * its letters if it is given as a part.
 */
export interface TermIndex {
  /** All terms, each called by where its record begins. */
  records: TermRecords;
  /** Terms by their hash: those of bucket b are `…Terms` from `…From[b]` to `…From[b + 1]`. */
  wholeFrom: Int32Array;
  wholeTerms: Int32Array;
  pairFrom: Int32Array;
  pairTerms: Int32Array;
  /** The words of terms that are held under two. */
  rareFrom: Int32Array;
  rareWords: Int32Array;
  beginningFrom: Int32Array;
  beginningTerms: Int32Array;
  endingFrom: Int32Array;
  endingTerms: Int32Array;
  /** Where in the part its three letters stand is the lowest three bits. */
  partFrom: Int32Array;
  partTerms: Int32Array;
  /** Terms of several words by the hash of all their letters, for letters pulled together. */
  solidFrom: Int32Array;
  solidTerms: Int32Array;
  /** Terms by pieces of their word that one wrong letter leaves whole. */
  typoFrom: Int32Array;
  typoTerms: Int32Array;
  /**
   * A bit for each hash that is in any bucket, so that what is in none costs one look at little memory; and gates of
   * their own for what every word of every text is looked up in.
   */
  gate: Uint8Array;
  /** These have two bits for a key in one number, so that one look tells more. */
  wholeGate: Int32Array;
  pairGate: Int32Array;
  /** Of beginnings and endings: their first or last five letters, or three where they have fewer than five. */
  beginningGate: Int32Array;
  endingGate: Int32Array;
  /** By a word's first three letters, the lengths of the beginnings that begin so; by its last three, of endings. */
  beginningLengths: Uint16Array;
  endingLengths: Uint16Array;
  /** By the first three letters, the lengths, from five on, of all terms run together that are given whole. */
  runLengths: Uint16Array;
  /** A bit for each three letters under which a part is held. */
  partGate: Uint8Array;
  /** One number: how far apart in a text three letters may be looked at so that no part is missed. */
  partStep: Uint8Array;
  /** Code points of pictures that are terms, each with its vocabulary. */
  pictures: Int32Array;
}

/** Beginnings and endings longer than this are held under so many of their letters. */
export const LONGEST_KEY = 18;
/** Fewest letters of a beginning or ending, and what their gates look at. */
export const GATE_LETTERS = 3;
/** Fewest letters of a word whose misspellings are looked for. */
export const SHORTEST_TYPO = 7;

/** Fewest letters of a term looked for in letters pulled together; longer ones than the last bit's share it. */
export const SHORTEST_RUN = 5;
export const runBit = (length: number): number => 1 << Math.min(15, length - SHORTEST_RUN);

/** Salts, so that one gate serves all. */
export const SALT = {
  whole: 0,
  beginning: 0x1f35a7bd,
  ending: 0x6c8e9cf5,
  solid: 0x2545f491,
  typo: 0x51ed270b,
  beside: 0x3c6ef372,
};

/** The hash of two words side by side, by theirs. */
export const pairHash = (one: number, other: number): number => (Math.imul(one, PAIR_BASE) + other) | 0;
const PAIR_BASE = 0x6c8e9cf5;

/** Letters that the gates of beginnings and endings look at, of those that have so many. */
export const FIVE = 5;
/** What the gates know short beginnings and endings by. */
export const shortHash = (hash: number): number => hash ^ SHORT;
const SHORT = 0x7c2f9a6b;

/** The farthest apart that letters of parts are looked at. */
export const MOST_STEP = 8;

/** Five bits of each of three letters. */
export const threeLetters = (codes: Uint16Array, at: number): number =>
  (((codes[at] as number) & 31) << 10) |
  (((codes[at + 1] as number) & 31) << 5) |
  ((codes[at + 2] as number) & 31);

/**
 * The three keys under which a word is held, and a text's word looked up, that may have one letter wrong: that leaves
 * the first four letters, or the first and last three, or the first and the last four.
 */
export function typoKey(piece: number, codes: Uint16Array, from: number, to: number): number {
  if (piece === 0) return hashOf(codes, from, from + 4) ^ 0x11111111;
  if (piece === 1)
    return Math.imul(hashOf(codes, from, from + 3), 31) ^ hashOf(codes, to - 3, to) ^ 0x22222222;
  return ((codes[from] as number) * 31) ^ Math.imul(hashOf(codes, to - 4, to), 29) ^ 0x33333333;
}

/** Entries put in buckets by key. */
class Buckets {
  readonly #keys: number[] = [];
  readonly #entries: number[] = [];
  add(key: number, entry: number): void {
    this.#keys.push(key);
    this.#entries.push(entry);
  }
  keys(): readonly number[] {
    return this.#keys;
  }
  pack(): [from: Int32Array, entries: Int32Array] {
    const size = 1 << Math.max(4, Math.ceil(Math.log2(this.#keys.length + 1)));
    const from = new Int32Array(size + 1);
    for (const key of this.#keys) (from[(key & (size - 1)) + 1] as number) += 1;
    for (let b = 0; b < size; b++) (from[b + 1] as number) += from[b] as number;
    const next = from.slice(0, size);
    const entries = new Int32Array(this.#keys.length);
    for (let n = 0; n < this.#keys.length; n++) {
      const bucket = (this.#keys[n] as number) & (size - 1);
      entries[next[bucket] as number] = this.#entries[n] as number;
      (next[bucket] as number) += 1;
    }
    return [from, entries];
  }
}

const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Every field, as a set of them. */
export const ANY_FIELD = 0xffff;

/**
 * Puts terms in an index. Those that are a picture alone are held under its code point. With `wanted`, by vocabulary,
 * terms are looked for in those fields only.
 */
export function indexTerms(all: readonly Term[], wanted?: Uint16Array): TermIndex {
  const terms = all.filter(({ text }) => hasLetters(text));
  const pictures = all
    .filter(({ text }) => !hasLetters(text))
    .flatMap(({ text, vocabularies }) =>
      vocabularies.flatMap((vocabulary) => [text.codePointAt(0) as number, vocabulary]),
    );
  const words = wordsOf(terms);
  const anchor = anchorsOf(words);
  const { codes, from, given, first } = words;
  const [whole, pair, rare, beginning, ending, part, solid, typo] = Array.from(
    { length: 8 },
    () => new Buckets(),
  ) as [Buckets, Buckets, Buckets, Buckets, Buckets, Buckets, Buckets, Buckets];
  /** Words that terms are not held under: only the gate knows them. */
  const beside: number[] = [];
  const beginningLengths = new Uint16Array(1 << 15);
  const endingLengths = new Uint16Array(1 << 15);
  const runLengths = new Uint16Array(1 << 15);
  const partGate = new Uint8Array(1 << 12);
  // What the gates with two bits for a key know.
  const [wholeHashes, pairHashes, beginningHashes, endingHashes]: [number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
  ];
  let shortest = MOST_STEP + 2;
  for (let word = 0; word < given.length; word++)
    if (given[word] === GIVEN.part)
      shortest = Math.min(shortest, (from[word + 1] as number) - (from[word] as number));
  const partStep = Math.max(1, shortest - 2);
  const hashOfWord = (word: number): number => hashOf(codes, from[word] as number, from[word + 1] as number);
  const lengthBit = (length: number): number => 1 << (Math.min(length, LONGEST_KEY) - GATE_LETTERS);

  for (let term = 0; term < terms.length; term++) {
    const word = anchor[term] as number;
    const start = from[word] as number;
    const end = from[word + 1] as number;
    const length = end - start;
    switch (given[word]) {
      case GIVEN.whole: {
        const held = pairAt(word, first[term] as number, first[term + 1] as number, given);
        if (held < 0) {
          wholeHashes.push(hashOf(codes, start, end));
          whole.add(mix(hashOf(codes, start, end)), term);
        } else {
          pairHashes.push(pairHash(hashOfWord(held), hashOfWord(held + 1)));
          pair.add(mix(pairHashes.at(-1) as number), term);
          for (const one of [held, held + 1])
            rare.add(mix(hashOf(codes, from[one] as number, from[one + 1] as number)), one);
          beside.push(mix(hashOf(codes, start, end) ^ SALT.beside));
          anchor[term] = held;
        }
        break;
      }
      case GIVEN.beginning: {
        const key = hashOf(codes, start, start + Math.min(length, LONGEST_KEY));
        beginning.add(mix(key ^ SALT.beginning), term);
        (beginningLengths[threeLetters(codes, start)] as number) |= lengthBit(length);
        beginningHashes.push(
          length < FIVE
            ? shortHash(hashOf(codes, start, start + GATE_LETTERS))
            : hashOf(codes, start, start + FIVE),
        );
        break;
      }
      case GIVEN.ending: {
        const key = hashOf(codes, end - Math.min(length, LONGEST_KEY), end);
        ending.add(mix(key ^ SALT.ending), term);
        (endingLengths[threeLetters(codes, end - 3)] as number) |= lengthBit(length);
        endingHashes.push(
          length < FIVE ? shortHash(hashOf(codes, end - GATE_LETTERS, end)) : hashOf(codes, end - FIVE, end),
        );
        break;
      }
      default:
        for (let shift = 0; shift < partStep; shift++) {
          const three = threeLetters(codes, start + shift);
          part.add(mix(three), term * MOST_STEP + shift);
          (partGate[three >> 3] as number) |= 1 << (three & 7);
        }
    }
    const last = first[term + 1] as number;
    for (let w = first[term] as number; w < last; w++)
      if (w !== word && given[w] === GIVEN.whole) beside.push(mix(hashOfWord(w) ^ SALT.beside));
    const solidFrom = from[first[term] as number] as number;
    const solidLength = (from[last] as number) - solidFrom;
    if (solidLength >= SHORTEST_RUN)
      (runLengths[threeLetters(codes, solidFrom)] as number) |= runBit(solidLength);
    if (last - (first[term] as number) > 1)
      solid.add(
        mix(hashOf(codes, from[first[term] as number] as number, from[last] as number) ^ SALT.solid),
        term,
      );
    else if ((terms[term] as Term).typos?.length && length >= SHORTEST_TYPO && given[word] !== GIVEN.part)
      for (let piece = 0; piece < 3; piece++)
        typo.add(mix(typoKey(piece, codes, start, end) ^ SALT.typo), term);
  }

  const gate = gateOf(
    [...[whole, beginning, ending, solid, typo].map((buckets) => buckets.keys()), beside],
    (whole.keys().length + pair.keys().length + beginning.keys().length) * 16,
  );
  const written = writeRecords(terms, words, anchor, (vocabularies) =>
    vocabularies.reduce((fields, one) => fields | (wanted ? (wanted[one] as number) : ANY_FIELD), 0),
  );
  const placed = (numbers: Int32Array): Int32Array => numbers.map((term) => written.terms[term] as number);
  const [wholeFrom, wholeTerms] = whole.pack();
  const [pairFrom, pairTerms] = pair.pack();
  const [rareFrom, rareWords] = rare.pack();
  const [beginningFrom, beginningTerms] = beginning.pack();
  const [endingFrom, endingTerms] = ending.pack();
  const [partFrom, partTerms] = part.pack();
  const [solidFrom, solidTerms] = solid.pack();
  const [typoFrom, typoTerms] = typo.pack();
  return {
    records: written.records,
    wholeFrom,
    wholeTerms: placed(wholeTerms),
    pairFrom,
    pairTerms: placed(pairTerms),
    rareFrom,
    rareWords: rareWords.map((word) => written.words[word] as number),
    beginningFrom,
    beginningTerms: placed(beginningTerms),
    endingFrom,
    endingTerms: placed(endingTerms),
    partFrom,
    partTerms: partTerms.map(
      (entry) => (written.terms[Math.floor(entry / MOST_STEP)] as number) * MOST_STEP + (entry % MOST_STEP),
    ),
    solidFrom,
    solidTerms: placed(solidTerms),
    typoFrom,
    typoTerms: placed(typoTerms),
    gate,
    wholeGate: doubleGateOf(wholeHashes),
    pairGate: doubleGateOf(pairHashes),
    beginningGate: doubleGateOf(beginningHashes),
    endingGate: doubleGateOf(endingHashes),
    beginningLengths,
    endingLengths,
    runLengths,
    partGate,
    partStep: Uint8Array.of(partStep),
    pictures: Int32Array.from(pictures),
  };
}

/** Where two words stand under which a term is held whose rarest word is given whole; -1 when its neighbours are not. */
function pairAt(word: number, first: number, end: number, given: Uint8Array): number {
  if (word + 1 < end && given[word + 1] === GIVEN.whole) return word;
  return word > first && given[word - 1] === GIVEN.whole ? word - 1 : -1;
}

const setBit = (gate: Uint8Array, bit: number): void => {
  (gate[bit >> 3] as number) |= 1 << (bit & 7);
};
/** A gate of at least so many bits in which keys have theirs. */
function gateOf(keys: readonly (readonly number[])[], least: number): Uint8Array {
  const gate = new Uint8Array(1 << Math.max(9, Math.ceil(Math.log2(least / 8 + 1))));
  const bits = gate.length * 8 - 1;
  for (const some of keys) for (const key of some) setBit(gate, key & bits);
  return gate;
}

/** Bits of a gate with two bits for a key, to a key. */
const BITS_PER_KEY = 16;
function doubleGateOf(hashes: readonly number[]): Int32Array {
  const gate = new Int32Array(
    1 << Math.max(5, Math.ceil(Math.log2((hashes.length * BITS_PER_KEY) / 32 + 1))),
  );
  const shift = gateShift(gate);
  for (const hash of hashes) {
    const key = Math.imul(hash, GATE_FACTOR);
    gate[key >>> shift] = (gate[key >>> shift] as number) | (1 << (key >>> 5)) | (1 << (key >>> 10));
  }
  return gate;
}
/** The key's upper bits tell which number of a gate, its lower ones which two bits of it. */
export const GATE_FACTOR = 0x9e3779b1;
export const gateShift = (gate: Int32Array): number => Math.clz32(gate.length - 1);
