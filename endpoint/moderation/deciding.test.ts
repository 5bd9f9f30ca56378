import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onEachDatabase } from '../../tests/servers/each-database.ts';
import { decisionSchema } from '../../utils/notices/interface.ts';
import { addFlagger } from '../flaggers.ts';
import { statementSchema } from '../transparency/statement.ts';
import { claim, claimNext } from './claims.ts';
import { closeExpired } from './closing.ts';
import { noticeOf, openTestModeration, type TestModeration } from './test-moderation.ts';

// Two databases, real processes and real sockets take their time on a loaded machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const REASONS = 'The listing offers a prescription medicine, which only a pharmacy may sell online.';
const ACTED = {
  outcome: 'acted',
  measures: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
  ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  groundReference: 'Directive 2001/83/EC, Art. 85c',
  reasons: REASONS,
} as const;
const NOT_ACTED = {
  outcome: 'not-acted',
  reasons: 'The listing offers a book about medicines and no medicine.',
} as const;

onEachDatabase('deciding', (emptyDatabase) => {
  let on: TestModeration;
  beforeEach(async () => {
    on = await openTestModeration(await emptyDatabase());
  });
  afterEach(() => on.close());
  const complain = async (receipt: { id: string; secret: string }) => {
    const body = JSON.stringify({
      id: crypto.randomUUID(),
      createdAt: new Date().toISOString(),
      explanation: 'The medicine is named in the title and on the package.',
      language: 'en',
    });
    const response = await on.ask(`/v1/notices/${receipt.id}/complaints`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${receipt.secret}`,
        'content-type': 'application/json',
        'idempotency-key': (JSON.parse(body) as { id: string }).id,
      },
    });
    if (!response.ok) throw new Error(await response.text());
  };

  test('a notice is decided through the pages, and its notifier is told why', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    for (const home of ['/moderation', '/moderation/'])
      expect((await ada.open(home)).text).toContain('Item 1');
    const done = await ada.decide(receipt.number, ACTED);
    expect(done.text).toContain('Decided. Those who reported are told.');
    const { state, decision } = await on.status(receipt);
    expect(state).toBe('decided');
    expect(decisionSchema.parse(decision)).toMatchObject({
      ...ACTED,
      automatedDecision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
      redress: [{ kind: 'complaint' }, { kind: 'out-of-court' }, { kind: 'court' }],
    });
    const rows = await on.endpoint.database.db.selectFrom('statements').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(statementSchema.parse(JSON.parse(rows[0]?.content ?? ''))).toMatchObject({
      source_type: 'SOURCE_ARTICLE_16',
      decision_facts: REASONS,
    });
    const events = await on.endpoint.database.db
      .selectFrom('audit_trail')
      .select(['event', 'actor'])
      .execute();
    expect(events).toContainEqual({ event: 'notice.decided', actor: ada.id });
  });

  test('notices of the same listing are one case, and each notifier gets the decision about what they reported', async () => {
    const [a, b, other] = [
      await on.receipt(noticeOf('1')),
      await on.receipt(noticeOf('1')),
      await on.receipt(noticeOf('9')),
    ];
    const both = noticeOf('1');
    both.listings.push(...noticeOf('2').listings);
    const ofTwo = await on.receipt(both);
    const joined = await on.receipt(
      noticeOf('2', { category: 'STATEMENT_CATEGORY_CONSUMER_INFORMATION', keyword: null }),
    );
    const ada = await on.moderator('Ada');
    const queue = await ada.open('/moderation/queue');
    expect(queue.document.querySelectorAll('.cases > li')).toHaveLength(2);
    expect(queue.text).toContain('4 notices');

    const link = [...queue.document.querySelectorAll('.cases > li')].find((li) =>
      li.textContent?.includes('4 notices'),
    );
    const page = await ada.send(
      await ada.open(link?.querySelector('a')?.getAttribute('href') ?? ''),
      '/claim',
    );
    const boxes = [...page.document.querySelectorAll('input[name=listings]')];
    expect(boxes).toHaveLength(2);
    const first = boxes.find((box) => box.parentElement?.textContent?.includes('Item 1'));
    await ada.send(page, '/decision', { ...ACTED, listings: [first?.getAttribute('value') ?? ''] });

    for (const receipt of [a, b, ofTwo]) expect((await on.status(receipt)).decision?.outcome).toBe('acted');
    expect((await on.status(joined)).decision).toMatchObject({
      outcome: 'not-acted',
      measures: [],
      ground: null,
    });
    expect((await on.status(other)).state).toBe('received');
  });

  test('a decision is not taken over a notice that joined after the moderator had looked', async () => {
    const a = await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    const queue = await ada.open('/moderation/queue');
    const page = await ada.send(queue, '/next');
    const b = await on.receipt(noticeOf('1'));
    const again = await ada.send(page, '/decision', ACTED);
    expect(again.status).toBe(409);
    expect(again.text).toContain('Another notice joined this case');
    expect((await on.status(a)).state).toBe('received');
    // What was written is still there, and now goes for both.
    expect(again.document.querySelector('textarea')?.textContent).toBe(REASONS);
    expect((await ada.send(again, '/decision')).text).toContain('Decided.');
    expect((await on.status(b)).state).toBe('decided');
  });

  test('a complaint is answered by somebody else, who may decide otherwise', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    await ada.decide(receipt.number, NOT_ACTED);
    await complain(receipt);
    const bea = await on.moderator('Bea');

    const queue = await ada.open('/moderation/queue?about=complaint');
    const link = queue.document.querySelector('.cases h2 a')?.getAttribute('href') ?? '';
    const own = await ada.open(link);
    expect(own.text).toContain('You took the decision this complaint is about');
    expect(own.document.querySelector('form.decision')).toBeNull();
    const caseId = link.split('/').at(-1) ?? '';
    expect(await claim(on.endpoint.database, caseId, ada.id)).toBe('not for you');
    expect(await claimNext(on.endpoint.database, ada.id)).toBeNull();

    const page = await bea.open(link);
    expect(page.text).toContain('The medicine is named in the title');
    expect(page.text).toContain(NOT_ACTED.reasons);
    const done = await bea.decide(receipt.number, ACTED, 'complaint');
    expect(done.text).toContain('Decided.');
    const status = await on.status(receipt);
    expect(status).toMatchObject({
      state: 'closed',
      decision: { outcome: 'not-acted' },
      complaint: { decision: { outcome: 'acted', redress: [{ kind: 'out-of-court' }, { kind: 'court' }] } },
    });
    expect(await on.endpoint.database.db.selectFrom('statements').select('puid').execute()).toHaveLength(1);
  });

  test('where there is nobody else, the same moderator answers; never automated means alone', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    await ada.decide(receipt.number, NOT_ACTED);
    await complain(receipt);
    const page = await ada.send(await ada.open('/moderation/queue'), '/next');
    const automated = await ada.send(page, '/decision', {
      ...NOT_ACTED,
      automatedDecision: 'AUTOMATED_DECISION_FULLY',
    });
    expect(automated.status).toBe(422);
    expect(automated.text).toContain('not decided by automated means alone');
    await ada.send(page, '/decision', NOT_ACTED);
    expect((await on.status(receipt)).state).toBe('closed');
  });

  test('trusted flaggers come first, then what can hurt somebody, then what is older', async () => {
    const information = { category: 'STATEMENT_CATEGORY_CONSUMER_INFORMATION', keyword: null } as const;
    await on.receipt(noticeOf('1', information));
    await on.receipt(noticeOf('2'));
    await on.receipt(noticeOf('3'));
    const { token } = await addFlagger(on.endpoint.database, { name: 'Watch', noticesPerHour: 100 });
    const flagged = noticeOf('4', information);
    expect((await on.post(flagged, { authorization: `Bearer ${token}` })).status).toBe(201);
    const ada = await on.moderator('Ada');
    const titles = (page: { document: Document }) =>
      [...page.document.querySelectorAll('.cases h2')].map(({ textContent }) => textContent);
    const queue = await ada.open('/moderation/queue');
    expect(titles(queue)).toEqual(['Item 4', 'Item 2', 'Item 3', 'Item 1']);
    expect(titles(await ada.open('/moderation/queue?flagged=1'))).toEqual(['Item 4']);
    expect(
      titles(await ada.open('/moderation/queue?category=STATEMENT_CATEGORY_CONSUMER_INFORMATION')),
    ).toEqual(['Item 4', 'Item 1']);
    expect((await ada.send(queue, '/next')).text).toContain('trusted flagger Watch');
  });

  test('every case is on one page of the queue, however many pages there are', async () => {
    for (let n = 0; n < 60; n++) await on.receipt(noticeOf(String(100 + n)));
    const ada = await on.moderator('Ada');
    const seen: string[] = [];
    for (let path: string | undefined = '/moderation/queue'; path; ) {
      const page = await ada.open(path);
      seen.push(
        ...[...page.document.querySelectorAll('.cases h2')].map(({ textContent }) => textContent ?? ''),
      );
      // What comes in meanwhile moves nobody from one page to another.
      await on.receipt(
        noticeOf(String(500 + seen.length), {
          category: 'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
          keyword: null,
        }),
      );
      const next = [...page.document.querySelectorAll('a')].find(
        ({ textContent }) => textContent === 'Next page',
      );
      path = seen.length < 200 ? (next?.getAttribute('href') ?? undefined) : undefined;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((title) => Number(title.slice(5)) < 500)).toHaveLength(60);
  });

  test('many moderators at once never get the same case', async () => {
    for (let n = 0; n < 20; n++) await on.receipt(noticeOf(String(100 + n)));
    const ada = await on.moderator('Ada');
    const bea = await on.moderator('Bea');
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, n) => claimNext(on.endpoint.database, n % 2 ? ada.id : bea.id)),
    );
    expect(new Set(taken).size).toBe(20);
    expect(await claimNext(on.endpoint.database, ada.id)).toBeNull();
    const theirs = await on.endpoint.database.db
      .selectFrom('cases')
      .select('id')
      .where('claimed_by', '=', bea.id)
      .execute();
    const page = await ada.open(`/moderation/cases/${theirs[0]?.id}`);
    expect(page.text).toContain('Bea has this case before them');
    // A claim runs out by itself.
    expect(await claim(on.endpoint.database, theirs[0]?.id ?? '', ada.id, Date.now() + 31 * 60_000)).toBe(
      'claimed',
    );
  });

  test('nobody decides what somebody else has before them, whatever form they send', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    const [ada, bea] = [await on.moderator('Ada'), await on.moderator('Bea')];
    const page = await ada.send(await ada.open('/moderation/queue'), '/next');
    const beas = await bea.open(page.path);
    expect(beas.document.querySelector('form.decision')).toBeNull();
    const csrf = beas.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
    page.document.querySelector('form.decision input[name=csrf]')?.setAttribute('value', csrf);
    const refused = await bea.send(page, '/decision', ACTED);
    expect(refused.status).toBe(409);
    expect((await on.status(receipt)).state).toBe('received');
  });

  test('what is late says so, and can be asked for', async () => {
    await on.receipt(noticeOf('1'));
    await on.receipt(noticeOf('2'));
    const ada = await on.moderator('Ada');
    await ada.open('/moderation/queue');
    const late = new Date(Date.now() - 2 * 24 * 3_600_000 - 60_000).toISOString();
    const { db } = on.endpoint.database;
    const { id } = await db
      .selectFrom('cases')
      .select('id')
      .orderBy('opened_at')
      .limit(1)
      .executeTakeFirstOrThrow();
    await db.updateTable('cases').set({ due_at: late }).where('id', '=', id).execute();
    const queue = await ada.open('/moderation/queue');
    expect(queue.text).toContain('2 open cases · 1 overdue');
    expect(queue.text).toContain('Overdue by 2 days');
    const overdue = await ada.open('/moderation/queue?overdue=1');
    expect(overdue.document.querySelectorAll('.cases > li')).toHaveLength(1);
    expect((await ada.open(`/moderation/cases/${id}`)).text).toContain('three working days');
  });

  test('a case that is full is joined by no more, and the next one by all that come after', async () => {
    for (let n = 0; n < 205; n++) await on.receipt(noticeOf('1'));
    const { db } = on.endpoint.database;
    const sizes = await db
      .selectFrom('case_notices')
      .select(({ fn }) => fn.countAll<number>().as('notices'))
      .groupBy('case_id')
      .execute();
    expect(sizes.map(({ notices }) => Number(notices)).sort()).toEqual([200, 5]);
  });

  test('a trader has a history', async () => {
    const first = await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    await ada.decide(first.number, ACTED);
    await on.receipt(noticeOf('2'));
    const page = await ada.send(await ada.open('/moderation/queue'), '/next');
    expect(page.text).toMatch(/This trader before ?1 other case; something was done in 1\..*1 notice/);
  });

  test('what can be complained about no more is closed, and not before', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    await ada.decide(receipt.number, NOT_ACTED);
    const { redress } = (await on.status(receipt)).decision ?? { redress: [] };
    const until = Date.parse(redress[0]?.until ?? '');
    expect(await closeExpired(on.endpoint.database, until - 1_000)).toBe(0);
    expect(await closeExpired(on.endpoint.database, until + 1_000)).toBe(1);
    expect((await on.status(receipt)).state).toBe('closed');
  });
});
