import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { openOutbox } from './outbox.ts';
import { sampleNotice, sampleReceipt } from './sample-notice.ts';

const { listings, attachments: _, evidence, ...rest } = sampleNotice();
const [{ url, ...listing } = { url: '' }] = listings;
/** A notice as the first version had it: about one listing. */
const firstNotice = (n: number) => ({
  ...rest,
  id: `00000000-0000-4000-8000-00000000000${n}`,
  createdAt: `2026-11-2${n}T10:00:00.000Z`,
  evidence: evidence.map(({ listing: _, ...piece }) => piece),
  url,
  listing,
});
const { sha256: __, signature: ___, ...firstReceipt } = sampleReceipt();
const first = (n: number, changes: object) => ({
  ...{ id: firstNotice(n).id, notice: firstNotice(n), endpoint: 'https://notices.example' },
  ...{ state: 'queued', attempts: 0, nextAttemptAt: 5, problem: null, receipt: null, updatedAt: 5 },
  ...changes,
});

/** The database as version 1 made it. */
async function firstDatabase(name: string, entries: object[]): Promise<void> {
  const db = await openDB(name, 1, {
    upgrade(db) {
      const store = db.createObjectStore('notices', { keyPath: 'id' });
      store.createIndex('createdAt', 'notice.createdAt');
      store.createIndex('nextAttemptAt', 'nextAttemptAt');
    },
  });
  for (const entry of entries) await db.put('notices', entry);
  db.close();
}

test('what version 1 kept is taken over whole, and goes on its way', async () => {
  await firstDatabase('first', [
    first(1, { state: 'received', nextAttemptAt: null, attempts: 2, receipt: firstReceipt }),
    first(2, { state: 'sending', attempts: 1 }),
    first(3, { state: 'failed', nextAttemptAt: null, problem: { kind: 'refused', status: 422, fields: [] } }),
  ]);
  const outbox = openOutbox({ name: 'first', now: () => 1_000 });
  const channel = { kind: 'endpoint', base: 'https://notices.example' };
  const id = (n: number) => firstNotice(n).id;
  expect(await outbox.list()).toMatchObject([
    { id: id(3), state: 'failed', channel, problem: { status: 422 } },
    { id: id(2), state: 'sending', channel, nextAttemptAt: 5 },
    { id: id(1), state: 'received', channel, receipt: { ...firstReceipt, signature: '' }, askAt: 1_000 },
  ]);
  const sent: unknown[] = [];
  await outbox.deliver({
    notice: async (notice) => {
      sent.push(notice);
      return { value: sampleReceipt() };
    },
    complaint: () => Promise.reject(),
    attachment: () => Promise.reject(),
  });
  expect(sent).toEqual([{ ...sampleNotice(), id: id(2), createdAt: firstNotice(2).createdAt }]);
  expect(await outbox.get(id(2))).toMatchObject({ state: 'received' });
  await outbox.close();
});

test('a notice that had several listings already stays as it is', async () => {
  await firstDatabase('later', [first(1, { notice: { ...sampleNotice(), id: firstNotice(1).id } })]);
  const outbox = openOutbox({ name: 'later' });
  expect(await outbox.get(firstNotice(1).id)).toMatchObject({ notice: { listings, evidence } });
  await outbox.close();
});
