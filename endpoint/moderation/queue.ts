import { type Kysely, sql } from 'kysely';
import type { Notice } from '../../utils/notices/notice.ts';
import { CATEGORIES, type Category } from '../../utils/notices/taxonomy.ts';
import type { Database } from '../database/database.ts';
import type { CaseRow, Tables } from '../database/tables.ts';

/** Which cases the queue shows. */
export interface Filter {
  state: CaseRow['state'];
  about: CaseRow['about'] | null;
  category: Category | null;
  /** Only those a trusted flagger reported. */
  flagged: boolean;
  /** Only those whose deadline has passed. */
  overdue: boolean;
  /** Only those this moderator has before them. */
  mine: boolean;
  /** After this one; null for the first page. */
  after: { place: number; openedAt: string; id: string } | null;
}

/** Cases of one page. */
export const PAGE = 25;

/** Reads the filter out of an address; what makes no sense counts as not said. */
export function filterOf(query: Record<string, string | undefined>): Filter {
  const [, place, openedAt, id] =
    /^(\d{1,3})_(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9A-Z]{26})$/.exec(query.after ?? '') ?? [];
  return {
    state: query.state === 'decided' ? 'decided' : 'open',
    about: query.about === 'notice' || query.about === 'complaint' ? query.about : null,
    category: (CATEGORIES as string[]).includes(query.category ?? '') ? (query.category as Category) : null,
    flagged: query.flagged === '1',
    overdue: query.overdue === '1',
    mine: query.mine === '1',
    after: place && openedAt && id ? { place: Number(place), openedAt, id } : null,
  };
}

/** The same as an address; nothing for what is not asked for. */
export function queryOf({ after, ...filter }: Filter): string {
  const query = new URLSearchParams();
  if (filter.state === 'decided') query.set('state', 'decided');
  if (filter.about) query.set('about', filter.about);
  if (filter.category) query.set('category', filter.category);
  for (const name of ['flagged', 'overdue', 'mine'] as const) if (filter[name]) query.set(name, '1');
  if (after) query.set('after', `${after.place}_${after.openedAt}_${after.id}`);
  return query.size > 0 ? `?${query}` : '';
}

export interface QueueRow
  extends Pick<
    CaseRow,
    'id' | 'about' | 'state' | 'category' | 'opened_at' | 'due_at' | 'claimed_until' | 'decided_at'
  > {
  place: number;
  /** Name of the moderator who has it before them. */
  claimant: string | null;
  notices: number;
  /** Of the first notice. */
  number: string;
  url: string;
  title: string | null;
  seller: string | null;
}

/** A page of the queue: trusted flaggers first (Art. 22), then by severity, then by age. */
export async function queuePage(
  { db }: Database,
  filter: Filter,
  moderator: string,
  now = Date.now(),
): Promise<{ rows: QueueRow[]; next: Filter['after'] }> {
  const at = new Date(now).toISOString();
  const { about, category, after } = filter;
  let query = db
    .selectFrom('cases')
    .leftJoin('moderators', 'moderators.id', 'cases.claimed_by')
    .select([
      'cases.id',
      'cases.about',
      'cases.state',
      'cases.place',
      'cases.category',
      'cases.opened_at',
      'cases.due_at',
      'cases.claimed_until',
      'cases.decided_at',
      'moderators.name as claimant',
    ])
    .where('cases.state', '=', filter.state)
    .orderBy('cases.place')
    .orderBy('cases.opened_at')
    .orderBy('cases.id')
    .limit(PAGE + 1);
  if (about) query = query.where('cases.about', '=', about);
  if (category) query = query.where('cases.category', '=', category);
  if (filter.flagged) query = query.where('cases.place', '<', 10);
  if (filter.overdue) query = query.where('cases.due_at', '<', at);
  if (filter.mine)
    query = query.where('cases.claimed_by', '=', moderator).where('cases.claimed_until', '>', at);
  if (after)
    query = query.where(
      sql<boolean>`(cases.place, cases.opened_at, cases.id) > (${after.place}, ${after.openedAt}, ${after.id})`,
    );
  const found = await query.execute();
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  const first = await firstNotices(
    db,
    page.map(({ id }) => id),
  );
  return {
    rows: page.flatMap((row) => {
      const notice = first.get(row.id);
      return notice
        ? [{ ...row, claimant: row.claimed_until && row.claimed_until > at ? row.claimant : null, ...notice }]
        : [];
    }),
    next: found.length > PAGE && last ? { place: last.place, openedAt: last.opened_at, id: last.id } : null,
  };
}

type FirstNotice = Pick<QueueRow, 'notices' | 'number' | 'url' | 'title' | 'seller'>;

async function firstNotices(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, FirstNotice>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('case_notices')
    .innerJoin('notices', 'notices.id', 'case_notices.notice')
    .select(['case_id', 'notices.id', 'notices.number', 'notices.received_at'])
    .where('case_id', 'in', ids)
    .orderBy('notices.received_at')
    .orderBy('notices.id')
    .execute();
  const firstIds = new Map<string, { id: string; notices: number }>();
  for (const { case_id, id } of rows) {
    const known = firstIds.get(case_id);
    if (known) known.notices += 1;
    else firstIds.set(case_id, { id, notices: 1 });
  }
  const contents = await db
    .selectFrom('notices')
    .select(['id', 'number', 'content'])
    .where(
      'id',
      'in',
      [...firstIds.values()].map(({ id }) => id),
    )
    .execute();
  const byId = new Map(contents.map((row) => [row.id, row]));
  return new Map(
    [...firstIds].flatMap(([caseId, { id, notices }]) => {
      const row = byId.get(id);
      const listing = row && (JSON.parse(row.content) as Notice).listings[0];
      if (!row || !listing) return [];
      const { url, title = null, seller } = listing;
      return [
        [caseId, { notices, number: row.number, url, title, seller: seller?.name ?? seller?.id ?? null }],
      ];
    }),
  );
}

/** How many open cases there are, and how many of them are of each pressing kind. */
export async function queueCounts(
  { db }: Database,
  now = Date.now(),
): Promise<{ open: number; overdue: number; flagged: number; complaints: number }> {
  const at = new Date(now).toISOString();
  const row = await db
    .selectFrom('cases')
    .select(({ fn }) => [
      fn.countAll<number>().as('open'),
      sql<number>`sum(CASE WHEN due_at < ${at} THEN 1 ELSE 0 END)`.as('overdue'),
      sql<number>`sum(CASE WHEN place < 10 THEN 1 ELSE 0 END)`.as('flagged'),
      sql<number>`sum(CASE WHEN about = 'complaint' THEN 1 ELSE 0 END)`.as('complaints'),
    ])
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return {
    open: Number(row.open),
    overdue: Number(row.overdue ?? 0),
    flagged: Number(row.flagged ?? 0),
    complaints: Number(row.complaints ?? 0),
  };
}
