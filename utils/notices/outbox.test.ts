import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Delivery,
  FIRST_WAIT_MS,
  LONGEST_WAIT_MS,
  type Outbox,
  openOutbox,
  waitAfter,
} from './outbox.ts';
import { sampleNotice, sampleReceipt } from './sample-notice.ts';

const ENDPOINT = 'https://notices.example';
const notice = sampleNotice();
const receipt = sampleReceipt();
const down: Delivery = {
  problem: { kind: 'unreachable', status: null, fields: [] },
  retryAfterMs: null,
};
const refused = {
  problem: { kind: 'refused', status: 422, fields: [{ path: 'explanation', message: 'says too little' }] },
  retryAfterMs: null,
} satisfies Delivery;
const answers = (delivery: Delivery) => async () => delivery;

let name: string;
let clock: number;
let outbox: Outbox;
let runs = 0;

beforeEach(() => {
  name = `test-${++runs}`;
  clock = 1_000_000;
  outbox = openOutbox({ name, now: () => clock, random: () => 0.5 });
});
afterEach(() => {
  vi.restoreAllMocks();
  return outbox.close();
});

describe('add', () => {
  test('keeps a notice, due now, where another worker finds it', async () => {
    await outbox.add(notice, ENDPOINT);
    await outbox.close();
    outbox = openOutbox({ name, now: () => clock });
    expect(await outbox.get(notice.id)).toMatchObject({ notice, endpoint: ENDPOINT, state: 'queued' });
    expect(await outbox.nextDue()).toBe(clock);
  });

  test('asks for strict durability', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await outbox.add(notice, ENDPOINT);
    expect(transaction).toHaveBeenCalledWith(expect.anything(), 'readwrite', { durability: 'strict' });
  });

  test('keeps the same notice once, and no other under its id', async () => {
    await outbox.add(notice, ENDPOINT);
    await outbox.deliver({ send: answers({ receipt }) });
    expect(await outbox.add(notice, ENDPOINT)).toMatchObject({ state: 'received' });
    await expect(outbox.add({ ...notice, language: 'de' }, ENDPOINT)).rejects.toMatchObject({
      reason: 'conflict',
    });
    expect(await outbox.list()).toHaveLength(1);
  });

  test('says so when the disk is full, and keeps nothing by half', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(outbox.add(notice, ENDPOINT)).rejects.toMatchObject({
      name: 'OutboxError',
      reason: 'full',
      message: 'there is no room left on this device to keep the notice',
    });
    vi.restoreAllMocks();
    expect(await outbox.list()).toEqual([]);
  });

  test('says so when there is no storage', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('private window', 'SecurityError');
    });
    await expect(outbox.add(notice, ENDPOINT)).rejects.toMatchObject({ reason: 'storage' });
    vi.restoreAllMocks();
    await expect(outbox.add(notice, ENDPOINT)).resolves.toMatchObject({ state: 'queued' });
  });
});

