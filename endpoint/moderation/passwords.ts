import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's cost (RFC 7914), one of those OWASP's Password Storage Cheat Sheet names: 32 MiB, three times over. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
/** What one attempt may take, in bytes; twice what it needs. */
const MEMORY_MAX = 64 * 1024 * 1024;
const KEY_BYTES = 32;
/** The shortest password that is taken, in characters, and the longest, in bytes: what is hashed is bounded. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 1_000;

function derive(password: string, salt: Uint8Array, { N, r, p }: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: MEMORY_MAX }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

/** "scrypt$N$r$p$salt$key", salt and key in base64url. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Stands in for the hash of somebody who is not there, so that asking takes as long for them. */
const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Whether a password is the one that was hashed; null for nobody, whose password none is. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? NOBODY).split('$');
  const given = await derive(password.slice(0, PASSWORD_MAX), Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  const right = Buffer.from(key, 'base64url');
  return given.length === right.length && timingSafeEqual(given, right) && hash !== null;
}

/** A password nobody has to think of: 120 bits in base 32, in groups that can be read out. */
export function newPassword(): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const letters = Array.from(randomBytes(24), (byte) => alphabet[byte % 32]).join('');
  return letters.match(/.{6}/g)?.join('-') ?? letters;
}
