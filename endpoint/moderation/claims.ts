import type { Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { CaseRow, Tables } from '../database/tables.ts';

/**
 * A case is before one moderator at a time. Claims are made while no other process writes, so two of them never take
 * the same case; they run out by themselves.
 */
const CLAIM_MS = 30 * 60_000;

const free = (now: string, moderator: string) => (row: Pick<CaseRow, 'claimed_by' | 'claimed_until'>) =>
  row.claimed_until === null || row.claimed_until <= now || row.claimed_by === moderator;

/**
 * Whether a moderator may decide a case: a complaint is not for the one who decided first, as long as there is
 * somebody else (Art. 20(4) and (6)).
 */
export async function mayDecide(
  tx: Pick<Transaction<Tables>, 'selectFrom'>,
  { id, about }: Pick<CaseRow, 'id' | 'about'>,
  moderator: string,
): Promise<boolean> {
  if (about === 'notice') return true;
  const own = await tx
    .selectFrom('case_notices')
    .innerJoin('decisions', 'decisions.notice', 'case_notices.notice')
    .select('decisions.notice')
    .where('case_notices.case_id', '=', id)
    .where('decisions.about', '=', 'notice')
    .where('decisions.moderator', '=', moderator)
    .executeTakeFirst();
  if (!own) return true;
  const other = await tx
    .selectFrom('moderators')
    .select('id')
    .where('id', '!=', moderator)
    .where('disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return !other;
}

/** A case that waits for its decision; undefined when there is none such, or no longer. */
export const openCase = (
  tx: Pick<Transaction<Tables>, 'selectFrom'>,
  id: string,
): Promise<CaseRow | undefined> =>
  tx.selectFrom('cases').selectAll().where('id', '=', id).where('state', '=', 'open').executeTakeFirst();

/** What came of claiming a case. */
export type Claim = 'claimed' | 'taken' | 'not for you' | 'gone';

/** Takes a case for a moderator, or renews that. */
export function claim(database: Database, id: string, moderator: string, now = Date.now()): Promise<Claim> {
  return database.write(async ({ tx }) => {
    const row = await openCase(tx, id);
    if (!row) return 'gone';
    if (!free(new Date(now).toISOString(), moderator)(row)) return 'taken';
    if (!(await mayDecide(tx, row, moderator))) return 'not for you';
    await take(tx, id, moderator, now);
    return 'claimed';
  });
}

/** Cases looked through for one that is free and for this moderator. */
const LOOKED_THROUGH = 100;

/** Takes the first case of the queue that is free and for this moderator; null when there is none. */
export function claimNext(database: Database, moderator: string, now = Date.now()): Promise<string | null> {
  const at = new Date(now).toISOString();
  return database.write(async ({ tx }) => {
    const rows = await tx
      .selectFrom('cases')
      .select(['id', 'about'])
      .where('state', '=', 'open')
      .where(({ or, eb }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', at)]))
      .orderBy('place')
      .orderBy('opened_at')
      .orderBy('id')
      .limit(LOOKED_THROUGH)
      .execute();
    for (const row of rows) {
      if (!(await mayDecide(tx, row, moderator))) continue;
      await take(tx, row.id, moderator, now);
      return row.id;
    }
    return null;
  });
}

/** Gives a case back. */
export async function release({ db }: Database, id: string, moderator: string): Promise<void> {
  await db
    .updateTable('cases')
    .set({ claimed_by: null, claimed_until: null })
    .where('id', '=', id)
    .where('claimed_by', '=', moderator)
    .execute();
}

async function take(tx: Transaction<Tables>, id: string, moderator: string, now: number): Promise<void> {
  await tx
    .updateTable('cases')
    .set({ claimed_by: moderator, claimed_until: new Date(now + CLAIM_MS).toISOString() })
    .where('id', '=', id)
    .execute();
}