describe('deliver', () => {
  test('sends what is due once and keeps the receipt', async () => {
    const send = vi.fn(answers({ receipt }));
    const states: (string | undefined)[] = [];
    await outbox.add(notice, ENDPOINT);
    await outbox.deliver({ send, changed: async () => states.push((await outbox.get(notice.id))?.state) });
    await outbox.deliver({ send });
    expect(send.mock.calls).toEqual([[notice, ENDPOINT]]);
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'received',
      attempts: 1,
      receipt,
      problem: null,
    });
    expect(await outbox.nextDue()).toBeNull();
    expect(states).toEqual(['sending', 'received']);
  });

  test('waits longer after each failure, and no less than it was asked to', async () => {
    await outbox.add(notice, ENDPOINT);
    await outbox.deliver({ send: answers(down) });
    expect(await outbox.nextDue()).toBe(clock + FIRST_WAIT_MS * 0.75);
    const early = vi.fn(answers({ receipt }));
    clock += FIRST_WAIT_MS * 0.75 - 1;
    await outbox.deliver({ send: early });
    expect(early).not.toHaveBeenCalled();
    clock += 1;
    await outbox.deliver({
      send: answers({ problem: { kind: 'busy', status: 429, fields: [] }, retryAfterMs: 600_000 }),
    });
    expect(await outbox.nextDue()).toBe(clock + 600_000);
    expect(await outbox.get(notice.id)).toMatchObject({
      attempts: 2,
      problem: { kind: 'busy', status: 429 },
    });
  });

  test('does not try again by itself what was refused, but when it is told to', async () => {
    await outbox.add(notice, ENDPOINT);
    await outbox.deliver({ send: answers(refused) });
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'failed',
      nextAttemptAt: null,
      problem: refused.problem,
    });
    expect(await outbox.nextDue()).toBeNull();
    expect(await outbox.retry(notice.id)).toBe(true);
    await outbox.deliver({ send: answers({ receipt }) });
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received', problem: null });
    expect(await outbox.retry(notice.id)).toBe(false);
    expect(await outbox.retry('unknown')).toBe(false);
  });

  test('takes up at once what a killed worker left in sending', async () => {
    await outbox.add(notice, ENDPOINT);
    await new Promise<void>((killed) => {
      const send = async () => {
        await outbox.close();
        killed();
        return down;
      };
      void outbox.deliver({ send }).catch(() => {});
    });
    outbox = openOutbox({ name, now: () => clock });
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'sending' });
    expect(await outbox.nextDue()).toBe(clock);
    await outbox.deliver({ send: answers({ receipt }) });
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received', attempts: 2 });
  });

  test('one context at a time', async () => {
    const other = openOutbox({ name, now: () => clock });
    await outbox.add(notice, ENDPOINT);
    const send = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return { receipt };
    });
    await other.list();
    await Promise.all([outbox.deliver({ send }), other.deliver({ send })]);
    expect(send).toHaveBeenCalledTimes(1);
    await other.close();
  });

  test('without locks, an attempt that fails later does not undo a receipt', async () => {
    const unlocked = openOutbox({ name, now: () => clock, locks: null });
    await unlocked.add(notice, ENDPOINT);
    const firstIsOver = Promise.withResolvers<Delivery>();
    const secondHasBegun = Promise.withResolvers<Delivery>();
    const first = unlocked.deliver({ send: () => secondHasBegun.promise });
    const second = unlocked.deliver({
      send: () => {
        secondHasBegun.resolve({ receipt });
        return firstIsOver.promise;
      },
    });
    await first;
    firstIsOver.resolve(refused);
    await second;
    expect(await unlocked.get(notice.id)).toMatchObject({ state: 'received', attempts: 2, receipt });
    await unlocked.close();
  });

  test('without locks, a failure heard late does not stop a later attempt', async () => {
    const unlocked = openOutbox({ name, now: () => clock, locks: null });
    await unlocked.add(notice, ENDPOINT);
    await unlocked.deliver({
      send: async () => {
        await unlocked.deliver({ send: answers(down) });
        return refused;
      },
    });
    expect(await unlocked.get(notice.id)).toMatchObject({ state: 'queued', attempts: 2 });
    await unlocked.close();
  });

  test('a full disk after the answer loses neither notice nor receipt', async () => {
    await outbox.add(notice, ENDPOINT);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put')
      .mockImplementationOnce(function (this: IDBObjectStore, ...args) {
        return put.apply(this, args);
      })
      .mockImplementationOnce(() => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    await expect(outbox.deliver({ send: answers({ receipt }) })).rejects.toMatchObject({ reason: 'full' });
    await outbox.deliver({ send: answers({ receipt }) });
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received', receipt });
  });

  test('a sender that throws counts as unreachable', async () => {
    await outbox.add(notice, ENDPOINT);
    await outbox.deliver({ send: () => Promise.reject(new Error('bug')) });
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'queued', problem: { kind: 'unreachable' } });
  });

  test('a clock set back does not leave a notice waiting', async () => {
    await outbox.add(notice, ENDPOINT);
    clock -= 30 * 24 * 60 * 60_000;
    expect(await outbox.nextDue()).toBeLessThanOrEqual(clock + LONGEST_WAIT_MS);
    await outbox.deliver({ send: answers({ receipt }) });
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received' });
  });
});

test('list gives the newest first', async () => {
  for (const [id, createdAt] of [
    ['a', '2026-11-24T10:00:00.000Z'],
    ['b', '2026-11-25T10:00:00.000Z'],
    ['c', '2026-11-23T10:00:00.000Z'],
  ] as const)
    await outbox.add({ ...notice, id, createdAt }, ENDPOINT);
  expect((await outbox.list()).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

describe('waitAfter', () => {
  test('doubles up to the longest wait, half of it by chance', () => {
    expect([1, 2, 3].map((n) => waitAfter(n, null, 0))).toEqual([15_000, 30_000, 60_000]);
    expect(waitAfter(1, null, 0.999_999)).toBeLessThanOrEqual(FIRST_WAIT_MS);
    expect(waitAfter(500, null, 0)).toBe(LONGEST_WAIT_MS / 2);
  });
  test('an endpoint cannot ask for more than the longest wait', () => {
    expect(waitAfter(1, Number.MAX_SAFE_INTEGER, 0)).toBe(LONGEST_WAIT_MS);
  });
});
