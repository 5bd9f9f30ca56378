import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Status } from './interface.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { Ask } from './outbox-asking.ts';
import type { Answer, Channel } from './outbox-entry.ts';
import { sampleNotice, sampleReceipt, sampleStatus } from './sample-notice.ts';
import { ASKS_PER_HOUR, LONGEST_BACKOFF_MS, SOONEST_ASK_MS } from './waits.ts';

const HOUR = 3_600_000;
const notice = sampleNotice();
const at = (base: string): Channel => ({ kind: 'endpoint', base });
const saying = (status: Status) => vi.fn<Ask>(async () => ({ value: status }));
const down: Answer<never> = {
  problem: { kind: 'unreachable', status: null, fields: [] },
  retryAfterMs: null,
};

let name: string;
let clock: number;
let outbox: Outbox;
let runs = 0;

beforeEach(() => {
  name = `asking-${++runs}`;
  clock = Date.parse('2026-11-24T10:00:02Z');
  outbox = openOutbox({ name, now: () => clock, random: () => 0 });
});
afterEach(() => outbox.close());

async function received(id = notice.id, base = 'https://notices.example'): Promise<void> {
  await outbox.confirm({ ...notice, id }, at(base));
  const never = async (): Promise<never> => {
    throw new Error('was not to be asked');
  };
  const receipt = async () => ({ value: sampleReceipt() });
  await outbox.deliver({ notice: receipt, complaint: never, attachment: never });
}
const kept = () => outbox.get(notice.id);

test('asks when it is time, as the receipt allows, and keeps what it hears', async () => {
  await received();
  const ask = saying(sampleStatus());
  await outbox.ask(ask);
  expect(ask).not.toHaveBeenCalled();
  clock += SOONEST_ASK_MS;
  await outbox.ask(ask);
  expect(ask.mock.calls).toEqual([[sampleReceipt(), at('https://notices.example')]]);
  expect(await kept()).toMatchObject({ state: 'received', status: sampleStatus(), askAt: clock + HOUR });
  await outbox.ask(ask);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('less and less often where nothing changes, and as before when something does', async () => {
  await received();
  const waits: number[] = [];
  const askOnce = async (status: Status) => {
    clock = (await outbox.nextDue()) ?? 0;
    await outbox.ask(saying(status));
    waits.push((((await kept())?.askAt ?? 0) - clock) / HOUR);
  };
  for (let n = 0; n < 4; n += 1) await askOnce(sampleStatus());
  await askOnce(sampleStatus({ state: 'decided' }));
  expect(waits).toEqual([1, 2, 4, 8, 1]);
});

test.each<[string, Answer<Status>]>([
  ['is down', down],
  ['speaks of another notice', { value: sampleStatus({ id: 'r2', state: 'closed' }) }],
])('an endpoint that %s changes nothing and is asked later', async (_, answer) => {
  await received();
  for (let n = 0; n < 20; n += 1) {
    clock = (await outbox.nextDue()) ?? 0;
    await outbox.ask(async () => answer);
  }
  expect(await kept()).toMatchObject({ state: 'received', status: null, unchanged: 20 });
  expect(((await kept())?.askAt ?? 0) - clock).toBe(LONGEST_BACKOFF_MS);
});

test('Retry-After is heeded', async () => {
  await received();
  const busy = { problem: { kind: 'busy' as const, status: 429, fields: [] }, retryAfterMs: 5 * HOUR };
  await outbox.ask(async () => busy, undefined, notice.id);
  expect((await kept())?.askAt).toBeGreaterThanOrEqual(clock + 5 * HOUR);
});

test('goes on with the platform, never back, and is not asked about any more when it is closed', async () => {
  await received();
  const states: (string | undefined)[] = [];
  for (const state of ['decided', 'received', 'complained', 'decided', 'closed', 'received'] as const) {
    await outbox.ask(saying(sampleStatus({ state })), undefined, notice.id);
    states.push((await kept())?.state);
  }
  expect(states).toEqual(['decided', 'decided', 'complained', 'complained', 'closed', 'closed']);
  expect((await outbox.journal()).map(({ event }) => event).slice(3)).toEqual([
    'decide',
    'complain',
    'close',
  ]);
});

test('closed is the end', async () => {
  await received();
  await outbox.ask(saying(sampleStatus({ state: 'closed' })), undefined, notice.id);
  expect(await kept()).toMatchObject({ state: 'closed', askAt: null });
  expect(await outbox.nextDue()).toBeNull();
});

test('one host is asked so many times an hour, another is not held up by it', async () => {
  const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  for (let n = 0; n < ASKS_PER_HOUR + 5; n += 1) await received(id(n), `https://one.example/${n % 3}`);
  await received(id(99), 'https://two.example');
  clock += SOONEST_ASK_MS;
  const ask = saying(sampleStatus());
  await outbox.ask(ask);
  const asked = (host: string) => ask.mock.calls.filter(([, { base }]) => base.includes(host)).length;
  expect([asked('one'), asked('two')]).toEqual([ASKS_PER_HOUR, 1]);
  // By hand neither.
  await outbox.ask(ask, undefined, id(0));
  expect(asked('one')).toBe(ASKS_PER_HOUR);
  clock += HOUR - 1;
  await outbox.ask(ask);
  expect(asked('one')).toBe(ASKS_PER_HOUR);
  clock += 1;
  await outbox.ask(ask);
  expect(asked('one')).toBe(2 * ASKS_PER_HOUR);
});

test('a worker killed over an ask does not ask again at once', async () => {
  await received();
  clock += SOONEST_ASK_MS;
  await new Promise<void>((killed) => {
    void outbox
      .ask(async () => {
        await outbox.close();
        killed();
        return down;
      })
      .catch(() => {});
  });
  outbox = openOutbox({ name, now: () => clock, random: () => 0 });
  const ask = saying(sampleStatus());
  await outbox.ask(ask);
  expect(ask).not.toHaveBeenCalled();
  clock += SOONEST_ASK_MS;
  await outbox.ask(ask);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a clock set back does not keep it from being asked', async () => {
  await received();
  clock -= 365 * 24 * HOUR;
  const ask = saying(sampleStatus());
  await outbox.ask(ask);
  expect(ask).toHaveBeenCalledTimes(1);
});
