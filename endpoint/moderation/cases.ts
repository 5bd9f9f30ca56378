import { hash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Notice } from '../../utils/notices/notice.ts';
import type { Category } from '../../utils/notices/taxonomy.ts';
import type { Writing } from '../database/database.ts';
import { insertAll } from '../database/insert-all.ts';
import type { CaseRow, Tables } from '../database/tables.ts';
import { randomId } from '../random-id.ts';
import { deadline, placeOf } from './clocks.ts';

/** Notices of one case: more of the same listing open another. */
const NOTICES_MAX = 200;

/** What all listings of one trader have in common, as far as a notice says who sells; null where it does not. */
export function traderKey({ listings }: Pick<Notice, 'listings'>): string | null {
  const [first] = listings;
  const seller = first?.seller?.id ?? first?.seller?.name?.toLowerCase();
  if (!first || !seller) return null;
  const where = first.marketplace?.toLowerCase() ?? new URL(first.url).hostname;
  return hash('sha256', JSON.stringify([where, seller]), 'base64url');
}

/** A notice, or a complaint about the decision on one, that a case is needed for. */
export interface Arrival {
  notice: string;
  receivedAt: string;
  category: string;
  priority: number;
  /** `traderKey` of the notice. */
  trader: string | null;
}

/** A case, and how many notices stand in it. */
type Filling = { row: CaseRow; notices: number };

/**
 * Files notices in the transaction that stores them: each joins the open case of one of its listings, the oldest, or
 * opens one; what comes later about any of its listings joins that too. A few statements for all of them together.
 */
export async function joinCases(
  { tx, audit }: Writing,
  arrivals: readonly (Arrival & { listingKeys: readonly string[] })[],
): Promise<void> {
  const standing = await casesOf(tx, [...new Set(arrivals.flatMap(({ listingKeys }) => listingKeys))]);
  const joinable = new Map(standing);
  const opened = new Set<CaseRow>();
  const pressed = new Set<CaseRow>();
  const rows = arrivals.map((arrival) => {
    const fresh = caseOf('notice', arrival);
    const [same] = arrival.listingKeys
      .flatMap((key) => joinable.get(key) ?? [])
      .filter(({ row, notices }) => row.state === 'open' && notices < NOTICES_MAX)
      .toSorted((a, b) => (a.row.opened_at < b.row.opened_at ? -1 : 1));
    const joined = same ?? { row: fresh, notices: 0 };
    const { row } = joined;
    joined.notices += 1;
    for (const key of arrival.listingKeys) joinable.set(key, joined);
    if (!same) opened.add(row);
    // The most urgent of its notices says how urgent a case is.
    else if (fresh.place < row.place || fresh.due_at < row.due_at) {
      if (fresh.place < row.place) row.category = fresh.category;
      row.place = Math.min(fresh.place, row.place);
      if (fresh.due_at < row.due_at) row.due_at = fresh.due_at;
      if (!opened.has(row)) pressed.add(row);
    }
    audit(filed(arrival.notice, row, !same));
    return { case_id: row.id, notice: arrival.notice, about: row.about };
  });

  await insertAll(tx, 'cases', [...opened]);
  await insertAll(tx, 'case_notices', rows);
  for (const { id, place, due_at, category } of pressed)
    await tx.updateTable('cases').set({ place, due_at, category }).where('id', '=', id).execute();
  const moved = [...joinable].filter(([key, { row }]) => standing.get(key)?.row !== row);
  const known = moved.map(([key]) => key).filter((key) => standing.has(key));
  if (known.length > 0) await tx.deleteFrom('listing_cases').where('listing_key', 'in', known).execute();
  await insertAll(
    tx,
    'listing_cases',
    moved.map(([listing_key, { row }]) => ({ listing_key, case_id: row.id })),
  );
}

/** Opens the case of a complaint, in the transaction that stores it. */
export async function openComplaint({ tx, audit }: Writing, arrival: Arrival): Promise<void> {
  const row = caseOf('complaint', arrival);
  await tx.insertInto('cases').values(row).execute();
  await tx
    .insertInto('case_notices')
    .values({ case_id: row.id, notice: arrival.notice, about: row.about })
    .execute();
  audit(filed(arrival.notice, row, true));
}

/** The case last joined by a notice of each of these listings, by listing; it may be decided by now. */
async function casesOf(tx: Transaction<Tables>, keys: readonly string[]): Promise<Map<string, Filling>> {
  const rows = await tx
    .selectFrom('listing_cases')
    .innerJoin('cases', 'cases.id', 'listing_cases.case_id')
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom('case_notices')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('case_notices.case_id', '=', 'cases.id')
        .as('notices'),
    )
    .where('listing_key', 'in', keys)
    .execute();
  const cases = new Map(
    rows.map(({ listing_key: _, case_id, notices, ...row }) => [case_id, { row, notices: Number(notices) }]),
  );
  return new Map(rows.map(({ listing_key, case_id }) => [listing_key, cases.get(case_id) as Filling]));
}

const filed = (notice: string, { id, about }: CaseRow, isNew: boolean) => ({
  event: isNew ? 'case.opened' : 'case.joined',
  notice,
  detail: { case: id, about },
});

function caseOf(about: CaseRow['about'], { receivedAt, category, priority, trader }: Arrival): CaseRow {
  return {
    id: randomId(),
    about,
    state: 'open',
    place: placeOf(category as Category, priority),
    category,
    opened_at: receivedAt,
    due_at: deadline(about, category as Category, receivedAt).at,
    trader,
    claimed_by: null,
    claimed_until: null,
    decided_at: null,
  };
}
