import { KIND, type Unmasked, unmask } from './disguise.ts';
import { fold, hashStep, type Tokens } from './fold.ts';
import { anchorsOf, hashOf, maskedOf, type Term, type Words, wordsOf } from './terms.ts';

/**
 * All terms of all vocabularies, found in one pass. A term is one or more words; an index holds each term under one
 * of its words, the one fewest terms share, and the words beside it are compared when that one is met. Everything is
 * kept in a few typed arrays: that is quick to build when the browser wakes the extension.
 */

/** A term found: where it stands, and how it was read. */
export interface Hit {
  vocabulary: number;
  /** UTF-16 offsets into the text as given. */
  start: number;
  end: number;
  /** Found in the second reading only. */
  reread: boolean;
  /** Found by replacing letters or pulling them together. */
  disguised: boolean;
  /** One letter differs from the term's. */
  misspelt: boolean;
  /** Letters of its last word after those the term gives. */
  rest: number;
}

/** A word's beginning is looked up only where its first letters are those of a known beginning. */
const GATE_LETTERS = 3;
/** Terms shorter than this are never looked for in disguise: they would be found everywhere. */
const SHORTEST_DISGUISED = 5;
/** How far from a disguised word the words of one term may stand. */
const REACH = 6;

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
  /** Adds units from `from` on, whose hash is `hash`. */
  add(codes: Uint16Array, from: number, hash: number, entry: number): void {
    this.#table.add(hash, entry);
    this.#gate[hashOf(codes, from, from + GATE_LETTERS) & 0xffff] = 1;
  }
  /** Whether units [from, to) could begin with one; asked first, for nearly always they do not. */
  may(codes: Uint16Array, from: number, to: number): boolean {
    return to - from >= GATE_LETTERS && this.#gate[hashOf(codes, from, from + GATE_LETTERS) & 0xffff] === 1;
  }
  /** Calls `found` with each entry that units [from, to) begin with, if the hash is to be believed. */
  in(codes: Uint16Array, from: number, to: number, found: (entry: number) => void): void {
    let hash = hashOf(codes, from, from + GATE_LETTERS);
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
      const hash = words.hash[word] as number;
      if (words.beginning[word]) this.#beginnings.add(words.codes, words.from[word] as number, hash, term);
      else this.#whole.add(hash, term);
    }
  }

  /** Calls `found` with each term one of whose words is token i, and where its first and last words are. */
  at(tokens: Tokens, i: number, found: (term: number, first: number, last: number) => void): void {
    const hash = tokens.hash[i] as number;
    for (let term = this.#whole.after(hash, -1); term >= 0; term = this.#whole.after(hash, term))
      this.#verify(term, tokens, i, found);
    const from = tokens.from[i] as number;
    const to = tokens.from[i + 1] as number;
    if (this.#beginnings.may(tokens.codes, from, to))
      this.#beginnings.in(tokens.codes, from, to, (term) => this.#verify(term, tokens, i, found));
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
    const anchor = anchorsOf(words);
    this.#plain = new Index(words, anchor.slice());

    const { from, beginning, first } = words;
    const masked = maskedOf(words);
    this.#maskedWords = masked;
    this.#solid = new Beginnings(terms.length);
    this.#wholeWords = new Table(beginning.length);
    this.#wordBeginnings = new Beginnings(beginning.length);
    for (let term = 0; term < terms.length; term++) {
      const word = first[term] as number;
      const last = first[term + 1] as number;
      const start = from[word] as number;
      const end = from[last] as number;
      if (end - start < SHORTEST_DISGUISED) {
        anchor[term] = -1;
        continue;
      }
      const hash = last - word === 1 ? (masked.hash[word] as number) : hashOf(masked.codes, start, end);
      this.#solid.add(masked.codes, start, hash, term);
      for (let w = word; w < last; w++)
        if (beginning[w])
          this.#wordBeginnings.add(masked.codes, from[w] as number, masked.hash[w] as number, w);
        else this.#wholeWords.add(masked.hash[w] as number, w);
    }
    this.#masked = new Index(masked, anchor);
  }

  /** Every term in a text, disguised ones too; in the order in which they start. */
  match(text: string, tokens: Tokens = fold(text)): Hit[] {
    const hits: Hit[] = [];
    const hit = (term: number, first: number, last: number): void =>
      this.#hit(term, tokens, first, last, KIND.same, hits);
    for (let i = 0; i < tokens.count; i++) this.#plain.at(tokens, i, hit);
    const unmasked = unmask(text, tokens, (word) => this.#mayBe(word));
    if (unmasked) this.#matchUnmasked(unmasked, hits);
    return hits.length < 2 ? hits : inOrder(hits);
  }

  #hit(term: number, tokens: Tokens, first: number, last: number, kind: number, hits: Hit[]): void {
    const [start, end] = [tokens.start[first] as number, tokens.end[last] as number];
    const { from, beginning, first: firstWord } = this.#maskedWords;
    const word = (firstWord[term + 1] as number) - 1;
    const rest =
      beginning[word] && kind !== KIND.pulled
        ? (tokens.from[last + 1] as number) -
          (tokens.from[last] as number) -
          ((from[word + 1] as number) - (from[word] as number))
        : 0;
    for (const vocabulary of this.#vocabularies[term] as readonly number[])
      hits.push({
        vocabulary,
        start,
        end,
        reread: kind !== KIND.same,
        disguised: kind > KIND.joined,
        misspelt: false,
        rest,
      });
  }

  #mayBe(word: string): boolean {
    const codes = Uint16Array.from(word, (letter) => letter.charCodeAt(0));
    if (this.#wholeWords.after(hashOf(codes, 0, codes.length), -1) >= 0) return true;
    let known = false;
    if (!this.#wordBeginnings.may(codes, 0, codes.length)) return false;
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
        if (worst > KIND.same) this.#hit(term, tokens, first, last, worst, hits);
      });
      if (kind[i] === KIND.pulled) this.#matchPulled(tokens, i, hits);
    }
  }

  /** Looks for terms anywhere in letters pulled together: where words end is not to be seen there. */
  #matchPulled(tokens: Tokens, i: number, hits: Hit[]): void {
    const { codes, from, first } = this.#maskedWords;
    const to = tokens.from[i + 1] as number;
    for (let at = tokens.from[i] as number; at < to; at++)
      if (this.#solid.may(tokens.codes, at, to))
        this.#solid.in(tokens.codes, at, to, (term) => {
          const [start, end] = [
            from[first[term] as number] as number,
            from[first[term + 1] as number] as number,
          ];
          for (let k = start; k < end; k++) if (codes[k] !== tokens.codes[at + k - start]) return;
          this.#hit(term, tokens, i, i, KIND.pulled, hits);
        });
  }
}

/** Sorts hits by where they start; leaves out what is there twice, and what the first reading found within. */
function inOrder(hits: Hit[]): Hit[] {
  hits.sort(
    (a, b) => a.start - b.start || +a.reread - +b.reread || a.end - b.end || a.vocabulary - b.vocabulary,
  );
  /** By vocabulary, where its hits of the first reading have come to, and its last hit. */
  const plain = new Map<number, number>();
  const last = new Map<number, Hit>();
  return hits.filter((hit) => {
    const before = last.get(hit.vocabulary);
    if (before && before.start === hit.start && before.end === hit.end) return false;
    // "arsenic-free" read as one word would hide that "free" follows.
    if (hit.reread && (plain.get(hit.vocabulary) ?? 0) > hit.start) return false;
    last.set(hit.vocabulary, hit);
    if (!hit.reread) plain.set(hit.vocabulary, Math.max(hit.end, plain.get(hit.vocabulary) ?? 0));
    return true;
  });
}
