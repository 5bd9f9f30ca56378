import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Receipt } from './interface.ts';
import { verifyChain } from './journal-chain.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { Carrier } from './outbox-delivery.ts';
import type { Answer, Channel } from './outbox-entry.ts';
import { sampleNotice, sampleReceipt, sampleStatus } from './sample-notice.ts';
import { FIRST_WAIT_MS, LONGEST_WAIT_MS, SOONEST_ASK_MS } from './waits.ts';

const ENDPOINT: Channel = { kind: 'endpoint', base: 'https://notices.example' };
const notice = sampleNotice();
const receipt = sampleReceipt();
const down: Answer<never> = {
  problem: { kind: 'unreachable', status: null, fields: [] },
  retryAfterMs: null,
};
const refused = {
  problem: { kind: 'refused', status: 422, fields: [{ path: 'explanation', message: 'says too little' }] },
  retryAfterMs: null,
} satisfies Answer<never>;
/** A carrier that gives this for a notice, and is asked for nothing else. */
const answers = (answer: Answer<Receipt>) => carrying({ notice: async () => answer });
const unasked = async (): Promise<never> => {
  throw new Error('was not to be asked');
};
const carrying = (some: Partial<Carrier>): Carrier => ({
  notice: unasked,
  complaint: unasked,
  attachment: unasked,
  ...some,
});
const done: Answer<Receipt> = { value: receipt };

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

describe('confirm', () => {
  test('keeps a notice, due now, where another worker finds it', async () => {
    await outbox.confirm(notice, ENDPOINT);
    await outbox.close();
    outbox = openOutbox({ name, now: () => clock });
    expect(await outbox.get(notice.id)).toMatchObject({ notice, channel: ENDPOINT, state: 'queued' });
    expect(await outbox.nextDue()).toBe(clock);
  });

  test('asks for strict durability', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await outbox.confirm(notice, ENDPOINT);
    expect(transaction).toHaveBeenCalledWith(expect.anything(), 'readwrite', { durability: 'strict' });
  });

  test('keeps the same notice once, and no other under its id', async () => {
    await outbox.confirm(notice, ENDPOINT);
    await outbox.deliver(answers(done));
    expect(await outbox.confirm(notice, ENDPOINT)).toMatchObject({ state: 'received' });
    await expect(outbox.confirm({ ...notice, language: 'de' }, ENDPOINT)).rejects.toMatchObject({
      reason: 'conflict',
    });
    expect(await outbox.list()).toHaveLength(1);
  });

  test('says so when the disk is full, and keeps nothing by half', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(outbox.confirm(notice, ENDPOINT)).rejects.toMatchObject({
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
    await expect(outbox.confirm(notice, ENDPOINT)).rejects.toMatchObject({ reason: 'storage' });
    vi.restoreAllMocks();
    await expect(outbox.confirm(notice, ENDPOINT)).resolves.toMatchObject({ state: 'queued' });
  });
});

