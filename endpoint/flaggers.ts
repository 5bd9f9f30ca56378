import { hash, randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database } from './database/database.ts';
import type { TokenRow } from './database/tables.ts';

export type Flagger = Selectable<TokenRow>;

const hashOf = (token: string) => hash('sha256', token);

/** How long a token that was looked up is believed, in milliseconds: as long as one that is revoked may still work. */
const BELIEVED_MS = 10_000;
const BELIEVED_MAX = 1_000;

/** Gives a trusted flagger (Art. 22) a token, which is told this once and kept as a hash. */
export async function addFlagger(
  database: Database,
  { name, noticesPerHour, priority = 1 }: { name: string; noticesPerHour: number; priority?: number },
): Promise<{ id: string; token: string }> {
  const id = randomBytes(8).toString('hex');
  const token = `flagger_${randomBytes(32).toString('base64url')}`;
  await database.write(async ({ tx, audit }) => {
    await tx
      .insertInto('tokens')
      .values({
        id,
        name,
        hash: hashOf(token),
        priority,
        notices_per_hour: noticesPerHour,
        created_at: new Date().toISOString(),
        revoked_at: null,
      })
      .execute();
    audit({ event: 'flagger.added', actor: id, detail: { priority, noticesPerHour } });
  });
  return { id, token };
}

/** Takes a token back; its notices stay. Whether there was one. */
export function revokeFlagger(database: Database, id: string): Promise<boolean> {
  return database.write(async ({ tx, audit }) => {
    const { numUpdatedRows } = await tx
      .updateTable('tokens')
      .set({ revoked_at: new Date().toISOString() })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) audit({ event: 'flagger.revoked', actor: id });
    return numUpdatedRows > 0n;
  });
}

/** Whose tokens are whose. */
export interface Flaggers {
  /** Null for a token that nobody has. Looked up by its hash, so the time it takes tells nothing. */
  of(token: string): Promise<Flagger | null>;
  /** Whether it was looked up just now; asks nobody. */
  isKnown(token: string): boolean;
}

export function flaggersIn({ db }: Database): Flaggers {
  const believed = new Map<string, { flagger: Flagger; until: number }>();
  const known = (hash: string) => {
    const found = believed.get(hash);
    return found && found.until > Date.now() ? found.flagger : null;
  };
  return {
    isKnown: (token) => known(hashOf(token)) !== null,
    async of(token) {
      const hash = hashOf(token);
      const before = known(hash);
      if (before) return before;
      const flagger = await db
        .selectFrom('tokens')
        .selectAll()
        .where('hash', '=', hash)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      believed.delete(hash);
      if (!flagger) return null;
      believed.set(hash, { flagger, until: Date.now() + BELIEVED_MS });
      if (believed.size > BELIEVED_MAX) believed.delete(believed.keys().next().value ?? '');
      return flagger;
    },
  };
}
