import type { Decision, Status } from '../utils/notices/interface.ts';
import { complaintDeadline } from './complaints.ts';
import type { Database } from './database/database.ts';

/** What happens next, by state; the first is on the receipt too (Art. 16(4) to (6), 20). */
export const NEXT: Record<Status['state'], string> = {
  received:
    'The notice was received and stored. It will be examined in a timely, diligent, non-arbitrary and objective manner, ' +
    'and the decision will be notified to you without undue delay, with your possibilities for redress (DSA Art. 16(5) and (6)).',
  decided:
    'The notice was decided upon. If you disagree, you can complain free of charge within six months of the decision, ' +
    'or turn to a certified dispute settlement body or a court (DSA Art. 20 and 21).',
  complained:
    'Your complaint was received and stored. It will be handled in a timely, non-discriminatory, diligent and ' +
    'non-arbitrary manner, under the supervision of qualified staff (DSA Art. 20(4) and (6)).',
  closed:
    'Nothing more will be done here. You can turn to a certified dispute settlement body or a court (DSA Art. 21).',
};

/** How long to wait before asking again, in seconds. */
const ASK_AGAIN: Record<Status['state'], number> = {
  received: 6 * 3_600,
  decided: 24 * 3_600,
  complained: 6 * 3_600,
  closed: 31 * 24 * 3_600,
};

/** What became of a notice, as its notifier is told; null when there is none with this id. */
export async function statusOf({ db }: Database, notice: string): Promise<Status | null> {
  const filed = await db
    .selectFrom('notices')
    .leftJoin('complaints', 'complaints.notice', 'notices.id')
    .select(['notices.id', 'number', 'notices.received_at', 'updated_at', 'state'])
    .select(['complaints.id as complaint', 'complaints.received_at as complained_at'])
    .where('notices.id', '=', notice)
    .executeTakeFirst();
  if (!filed) return null;
  const decisions = await db.selectFrom('decisions').selectAll().where('notice', '=', notice).execute();
  const decision = (about: 'notice' | 'complaint'): Decision | null => {
    const row = decisions.find((row) => row.about === about);
    return row ? JSON.parse(row.content) : null;
  };
  const first = decisions.find(({ about }) => about === 'notice');
  const isOver =
    filed.state === 'decided' && first && new Date().toISOString() > complaintDeadline(first.decided_at);
  const state = isOver ? 'closed' : filed.state;
  return {
    id: filed.id,
    number: filed.number,
    receivedAt: filed.received_at,
    updatedAt: filed.updated_at,
    state,
    decision: decision('notice'),
    complaint:
      filed.complaint !== null && filed.complained_at !== null
        ? { id: filed.complaint, receivedAt: filed.complained_at, decision: decision('complaint') }
        : null,
    next: NEXT[state],
    askAgainAfter: ASK_AGAIN[state],
  };
}
