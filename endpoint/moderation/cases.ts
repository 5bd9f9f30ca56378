import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Notice } from '../../utils/notices/notice.ts';
import type { Category } from '../../utils/notices/taxonomy.ts';
import { tell } from '../answers/outgoing.ts';
import type { Database, Writing } from '../database/database.ts';
import type { CaseRow, Tables } from '../database/tables.ts';
import { deadline, placeOf } from './clocks.ts';

/** Notices sorted into cases in one transaction: others wait for it. */
const BATCH = 200;
/** Notices of one case: more of the same listing open another. */
const NOTICES_MAX = 200;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const caseId = () => Array.from(randomBytes(26), (byte) => ALPHABET[byte % 32]).join('');

/** What all listings of one trader have in common, as far as a notice says who sells; null where it does not. */
export function traderKey({ listings }: Pick<Notice, 'listings'>): string | null {
  const [first] = listings;
  const seller = first?.seller?.id ?? first?.seller?.name?.toLowerCase();
  if (!first || !seller) return null;
  const where = first.marketplace?.toLowerCase() ?? new URL(first.url).hostname;
  return createHash('sha256')
    .update(JSON.stringify([where, seller]))
    .digest('base64url');
}

/**
 * Sorts what came in since into cases: a notice joins the open case of one of its listings, or opens one; a complaint
 * opens one of its own. Says so to whoever is waiting for a receipt. How many were sorted; call again while not 0.
 */
export function openCases(database: Database, answers: { letters: boolean }): Promise<number> {
  return database.write(async (writing) => {
    const notices = await newNotices(writing.tx);
    for (const notice of notices) await sortIn(writing, notice);
    await tell(
      writing.tx,
      notices.map(({ id }) => id),
      'receipt',
      answers,
    );
    const complaints = await newComplaints(writing.tx);
    for (const complaint of complaints) await openComplaint(writing, complaint);
    await tell(
      writing.tx,
      complaints.map(({ id }) => id),
      'complaint-received',
      answers,
    );
    return notices.length + complaints.length;
  });
}

type Incoming = { id: string; received_at: string; category: string; priority: number; content: string };

/** Notices in a state that stand in no case of a kind yet, the oldest first. */
const unsorted = (tx: Transaction<Tables>, about: CaseRow['about']) =>
  tx
    .selectFrom('notices')
    .select(['notices.id', 'notices.category', 'notices.priority', 'notices.content'])
    .where('notices.state', '=', about === 'notice' ? 'received' : 'complained')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('case_notices')
            .select('case_id')
            .whereRef('case_notices.notice', '=', 'notices.id')
            .where('case_notices.about', '=', about),
        ),
      ),
    )
    .limit(BATCH);

const newNotices = (tx: Transaction<Tables>): Promise<Incoming[]> =>
  unsorted(tx, 'notice').select('notices.received_at').orderBy('notices.received_at').execute();

const newComplaints = (tx: Transaction<Tables>): Promise<Incoming[]> =>
  unsorted(tx, 'complaint')
    .innerJoin('complaints', 'complaints.notice', 'notices.id')
    .select('complaints.received_at')
    .orderBy('complaints.received_at')
    .execute();

async function sortIn(writing: Writing, notice: Incoming): Promise<void> {
  const { tx } = writing;
  const fresh = caseOf(notice, 'notice');
  const same = await tx
    .selectFrom('listings as mine')
    .innerJoin('listings as theirs', 'theirs.listing_key', 'mine.listing_key')
    .innerJoin('case_notices', 'case_notices.notice', 'theirs.notice')
    .innerJoin('cases', 'cases.id', 'case_notices.case_id')
    .select(['cases.id', 'cases.place', 'cases.due_at', 'cases.category'])
    .select(({ selectFrom }) =>
      selectFrom('case_notices as all')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('all.case_id', '=', 'cases.id')
        .as('notices'),
    )
    .where('mine.notice', '=', notice.id)
    .where('cases.state', '=', 'open')
    .where('cases.about', '=', 'notice')
    .orderBy('cases.opened_at')
    .orderBy('cases.id')
    .limit(1)
    .executeTakeFirst();
  if (!same || Number(same.notices) >= NOTICES_MAX) return open(writing, fresh, notice.id);

  await tx
    .insertInto('case_notices')
    .values({ case_id: same.id, notice: notice.id, about: 'notice' })
    .execute();
  // The most urgent of its notices says how urgent a case is.
  const more = fresh.place < same.place;
  if (more || fresh.due_at < same.due_at)
    await tx
      .updateTable('cases')
      .set({
        place: Math.min(fresh.place, same.place),
        due_at: fresh.due_at < same.due_at ? fresh.due_at : same.due_at,
        category: more ? fresh.category : same.category,
      })
      .where('id', '=', same.id)
      .execute();
  writing.audit({ event: 'case.joined', notice: notice.id, detail: { case: same.id } });
}

const openComplaint = (writing: Writing, notice: Incoming): Promise<void> =>
  open(writing, caseOf(notice, 'complaint'), notice.id);

function caseOf({ category, priority, received_at, content }: Incoming, about: CaseRow['about']): CaseRow {
  return {
    id: caseId(),
    about,
    state: 'open',
    place: placeOf(category as Category, priority),
    category,
    opened_at: received_at,
    due_at: deadline(about, category as Category, received_at).at,
    trader: traderKey(JSON.parse(content) as Notice),
    claimed_by: null,
    claimed_until: null,
    decided_at: null,
  };
}

async function open({ tx, audit }: Writing, row: CaseRow, notice: string): Promise<void> {
  await tx.insertInto('cases').values(row).execute();
  await tx.insertInto('case_notices').values({ case_id: row.id, notice, about: row.about }).execute();
  audit({ event: 'case.opened', notice, detail: { case: row.id, about: row.about } });
}
