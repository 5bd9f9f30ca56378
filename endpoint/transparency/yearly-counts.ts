import { sql } from 'kysely';
import type { Decision } from '../../utils/notices/interface.ts';
import { CATEGORIES, type Category } from '../../utils/notices/taxonomy.ts';
import type { Database } from '../database/database.ts';
import type { Period } from './period.ts';

/** What became of the notices of one category, or of all. */
export interface Counts {
  notices: number;
  /** Of these, from trusted flaggers (Art. 22). */
  trustedFlaggers: number;
  /** Something was done, by the law or by the terms of the contract. */
  actedByLaw: number;
  actedByContract: number;
  notActed: number;
  undecided: number;
  /** Decided without a person. */
  automated: number;
  /** From receipt to decision; null where nothing is decided yet. */
  medianHours: number | null;
}

/** What Art. 15(1)(b) and (d) and Art. 24 ask for, of what came in during a time and has become of it by now. */
export interface YearlyCounts extends Period {
  all: Counts;
  categories: Partial<Record<Category, Counts>>;
  complaints: {
    complaints: number;
    confirmed: number;
    reversed: number;
    undecided: number;
    medianHours: number | null;
  };
}

const PAGE = 1_000;

const empty = () => ({
  notices: 0,
  trustedFlaggers: 0,
  actedByLaw: 0,
  actedByContract: 0,
  notActed: 0,
  undecided: 0,
  automated: 0,
  hours: [] as number[],
});

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

const hoursBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

/** Counts the notices and complaints received in a time. */
export async function yearlyCounts({ db }: Database, period: Period): Promise<YearlyCounts> {
  const all = empty();
  const categories = new Map<string, ReturnType<typeof empty>>();
  let after = { received_at: '', id: '' };
  for (;;) {
    const rows = await db
      .selectFrom('notices')
      .leftJoin('decisions', (join) =>
        join.onRef('decisions.notice', '=', 'notices.id').on('decisions.about', '=', 'notice'),
      )
      .select(['notices.id', 'received_at', 'category', 'priority', 'decided_at', 'decisions.content'])
      .where('received_at', '>=', period.from)
      .where('received_at', '<', period.to)
      .where(sql<boolean>`(received_at, notices.id) > (${after.received_at}, ${after.id})`)
      .orderBy('received_at')
      .orderBy('notices.id')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      const own = categories.get(row.category) ?? empty();
      categories.set(row.category, own);
      for (const counts of [all, own]) count(counts, row);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last;
  }
  const told = ({ hours, ...counts }: ReturnType<typeof empty>): Counts => ({
    ...counts,
    medianHours: rounded(median(hours)),
  });
  return {
    ...period,
    all: told(all),
    categories: Object.fromEntries(
      CATEGORIES.flatMap((category) => {
        const counts = categories.get(category);
        return counts ? [[category, told(counts)]] : [];
      }),
    ),
    complaints: await complaintsIn(db, period),
  };
}

function count(
  counts: ReturnType<typeof empty>,
  row: { received_at: string; priority: number; decided_at: string | null; content: string | null },
): void {
  counts.notices += 1;
  if (row.priority > 0) counts.trustedFlaggers += 1;
  if (row.content === null || row.decided_at === null) {
    counts.undecided += 1;
    return;
  }
  const { outcome, ground, automatedDecision } = JSON.parse(row.content) as Decision;
  if (outcome === 'not-acted') counts.notActed += 1;
  else if (ground === 'DECISION_GROUND_ILLEGAL_CONTENT') counts.actedByLaw += 1;
  else counts.actedByContract += 1;
  if (automatedDecision === 'AUTOMATED_DECISION_FULLY') counts.automated += 1;
  counts.hours.push(hoursBetween(row.received_at, row.decided_at));
}

async function complaintsIn(db: Database['db'], { from, to }: Period): Promise<YearlyCounts['complaints']> {
  const rows = await db
    .selectFrom('complaints')
    .innerJoin('decisions as first', (join) =>
      join.onRef('first.notice', '=', 'complaints.notice').on('first.about', '=', 'notice'),
    )
    .leftJoin('decisions as answer', (join) =>
      join.onRef('answer.notice', '=', 'complaints.notice').on('answer.about', '=', 'complaint'),
    )
    .select([
      'complaints.received_at',
      'first.content as first',
      'answer.content as answer',
      'answer.decided_at',
    ])
    .where('complaints.received_at', '>=', from)
    .where('complaints.received_at', '<', to)
    .execute();
  const outcome = (content: string) => (JSON.parse(content) as Decision).outcome;
  const answered = rows.flatMap(({ first, answer, decided_at, received_at }) =>
    answer !== null && decided_at !== null
      ? [{ same: outcome(first) === outcome(answer), hours: hoursBetween(received_at, decided_at) }]
      : [],
  );
  const confirmed = answered.filter(({ same }) => same).length;
  return {
    complaints: rows.length,
    confirmed,
    reversed: answered.length - confirmed,
    undecided: rows.length - answered.length,
    medianHours: rounded(median(answered.map(({ hours }) => hours))),
  };
}

/** The same as CSV (RFC 4180): a line for each category, and one for all. */
export function countsAsCsv({ all, categories }: YearlyCounts): string {
  const columns = Object.keys(all) as (keyof Counts)[];
  const lines = [['category', ...columns]];
  for (const [category, counts] of [...Object.entries(categories), ['ALL', all] as const])
    lines.push([category, ...columns.map((column) => String(counts[column] ?? ''))]);
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}