describe('deliver', () => {
  test('sends what is due once and keeps the receipt', async () => {
    const send = vi.fn(async () => done);
    const states: (string | undefined)[] = [];
    await outbox.confirm(notice, ENDPOINT);
    const look = async () => states.push((await outbox.get(notice.id))?.state);
    await outbox.deliver(carrying({ notice: send }), look);
    await outbox.deliver(carrying({ notice: send }));
    expect(send.mock.calls).toEqual([[notice, ENDPOINT]]);
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'received',
      attempts: 0,
      receipt,
      problem: null,
    });
    // Nothing more is handed over; what became of it is asked later.
    expect(await outbox.get(notice.id)).toMatchObject({ nextAttemptAt: null });
    expect(await outbox.nextDue()).toBe(clock + SOONEST_ASK_MS);
    expect(states).toEqual(['sending', 'received']);
  });

  test('waits longer after each failure, and no less than it was asked to', async () => {
    await outbox.confirm(notice, ENDPOINT);
    await outbox.deliver(answers(down));
    expect(await outbox.nextDue()).toBe(clock + FIRST_WAIT_MS * 0.75);
    const early = vi.fn(async () => done);
    clock += FIRST_WAIT_MS * 0.75 - 1;
    await outbox.deliver(carrying({ notice: early }));
    expect(early).not.toHaveBeenCalled();
    clock += 1;
    await outbox.deliver(
      answers({ problem: { kind: 'busy', status: 429, fields: [] }, retryAfterMs: 600_000 }),
    );
    expect(await outbox.nextDue()).toBe(clock + 600_000);
    expect(await outbox.get(notice.id)).toMatchObject({
      attempts: 2,
      problem: { kind: 'busy', status: 429 },
    });
  });

  test('does not try again by itself what was refused, but when it is told to', async () => {
    await outbox.confirm(notice, ENDPOINT);
    await outbox.deliver(answers(refused));
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'failed',
      nextAttemptAt: null,
      problem: refused.problem,
    });
    expect(await outbox.nextDue()).toBeNull();
    expect(await outbox.retry(notice.id)).toBe(true);
    await outbox.deliver(answers(done));
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received', problem: null });
    expect(await outbox.retry(notice.id)).toBe(false);
    expect(await outbox.retry('unknown')).toBe(false);
  });

  test('takes up at once what a killed worker left in sending', async () => {
    await outbox.confirm(notice, ENDPOINT);
    await new Promise<void>((killed) => {
      const send = async () => {
        await outbox.close();
        killed();
        return down;
      };
      void outbox.deliver(carrying({ notice: send })).catch(() => {});
    });
    outbox = openOutbox({ name, now: () => clock });
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'sending' });
    expect(await outbox.nextDue()).toBe(clock);
    await outbox.deliver(answers(done));
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received' });
    expect(await events()).toEqual(['confirm', 'attempt', 'attempt', 'receive']);
  });

  test('one context at a time', async () => {
    const other = openOutbox({ name, now: () => clock });
    await outbox.confirm(notice, ENDPOINT);
    const send = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return done;
    });
    await other.list();
    await Promise.all([
      outbox.deliver(carrying({ notice: send })),
      other.deliver(carrying({ notice: send })),
    ]);
    expect(send).toHaveBeenCalledTimes(1);
    await other.close();
  });

  test('without locks, an attempt that fails later does not undo a receipt', async () => {
    const unlocked = openOutbox({ name, now: () => clock, locks: null });
    await unlocked.confirm(notice, ENDPOINT);
    const firstIsOver = Promise.withResolvers<Answer<Receipt>>();
    const secondHasBegun = Promise.withResolvers<Answer<Receipt>>();
    const first = unlocked.deliver(carrying({ notice: () => secondHasBegun.promise }));
    const second = unlocked.deliver(
      carrying({
        notice: () => {
          secondHasBegun.resolve(done);
          return firstIsOver.promise;
        },
      }),
    );
    await first;
    firstIsOver.resolve(refused);
    await second;
    expect(await unlocked.get(notice.id)).toMatchObject({ state: 'received', receipt, problem: null });
    await unlocked.close();
  });

  test('without locks, a failure heard late does not stop a later attempt', async () => {
    const unlocked = openOutbox({ name, now: () => clock, locks: null });
    await unlocked.confirm(notice, ENDPOINT);
    await unlocked.deliver(
      carrying({
        notice: async () => {
          await unlocked.deliver(answers(down));
          return refused;
        },
      }),
    );
    expect(await unlocked.get(notice.id)).toMatchObject({ state: 'queued', attempts: 2 });
    await unlocked.close();
  });

  test('a full disk after the answer loses neither notice nor receipt', async () => {
    await outbox.confirm(notice, ENDPOINT);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put')
      // The first write is the claim, the second what came of it.
      .mockImplementationOnce(function (this: IDBObjectStore, ...args) {
        return put.apply(this, args);
      })
      .mockImplementationOnce(() => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    await expect(outbox.deliver(answers(done))).rejects.toMatchObject({ reason: 'full' });
    await outbox.deliver(answers(done));
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received', receipt });
  });

  test('a sender that throws counts as unreachable', async () => {
    await outbox.confirm(notice, ENDPOINT);
    await outbox.deliver(carrying({ notice: () => Promise.reject(new Error('bug')) }));
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'queued', problem: { kind: 'unreachable' } });
  });

  test('a clock set back does not leave a notice waiting', async () => {
    await outbox.confirm(notice, ENDPOINT);
    clock -= 30 * 24 * 60 * 60_000;
    expect(await outbox.nextDue()).toBeLessThanOrEqual(clock + LONGEST_WAIT_MS);
    await outbox.deliver(answers(done));
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received' });
  });
});

