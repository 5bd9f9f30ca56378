import type { Decision } from '../../utils/notices/interface.ts';
import type { Notice } from '../../utils/notices/notice.ts';
import type { Category, Keyword } from '../../utils/notices/taxonomy.ts';
import { tell } from '../answers/outgoing.ts';
import { complaintDeadline } from '../complaints.ts';
import type { Database, Writing } from '../database/database.ts';
import { insertAll } from '../database/insert-all.ts';
import { statementOf } from '../transparency/statement.ts';
import { mayDecide, openCase } from './claims.ts';
import type { Reasoned } from './decision-form.ts';
import { redressAfter } from './redress.ts';

/** What came of a decision: `changed` when notices joined the case meanwhile, `lost` when somebody else has it. */
export type Decided = 'decided' | 'gone' | 'lost' | 'not for you' | 'changed' | 'unknown listing';

/**
 * Decides a case: one decision for each of its notices, one statement of reasons for each listing something is done
 * about, and the answers on their way, all or nothing. A notice none of whose listings is among those is told that
 * nothing was done about what it reported.
 */
export function decide(
  database: Database,
  { id, moderator, reasoned }: { id: string; moderator: string; reasoned: Reasoned },
  answers: { letters: boolean },
  now = Date.now(),
): Promise<Decided> {
  const decidedAt = new Date(now).toISOString();
  return database.write(async (writing) => {
    const { tx, audit } = writing;
    const row = await openCase(tx, id);
    if (!row) return 'gone';
    if (row.claimed_by !== moderator || row.claimed_until === null || row.claimed_until <= decidedAt)
      return 'lost';
    if (!(await mayDecide(tx, row, moderator))) return 'not for you';
    const notices = await tx
      .selectFrom('case_notices')
      .innerJoin('notices', 'notices.id', 'case_notices.notice')
      .select(['notices.id', 'keyword', 'language', 'priority', 'notices.category'])
      .where('case_id', '=', id)
      .orderBy('received_at')
      .execute();
    if (notices.length !== reasoned.seen) return 'changed';
    const ids = notices.map(({ id }) => id);
    const listings = await tx
      .selectFrom('listings')
      .select(['notice', 'listing_key'])
      .where('notice', 'in', ids)
      .execute();
    const acted = new Set(reasoned.listings);
    const known = new Set(listings.map(({ listing_key }) => listing_key));
    if ([...acted].some((key) => !known.has(key))) return 'unknown listing';

    const decisions = notices.map(({ id: notice, language }) => {
      const concerned = listings.some((one) => one.notice === notice && acted.has(one.listing_key));
      const decision: Decision = {
        decidedAt,
        outcome: concerned ? 'acted' : 'not-acted',
        measures: concerned ? reasoned.measures : [],
        ground: concerned ? reasoned.ground : null,
        groundReference: concerned ? reasoned.groundReference : null,
        reasons: reasoned.reasons,
        automatedDecision: reasoned.automatedDecision,
        redress: redressAfter(row.about, language, complaintDeadline(decidedAt)),
      };
      return {
        notice,
        about: row.about,
        decided_at: decidedAt,
        moderator,
        content: JSON.stringify(decision),
      };
    });
    await insertAll(tx, 'decisions', decisions);
    await state(writing, row, reasoned, { listings: [...acted], notices, decidedAt });
    await tx
      .updateTable('notices')
      .set({ state: row.about === 'notice' ? 'decided' : 'closed', updated_at: decidedAt })
      .where('id', 'in', ids)
      .execute();
    await tx
      .updateTable('cases')
      .set({ state: 'decided', decided_at: decidedAt })
      .where('id', '=', id)
      .execute();
    await tell(tx, ids, row.about === 'notice' ? 'decision' : 'complaint-decision', answers);
    for (const { notice, content } of decisions)
      audit({
        event: row.about === 'notice' ? 'notice.decided' : 'complaint.decided',
        notice,
        actor: moderator,
        detail: { case: id, outcome: (JSON.parse(content) as Decision).outcome },
      });
    return 'decided';
  });
}

/** Writes the statements of reasons (Art. 17, 24(5)) down, while the names that must not be in them are still known. */
async function state(
  { tx }: Writing,
  { id: caseId, about, category }: { id: string; about: 'notice' | 'complaint'; category: string },
  reasoned: Reasoned,
  {
    listings,
    notices,
    decidedAt,
  }: {
    listings: string[];
    notices: { id: string; keyword: string | null; category: string; priority: number }[];
    decidedAt: string;
  },
): Promise<void> {
  if (listings.length === 0) return;
  const notifiers = await tx
    .selectFrom('notifiers')
    .select('content')
    .where(
      'notice',
      'in',
      notices.map(({ id }) => id),
    )
    .execute();
  const names = notifiers.map(({ content }) => (JSON.parse(content) as NonNullable<Notice['notifier']>).name);
  const { seen: _seen, listings: _listings, contentDate, ...rest } = reasoned;
  const decision: Decision = { ...rest, decidedAt, redress: [] };
  // The first notice of the case's own category says which keyword.
  const keyword = notices.find((notice) => notice.category === category)?.keyword ?? null;
  await insertAll(
    tx,
    'statements',
    listings.map((listingKey) => {
      const statement = statementOf({
        decision,
        caseId,
        about,
        listingKey,
        category: category as Category,
        keyword: keyword as Keyword | null,
        flagged: notices.some(({ priority }) => priority > 0),
        contentDate: contentDate ?? decidedAt.slice(0, 10),
        names,
      });
      return {
        puid: statement.puid,
        case_id: caseId,
        listing_key: listingKey,
        decided_at: decidedAt,
        content: JSON.stringify(statement),
      };
    }),
  );
}
