import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { end, start } from '../../tests/browsers/processes.ts';
import { onEachDatabase } from '../../tests/servers/each-database.ts';
import { addFlagger } from '../flaggers.ts';
import { noticeOf, openTestModeration, type TestModeration } from '../moderation/test-moderation.ts';
import { statementsIn } from './export-statements.ts';
import { periodOf } from './period.ts';
import { type Statement, statementSchema } from './statement.ts';
import { countsAsCsv, yearlyCounts } from './yearly-counts.ts';

// Two databases, real processes and real sockets take their time on a loaded machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ACTED = {
  outcome: 'acted',
  measures: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
  ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  groundReference: 'Directive 2001/83/EC, Art. 85c',
  reasons: 'Ada Example (ada@example.org) is right: it offers a medicine only a pharmacy may sell.',
} as const;
const information = { category: 'STATEMENT_CATEGORY_CONSUMER_INFORMATION', keyword: null } as const;

onEachDatabase('transparency', (emptyDatabase) => {
  let on: TestModeration;
  let url: string | undefined;
  beforeEach(async () => {
    url = await emptyDatabase();
    on = await openTestModeration(url);
  });
  afterEach(() => on.close());
  const today = new Date().toISOString().slice(0, 10);
  const period = () => periodOf(today, today) ?? { from: '', to: '' };
  const exported = async (when = period()) => {
    const all: Statement[] = [];
    for await (const statements of statementsIn(on.endpoint.database, when)) all.push(...statements);
    return all;
  };

  test('one statement for each listing something was done about, and none else', async () => {
    const two = noticeOf('1');
    two.listings.push(...noticeOf('2').listings);
    const acted = await on.receipt(two);
    const idle = await on.receipt(noticeOf('3', information));
    const { token } = await addFlagger(on.endpoint.database, { name: 'Watch', noticesPerHour: 100 });
    const flagged = (await (
      await on.post(noticeOf('4'), { authorization: `Bearer ${token}` })
    ).json()) as typeof acted;
    const ada = await on.moderator('Moderator');
    await ada.decide(acted.number, ACTED);
    await ada.decide(idle.number, {
      outcome: 'not-acted',
      reasons: 'All that the law wants is shown on the page.',
    });
    await ada.decide(flagged.number, {
      ...ACTED,
      ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
      groundReference: 'Terms, 4.2',
    });

    const statements = await exported();
    expect(statements).toHaveLength(3);
    for (const statement of statements) statementSchema.parse(statement);
    expect(new Set(statements.map(({ puid }) => puid)).size).toBe(3);
    expect(statements.filter(({ source_type }) => source_type === 'SOURCE_TRUSTED_FLAGGER')).toHaveLength(1);
    expect(JSON.stringify(statements)).not.toMatch(/Ada|example\.org|Moderator/);
    // The same again, letter for letter, also once the notifier is erased.
    await on.ask(`/v1/notices/${acted.id}/notifier`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${acted.secret}` },
    });
    expect(await exported()).toEqual(statements);
    const before = periodOf('2020-01-01', '2020-12-31') ?? period();
    expect(await exported(before)).toEqual([]);

    const counts = await yearlyCounts(on.endpoint.database, period());
    expect(counts.all).toMatchObject({
      notices: 3,
      trustedFlaggers: 1,
      actedByLaw: 1,
      actedByContract: 1,
      notActed: 1,
      undecided: 0,
      automated: 0,
      medianHours: 0,
    });
    expect(counts.categories.STATEMENT_CATEGORY_CONSUMER_INFORMATION).toMatchObject({
      notices: 1,
      notActed: 1,
    });
    expect(countsAsCsv(counts).split('\r\n')).toEqual([
      'category,notices,trustedFlaggers,actedByLaw,actedByContract,notActed,undecided,automated,medianHours',
      'STATEMENT_CATEGORY_CONSUMER_INFORMATION,1,0,0,0,1,0,0,0',
      'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS,2,1,1,1,0,0,0,0',
      'ALL,3,1,1,1,1,0,0,0',
      '',
    ]);
  });

  test('every statement is exported once, over many pages, also by the commands', async () => {
    const { db } = on.endpoint.database;
    await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Moderator');
    await ada.send(await ada.open('/moderation/queue'), '/next');
    const { id } = await db.selectFrom('cases').select('id').executeTakeFirstOrThrow();
    // Many of the same moment, so that a page ends among them.
    const decided_at = new Date().toISOString();
    const rows = Array.from({ length: 250 }, (_, n) => ({
      puid: `p${n}`,
      case_id: id,
      listing_key: `l${n}`,
      decided_at,
      content: JSON.stringify({ puid: `p${n}` }),
    }));
    await db.insertInto('statements').values(rows).execute();
    const puids = (await exported()).map(({ puid }) => puid);
    expect([puids.length, new Set(puids).size]).toEqual([250, 250]);

    const run = async (script: string, ...args: string[]) => {
      const environment = { ...process.env, DATA_DIR: on.directory, ...(url && { DATABASE_URL: url }) };
      const child = start(process.execPath, [`${import.meta.dirname}/${script}`, ...args], {
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout?.setEncoding('utf8').on('data', (text) => (out += text));
      const status = await new Promise((resolve) => child.once('close', resolve));
      await end(child);
      return { status, lines: out.split('\n').filter(Boolean) };
    };
    const days = ['--from', today, '--to', today];
    expect((await run('transparency.ts', ...days)).lines.map((line) => JSON.parse(line).puid)).toEqual(puids);
    const batches = (await run('transparency.ts', ...days, '--batches')).lines.map((line) =>
      JSON.parse(line),
    );
    expect(batches.map(({ statements }) => statements.length)).toEqual([100, 100, 50]);
    const report = await run('report.ts', '--year', today.slice(0, 4));
    expect(JSON.parse(report.lines.join('')).all).toMatchObject({
      notices: 1,
      undecided: 1,
      medianHours: null,
    });
    expect((await run('transparency.ts', '--from', today)).status).toBe(2);
    expect((await run('report.ts', '--year', 'x')).status).toBe(2);
  });
});

test.each([
  ['2026-01-01', '2026-12-31', { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' }],
  ['2026-02-30', '2026-12-31', null],
  ['2026-12-31', '2026-01-01', null],
  ['2026-01-01', undefined, null],
  ['2026', '2027', null],
])('from %s to %s', (from, to, period) => {
  expect(periodOf(from, to)).toEqual(period);
});
