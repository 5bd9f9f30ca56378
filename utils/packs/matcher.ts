import { KIND, LONGEST, type Reread, unmask } from './disguise.ts';
import { FLAG, fold, HASH_START, hashStep, mix, type Tokens } from './fold.ts';
import { isMisspelling } from './misspelling.ts';
import {
  ANY_FIELD,
  FIVE,
  fiveKey,
  GATE_LETTERS,
  indexTerms,
  LONGEST_KEY,
  pairKey,
  runBit,
  SALT,
  SHORTEST_RUN,
  SHORTEST_TYPO,
  type TermIndex,
  threeLetters,
  typoKey,
} from './term-index.ts';
import { GIVEN, hashBack, hashOf, type Term } from './terms.ts';
import { wordAt } from './word-at.ts';

/** A term found: where it stands, and how it was read. */
export interface Hit {
  vocabulary: number;
  /** UTF-16 offsets into the text as given. */
  start: number;
  end: number;
  /** The first and last token it stands in. */
  first: number;
  last: number;
  /** Found in the second reading only. */
  reread: boolean;
  /** Found by undoing a disguise. */
  disguised: boolean;
  /** One letter differs from the term's. */
  misspelt: boolean;
  /** Letters of its last word after those the term gives. */
  rest: number;
}

/** How far from a disguised word the words of one term may stand. */
const REACH = 3;
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

