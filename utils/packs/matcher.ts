import { KIND, skeleton, type Unmasked, unmask } from './disguise.ts';
import { fold, HASH_START, hashStep, isDigit, type Tokens } from './fold.ts';

/**
 * All terms of all vocabularies, found in one pass. A term is one or more words; an index holds each term under one
 * of its words, the one fewest terms share, and the words beside it are compared when that one is met. Everything is
 * kept in a few typed arrays: that is quick to build when the browser wakes the extension.
 */

/** A term as the matcher takes it: words separated by spaces, a word's beginning marked by a star at its end. */
export interface Term {
  text: string;
  /** Numbers of the vocabularies it belongs to. */
  vocabularies: readonly number[];
}

/** A term found: where it stands, and whether only by reading through a disguise. */
export interface Hit {
  vocabulary: number;
  /** UTF-16 offsets into the text as given. */
  start: number;
  end: number;
  disguised: boolean;
}

/** A word's beginning is looked up only where its first letters are those of a known beginning. */
const GATE_LETTERS = 3;
/** Terms shorter than this are never looked for in disguise: they would be found everywhere. */
const SHORTEST_DISGUISED = 5;
/** How far from a disguised word the words of one term may stand. */
const REACH = 6;
const STAR = 42;

/** All terms' words, folded as texts are, end to end. Term t's words are `first[t]` to `first[t + 1]`. */
interface Words {
  codes: Uint16Array;
  /** Word w is `codes` from `from[w]` to `from[w + 1]`. */
  from: Int32Array;
  /** 1 for a word of which only the beginning is given. */
  beginning: Uint8Array;
  first: Int32Array;
}

/** Folds all terms at once: one text, a line each. */
function wordsOf(terms: readonly Term[]): Words {
  const text = terms.map((term) => term.text).join('\n');
  const { codes, from, start, end, count } = fold(text);
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
  return { codes, from, beginning, first };
}

const hashOf = (codes: Uint16Array, from: number, to: number): number => {
  let hash = HASH_START;
  for (let at = from; at < to; at++) hash = hashStep(hash, codes[at] as number);
  return hash;
};

/** Numbers by hash: heads of chains, and the chains. */
class Table {
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #hashes: Int32Array;
  readonly #mask: number;

