import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { firstBreak } from './audit-trail.ts';
import { notifierOf } from './notifiers.ts';
import { openTestEndpoint } from './test-endpoint.ts';

onEachDatabase('erasing a notifier', (emptyDatabase) => {
  test('takes all that leads to them, and leaves the notice, its receipt and the trail', async () => {
    const at = await openTestEndpoint(await emptyDatabase());
    const { database } = at.endpoint;
    const { db } = database;
    const notice = sampleNotice({
      notifier: { name: 'Unmistakable Person', email: 'unmistakable@example.org' },
    });
    const receipt = await at.receipt(notice);
    const kept = await at.receipt(sampleNotice({ id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c12' }));
    const headers = { authorization: `Bearer ${receipt.secret}` };
    await at.ask(`/v1/notices/${receipt.id}/webhook`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'https://unmistakable.example/hook' }),
    });
    await db
      .insertInto('outgoing')
      .values({
        id: 'o1',
        notice: receipt.id,
        kind: 'email',
        recipient: 'unmistakable@example.org',
        content: 'Dear Unmistakable Person',
        created_at: 'x',
        next_attempt_at: 'x',
        claimed_until: null,
        delivered_at: null,
        failed_at: null,
        last_error: null,
      })
      .execute();
    expect(await notifierOf(database, receipt.id)).toEqual(notice.notifier);

    const erase = () => at.ask(`/v1/notices/${receipt.id}/notifier`, { method: 'DELETE', headers });
    expect((await erase()).status).toBe(204);
    expect((await erase()).status).toBe(204);

    expect(await notifierOf(database, receipt.id)).toBe(null);
    expect(await notifierOf(database, kept.id)).toMatchObject({ name: 'Ada Example' });
    for (const table of ['webhooks', 'outgoing'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
    expect((await at.ask(`/v1/notices/${receipt.id}`, { headers })).status).toBe(200);
    const row = await db
      .selectFrom('notices')
      .selectAll()
      .where('id', '=', receipt.id)
      .executeTakeFirstOrThrow();
    const { notifier: _, ...content } = notice;
    expect(JSON.parse(row.content)).toEqual(content);
    expect(row.sha256).toBe(null);
    const trail = await db.selectFrom('audit_trail').selectAll().orderBy('seq').execute();
    expect(trail.map(({ event }) => event)).toEqual([
      'notice.received',
      'case.opened',
      'notice.received',
      'case.joined',
      'webhook.set',
      'notifier.erased',
    ]);
    expect(await firstBreak(db)).toBe(null);

    // Sent once more, it gets its receipt again, and nobody is put back.
    const again = await at.post(noticeBytes(notice), { 'idempotency-key': notice.id });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(receipt);
    expect(await notifierOf(database, receipt.id)).toBe(null);

    // Not in the file of the database nor in its log either: the name is overwritten, not only unlinked.
    if (database.kind === 'sqlite')
      for (const name of readdirSync(at.directory).filter((name) => name.startsWith('notices.sqlite')))
        expect(readFileSync(join(at.directory, name)).includes(/* latin1 */ 'nmistakable')).toBe(false);
    await at.close();
  });
});