test('list gives the newest first', async () => {
  for (const [id, createdAt] of [
    ['a', '2026-11-24T10:00:00.000Z'],
    ['b', '2026-11-25T10:00:00.000Z'],
    ['c', '2026-11-23T10:00:00.000Z'],
  ] as const)
    await outbox.confirm({ ...notice, id, createdAt }, ENDPOINT);
  expect((await outbox.list()).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

/** What the journal says happened, oldest first; its chain must hold. */
async function events(): Promise<string[]> {
  const journal = await outbox.journal();
  expect(verifyChain(journal)).toBeNull();
  return journal.map(({ event }) => event);
}

describe('drafts', () => {
  const { id, version: _, createdAt: __, goodFaith: ___, ...draftNotice } = notice;
  const draft = { notice: draftNotice, screen: { step: 2 } };

  test('are kept, changed, and found by another worker', async () => {
    await outbox.keepDraft(id, draft, null);
    await outbox.keepDraft(id, { ...draft, screen: { step: 3 } }, ENDPOINT);
    await outbox.close();
    outbox = openOutbox({ name, now: () => clock });
    expect(await outbox.list()).toMatchObject([
      { id, state: 'draft', draft: { screen: { step: 3 } }, channel: ENDPOINT },
    ]);
    expect(await outbox.nextDue()).toBeNull();
    expect(await events()).toEqual(['begin']);
  });

  test('become the notice when it is confirmed, and can be changed no more', async () => {
    await outbox.keepDraft(id, draft, null);
    expect(await outbox.confirm(notice, ENDPOINT)).toMatchObject({ state: 'queued', notice });
    await expect(outbox.keepDraft(id, draft, null)).rejects.toMatchObject({ reason: 'conflict' });
    expect(await outbox.dropDraft(id)).toBe(false);
    expect(await outbox.list()).toHaveLength(1);
    expect(await events()).toEqual(['begin', 'confirm']);
  });

  test('are thrown away with their attachments', async () => {
    await outbox.keepDraft(id, draft, null);
    await outbox.keepAttachment(id, 'a'.repeat(64), new Uint8Array([1]));
    expect(await outbox.dropDraft(id)).toBe(true);
    expect(await outbox.list()).toEqual([]);
    expect(await outbox.attachmentBytes(id, 'a'.repeat(64))).toBeUndefined();
    expect(await events()).toEqual(['begin', 'drop']);
  });

  test('a full disk loses neither the draft nor the notice', async () => {
    await outbox.keepDraft(id, draft, null);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(outbox.confirm(notice, ENDPOINT)).rejects.toMatchObject({ reason: 'full' });
    vi.restoreAllMocks();
    expect(await outbox.list()).toMatchObject([{ id, state: 'draft', draft }]);
    expect(await events()).toEqual(['begin']);
  });
});

describe('by form or e-mail', () => {
  const form: Channel = { kind: 'form', url: 'https://shop.example/report', marketplace: 'Shop' };

  test('waits for the person, who may have a reference', async () => {
    await outbox.confirm(notice, form);
    expect(await outbox.nextDue()).toBeNull();
    await outbox.deliver(carrying({}));
    expect(await outbox.retry(notice.id)).toBe(false);
    expect(await outbox.handOver(notice.id, 'REF-7')).toBe(true);
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'received',
      receipt: null,
      reference: 'REF-7',
    });
    expect(await outbox.handOver(notice.id, 'REF-8')).toBe(false);
    expect(await outbox.nextDue()).toBeNull();
    expect(await events()).toEqual(['confirm', 'hand over']);
  });

  test('what an endpoint takes is not handed over by hand', async () => {
    await outbox.confirm(notice, ENDPOINT);
    expect(await outbox.handOver(notice.id, null)).toBe(false);
  });
});

describe('attachments', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
  const named = (sha256: string) => ({ name: 'page.wacz', mediaType: 'application/wacz', size: 3, sha256 });
  const withTwo = { ...notice, attachments: [named(one), named(two)] };
  async function confirmWithBoth(): Promise<void> {
    await outbox.keepDraft(notice.id, { notice: withTwo, screen: null }, null);
    for (const sha256 of [one, two]) await outbox.keepAttachment(notice.id, sha256, bytes);
    await outbox.confirm(withTwo, ENDPOINT);
  }

  test('are kept with a draft only', async () => {
    await expect(outbox.keepAttachment(notice.id, one, bytes)).rejects.toMatchObject({ reason: 'conflict' });
    await confirmWithBoth();
    await expect(outbox.keepAttachment(notice.id, one, bytes)).rejects.toMatchObject({ reason: 'conflict' });
  });

  test('are handed in after the notice, and then need no room', async () => {
    await confirmWithBoth();
    const attachment = vi.fn<Carrier['attachment']>(async () => ({ value: null }));
    await outbox.deliver(carrying({ notice: async () => done, attachment }));
    expect(
      attachment.mock.calls.map(([given, { sha256, mediaType }]) => [[...given], sha256, mediaType]),
    ).toEqual([
      [[1, 2, 3], one, 'application/wacz'],
      [[1, 2, 3], two, 'application/wacz'],
    ]);
    expect(await outbox.attachmentBytes(notice.id, one)).toBeUndefined();
    expect(await outbox.get(notice.id)).toMatchObject({
      nextAttemptAt: null,
      attachments: [
        { sha256: one, state: 'handed in' },
        { sha256: two, state: 'handed in' },
      ],
    });
    expect(await events()).toEqual(['begin', 'confirm', 'attempt', 'receive', 'attach', 'attach']);
  });

  test('one that fails is tried again, one that is refused does not hold up the next', async () => {
    await confirmWithBoth();
    await outbox.deliver(carrying({ notice: async () => done, attachment: async () => down }));
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'received', problem: down.problem });
    clock = (await outbox.nextDue()) ?? 0;
    const answer = vi.fn<Carrier['attachment']>(async (_, { sha256 }) =>
      sha256 === one ? refused : { value: null },
    );
    await outbox.deliver(carrying({ attachment: answer }));
    clock += LONGEST_WAIT_MS;
    await outbox.deliver(carrying({ attachment: answer }));
    expect(await outbox.get(notice.id)).toMatchObject({
      attachments: [{ state: 'refused' }, { state: 'handed in' }],
    });
    // Its bytes stay: the person can have it tried again.
    expect(await outbox.attachmentBytes(notice.id, one)).toEqual(bytes);
    expect(await outbox.retry(notice.id)).toBe(true);
    await outbox.deliver(carrying({ attachment: async () => ({ value: null }) }));
    expect(await outbox.get(notice.id)).toMatchObject({
      attachments: [{ state: 'handed in' }, {}],
      problem: null,
    });
  });

  test('what is named and not kept here is not waited for', async () => {
    await outbox.confirm(withTwo, ENDPOINT);
    await outbox.deliver(answers(done));
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'received',
      attachments: [],
      nextAttemptAt: null,
    });
  });
});

