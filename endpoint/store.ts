import { createHash, createHmac, createPrivateKey, randomBytes, sign, timingSafeEqual } from 'node:crypto';
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
import { DatabaseSync } from 'node:sqlite';
import { receiptStatement } from '../utils/notices/interface.ts';
import { type Notice, noticeBytes } from '../utils/notices/notice.ts';

/** What the endpoint keeps of a notice apart from its content. */
export interface Filed {
  /** The endpoint's own id: 26 characters of Crockford's base 32, drawn at random. */
  id: string;
  /** The first eight of them, "4F7K-21QX"; no two notices have the same. */
  number: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  state: 'received';
}

/** `conflict`: another notice came under the same id before. */
export type Accepted =
  | (Filed & { secret: string; sha256: string; signature: string; stored: boolean })
  | 'conflict';

/** Where notices are kept. Asynchronous, so that a database on another machine can stand here too. */
export interface Store {
  /** Resolves once the notice is on disk. The same notice again gives the same answer, with `stored` false. */
  accept(notice: Notice): Promise<Accepted>;
  /** What is kept under an id, for whom the secret was given to; null for everybody else. */
  status(id: string, secret: string): Promise<Filed | null>;
  /** Throws if the database does not answer. */
  check(): Promise<void>;
  close(): void;
}

/** Each brings the database from the version of its place to the next; `user_version` says how many have run. */
const MIGRATIONS = [
  // Who reported stands apart from what was reported: it can be erased (GDPR Art. 17) and the notice stays.
  `CREATE TABLE notices (
     id          TEXT PRIMARY KEY,
     number      TEXT NOT NULL UNIQUE,
     key         TEXT NOT NULL UNIQUE,
     fingerprint BLOB NOT NULL,
     received_at TEXT NOT NULL,
     state       TEXT NOT NULL,
     content     TEXT NOT NULL
   ) STRICT;
   CREATE TABLE notifiers (
     notice TEXT PRIMARY KEY REFERENCES notices (id) ON DELETE CASCADE,
     name   TEXT NOT NULL,
     email  TEXT NOT NULL
   ) STRICT;`,
];

/** Opens the store in a directory, which is made if need be. Throws if it cannot be used. */
export function openStore(directory: string): Store {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const key = serverKey(directory);
  const db = new DatabaseSync(join(directory, 'notices.sqlite'), { timeout: 5_000 });
  // FULL: a commit is on disk before it is answered for, power cut included.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  migrate(db);

  const byKey = db.prepare('SELECT id, number, received_at, state, fingerprint FROM notices WHERE key = ?');
  const byId = db.prepare('SELECT id, number, received_at, state FROM notices WHERE id = ?');
  const numberTaken = db.prepare('SELECT 1 FROM notices WHERE number = ?');
  const insertNotice = db.prepare('INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertNotifier = db.prepare('INSERT INTO notifiers VALUES (?, ?, ?)');

  // Derived, not stored: the same receipt can be given again, and a copy of the database opens nothing.
  const secretOf = (id: string) => createHmac('sha256', key).update(`secret:${id}`).digest('base64url');
  // Keyed, because the hash of a known notice and a guessed name would tell who reported it.
  const fingerprintOf = (bytes: string) => createHmac('sha256', key).update(`notice:${bytes}`).digest();

  const signingKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, createHmac('sha256', key).update('signing').digest()]),
    format: 'der',
    type: 'pkcs8',
  });
  /** What proves that this notice was received then. */
  function proof({ id, receivedAt }: Filed, bytes: string) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const statement = Buffer.from(receiptStatement({ id, receivedAt, sha256 }));
    return { sha256, signature: sign(null, statement, signingKey).toString('base64url') };
  }

  function freshId(): { id: string; number: string } {
    for (;;) {
      const id = randomId();
      const number = `${id.slice(0, 4)}-${id.slice(4, 8)}`;
      if (!numberTaken.get(number)) return { id, number };
    }
  }

  function file(notice: Notice): Accepted {
    const bytes = noticeBytes(notice);
    const fingerprint = fingerprintOf(bytes);
    const known = byKey.get(notice.id);
    if (known)
      return timingSafeEqual(known.fingerprint as Uint8Array, fingerprint)
        ? {
            ...filed(known),
            ...proof(filed(known), bytes),
            secret: secretOf(String(known.id)),
            stored: false,
          }
        : 'conflict';
    const { id, number } = freshId();
    const receivedAt = new Date().toISOString();
    const { notifier, ...content } = notice;
    insertNotice.run(id, number, notice.id, fingerprint, receivedAt, 'received', JSON.stringify(content));
    if (notifier) insertNotifier.run(id, notifier.name, notifier.email);
    const filedNow: Filed = { id, number, receivedAt, state: 'received' };
    return { ...filedNow, ...proof(filedNow, bytes), secret: secretOf(id), stored: true };
  }

  return {
    async accept(notice) {
      // IMMEDIATE: looking and storing are one step for every process that shares the file.
      db.exec('BEGIN IMMEDIATE');
      try {
        const accepted = file(notice);
        db.exec('COMMIT');
        return accepted;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    async status(id, secret) {
      // The secret is checked before anything is looked up: the time it takes does not tell whether there is an id.
      const [given, right] = [Buffer.from(secret), Buffer.from(secretOf(id))];
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const row = byId.get(id);
      return row ? filed(row) : null;
    },
    async check() {
      db.prepare('SELECT 1 FROM notices LIMIT 1').get();
    },
    close: () => db.close(),
  };
}

const filed = (row: Record<string, unknown>): Filed => ({
  id: String(row.id),
  number: String(row.number),
  receivedAt: String(row.received_at),
  state: row.state as Filed['state'],
});

function migrate(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    if (version > MIGRATIONS.length) throw new Error(`the database is of a newer version (${version})`);
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    db.close();
    throw error;
  }
}

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Crockford's base 32 (crockford.com/base32.html): no I, L, O or U to be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomId = () => Array.from(randomBytes(26), (byte) => ALPHABET[byte % 32]).join('');

/**
 * The 32 bytes all secrets are derived from, in a file beside the database and not in it. Made at the first start,
 * whole or not at all; of two processes that start together one wins.
 */
function serverKey(directory: string): Uint8Array {
  const path = join(directory, 'key');
  const mine = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    return checkedKey(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
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
  return checkedKey(path);
}

function checkedKey(path: string): Uint8Array {
  const key = readFileSync(path);
  if (key.length !== 32) throw new Error(`${path} is damaged: it must have 32 bytes`);
  return key;
}

/** Makes a new file's name survive a power cut; Windows has no such call and needs none. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
