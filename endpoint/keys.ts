import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  randomBytes,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database/database.ts';
import { syncDirectory } from './sync-directory.ts';

/**
 * All that the endpoint's one secret is good for. Everything is derived from it and nothing of it is in the
 * database: the same receipt can be given again, and a copy of the database opens nothing.
 */
export interface Keys {
  /** Ed25519, the raw 32 bytes in base64url: what receipts and webhooks are signed with. */
  publicKey: string;
  /** Ed25519 over the text, base64url. */
  sign(text: string): string;
  /** What opens the notice with this id, as a bearer token. */
  secretOf(id: string): string;
  /** Whether it does; takes as long for any id and any secret of the same length. */
  opens(id: string, secret: string): boolean;
  /** By which a notice is known again. Keyed: the hash of a known notice and a guessed name would tell who reported. */
  fingerprintOf(notice: string): string;
  /** 32 bytes for another purpose, such as "csrf"; the same in every process. */
  derive(purpose: string): Uint8Array;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and SPKI (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_ED25519_BYTES = 12;

/** The keys derived from a secret of 32 bytes. */
export function keysOf(secret: Uint8Array): Keys {
  const key = createSecretKey(secret);
  const hmac = (text: string) => createHmac('sha256', key).update(text);
  const signingKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, hmac('signing').digest()]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(signingKey).export({ format: 'der', type: 'spki' });
  const secretOf = (id: string) => hmac(`secret:${id}`).digest('base64url');
  return {
    publicKey: publicKey.subarray(SPKI_ED25519_BYTES).toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), signingKey).toString('base64url'),
    secretOf,
    opens(id, given) {
      const [a, b] = [Buffer.from(given), Buffer.from(secretOf(id))];
      return a.length === b.length && timingSafeEqual(a, b);
    },
    fingerprintOf: (notice) => hmac(`notice:${notice}`).digest('base64url'),
    derive: (purpose) => hmac(`purpose:${purpose}`).digest(),
  };
}

/**
 * The 32 bytes in `directory`/key, a file beside the database and not in it. Made at the first start, whole or not
 * at all; of two processes that start together one wins. Throws for a file that has anything else.
 */
export function secretIn(directory: string): Uint8Array {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'key');
  try {
    return checked(readFileSync(path), path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const mine = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    const file = openSync(mine, 'wx', 0o600);
    writeSync(file, randomBytes(32));
    fsyncSync(file);
    closeSync(file);
    linkSync(mine, path);
    syncDirectory(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  return checked(readFileSync(path), path);
}

function checked(key: Uint8Array, path: string): Uint8Array {
  if (key.length !== 32) throw new Error(`${path} is damaged: it must have 32 bytes`);
  return key;
}

/**
 * Makes sure that every process of a database has the same secret, by its public key, which the first one writes
 * down. Throws in a process that has another: its receipts would open nothing at the others.
 */
export async function agreeOnKeys(database: Database, { publicKey }: Keys): Promise<void> {
  const agreed = await database.write(async ({ tx }) => {
    await tx
      .insertInto('agreements')
      .values({ name: 'public key', value: publicKey })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return tx
      .selectFrom('agreements')
      .select('value')
      .where('name', '=', 'public key')
      .executeTakeFirstOrThrow();
  });
  if (agreed.value !== publicKey)
    throw new Error('the database belongs to another key: give every process the same file "key"');
}