describe('complain', () => {
  const complaint = {
    id: '00000000-0000-4000-8000-000000000099',
    createdAt: '2026-11-26T10:00:00.000Z',
    explanation: 'The listing is still there, word for word.',
    language: 'en',
  };
  const answer = { id: complaint.id, receivedAt: '2026-11-26T10:00:01.000Z', next: 'It is examined.' };
  async function decided(): Promise<void> {
    await outbox.confirm(notice, ENDPOINT);
    await outbox.deliver(answers(done));
    await outbox.ask(async () => ({ value: sampleStatus({ state: 'decided' }) }), undefined, notice.id);
  }

  test('a complaint arrives once and leads on', async () => {
    await decided();
    expect(await outbox.complain(notice.id, complaint)).toBe(true);
    expect(await outbox.complain(notice.id, complaint)).toBe(true);
    expect(await outbox.complain(notice.id, { ...complaint, id: notice.id })).toBe(false);
    await outbox.deliver(carrying({ complaint: async () => down }));
    expect(await outbox.get(notice.id)).toMatchObject({ state: 'decided', problem: down.problem });
    clock = (await outbox.get(notice.id))?.nextAttemptAt ?? 0;
    const send = vi.fn(async () => ({ value: answer }));
    await outbox.deliver(carrying({ complaint: send }));
    await outbox.deliver(carrying({ complaint: send }));
    expect(send.mock.calls).toEqual([[complaint, receipt, ENDPOINT]]);
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'complained',
      complaint: { complaint, receipt: answer },
      nextAttemptAt: null,
      problem: null,
    });
    expect(await outbox.complain(notice.id, { ...complaint, id: notice.id })).toBe(false);
    expect(await events()).toEqual(['confirm', 'attempt', 'receive', 'decide', 'object', 'complain']);
  });

  test('an answer that was lost is heard of in the status', async () => {
    await decided();
    await outbox.complain(notice.id, complaint);
    await outbox.deliver(carrying({ complaint: async () => down }));
    const status = sampleStatus({
      state: 'complained',
      complaint: { id: complaint.id, receivedAt: answer.receivedAt, decision: null },
    });
    await outbox.ask(async () => ({ value: status }), undefined, notice.id);
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'complained',
      complaint: { receipt: { id: complaint.id } },
      nextAttemptAt: null,
      problem: null,
    });
  });

  test('one that is refused can give way to another', async () => {
    await decided();
    await outbox.complain(notice.id, complaint);
    await outbox.deliver(carrying({ complaint: async () => refused }));
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'decided',
      nextAttemptAt: null,
      problem: refused.problem,
    });
    const other = { ...complaint, id: notice.id };
    expect(await outbox.complain(notice.id, other)).toBe(true);
    await outbox.deliver(carrying({ complaint: async () => ({ value: { ...answer, id: other.id } }) }));
    expect(await outbox.get(notice.id)).toMatchObject({
      state: 'complained',
      complaint: { complaint: other },
    });
  });

  test('not without a decision', async () => {
    expect(await outbox.complain(notice.id, complaint)).toBe(false);
    await outbox.confirm(notice, ENDPOINT);
    await outbox.deliver(answers(done));
    expect(await outbox.complain(notice.id, complaint)).toBe(false);
  });
});

