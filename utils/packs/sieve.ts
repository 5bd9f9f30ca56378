import { FIVE, GATE_LETTERS, pairKey, shortKey, type TermIndex } from './term-index.ts';
import { room } from './token-room.ts';
import { mix, POWER } from './word-hash.ts';

/** What a token may be of a term, as far as the gates tell. */
export const MAY_BE = { whole: 1, pair: 2, beginning: 4, ending: 8, part: 16 } as const;

// Constants of this module: see token-room.ts.
const { prefix: PREFIX, from: FROM, to: TO, hash: HASHES } = room;
const POWER_THREE = POWER[GATE_LETTERS] as number;
const POWER_FIVE = POWER[FIVE] as number;

/** Tokens sieved at once. */
export const BLOCK = 4_096;
/** Those that came through: five bits of what they may be, and the token's slot above. */
export const CANDIDATES = new Int32Array(BLOCK);

/**
 * Puts the tokens [first, last) that may be in a term in `CANDIDATES`, but for parts of words; gives how many.
 * The loop that all words go through: it hardly branches, for nearly every word is in no term. Where a word is shorter
 * than what a gate looks at, what stands behind or before it is looked at too, and found out later. `end` is where the
 * text's tokens end.
 */
export function sieve(index: TermIndex, first: number, last: number, end: number): number {
  const { wholeGate, pairGate, beginningGate, endingGate } = index;
  const wholes = wholeGate.length - 1;
  const pairs = pairGate.length - 1;
  const beginnings = beginningGate.length - 1;
  const endings = endingGate.length - 1;
  const hasEndings = index.endingTerms.length > 0;
  let candidates = 0;
  let hash = HASHES[first] as number;
  for (let i = first; i < last; i++) {
    const whole = mix(hash);
    const next = i + 1 < end ? (HASHES[i + 1] as number) : 0;
    const pair = pairKey(hash, next);
    hash = next;
    const from = FROM[i] as number;
    const before = PREFIX[from] as number;
    const three = shortKey((PREFIX[from + GATE_LETTERS] as number) - Math.imul(before, POWER_THREE));
    const five = mix((PREFIX[from + FIVE] as number) - Math.imul(before, POWER_FIVE));
    let may =
      (isIn(wholeGate[(whole >>> 5) & wholes] as number, whole) * MAY_BE.whole) |
      (isIn(pairGate[(pair >>> 5) & pairs] as number, pair) * MAY_BE.pair) |
      ((isIn(beginningGate[(three >>> 5) & beginnings] as number, three) |
        isIn(beginningGate[(five >>> 5) & beginnings] as number, five)) *
        MAY_BE.beginning);
    if (hasEndings) {
      const to = TO[i] as number;
      const all = PREFIX[to] as number;
      const three = shortKey(all - Math.imul(PREFIX[Math.max(0, to - GATE_LETTERS)] as number, POWER_THREE));
      const five = mix(all - Math.imul(PREFIX[Math.max(0, to - FIVE)] as number, POWER_FIVE));
      may |=
        (isIn(endingGate[(three >>> 5) & endings] as number, three) |
          isIn(endingGate[(five >>> 5) & endings] as number, five)) *
        MAY_BE.ending;
    }
    CANDIDATES[candidates] = (i << 5) | may;
    // Adds 1 where it may be anything.
    candidates -= (0 - may) >> 31;
  }
  return candidates;
}

/** 1 where both of a key's bits are set, else 0. */
const isIn = (bits: number, key: number): number => (bits >>> (key & 31)) & (bits >>> (key >>> 27)) & 1;
