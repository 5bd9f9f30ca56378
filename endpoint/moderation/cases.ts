import { createHash, randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Notice } from '../../utils/notices/notice.ts';
import type { Category } from '../../utils/notices/taxonomy.ts';
import { tell } from '../answers/outgoing.ts';
import type { Database, Writing } from '../database/database.ts';
import { insertAll } from '../database/insert-all.ts';
import type { CaseRow, NoticeRow, Tables } from '../database/tables.ts';
import { deadline, placeOf } from './clocks.ts';

/** Notices sorted into cases in one transaction: others wait for it. */
const BATCH = 100;
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
 * A few statements for all of them together: whoever hands in a notice meanwhile waits for it.
 */
export function openCases(database: Database, answers: { letters: boolean }): Promise<number> {
  return database.write(async (writing) => {
    const notices = await newNotices(writing.tx);
    await sortIn(writing, notices);
    await tell(writing.tx, idsOf(notices), 'receipt', answers);
    const complaints = await newComplaints(writing.tx);
    await keep(
      writing,
      complaints.map((notice) => ({ notice, row: caseOf(notice, 'complaint'), isNew: true })),
    );
    await tell(writing.tx, idsOf(complaints), 'complaint-received', answers);
    return notices.length + complaints.length;
  });
}

type Incoming = Pick<NoticeRow, 'id' | 'received_at' | 'category' | 'priority' | 'content'>;
/** A notice and the case it stands in from now on. */
type Placed = { notice: Incoming; row: CaseRow; isNew: boolean };

const idsOf = (notices: readonly Incoming[]) => notices.map(({ id }) => id);

const newNotices = (tx: Transaction<Tables>): Promise<Incoming[]> =>
  tx
    .selectFrom('notices')
    .select(['id', 'received_at', 'category', 'priority', 'content'])
    // Written out, not a parameter: only so is the index of the unsorted used.
    .where('sorted', '=', sql.lit(0))
    .orderBy('received_at')
    .limit(BATCH)
    .execute();

const newComplaints = (tx: Transaction<Tables>): Promise<Incoming[]> =>
  tx
    .selectFrom('notices')
    .innerJoin('complaints', 'complaints.notice', 'notices.id')
    .leftJoin('case_notices', (join) =>
      join.onRef('case_notices.notice', '=', 'notices.id').on('case_notices.about', '=', 'complaint'),
    )
    .select([
      'notices.id',
      'notices.category',
      'notices.priority',
      'notices.content',
      'complaints.received_at',
    ])
    .where('notices.state', '=', 'complained')
    .where('case_notices.notice', 'is', null)
    .orderBy('complaints.received_at')
    .limit(BATCH)
    .execute();

async function sortIn(writing: Writing, notices: readonly Incoming[]): Promise<void> {
  if (notices.length === 0) return;
  const { tx } = writing;
  const listings = await tx
    .selectFrom('listings')
    .select(['notice', 'listing_key'])
    .where('notice', 'in', idsOf(notices))
    .execute();
  const open = await openCasesOf(tx, [...new Set(listings.map(({ listing_key }) => listing_key))]);
  const changed = new Map<string, CaseRow>();
  const placed = notices.map((notice): Placed => {
    const keys = listings.filter((one) => one.notice === notice.id).map(({ listing_key }) => listing_key);
    const fresh = caseOf(notice, 'notice');
    const [same] = keys
      .flatMap((key) => open.get(key) ?? [])
      .filter(({ notices }) => notices < NOTICES_MAX)
      .toSorted((a, b) => (a.row.opened_at < b.row.opened_at ? -1 : 1));
    const joined = same ?? { row: fresh, notices: 0 };
    joined.notices += 1;
    for (const key of keys)
      if (!open.get(key)?.includes(joined)) open.set(key, [...(open.get(key) ?? []), joined]);
    // The most urgent of its notices says how urgent a case is.
    if (fresh.place < joined.row.place || fresh.due_at < joined.row.due_at) {
      if (fresh.place < joined.row.place) joined.row.category = fresh.category;
      joined.row.place = Math.min(fresh.place, joined.row.place);
      if (fresh.due_at < joined.row.due_at) joined.row.due_at = fresh.due_at;
      changed.set(joined.row.id, joined.row);
    }
    return { notice, row: joined.row, isNew: !same };
  });
  await keep(writing, placed);
  for (const { id, place, due_at, category } of changed.values())
    await tx.updateTable('cases').set({ place, due_at, category }).where('id', '=', id).execute();
  await tx.updateTable('notices').set({ sorted: 1 }).where('id', 'in', idsOf(notices)).execute();
}

/** The open cases about notices of these listings, by listing, with how many notices each has. */
async function openCasesOf(
  tx: Transaction<Tables>,
  keys: readonly string[],
): Promise<Map<string, { row: CaseRow; notices: number }[]>> {
  const standing = await tx
    .selectFrom('listings')
    .innerJoin('case_notices', 'case_notices.notice', 'listings.notice')
    .select(['listing_key', 'case_id'])
    .distinct()
    .where('listing_key', 'in', keys)
    .where('about', '=', 'notice')
    .execute();
  if (standing.length === 0) return new Map();
  // Asked for by their ids: from a list of all open cases SQLite would start at the wrong end.
  const rows = await tx
    .selectFrom('cases')
    .selectAll()
    .where('id', 'in', [...new Set(standing.map(({ case_id }) => case_id))])
    .where('state', '=', 'open')
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const sizes = await tx
    .selectFrom('case_notices')
    .select(['case_id', ({ fn }) => fn.countAll<number>().as('notices')])
    .where('case_id', 'in', ids)
    .groupBy('case_id')
    .execute();
  const count = new Map(sizes.map(({ case_id, notices }) => [case_id, Number(notices)]));
  const open = new Map(rows.map((row) => [row.id, { row, notices: count.get(row.id) ?? 0 }]));
  const byKey = new Map<string, { row: CaseRow; notices: number }[]>();
  for (const { listing_key, case_id } of standing) {
    const one = open.get(case_id);
    if (one) byKey.set(listing_key, [...(byKey.get(listing_key) ?? []), one]);
  }
  return byKey;
}

/** Writes down new cases and which notices stand in which. */
async function keep({ tx, audit }: Writing, placed: readonly Placed[]): Promise<void> {
  const opened = placed.filter(({ isNew }) => isNew).map(({ row }) => row);
  await insertAll(tx, 'cases', opened);
  await insertAll(
    tx,
    'case_notices',
    placed.map(({ notice, row }) => ({ case_id: row.id, notice: notice.id, about: row.about })),
  );
  for (const { notice, row, isNew } of placed)
    audit({
      event: isNew ? 'case.opened' : 'case.joined',
      notice: notice.id,
      detail: { case: row.id, about: row.about },
    });
}

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