  constructor(capacity: number) {
    const size = 1 << Math.ceil(Math.log2(Math.max(64, capacity * 4)));
    this.#mask = size - 1;
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(capacity);
    this.#hashes = new Int32Array(capacity);
  }
  add(hash: number, entry: number): void {
    const at = (hash ^ (hash >>> 15)) & this.#mask;
    this.#hashes[entry] = hash;
    this.#next[entry] = this.#heads[at] as number;
    this.#heads[at] = entry;
  }
  /** The first entry of this hash after `entry`, or of all when `entry` is -1; -1 for none. */
  after(hash: number, entry: number): number {
    let at = (entry < 0 ? this.#heads[(hash ^ (hash >>> 15)) & this.#mask] : this.#next[entry]) as number;
    while (at >= 0 && this.#hashes[at] !== hash) at = this.#next[at] as number;
    return at;
  }
}

/** Ranges of units under their hashes, and a quick look at whether a word could begin with one. */
class Beginnings {
  readonly #table: Table;
  readonly #gate = new Uint8Array(1 << 16);

  constructor(capacity: number) {
    this.#table = new Table(capacity);
  }
  add(codes: Uint16Array, from: number, to: number, entry: number): void {
    this.#table.add(hashOf(codes, from, to), entry);
    this.#gate[hashOf(codes, from, from + GATE_LETTERS) & 0xffff] = 1;
  }
  /** Calls `found` with each entry that units [from, to) begin with, if the hash is to be believed. */
  in(codes: Uint16Array, from: number, to: number, found: (entry: number) => void): void {
    if (to - from < GATE_LETTERS) return;
    let hash = hashOf(codes, from, from + GATE_LETTERS);
    if (!this.#gate[hash & 0xffff]) return;
    for (let at = from + GATE_LETTERS; ; at++) {
      for (let entry = this.#table.after(hash, -1); entry >= 0; entry = this.#table.after(hash, entry))
        found(entry);
      if (at >= to) return;
      hash = hashStep(hash, codes[at] as number);
    }
  }
}

/** Terms under one of their words each. */
class Index {
  readonly #words: Words;
  readonly #anchor: Int32Array;
  readonly #whole: Table;
  readonly #beginnings: Beginnings;

  /** `anchor` gives the word each term is held under; terms with -1 are left out. */
  constructor(words: Words, anchor: Int32Array) {
    this.#words = words;
    this.#anchor = anchor;
    this.#whole = new Table(anchor.length);
    this.#beginnings = new Beginnings(anchor.length);
    for (let term = 0; term < anchor.length; term++) {
      const word = anchor[term] as number;
      if (word < 0) continue;
      const [from, to] = [words.from[word] as number, words.from[word + 1] as number];
      if (words.beginning[word]) this.#beginnings.add(words.codes, from, to, term);
      else this.#whole.add(hashOf(words.codes, from, to), term);
    }
  }

  /** Calls `found` with each term one of whose words is token i, and where its first and last words are. */
  at(tokens: Tokens, i: number, found: (term: number, first: number, last: number) => void): void {
    const hash = tokens.hash[i] as number;
    for (let term = this.#whole.after(hash, -1); term >= 0; term = this.#whole.after(hash, term))
      this.#verify(term, tokens, i, found);
    this.#beginnings.in(tokens.codes, tokens.from[i] as number, tokens.from[i + 1] as number, (term) =>
      this.#verify(term, tokens, i, found),
    );
  }

  #verify(
    term: number,
    tokens: Tokens,
    i: number,
    found: (term: number, first: number, last: number) => void,
  ): void {
    const { first } = this.#words;
    const from = first[term] as number;
    const to = first[term + 1] as number;
    const token = i - ((this.#anchor[term] as number) - from);
    if (token < 0 || token + to - from > tokens.count) return;
    for (let word = from; word < to; word++) if (!this.#isAt(word, tokens, token + word - from)) return;
    found(term, token, token + to - from - 1);
  }

  #isAt(word: number, tokens: Tokens, i: number): boolean {
    const { codes, from, beginning } = this.#words;
    const start = from[word] as number;
    const length = (from[word + 1] as number) - start;
    const at = tokens.from[i] as number;
    const given = (tokens.from[i + 1] as number) - at;
    if (beginning[word] ? given < length : given !== length) return false;
    for (let k = 0; k < length; k++) if (codes[start + k] !== tokens.codes[at + k]) return false;
    return true;
  }
}

export class Matcher {
  readonly #vocabularies: (readonly number[])[];
  readonly #plain: Index;
  readonly #masked: Index;
  /** Terms as they are without their spaces, for letters pulled together: "speciallink". */
  readonly #solid: Beginnings;
  /** The words of disguised terms, to tell whether a stretch is worth reading anew. */
  readonly #wholeWords: Table;
  readonly #wordBeginnings: Beginnings;
  readonly #maskedWords: Words;

  constructor(terms: readonly Term[]) {
    this.#vocabularies = terms.map(({ vocabularies }) => vocabularies);
    const words = wordsOf(terms);
    const { codes, from, beginning, first } = words;
    const anchor = anchorsOf(words);
    this.#plain = new Index(words, anchor.slice());

    this.#maskedWords = { ...words, codes: codes.map(skeleton) };
    this.#solid = new Beginnings(terms.length);
    this.#wholeWords = new Table(beginning.length);
    this.#wordBeginnings = new Beginnings(beginning.length);
    for (let term = 0; term < terms.length; term++) {
      const [word, last] = [first[term] as number, first[term + 1] as number];
      const [start, end] = [from[word] as number, from[last] as number];
      if (end - start < SHORTEST_DISGUISED) {
        anchor[term] = -1;
        continue;
      }
      this.#solid.add(this.#maskedWords.codes, start, end, term);
      for (let w = word; w < last; w++) {
        const [a, b] = [from[w] as number, from[w + 1] as number];
        if (beginning[w]) this.#wordBeginnings.add(this.#maskedWords.codes, a, b, w);
        else this.#wholeWords.add(hashOf(this.#maskedWords.codes, a, b), w);
      }
    }
    this.#masked = new Index(this.#maskedWords, anchor);
  }

  /** Every term in a text, disguised ones too; in the order in which they start. */
  match(text: string, tokens: Tokens = fold(text)): Hit[] {
    const hits: Hit[] = [];
    for (let i = 0; i < tokens.count; i++)
      this.#plain.at(tokens, i, (term, first, last) => this.#hit(term, tokens, first, last, false, hits));
    const unmasked = unmask(text, tokens, (word) => this.#mayBe(word));
    if (unmasked) this.#matchUnmasked(unmasked, hits);
    if (hits.length < 2) return hits;
    hits.sort(
      (a, b) =>
        a.start - b.start || a.end - b.end || a.vocabulary - b.vocabulary || +a.disguised - +b.disguised,
    );
    return hits.filter((hit, at) => !isSame(hit, hits[at - 1]));
  }

  #hit(term: number, tokens: Tokens, first: number, last: number, disguised: boolean, hits: Hit[]): void {
    const [start, end] = [tokens.start[first] as number, tokens.end[last] as number];
    for (const vocabulary of this.#vocabularies[term] as readonly number[])
      hits.push({ vocabulary, start, end, disguised });
  }

  #mayBe(word: string): boolean {
    const codes = Uint16Array.from(word, (letter) => letter.charCodeAt(0));
    if (this.#wholeWords.after(hashOf(codes, 0, codes.length), -1) >= 0) return true;
    let known = false;
    this.#wordBeginnings.in(codes, 0, codes.length, () => {
      known = true;
    });
    return known;
  }

  #matchUnmasked({ tokens, kind }: Unmasked, hits: Hit[]): void {
    // The first token read anew that stands no further than REACH before this one.
    let next = 0;
    for (let i = 0; i < tokens.count; i++) {
      while (next < i - REACH || (next < tokens.count && kind[next] === KIND.same)) next++;
      if (next > i + REACH) continue;
      this.#masked.at(tokens, i, (term, first, last) => {
        let worst = 0;
        for (let at = first; at <= last; at++) worst = Math.max(worst, kind[at] as number);
        if (worst > KIND.same) this.#hit(term, tokens, first, last, worst > KIND.joined, hits);
      });
      if (kind[i] === KIND.pulled) this.#matchPulled(tokens, i, hits);
    }
  }

  /** Looks for terms anywhere in letters pulled together: where words end is not to be seen there. */
  #matchPulled(tokens: Tokens, i: number, hits: Hit[]): void {
    const { codes, from, first } = this.#maskedWords;
    const to = tokens.from[i + 1] as number;
    for (let at = tokens.from[i] as number; at < to; at++)
      this.#solid.in(tokens.codes, at, to, (term) => {
        const [start, end] = [
          from[first[term] as number] as number,
          from[first[term + 1] as number] as number,
        ];
        for (let k = start; k < end; k++) if (codes[k] !== tokens.codes[at + k - start]) return;
        this.#hit(term, tokens, i, i, true, hits);
      });
  }
}

/** The word each term is best held under: one that few terms share, long, and neither a number nor a beginning. */
function anchorsOf({ codes, from, beginning, first }: Words): Int32Array {
  // Counts by the low bits of the hash: now and then too high, which costs a little time and nothing else.
  const shared = new Uint16Array(1 << 16);
  const buckets = new Uint16Array(beginning.length);
  for (let word = 0; word < beginning.length; word++) {
    const bucket = hashOf(codes, from[word] as number, from[word + 1] as number) & 0xffff;
    buckets[word] = bucket;
    shared[bucket] = (shared[bucket] as number) + 1;
  }
  const cost = (word: number): number =>
    (shared[buckets[word] as number] as number) +
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

const isSame = (hit: Hit, other: Hit | undefined): boolean =>
  other !== undefined &&
  hit.vocabulary === other.vocabulary &&
  hit.start === other.start &&
  hit.end === other.end;
