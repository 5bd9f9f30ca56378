import { fold } from './fold.ts';
import { isDigit } from './fold-table.ts';
import { hashOf, mix } from './word-hash.ts';

const STAR = 42;

/**
 * A term as the matcher takes it: words separated by spaces; a star stands for more letters before or after, so that
 * `messer*`, `*messer` and `*messer*` are the beginning, the end and a part of a word.
 */
export interface Term {
  text: string;
  /** Numbers of the vocabularies it belongs to. */
  vocabularies: readonly number[];
  /** Numbers of those that want its misspellings too. */
  typos?: readonly number[];
}

/** How a word of a term is given. */
export const GIVEN = { whole: 0, beginning: 1, ending: 2, part: 3 } as const;

/** All terms' words, folded as texts are, end to end. Term t's words are `first[t]` to `first[t + 1]`. */
export interface Words {
  codes: Uint16Array;
  /** Word w is `codes` from `from[w]` to `from[w + 1]`. */
  from: Int32Array;
  /** How word w is given: `GIVEN`. */
  given: Uint8Array;
  first: Int32Array;
}

/** Terms folded at once; folding has only so much room. */
const AT_ONCE = 2_000;

/** Folds all terms, many at once: one text, a line each. */
export function wordsOf(terms: readonly Pick<Term, 'text'>[]): Words {
  const codes: number[] = [];
  const from: number[] = [0];
  const given: number[] = [];
  const first = new Int32Array(terms.length + 1);
  for (let t = 0; t < terms.length; t += AT_ONCE) {
    const some = terms.slice(t, t + AT_ONCE);
    const text = some.map((term) => term.text).join('\n');
    const tokens = fold(text);
    let word = 0;
    let at = 0;
    for (let n = 0; n < some.length; n++) {
      at += (some[n] as Term).text.length + 1;
      for (; word < tokens.count && (tokens.start[word] as number) < at; word++) {
        for (let k = tokens.from[word] as number; k < (tokens.to[word] as number); k++)
          codes.push(tokens.codes[k] as number);
        from.push(codes.length);
        given.push(
          (text.charCodeAt(tokens.end[word] as number) === STAR ? GIVEN.beginning : 0) |
            (text.charCodeAt((tokens.start[word] as number) - 1) === STAR ? GIVEN.ending : 0),
        );
      }
      first[t + n + 1] = given.length;
    }
  }
  return {
    codes: Uint16Array.from(codes),
    from: Int32Array.from(from),
    given: Uint8Array.from(given),
    first,
  };
}

/** The word each term is best held under: whole, one that few terms share, long, and no number. */
export function anchorsOf({ codes, from, given, first }: Words): Int32Array {
  // Counts by the low bits of the hash: now and then too high, which costs a little time and nothing else.
  const shared = new Uint16Array(1 << 18);
  const bucket = (word: number): number =>
    mix(hashOf(codes, from[word] as number, from[word + 1] as number)) & (shared.length - 1);
  for (let word = 0; word < given.length; word++)
    shared[bucket(word)] = Math.min(0xffff, (shared[bucket(word)] as number) + 1);
  const cost = (word: number): number =>
    (shared[bucket(word)] as number) +
    (isDigit(codes[from[word] as number] as number) ? 1e6 : 0) +
    (given[word] === GIVEN.whole ? 0 : 4) -
    ((from[word + 1] as number) - (from[word] as number)) / 100;
  const anchors = new Int32Array(first.length - 1);
  for (let term = 0; term < anchors.length; term++) {
    let best = first[term] as number;
    const end = first[term + 1] as number;
    if (end === best) throw new Error('a term has no letters or digits');
    if (end - best > 1)
      for (let word = best + 1; word < end; word++) if (cost(word) < cost(best)) best = word;
    anchors[term] = best;
  }
  return anchors;
}
