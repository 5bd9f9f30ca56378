import type { Complaint } from '../utils/notices/interface.ts';
import type { Notice } from '../utils/notices/notice.ts';
import { tell } from './answers/outgoing.ts';
import type { Database } from './database/database.ts';
import { openComplaint, traderKey } from './moderation/cases.ts';

/** For how long a decision can be complained about (Art. 20(1)), in months. */
const COMPLAINT_MONTHS = 6;

/** Until when a decision of this time can be complained about; both RFC 3339. */
export function complaintDeadline(decidedAt: string): string {
  const until = new Date(decidedAt);
  until.setUTCMonth(until.getUTCMonth() + COMPLAINT_MONTHS);
  return until.toISOString();
}

/** Why a complaint is not taken. */
export type Refused = 'undecided' | 'too late' | 'another';

/** Stores a complaint about the decision on a notice (Art. 20): one, in time. The same again gives the same answer. */
export function complain(
  database: Database,
  notice: string,
  complaint: Complaint,
  answers: { letters: boolean },
): Promise<{ receivedAt: string; stored: boolean } | Refused> {
  const content = JSON.stringify(complaint);
  return database.write(async (writing) => {
    const { tx, audit } = writing;
    const before = await tx
      .selectFrom('complaints')
      .selectAll()
      .where('notice', '=', notice)
      .executeTakeFirst();
    if (before)
      return before.content === content ? { receivedAt: before.received_at, stored: false } : 'another';
    const decision = await tx
      .selectFrom('decisions')
      .select('decided_at')
      .where('notice', '=', notice)
      .where('about', '=', 'notice')
      .executeTakeFirst();
    if (!decision) return 'undecided';
    const receivedAt = new Date().toISOString();
    if (receivedAt > complaintDeadline(decision.decided_at)) return 'too late';
    await tx
      .insertInto('complaints')
      .values({ notice, id: complaint.id, received_at: receivedAt, content })
      .execute();
    const { content: about, ...rest } = await tx
      .updateTable('notices')
      .set({ state: 'complained', updated_at: receivedAt })
      .where('id', '=', notice)
      .returning(['category', 'priority', 'content'])
      .executeTakeFirstOrThrow();
    audit({ event: 'notice.complained', notice });
    await openComplaint(writing, {
      ...rest,
      notice,
      receivedAt,
      trader: traderKey(JSON.parse(about) as Notice),
    });
    await tell(tx, [notice], 'complaint-received', answers);
    return { receivedAt, stored: true };
  });
}
