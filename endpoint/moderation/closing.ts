import { tell } from '../answers/outgoing.ts';
import { complaintDeadline } from '../complaints.ts';
import type { Database } from '../database/database.ts';

/** Notices closed in one transaction. */
const BATCH = 500;
/** Fewer days than any six months have. */
const AT_LEAST_MS = 180 * 24 * 3_600_000;

/** Closes what can be complained about no more (Art. 20(1)); how many. Call again while not 0. */
export function closeExpired(database: Database, now = Date.now()): Promise<number> {
  const at = new Date(now).toISOString();
  return database.write(async ({ tx, audit }) => {
    const old = await tx
      .selectFrom('notices')
      .innerJoin('decisions', 'decisions.notice', 'notices.id')
      .select(['notices.id', 'decisions.decided_at'])
      .where('notices.state', '=', 'decided')
      .where('decisions.about', '=', 'notice')
      .where('decisions.decided_at', '<', new Date(now - AT_LEAST_MS).toISOString())
      .orderBy('decisions.decided_at')
      .limit(BATCH)
      .execute();
    const over = old.filter(({ decided_at }) => complaintDeadline(decided_at) < at).map(({ id }) => id);
    if (over.length === 0) return 0;
    await tx
      .updateTable('notices')
      .set({ state: 'closed', updated_at: at })
      .where('id', 'in', over)
      .execute();
    await tell(tx, over, 'closed', { letters: false });
    for (const notice of over) audit({ event: 'notice.closed', notice });
    return over.length;
  });
}
