import { KIND, LONGEST, type Reread } from './disguise.ts';
import { FLAG, room } from './token-room.ts';
import { hashStep, powerOf } from './word-hash.ts';

/**
 * A stretch read anew among the words around it, as tokens of their own: laid behind the text's in the room, they are
 * searched for terms as a text is.
 */

// Constants of this module: see token-room.ts.
const { codes: CODES, prefix: PREFIX, hash: HASHES, flags: FLAGS } = room;
const { from: FROM, to: TO, start: STARTS, end: ENDS } = room;

/** How far from a disguised word the words of one term may stand. */
export const REACH = 3;
/** Words laid around a stretch read anew are at most so many. */
export const MOST_AROUND = 2 * REACH + 1;
/** Of each: which tokens of the text it is, and how it was read. */
export const AROUND = {
  first: new Int32Array(MOST_AROUND),
  last: new Int32Array(MOST_AROUND),
  kind: new Uint8Array(MOST_AROUND),
};

/** A stretch and how it was read: a 1 as i or as l, its letters as Latin or not. */
export interface Reading extends Reread {
  codes: Uint16Array;
  length: number;
}
/** The last few readings that may be words of terms: "h1dden l1nk" is two that stand together. */
export const readings: Reading[] = Array.from({ length: 12 }, () => ({
  codes: new Uint16Array(LONGEST),
  length: 0,
  from: 0,
  to: -1,
  start: 0,
  end: 0,
  kind: KIND.same,
  least: 0,
}));
/** Lays a word behind those that surround a stretch, in a slot behind the text's. */
export function layReading({ codes, length, from, to, start, end, kind }: Reading, base: number): void {
  lay(codes, 0, length, start, end, from, to - 1, kind, base);
}
export function layToken(i: number, base: number): void {
  const from = FROM[i] as number;
  const length = Math.min((TO[i] as number) - from, LONGEST);
  const kind = (FLAGS[i] as number) & FLAG.dressed ? KIND.masked : KIND.same;
  lay(CODES, from, length, STARTS[i] as number, ENDS[i] as number, i, i, kind, base);
}
function lay(
  codes: Uint16Array,
  at: number,
  length: number,
  start: number,
  end: number,
  first: number,
  last: number,
  kind: number,
  base: number,
): void {
  const slot = room.usedSlots++;
  const from = room.usedUnits;
  let hash = PREFIX[from] as number;
  for (let k = 0; k < length; k++) {
    CODES[from + k] = codes[at + k] as number;
    hash = hashStep(hash, codes[at + k] as number);
    PREFIX[from + k + 1] = hash;
  }
  room.usedUnits = from + length;
  FROM[slot] = from;
  TO[slot] = from + length;
  HASHES[slot] = stretchHash(from, from + length);
  STARTS[slot] = start;
  ENDS[slot] = end;
  AROUND.first[slot - base] = first;
  AROUND.last[slot - base] = last;
  AROUND.kind[slot - base] = kind;
}

/** The hash of units [from, to) of the room. */
const stretchHash = (from: number, to: number): number =>
  ((PREFIX[to] as number) - Math.imul(PREFIX[from] as number, powerOf(to - from))) | 0;
