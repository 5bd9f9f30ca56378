import {
  FIVE,
  GATE_FACTOR,
  GATE_LETTERS,
  gateShift,
  pairHash,
  shortHash,
  type TermIndex,
} from './term-index.ts';
import { room } from './token-room.ts';
import { POWER } from './word-hash.ts';

/** What a token may be of a term, as far as the gates tell. */
export const MAY_BE = { whole: 1, pair: 2, beginning: 4, ending: 8 } as const;

// Constants of this module: see token-room.ts.
const { prefix: PREFIX, from: FROM, to: TO, hash: HASHES } = room;
const FACTOR = GATE_FACTOR;
const LETTERS = GATE_LETTERS;
const FIVE_LETTERS = FIVE;
/** Keeps a place before the text's first unit within the room. */
const ANYWHERE = room.size - 1;
const POWER_THREE = POWER[GATE_LETTERS] as number;
const POWER_FIVE = POWER[FIVE] as number;

/** Tokens sieved at once. */
export const BLOCK = 4_096;
/** Those that came through: four bits of what they may be, and the token's number above. */
export const CANDIDATES = new Int32Array(BLOCK);
const CANDIDATES_HERE = CANDIDATES;

/**
 * Puts the tokens [first, last) that may be in a term in `CANDIDATES`, but for parts of words; gives how many.
 * The loop that all words go through: it hardly branches, for nearly every word is in no term. Where a word is shorter
 * than what a gate looks at, what stands behind or before it is looked at too, and found out later. `end` is where the
 * text's tokens end.
 */
export function sieve(index: TermIndex, first: number, last: number, end: number): number {
  const { wholeGate, pairGate, beginningGate, endingGate } = index;
  const wholes = gateShift(wholeGate);
  const pairs = gateShift(pairGate);
  const beginnings = gateShift(beginningGate);
  const endings = gateShift(endingGate);
  const hasEndings = index.endingTerms.length > 0;
  let candidates = 0;
  let hash = HASHES[first] as number;
  for (let i = first; i < last; i++) {
    const whole = Math.imul(hash, FACTOR);
    const next = i + 1 < end ? (HASHES[i + 1] as number) : 0;
    const pair = Math.imul(pairHash(hash, next), FACTOR);
    hash = next;
    const from = FROM[i] as number;
    const before = PREFIX[from] as number;
    const three = Math.imul(
      shortHash((PREFIX[from + LETTERS] as number) - Math.imul(before, POWER_THREE)),
      FACTOR,
    );
    const five = Math.imul((PREFIX[from + FIVE_LETTERS] as number) - Math.imul(before, POWER_FIVE), FACTOR);
    let may =
      isIn(wholeGate[whole >>> wholes] as number, whole) |
      (isIn(pairGate[pair >>> pairs] as number, pair) << 1) |
      ((isIn(beginningGate[three >>> beginnings] as number, three) |
        isIn(beginningGate[five >>> beginnings] as number, five)) <<
        2);
    if (hasEndings) {
      const to = TO[i] as number;
      const all = PREFIX[to] as number;
      const three = Math.imul(
        shortHash(all - Math.imul(PREFIX[(to - LETTERS) & ANYWHERE] as number, POWER_THREE)),
        FACTOR,
      );
      const five = Math.imul(
        all - Math.imul(PREFIX[(to - FIVE_LETTERS) & ANYWHERE] as number, POWER_FIVE),
        FACTOR,
      );
      may |=
        (isIn(endingGate[three >>> endings] as number, three) |
          isIn(endingGate[five >>> endings] as number, five)) <<
        3;
    }
    CANDIDATES_HERE[candidates] = (i << 4) | may;
    // Adds 1 where it may be anything.
    candidates -= (0 - may) >> 31;
  }
  return candidates;
}

/** 1 where both of a key's bits are set, else 0; a shift is by the lowest five bits. */
const isIn = (bits: number, key: number): number => (bits >>> (key >>> 5)) & (bits >>> (key >>> 10)) & 1;