describe('what is noted on a notice', () => {
  test('the same sight within a day is one, and no more than 50 are kept', async () => {
    await outbox.confirm(notice, ENDPOINT);
    const url = notice.listings[0]?.url ?? '';
    const hour = 3_600_000;
    for (const at of [0, hour, 2 * hour]) await outbox.noteCheck(notice.id, { url, at, online: true });
    await outbox.noteCheck(notice.id, { url, at: 3 * hour, online: false });
    expect((await outbox.get(notice.id))?.checks).toEqual([
      { url, at: 2 * hour, online: true },
      { url, at: 3 * hour, online: false },
    ]);
    for (let day = 1; day <= 60; day += 1)
      await outbox.noteCheck(notice.id, { url, at: day * 25 * hour, online: true });
    expect((await outbox.get(notice.id))?.checks).toHaveLength(50);
  });

  test('a reminder comes once and is put aside', async () => {
    await outbox.confirm(notice, ENDPOINT);
    expect(await outbox.remind(notice.id, ['overdue'])).toEqual(['overdue']);
    expect(await outbox.remind(notice.id, ['overdue', 'decision'])).toEqual(['decision']);
    await outbox.putAside(notice.id, 'overdue');
    expect((await outbox.get(notice.id))?.reminders).toMatchObject([
      { kind: 'overdue', aside: true },
      { kind: 'decision', aside: false },
    ]);
  });

  test('is deleted with it, and everything with everything', async () => {
    await outbox.confirm(notice, ENDPOINT);
    expect(await outbox.forget(notice.id)).toBe(true);
    expect(await outbox.forget(notice.id)).toBe(false);
    expect(await events()).toEqual(['confirm', 'forget']);
    await outbox.confirm(notice, ENDPOINT);
    await outbox.clear();
    expect([await outbox.list(), await outbox.journal()]).toEqual([[], []]);
  });
});

