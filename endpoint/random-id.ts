import { randomBytes } from 'node:crypto';

/** Crockford's base 32 (crockford.com/base32.html): no I, L, O or U to be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 26 characters that can be read out, drawn at random: 130 bits, which nobody guesses. */
export function randomId(): string {
  let id = '';
  for (const byte of randomBytes(26)) id += ALPHABET[byte & 31];
  return id;
}