/** Of lengths of beginnings and endings, those below five letters. */
const SHORT_LENGTHS = (1 << (FIVE - GATE_LETTERS)) - 1;
const isSet = (gate: Uint8Array, bit: number): boolean =>
  ((gate[bit >> 3] as number) & (1 << (bit & 7))) !== 0;

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
  // The text being matched.
  #tokens: Tokens = fold('');
  #hits: Hit[] = [];
  #field = ANY_FIELD;
  /** The stretch read anew that tokens are the surroundings of; none in the first reading. */
  #reread: Reread | undefined;
  /** Which of those tokens it is. */
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

  /**
   * Every term in a text, disguised ones too, in the order in which they start. With a field, only of vocabularies that
   * are wanted there. Texts of one listing share an allowance.
   */
  match(text: string, tokens: Tokens = fold(text), field = ANY_FIELD, allowance = newAllowance()): Hit[] {
    this.#tokens = tokens;
    this.#hits = [];
    this.#field = field;
    this.#reread = undefined;
    this.#all();
    const { pictures } = tokens;
    if (pictures.length > 0 && this.#pictures.size > 0)
      for (let at = 0; at < pictures.length; at += 3)
        for (const vocabulary of this.#pictures.get(pictures[at] as number) ?? [])
          this.#picture(vocabulary, pictures[at + 1] as number, pictures[at + 2] as number);
    if (this.#hasTypos && text.length <= LONGEST_MISSPELT_TEXT) this.#misspellings(tokens);
    this.#kept = 0;
    this.#looks = 0;
    const most = Math.min(MOST_LOOKS, allowance.looks);
    for (const reading of readings) reading.to = -1;
    unmask(text, tokens, (word, codes, length) => {
      if (this.#looks >= most) return;
      if (word.kind >= KIND.pulled) {
        this.#looks++;
        this.#inPulled(word, codes, length);
      }
      if (word.kind !== KIND.run) this.#inReread(tokens, word, codes, length);
    });
    allowance.looks -= this.#looks;
    const hits = this.#hits;
    this.#hits = [];
    return hits.length < 2 ? hits : inOrder(hits);
  }

  /** Finds the terms one of whose words is a token: first the tokens that may be, then what they are. */
  #all(): void {
    const { hash, from, to, count } = this.#tokens;
    const { wholeFrom, wholeTerms, pairFrom, pairTerms, beginningLengths, endingLengths } = this.#index;
    const { codes } = this.#tokens;
    for (let block = 0; block < count; block += BLOCK) {
      const candidates = sieve(this.#tokens, this.#index, block, Math.min(count, block + BLOCK));
      for (let c = 0; c < candidates; c++) {
        const candidate = CANDIDATES[c] as number;
        const i = candidate >>> 5;
        if (candidate & MAY_BE.whole) {
          const bucket = mix(hash[i] as number) & (wholeFrom.length - 2);
          for (let n = wholeFrom[bucket] as number; n < (wholeFrom[bucket + 1] as number); n++)
            this.#verify(wholeTerms[n] as number, i);
        }
        if (candidate & MAY_BE.pair && i + 1 < count) {
          const bucket = pairKey(hash[i] as number, hash[i + 1] as number) & (pairFrom.length - 2);
          for (let n = pairFrom[bucket] as number; n < (pairFrom[bucket + 1] as number); n++)
            this.#verify(pairTerms[n] as number, i);
        }
        const start = from[i] as number;
        const end = to[i] as number;
        if (candidate & MAY_BE.beginning)
          this.#beginnings(i, beginningLengths[threeLetters(codes, start)] as number, start, end - start);
        if (candidate & MAY_BE.ending)
          this.#endings(i, endingLengths[threeLetters(codes, end - 3)] as number, end, end - start);
        if (candidate & MAY_BE.part) this.#parts(i, start, end);
      }
    }
  }

  #isIn(key: number): boolean {
    const bit = key & this.#gateBits;
    return ((this.#index.gate[bit >> 3] as number) & (1 << (bit & 7))) !== 0;
  }

  #beginnings(i: number, lengths: number, start: number, length: number): void {
    const { beginningFrom, beginningTerms } = this.#index;
    const { codes } = this.#tokens;
    let hash = HASH_START;
    const longest = Math.min(length, LONGEST_KEY, 34 - Math.clz32(lengths));
    for (let k = 0; k < longest; k++) {
      hash = hashStep(hash, codes[start + k] as number);
      if (k < 2 || (lengths & (1 << (k - 2))) === 0) continue;
      const key = mix(hash ^ SALT.beginning);
      if (!this.#isIn(key)) continue;
      const bucket = key & (beginningFrom.length - 2);
      for (let n = beginningFrom[bucket] as number; n < (beginningFrom[bucket + 1] as number); n++)
        this.#verify(beginningTerms[n] as number, i);
    }
  }

  #endings(i: number, lengths: number, end: number, length: number): void {
    const { endingFrom, endingTerms } = this.#index;
    const { codes } = this.#tokens;
    let hash = HASH_START;
    const longest = Math.min(length, LONGEST_KEY, 34 - Math.clz32(lengths));
    for (let k = 0; k < longest; k++) {
      hash = hashStep(hash, codes[end - 1 - k] as number);
      if (k < 2 || (lengths & (1 << (k - 2))) === 0) continue;
      const key = mix(hash ^ SALT.ending);
      if (!this.#isIn(key)) continue;
      const bucket = key & (endingFrom.length - 2);
      for (let n = endingFrom[bucket] as number; n < (endingFrom[bucket + 1] as number); n++)
        this.#verify(endingTerms[n] as number, i);
    }
  }

  /** Looks at every third letter: of a part's first three places, one is always such a one. */
  #parts(i: number, start: number, end: number): void {
    const { partGate, partFrom, partTerms, codes, from, anchor } = this.#index;
    const given = this.#tokens.codes;
    for (let at = start; at + 3 <= end; at += 3) {
      const three = threeLetters(given, at);
      if (((partGate[three >> 3] as number) & (1 << (three & 7))) === 0) continue;
      const bucket = mix(three) & (partFrom.length - 2);
      next: for (let n = partFrom[bucket] as number; n < (partFrom[bucket + 1] as number); n++) {
        const entry = partTerms[n] as number;
        const term = entry >> 2;
        const place = at - (entry & 3);
        const word = anchor[term] as number;
        const first = from[word] as number;
        const length = (from[word + 1] as number) - first;
        if (place < start || place + length > end) continue;
        for (let k = 0; k < length; k++) if (codes[first + k] !== given[place + k]) continue next;
        this.#verify(term, i, end - place - length);
      }
    }
  }

  #verify(term: number, i: number, restOfPart = -1): void {
    if (((this.#index.fields[term] as number) & this.#field) === 0) return;
    const { first, anchor } = this.#index;
    const tokens = this.#tokens;
    const from = first[term] as number;
    const size = (first[term + 1] as number) - from;
    const token = i - ((anchor[term] as number) - from);
    if (token < 0 || token + size > tokens.count) return;
    let rest = 0;
    for (let k = 0; k < size; k++) {
      rest = this.#restAt(from + k, token + k);
      if (rest < 0) return;
    }
    const last = token + size - 1;
    this.#found(term, token, last, restOfPart >= 0 && last === i ? restOfPart : rest);
  }

  /** Letters that follow word w of a term in token i; -1 when it is not there. */
  #restAt(w: number, i: number): number {
    const { codes, from, given } = this.#index;
    const tokens = this.#tokens;
    const start = from[w] as number;
    const length = (from[w + 1] as number) - start;
    const at = tokens.from[i] as number;
    const have = (tokens.to[i] as number) - at;
    if (have < length) return -1;
    switch (given[w]) {
      case GIVEN.whole:
        return have === length && isSame(codes, start, tokens.codes, at, length) ? 0 : -1;
      case GIVEN.beginning:
        return isSame(codes, start, tokens.codes, at, length) ? have - length : -1;
      case GIVEN.ending:
        return isSame(codes, start, tokens.codes, at + have - length, length) ? 0 : -1;
      default:
        for (let place = have - length; place >= 0; place--)
          if (isSame(codes, start, tokens.codes, at + place, length)) return have - length - place;
        return -1;
    }
  }

  /** Term found in tokens [first, last], of the text or of a stretch's surroundings. */
  #found(term: number, first: number, last: number, rest: number): void {
    const tokens = this.#tokens;
    const reread = this.#reread;
    let kind: number = KIND.same;
    if (reread) {
      // Only what has the word read anew in it; the rest was found before.
      if (this.#place < first || this.#place > last) return;
      const { from, first: words } = this.#index;
      const units = (from[words[term + 1] as number] as number) - (from[words[term] as number] as number);
      if (units < reread.least) return;
      for (let i = first; i <= last; i++) kind = Math.max(kind, surroundings.kind[i] as number);
    } else
      for (let i = first; i <= last; i++) if ((tokens.flags[i] as number) & FLAG.dressed) kind = KIND.masked;
    const { vocabulary, vocabularyFrom } = this.#index;
    const start = tokens.start[first] as number;
    const end = tokens.end[last] as number;
    const firstToken = reread ? (surroundings.first[first] as number) : first;
    const lastToken = reread ? (surroundings.last[last] as number) : last;
    for (let n = vocabularyFrom[term] as number; n < (vocabularyFrom[term + 1] as number); n++)
      this.#keep(vocabulary[n] as number, start, end, firstToken, lastToken, kind, false, rest);
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
    const word = wordAt(this.#tokens, start);
    this.#keep(vocabulary, start, end, word, word, KIND.same, false, 0);
  }

  /** Whether a word read anew is, or begins or ends like, any word of any term. */
  #mayBe(codes: Uint16Array, length: number): boolean {
    const hash = hashOf(codes, 0, length);
    if (this.#isIn(mix(hash)) || this.#isIn(mix(hash ^ SALT.beside))) return true;
    const { beginningLengths, endingLengths } = this.#index;
    const beginnings = beginningLengths[threeLetters(codes, 0)] as number;
    if (beginnings !== 0) {
      let hash = HASH_START;
      for (let k = 0; k < Math.min(length, LONGEST_KEY); k++) {
        hash = hashStep(hash, codes[k] as number);
        if (k >= 2 && beginnings & (1 << (k - 2)) && this.#isIn(mix(hash ^ SALT.beginning))) return true;
      }
    }
    const endings = endingLengths[threeLetters(codes, length - 3)] as number;
    for (let k = 3; endings !== 0 && k <= Math.min(length, LONGEST_KEY); k++)
      if (endings & (1 << (k - 3)) && this.#isIn(mix(hashBack(codes, length - k, length) ^ SALT.ending)))
        return true;
    const { partGate } = this.#index;
    for (let at = 0; this.#hasParts && at + 3 <= length; at += 3) {
      const three = threeLetters(codes, at);
      if ((partGate[three >> 3] as number) & (1 << (three & 7))) return true;
    }
    return false;
  }

  /** Looks for terms in a stretch read anew and the words around it, which may be in disguise themselves. */
  #inReread(tokens: Tokens, word: Reread, codes: Uint16Array, length: number): void {
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
    this.#ways(tokens, reading, word.from, 0, this.#looks + MOST_WAYS);
  }

  /** Goes through the ways of reading up to REACH words before `at`, and looks for terms with each. */
  #ways(tokens: Tokens, reading: Reading, at: number, steps: number, most: number): void {
    if (steps < REACH && at > 0) {
      for (const before of readings)
        if (before.to === at && before !== reading && this.#looks < most) {
          way[steps] = before;
          this.#ways(tokens, reading, before.from, steps + 1, most);
        }
      way[steps] = at - 1;
      this.#ways(tokens, reading, at - 1, steps + 1, most);
      return;
    }
    if (this.#looks >= most) return;
    this.#looks++;
    surroundings.count = 0;
    let units = 0;
    for (let n = steps - 1; n >= 0; n--) {
      const one = way[n] as Reading | number;
      units = typeof one === 'number' ? lay(units, tokens, one) : layReading(units, one);
    }
    const place = surroundings.count;
    units = layReading(units, reading);
    const end = Math.min(tokens.count, reading.to + REACH);
    for (let i = reading.to; i < end; i++) units = lay(units, tokens, i);
    this.#tokens = surroundings;
    this.#reread = reading;
    this.#place = place;
    this.#all();
    this.#tokens = tokens;
    this.#reread = undefined;
  }

  /** Looks for terms anywhere in letters pulled together: where words end is not to be seen there. */
  #inPulled(word: Reread, codes: Uint16Array, length: number): void {
    const { wholeFrom, wholeTerms, beginningFrom, beginningTerms, solidFrom, solidTerms, runLengths } =
      this.#index;
    this.#reread = word;
    for (let at = 0; at + SHORTEST_RUN <= length; at++) {
      const lengths = runLengths[threeLetters(codes, at)] as number;
      if (lengths === 0) continue;
      let hash = HASH_START;
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
    const tokens = this.#tokens;
    const { first: words, from, codes: own, vocabulary, vocabularyFrom } = this.#index;
    const bucket = key & (buckets.length - 2);
    for (let n = buckets[bucket] as number; n < (buckets[bucket + 1] as number); n++) {
      const term = terms[n] as number;
      const start = from[words[term] as number] as number;
      if ((from[words[term + 1] as number] as number) - start !== size) continue;
      if (!isSame(own, start, codes, at, size)) continue;
      // Where each token is one letter, the term is just these.
      const isEach = length === word.to - word.from;
      const first = isEach ? word.from + at : word.from;
      const last = isEach ? first + size - 1 : word.to - 1;
      const [begin, end] = [tokens.start[first] as number, tokens.end[last] as number];
      for (let v = vocabularyFrom[term] as number; v < (vocabularyFrom[term + 1] as number); v++)
        this.#keep(vocabulary[v] as number, begin, end, first, last, KIND.pulled, false, 0);
    }
  }

  /** Finds names with one letter wrong, of vocabularies that want them; a word that is itself a term is none. */
  #misspellings(tokens: Tokens): void {
    const hits = this.#hits.length;
    for (let i = 0; i < tokens.count; i++) {
      const start = tokens.from[i] as number;
      const end = tokens.to[i] as number;
      if (end - start < SHORTEST_TYPO - 1) continue;
      // The first piece is the same whatever the ending.
      let isAny = this.#isIn(mix(typoKey(0, tokens.codes, start, end) ^ SALT.typo));
      for (let cut = 0; !isAny && cut <= MOST_ENDING && end - cut - start >= SHORTEST_TYPO - 1; cut++)
        isAny =
          this.#isIn(mix(typoKey(1, tokens.codes, start, end - cut) ^ SALT.typo)) ||
          this.#isIn(mix(typoKey(2, tokens.codes, start, end - cut) ^ SALT.typo));
      if (!isAny || this.#isWord(i)) continue;
      const at = tokens.start[i] as number;
      let isKnown = false;
      for (let n = 0; n < hits; n++) if (this.#hits[n]?.start === at) isKnown = true;
      if (!isKnown) this.#misspelling(tokens, i, start, end);
    }
  }

  #misspelling(tokens: Tokens, i: number, start: number, end: number): void {
    const { codes, from, anchor, given, typoFrom, typoTerms, typos, vocabulary, vocabularyFrom } =
      this.#index;
    for (let cut = 0; cut <= MOST_ENDING && end - cut - start >= SHORTEST_TYPO - 1; cut++)
      for (let piece = cut === 0 ? 0 : 1; piece < 3; piece++) {
        const key = mix(typoKey(piece, tokens.codes, start, end - cut) ^ SALT.typo);
        if (!this.#isIn(key)) continue;
        const bucket = key & (typoFrom.length - 2);
        for (let n = typoFrom[bucket] as number; n < (typoFrom[bucket + 1] as number); n++) {
          const term = typoTerms[n] as number;
          const word = anchor[term] as number;
          const more = given[word] === GIVEN.beginning ? MOST_ENDING : 0;
          const [first, last] = [from[word] as number, from[word + 1] as number];
          if (!isMisspelling(codes, first, last, tokens.codes, start, end, more)) continue;
          for (let v = vocabularyFrom[term] as number; v < (vocabularyFrom[term + 1] as number); v++)
            if (typos[v])
              this.#keep(
                vocabulary[v] as number,
                tokens.start[i] as number,
                tokens.end[i] as number,
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
    const { wholeFrom, wholeTerms, rareFrom, rareWords, anchor } = this.#index;
    const key = mix(this.#tokens.hash[i] as number);
    const bucket = key & (wholeFrom.length - 2);
    for (let n = wholeFrom[bucket] as number; n < (wholeFrom[bucket + 1] as number); n++)
      if (this.#restAt(anchor[wholeTerms[n] as number] as number, i) === 0) return true;
    const other = key & (rareFrom.length - 2);
    for (let n = rareFrom[other] as number; n < (rareFrom[other + 1] as number); n++)
      if (this.#restAt(rareWords[n] as number, i) === 0) return true;
    return false;
  }
}

/** What a token may be of a term, as far as the gates tell. */
const MAY_BE = { whole: 1, pair: 2, beginning: 4, ending: 8, part: 16 } as const;
/** Tokens sieved at once. */
const BLOCK = 4_096;
/** Those that came through: five bits of what they may be, and the token's number above. */
const CANDIDATES = new Int32Array(BLOCK);

/**
 * Puts the tokens [first, last) that may be in a term in `CANDIDATES`; gives how many. The loop that all words go
 * through: it calls nothing and hardly branches, for nearly every word is in no term.
 */
function sieve(
  { hash, codes, from, to, count }: Tokens,
  index: TermIndex,
  first: number,
  last: number,
): number {
  const { wholeGate, pairGate, fiveGate, partGate, beginningLengths, endingLengths } = index;
  const wholeBits = wholeGate.length * 8 - 1;
  const pairBits = pairGate.length * 8 - 1;
  const hasEndings = index.endingTerms.length > 0;
  const hasParts = index.partTerms.length > 0;
  const lastOfAll = count - 1;
  let candidates = 0;
  let key = hash[first] as number;
  for (let i = first; i < last; i++) {
    const whole = mix(key);
    const next = hash[i < lastOfAll ? i + 1 : i] as number;
    const pair = pairKey(key, next);
    key = next;
    let may =
      (((wholeGate[(whole & wholeBits) >> 3] as number) >> (whole & 7)) & 1) |
      ((((pairGate[(pair & pairBits) >> 3] as number) >> (pair & 7)) & 1) << 1);
    const start = from[i] as number;
    const end = to[i] as number;
    if (end - start >= GATE_LETTERS) {
      const beginnings = beginningLengths[threeLetters(codes, start)] as number;
      if (
        beginnings !== 0 &&
        (beginnings & SHORT_LENGTHS || (end - start >= FIVE && isSet(fiveGate, fiveKey(codes, start, 0))))
      )
        may |= MAY_BE.beginning;
      if (hasEndings) {
        const endings = endingLengths[threeLetters(codes, end - 3)] as number;
        if (
          endings !== 0 &&
          (endings & SHORT_LENGTHS || (end - start >= FIVE && isSet(fiveGate, fiveKey(codes, end - FIVE, 1))))
        )
          may |= MAY_BE.ending;
      }
      if (hasParts && end - start >= FIVE) {
        let parts = 0;
        for (let at = start; at + 3 <= end; at += 3) {
          const three = threeLetters(codes, at);
          parts |= (partGate[three >> 3] as number) >> (three & 7);
        }
        may |= (parts & 1) << 4;
      }
    }
    CANDIDATES[candidates] = (i << 5) | may;
    candidates += may === 0 ? 0 : 1;
  }
  return candidates;
}

/** Tokens around a stretch read anew, and which of the text they are. */
const MOST_AROUND = 2 * REACH + 1;
const surroundings = {
  count: 0,
  codes: new Uint16Array(LONGEST * MOST_AROUND),
  from: new Int32Array(MOST_AROUND),
  to: new Int32Array(MOST_AROUND),
  start: new Int32Array(MOST_AROUND),
  end: new Int32Array(MOST_AROUND),
  hash: new Int32Array(MOST_AROUND),
  flags: new Uint16Array(MOST_AROUND),
  pictures: [],
  first: new Int32Array(MOST_AROUND),
  last: new Int32Array(MOST_AROUND),
  kind: new Uint8Array(MOST_AROUND),
} satisfies Tokens & Record<string, unknown>;

/** A stretch and how it was read: a 1 as i or as l, its letters as Latin or not. */
interface Reading extends Reread {
  codes: Uint16Array;
  length: number;
}
/** The last few readings that may be words of terms: "h1dden l1nk" is two that stand together. */
const readings: Reading[] = Array.from({ length: 12 }, () => ({
  codes: new Uint16Array(LONGEST),
  length: 0,
  from: 0,
  to: -1,
  start: 0,
  end: 0,
  kind: KIND.same,
  least: 0,
}));
/** The words before a stretch as they are being read, the nearest first: tokens' numbers, or readings. */
const way: (number | Reading)[] = [];

/** Lays a word behind those that surround a stretch; gives where the next one's units begin. */
function layReading(units: number, { codes, length, from, to, start, end, kind }: Reading): number {
  const n = surroundings.count++;
  const { codes: into } = surroundings;
  for (let k = 0; k < length; k++) into[units + k] = codes[k] as number;
  surroundings.from[n] = units;
  surroundings.to[n] = units + length;
  surroundings.hash[n] = hashOf(codes, 0, length);
  surroundings.start[n] = start;
  surroundings.end[n] = end;
  surroundings.first[n] = from;
  surroundings.last[n] = to - 1;
  surroundings.kind[n] = kind;
  return units + length;
}
function lay(units: number, tokens: Tokens, i: number): number {
  const at = tokens.from[i] as number;
  const length = Math.min((tokens.to[i] as number) - at, LONGEST);
  const n = surroundings.count++;
  const { codes: into } = surroundings;
  for (let k = 0; k < length; k++) into[units + k] = tokens.codes[at + k] as number;
  surroundings.from[n] = units;
  surroundings.to[n] = units + length;
  surroundings.hash[n] = tokens.hash[i] as number;
  surroundings.start[n] = tokens.start[i] as number;
  surroundings.end[n] = tokens.end[i] as number;
  surroundings.first[n] = i;
  surroundings.last[n] = i;
  surroundings.kind[n] = (tokens.flags[i] as number) & FLAG.dressed ? KIND.masked : KIND.same;
  return units + length;
}

function isSame(one: Uint16Array, at: number, other: Uint16Array, there: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (one[at + k] !== other[there + k]) return false;
  return true;
}

const compare = (a: Hit, b: Hit): number =>
  a.start - b.start || +a.reread - +b.reread || a.end - b.end || a.vocabulary - b.vocabulary;

/** Sorts hits by where they start; leaves out what is there twice, and what the first reading found within. */
function inOrder(hits: Hit[]): Hit[] {
  for (let n = 1; n < hits.length; n++)
    if (compare(hits[n - 1] as Hit, hits[n] as Hit) > 0) {
      hits.sort(compare);
      break;
    }
  // What is there twice is side by side, unless it was found in both readings.
  if (!hits.some(({ reread }) => reread)) {
    let kept = 0;
    for (const hit of hits) {
      const before = hits[kept - 1];
      if (before?.start === hit.start && before.end === hit.end && before.vocabulary === hit.vocabulary)
        continue;
      hits[kept++] = hit;
    }
    hits.length = kept;
    return hits;
  }
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