describe('what the person sends themselves', () => {
  const FORM: Channel = { kind: 'form', url: 'https://www.aliexpress.com/report', marketplace: 'AliExpress' };
  const decision = {
    decidedAt: '2026-11-20T12:00:00.000Z',
    outcome: 'not-acted' as const,
    reasons: 'A toy.',
  };
  const complaint = {
    id: '10000000-0000-4000-8000-000000000000',
    createdAt: '2026-11-25T10:00:00.000Z',
    explanation: 'The title says sildenafil, which is a medicine.',
    language: 'en',
  };
  const { id } = notice;
  const state = async () => (await outbox.get(id))?.state;

  test('goes from hand to hand: sent, decided, complained, answered; the journal says by whom', async () => {
    await outbox.confirm(notice, FORM);
    expect(await outbox.enterDecision(id, decision)).toBe(false);
    expect(await outbox.handOver(id, 'AE-7')).toBe(true);
    expect(await outbox.handOver(id, null)).toBe(false);
    expect(await outbox.get(id)).toMatchObject({ state: 'received', reference: 'AE-7', handedOverAt: clock });

    expect(await outbox.complain(id, complaint)).toBe(false);
    expect(await outbox.enterDecision(id, decision)).toBe(true);
    expect(await outbox.get(id)).toMatchObject({ state: 'decided', entered: { decision, answer: null } });
    // Entered wrongly, it is mended.
    const mended = { ...decision, reasons: 'It is a toy.' };
    expect(await outbox.enterDecision(id, mended)).toBe(true);

    expect(await outbox.handOver(id, null)).toBe(false);
    expect(await outbox.complain(id, complaint)).toBe(true);
    expect(await outbox.get(id)).toMatchObject({ state: 'decided', nextAttemptAt: null });
    expect(await outbox.nextDue()).toBeNull();
    // Not sent yet, it gives way to another.
    const other = { ...complaint, id: '10000000-0000-4000-8000-000000000001' };
    expect(await outbox.complain(id, other)).toBe(true);
    clock += 1_000;
    expect(await outbox.handOver(id, null)).toBe(true);
    expect(await outbox.get(id)).toMatchObject({
      state: 'complained',
      reference: 'AE-7',
      complaint: { complaint: other, receipt: null, handedOverAt: clock },
    });
    expect(await outbox.complain(id, complaint)).toBe(false);

    const answer = { ...decision, outcome: 'acted' as const, reasons: 'Removed.' };
    expect(await outbox.enterDecision(id, answer)).toBe(true);
    expect(await outbox.get(id)).toMatchObject({ state: 'closed', entered: { decision: mended, answer } });
    const journal = await outbox.journal();
    expect(journal.map(({ event }) => event)).toEqual([
      ...['confirm', 'hand over', 'enter decision', 'enter decision'],
      ...['object', 'object', 'hand over complaint', 'enter answer'],
    ]);
    expect(verifyChain(journal)).toBeNull();
  });

  test('nothing is entered on what an endpoint says', async () => {
    await outbox.confirm(notice, ENDPOINT);
    await outbox.deliver(answers(done));
    expect(await outbox.enterDecision(id, decision)).toBe(false);
    expect(await outbox.handOver(id, null)).toBe(false);
    expect(await state()).toBe('received');
  });

  test('a complaint in the making is kept until it is confirmed, thrown away, or all is deleted', async () => {
    await outbox.confirm(notice, FORM);
    // There is nothing to complain about yet.
    expect(await outbox.keepComplaintDraft(id, 'It is')).toBe(false);
    await outbox.handOver(id, null);
    await outbox.enterDecision(id, decision);
    expect(await outbox.keepComplaintDraft(id, 'It is a med')).toBe(true);
    await outbox.close();
    outbox = openOutbox({ name, now: () => clock });
    expect(await outbox.get(id)).toMatchObject({ complaintDraft: 'It is a med' });
    await outbox.keepComplaintDraft(id, null);
    expect(await outbox.get(id)).not.toHaveProperty('complaintDraft');
    await outbox.keepComplaintDraft(id, 'It is a medicine, says the title.');
    await outbox.complain(id, complaint);
    expect(await outbox.get(id)).not.toHaveProperty('complaintDraft');
    await outbox.clear();
    expect(await outbox.list()).toEqual([]);
  });
});
