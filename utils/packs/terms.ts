import { skeleton } from './disguise.ts';
import { fold, HASH_START, hashStep, isDigit } from './fold.ts';

const STAR = 42;

/** A term as the matcher takes it: words separated by spaces, a word's beginning marked by a star at its end. */
export interface Term {
  text: string;
  /** Numbers of the vocabularies it belongs to. */
  vocabularies: readonly number[];
}

/** All terms' words, folded as texts are, end to end. Term t's words are `first[t]` to `first[t + 1]`. */
export interface Words {
  codes: Uint16Array;
  /** Word w is `codes` from `from[w]` to `from[w + 1]`. */
  from: Int32Array;
  hash: Int32Array;
  /** 1 for a word of which only the beginning is given. */
  beginning: Uint8Array;
  first: Int32Array;
}

/** Folds all terms at once: one text, a line each. */
export function wordsOf(terms: readonly Term[]): Words {
  const text = terms.map((term) => term.text).join('\n');
  const { codes, from, start, end, hash, count } = fold(text);
  const beginning = new Uint8Array(count);
  const first = new Int32Array(terms.length + 1);
  let word = 0;
  let at = 0;
  for (let t = 0; t < terms.length; t++) {
    at += (terms[t] as Term).text.length + 1;
    for (; word < count && (start[word] as number) < at; word++)
      if (text.charCodeAt(end[word] as number) === STAR) beginning[word] = 1;
    first[t + 1] = word;
  }
  return { codes, from, hash, beginning, first };
}

/** The same words as they are written in the second reading. */
export function maskedOf(words: Words): Words {
  const { from, beginning } = words;
  const codes = words.codes.slice();
  const hash = new Int32Array(beginning.length);
  for (let word = 0; word < beginning.length; word++) {
    let sum = HASH_START;
    for (let at = from[word] as number; at < (from[word + 1] as number); at++) {
      const code = skeleton(codes[at] as number);
      codes[at] = code;
      sum = hashStep(sum, code);
    }
    hash[word] = sum;
  }
  return { ...words, codes, hash };
}

export const hashOf = (codes: Uint16Array, from: number, to: number): number => {
  let hash = HASH_START;
  for (let at = from; at < to; at++) hash = hashStep(hash, codes[at] as number);
  return hash;
};

/** The word each term is best held under: one that few terms share, long, and neither a number nor a beginning. */
export function anchorsOf({ codes, from, hash, beginning, first }: Words): Int32Array {
  // Counts by the low bits of the hash: now and then too high, which costs a little time and nothing else.
  const shared = new Uint16Array(1 << 16);
  const bucket = (word: number): number => (hash[word] as number) & 0xffff;
  for (let word = 0; word < beginning.length; word++)
    shared[bucket(word)] = (shared[bucket(word)] as number) + 1;
  const cost = (word: number): number =>
    (shared[bucket(word)] as number) +
    (isDigit(codes[from[word] as number] as number) ? 1e6 : 0) +
    (beginning[word] ? 4 : 0) -
    ((from[word + 1] as number) - (from[word] as number)) / 100;
  const anchors = new Int32Array(first.length - 1);
  for (let term = 0; term < anchors.length; term++) {
    let best = first[term] as number;
    const end = first[term + 1] as number;
    if (end === best) throw new Error('a term has no letters or digits');
    for (let word = best + 1; word < end; word++) if (cost(word) < cost(best)) best = word;
    anchors[term] = best;
  }
  return anchors;
}
