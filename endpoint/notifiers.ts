import { sql } from 'kysely';
import type { Notice } from '../utils/notices/notice.ts';
import type { Database } from './database/database.ts';

/** Who sent a notice; null for one without a name, and for one whose notifier was erased. */
export async function notifierOf({ db }: Database, notice: string): Promise<Notice['notifier']> {
  const row = await db
    .selectFrom('notifiers')
    .select('content')
    .where('notice', '=', notice)
    .executeTakeFirst();
  return row ? JSON.parse(row.content) : null;
}

/**
 * Erases who sent a notice, with all that leads to them: where answers go, and the hash that a guessed name could be
 * tried against (GDPR Art. 17). What was reported, decided and done stays.
 */
export async function eraseNotifier(database: Database, notice: string): Promise<void> {
  await database.write(async ({ tx, audit }) => {
    const erased = await tx.deleteFrom('notifiers').where('notice', '=', notice).executeTakeFirst();
    const hooks = await tx.deleteFrom('webhooks').where('notice', '=', notice).executeTakeFirst();
    const answers = await tx.deleteFrom('outgoing').where('notice', '=', notice).executeTakeFirst();
    await tx.updateTable('notices').set({ sha256: null }).where('id', '=', notice).execute();
    const rows = [erased, hooks, answers].reduce(
      (sum, { numDeletedRows }) => sum + Number(numDeletedRows),
      0,
    );
    if (rows > 0) audit({ event: 'notifier.erased', notice });
  });
  // Out of the log of changes as well, as soon as no reader is in the way.
  if (database.kind === 'sqlite') await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(database.db);
}
