import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { hashPassword, isPassword, PASSWORD_MIN } from './passwords.ts';

export interface Moderator {
  id: string;
  name: string;
}

/** Makes a moderator who can sign in. Throws for a name that is taken or unfit and for a password that is too short. */
export async function addModerator(
  database: Database,
  { name, password }: { name: string; password: string },
  cost?: Parameters<typeof hashPassword>[1],
): Promise<Moderator> {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._'-]{0,99}$/u.test(name))
    throw new Error("a name has letters, digits, spaces and ._'- and at most 100 characters");
  if (password.length < PASSWORD_MIN) throw new Error(`a password has at least ${PASSWORD_MIN} characters`);
  const hash = await hashPassword(password, cost);
  const id = randomBytes(8).toString('hex');
  await database.write(async ({ tx, audit }) => {
    const taken = await tx.selectFrom('moderators').select('id').where('name', '=', name).executeTakeFirst();
    if (taken) throw new Error(`there is a moderator named ${name} already`);
    const created_at = new Date().toISOString();
    await tx
      .insertInto('moderators')
      .values({ id, name, password: hash, created_at, disabled_at: null })
      .execute();
    audit({ event: 'moderator.added', actor: id });
  });
  return { id, name };
}

/** Keeps a moderator from signing in, ends their sessions and gives their cases back. Whether there was one. */
export function disableModerator(database: Database, name: string): Promise<boolean> {
  return database.write(async ({ tx, audit }) => {
    const row = await tx
      .selectFrom('moderators')
      .select('id')
      .where('name', '=', name)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!row) return false;
    await tx
      .updateTable('moderators')
      .set({ disabled_at: new Date().toISOString() })
      .where('id', '=', row.id)
      .execute();
    await tx.deleteFrom('sessions').where('moderator', '=', row.id).execute();
    await tx
      .updateTable('cases')
      .set({ claimed_by: null, claimed_until: null })
      .where('claimed_by', '=', row.id)
      .where('state', '=', 'open')
      .execute();
    audit({ event: 'moderator.disabled', actor: row.id });
    return true;
  });
}

/** How long a session lasts, in milliseconds: a working day. */
export const SESSION_MS = 10 * 3_600_000;

/** Attempts to sign in that fail within `WINDOW_MS`: as one name from one address, from one address, as one name. */
const ATTEMPTS_MAX = { both: 5, address: 20, name: 100 } as const;
const WINDOW_MS = 15 * 60_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What came of an attempt to sign in; `waited` for too many of them. */
export type SignedIn = { token: string; moderator: Moderator } | 'refused' | 'waited';

/**
 * Opens a session with a token of its own; nothing a browser brought along becomes one. An attempt is counted before
 * its password is looked at, so that many at once are no way around the limit.
 */
export async function signIn(
  database: Database,
  { name, password, address }: { name: string; password: string; address: string },
  now = Date.now(),
): Promise<SignedIn> {
  const at = new Date(now).toISOString();
  // Hashed: neither addresses nor the names people try are anybody's business in a database.
  const keys = {
    both: sha256(JSON.stringify(['both', name, address])),
    address: sha256(JSON.stringify(['address', address])),
    name: sha256(JSON.stringify(['name', name])),
  };
  const within = await database.write(async ({ tx }) => {
    await tx
      .deleteFrom('sign_ins')
      .where('at', '<=', new Date(now - WINDOW_MS).toISOString())
      .execute();
    const counts = await tx
      .selectFrom('sign_ins')
      .select(['key', ({ fn }) => fn.countAll<number>().as('count')])
      .where('key', 'in', Object.values(keys))
      .groupBy('key')
      .execute();
    const count = (kind: keyof typeof keys) =>
      Number(counts.find(({ key }) => key === keys[kind])?.count ?? 0);
    for (const kind of ['both', 'address', 'name'] as const)
      if (count(kind) >= ATTEMPTS_MAX[kind]) return false;
    await tx
      .insertInto('sign_ins')
      .values(Object.values(keys).map((key) => ({ key, at })))
      .execute();
    return true;
  });
  if (!within) return 'waited';

  const row = await database.db
    .selectFrom('moderators')
    .selectAll()
    .where('name', '=', name)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!(await isPassword(password, row?.password ?? null)) || !row) {
    await database.write(async ({ audit }) => audit({ event: 'moderator.refused' }));
    return 'refused';
  }
  const token = randomBytes(32).toString('base64url');
  await database.write(async ({ tx, audit }) => {
    await tx.deleteFrom('sessions').where('expires_at', '<=', at).execute();
    // Whoever signs in has not been guessing.
    await tx.deleteFrom('sign_ins').where('key', '=', keys.both).execute();
    await tx.deleteFrom('sign_ins').where('key', 'in', Object.values(keys)).where('at', '=', at).execute();
    await tx
      .insertInto('sessions')
      .values({
        hash: sha256(token),
        moderator: row.id,
        created_at: at,
        expires_at: new Date(now + SESSION_MS).toISOString(),
      })
      .execute();
    audit({ event: 'moderator.signed-in', actor: row.id });
  });
  return { token, moderator: { id: row.id, name: row.name } };
}

/** Whose session a token opens; null for one that opens none. Looked up by its hash, so time tells nothing. */
export async function sessionOf(
  { db }: Database,
  token: string,
  now = Date.now(),
): Promise<Moderator | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('moderators', 'moderators.id', 'sessions.moderator')
    .select(['moderators.id', 'moderators.name'])
    .where('hash', '=', sha256(token))
    .where('expires_at', '>', new Date(now).toISOString())
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Ends a session. */
export async function signOut({ db }: Database, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', sha256(token)).execute();
}
