import { withClass } from './fold-table.ts';

/**
 * A word's hash is a polynomial in its units with their classes, so that with the hashes of all beginnings of a text kept (`PREFIX` in
 * token-room.ts) that of any stretch of it is one subtraction. `mix` before use.
 */
export const HASH_BASE = 0x2c1b3c6d;
export const hashStep = (hash: number, code: number): number =>
  (Math.imul(hash, HASH_BASE) + withClass(code)) | 0;

export const hashOf = (codes: Uint16Array, from: number, to: number): number => {
  let hash = 0;
  for (let at = from; at < to; at++) hash = hashStep(hash, codes[at] as number);
  return hash;
};

const POWERS = 1 << 10;
/** The base's powers, by length. */
export const POWER = new Int32Array(POWERS);
POWER[0] = 1;
for (let n = 1; n < POWERS; n++) POWER[n] = Math.imul(POWER[n - 1] as number, HASH_BASE);
/** The base to the power of a length however long. */
export function powerOf(length: number): number {
  if (length < POWERS) return POWER[length] as number;
  let power = 1;
  for (let n = length, square = HASH_BASE; n > 0; n >>= 1, square = Math.imul(square, square))
    if (n & 1) power = Math.imul(power, square);
  return power;
}

/** Spreads a hash over all its bits. */
export const mix = (hash: number): number => {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
  return spread ^ (spread >>> 13);
};
