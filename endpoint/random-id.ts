import { randomFillSync } from 'node:crypto';

/** Crockford's base 32 (crockford.com/base32.html): no I, L, O or U to be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;

/** Drawn many at a time: what it costs is asking the system. */
const drawn = Buffer.alloc(LENGTH * 256);
let used = drawn.length;

/** 26 characters that can be read out, drawn at random: 130 bits, which nobody guesses. */
export function randomId(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  let id = '';
  for (const end = used + LENGTH; used < end; used++) id += ALPHABET[(drawn[used] as number) & 31];
  return id;
}
