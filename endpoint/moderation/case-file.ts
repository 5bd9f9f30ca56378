import type { Complaint, Decision } from '../../utils/notices/interface.ts';
import type { Notice } from '../../utils/notices/notice.ts';
import type { Database } from '../database/database.ts';
import type { CaseRow } from '../database/tables.ts';

/** Everything a moderator has before them to decide a case. */
export interface CaseFile {
  case: CaseRow;
  /** Name of whoever has claimed it, if that has not run out. */
  claimant: string | null;
  /** All of them; decided together. */
  notices: NoticeOnFile[];
  /** Each listing once, by key, with every address it was reported under. */
  listings: { key: string; urls: string[]; title: string | null; reports: number }[];
  /** The complaint and the decision it is about; null for a case about notices. */
  complaint: { complaint: Complaint; receivedAt: string; first: Decision; firstBy: string | null } | null;
  /** The decision, once there is one. */
  decision: Decision | null;
  /** Other cases of the same trader, the newest first, as many as are shown. */
  history: HistoryRow[];
  /** How many of these there are in all, and in how many something was done. */
  before: { cases: number; acted: number };
}

export interface NoticeOnFile {
  id: string;
  number: string;
  receivedAt: string;
  content: Omit<Notice, 'notifier'>;
  notifier: Notice['notifier'];
  /** Name of the trusted flagger who sent it. */
  flagger: string | null;
  attachments: { sha256: string; name: string; mediaType: string; size: number; received: boolean }[];
}

export interface HistoryRow {
  id: string;
  about: CaseRow['about'];
  openedAt: string;
  category: string;
  notices: number;
  /** Null while it is open. */
  outcome: Decision['outcome'] | null;
}

/** Cases of the trader's history that are shown. */
const HISTORY_MAX = 8;

/** A case with all that belongs to it; null when there is none. */
export async function caseFile({ db }: Database, id: string, now = Date.now()): Promise<CaseFile | null> {
  const row = await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const claim =
    row.claimed_by && row.claimed_until && row.claimed_until > new Date(now).toISOString()
      ? await db.selectFrom('moderators').select('name').where('id', '=', row.claimed_by).executeTakeFirst()
      : undefined;
  const notices = await noticesOf(db, id);
  const ids = notices.map(({ id }) => id);
  const decided = await db
    .selectFrom('decisions')
    .leftJoin('moderators', 'moderators.id', 'decisions.moderator')
    .select(['about', 'content', 'moderators.name as by'])
    .where('notice', 'in', ids.slice(0, 1))
    .execute();
  const decision = (about: CaseRow['about']) => decided.find((one) => one.about === about);
  const own = decision(row.about);
  return {
    case: row,
    claimant: claim?.name ?? null,
    notices,
    listings: await listingsOf(db, notices),
    complaint: row.about === 'complaint' ? await complaintOf(db, ids[0] ?? '', decision('notice')) : null,
    decision: row.state === 'decided' && own ? (JSON.parse(own.content) as Decision) : null,
    history: row.trader ? await historyOf(db, row.trader, id) : [],
    before: row.trader ? await countHistory(db, row.trader, id) : { cases: 0, acted: 0 },
  };
}

async function noticesOf(db: Database['db'], caseId: string): Promise<NoticeOnFile[]> {
  const rows = await db
    .selectFrom('case_notices')
    .innerJoin('notices', 'notices.id', 'case_notices.notice')
    .leftJoin('notifiers', 'notifiers.notice', 'notices.id')
    .leftJoin('tokens', 'tokens.id', 'notices.token')
    .select(['notices.id', 'number', 'received_at', 'notices.content', 'tokens.name as flagger'])
    .select('notifiers.content as notifier')
    .where('case_id', '=', caseId)
    .orderBy('received_at')
    .orderBy('notices.id')
    .execute();
  const attachments = await db
    .selectFrom('attachments')
    .selectAll()
    .where(
      'notice',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('place')
    .execute();
  return rows.map(({ id, number, received_at, content, notifier, flagger }) => ({
    id,
    number,
    receivedAt: received_at,
    content: JSON.parse(content),
    notifier: notifier === null ? null : JSON.parse(notifier),
    flagger,
    attachments: attachments
      .filter(({ notice }) => notice === id)
      .map(({ sha256, name, media_type, size, received_at }) => ({
        sha256,
        name,
        mediaType: media_type,
        size,
        received: received_at !== null,
      })),
  }));
}

async function listingsOf(
  db: Database['db'],
  notices: readonly NoticeOnFile[],
): Promise<CaseFile['listings']> {
  const rows = await db
    .selectFrom('listings')
    .selectAll()
    .where(
      'notice',
      'in',
      notices.map(({ id }) => id),
    )
    .orderBy('listing_key')
    .orderBy('url')
    .execute();
  const titles = new Map(notices.map(({ id, content }) => [id, content.listings]));
  const listings = new Map<string, CaseFile['listings'][number]>();
  for (const { notice, place, url, listing_key } of rows) {
    const title = titles.get(notice)?.[place]?.title ?? null;
    const known = listings.get(listing_key);
    if (!known) listings.set(listing_key, { key: listing_key, urls: [url], title, reports: 1 });
    else {
      known.reports += 1;
      known.title ??= title;
      if (!known.urls.includes(url)) known.urls.push(url);
    }
  }
  return [...listings.values()].toSorted((a, b) => b.reports - a.reports);
}

async function complaintOf(
  db: Database['db'],
  notice: string,
  first: { content: string; by: string | null } | undefined,
): Promise<CaseFile['complaint']> {
  const row = await db.selectFrom('complaints').selectAll().where('notice', '=', notice).executeTakeFirst();
  if (!row || !first) return null;
  return {
    complaint: JSON.parse(row.content),
    receivedAt: row.received_at,
    first: JSON.parse(first.content),
    firstBy: first.by,
  };
}

async function historyOf(db: Database['db'], trader: string, but: string): Promise<HistoryRow[]> {
  const rows = await db
    .selectFrom('cases')
    .select(['cases.id', 'about', 'opened_at', 'category', 'state'])
    .select(({ selectFrom }) => [
      selectFrom('case_notices')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('case_notices.case_id', '=', 'cases.id')
        .as('notices'),
      selectFrom('statements')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('statements.case_id', '=', 'cases.id')
        .as('statements'),
    ])
    .where('trader', '=', trader)
    .where('cases.id', '!=', but)
    .orderBy('opened_at', 'desc')
    .orderBy('cases.id')
    .limit(HISTORY_MAX)
    .execute();
  return rows.map(({ id, about, opened_at, category, state, notices, statements }) => ({
    id,
    about,
    openedAt: opened_at,
    category,
    notices: Number(notices),
    outcome: state === 'open' ? null : Number(statements) > 0 ? 'acted' : 'not-acted',
  }));
}

async function countHistory(db: Database['db'], trader: string, but: string): Promise<CaseFile['before']> {
  const others = db.selectFrom('cases').where('trader', '=', trader).where('cases.id', '!=', but);
  const all = await others.select(({ fn }) => fn.countAll<number>().as('cases')).executeTakeFirstOrThrow();
  const acted = await others
    .innerJoin('statements', 'statements.case_id', 'cases.id')
    .select(({ fn }) => fn.count<number>('cases.id').distinct().as('cases'))
    .executeTakeFirstOrThrow();
  return { cases: Number(all.cases), acted: Number(acted.cases) };
}
