import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Complaint, Receipt, Status } from './interface.ts';
import { verifyChain } from './journal-chain.ts';
import { type Notice, noticeBytes } from './notice.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { Answer, DeliveryProblem, NoticeEntry } from './outbox-entry.ts';
import { OutboxError } from './outbox-entry.ts';
import { leadsTo } from './outbox-states.ts';
import { sampleDecision, sampleNotice, sampleReceipt } from './sample-notice.ts';

/**
 * Random schedules of faults against a model endpoint. Whatever happens, a notice whose `confirm` resolved arrives, is
 * stored once with the bytes that were confirmed, and its receipt, attachment, decision and complaint are kept. What a
 * person was told is kept is there until they delete it. RUNS=10000 tries that many.
 */

const FAULTS = [
  'none',
  'DNS failure',
  'TLS failure',
  'reset', // before it was heard
  'time-out', // given up by the client, arrives at the endpoint afterwards
  'answer lost', // stored, but the answer does not arrive
  'broken', // 500
  'busy', // 429 with Retry-After
  'refused', // 422
  'lying', // 2xx without a receipt, nothing stored
  'quota full', // there is no room for the answer
  'killed before sending',
  'killed after storing',
  'killed with the answer in hand',
] as const;
type Fault = (typeof FAULTS)[number];

/** How an exchange ends in the error a browser gives for each. */
const UNHEARD: Partial<Record<Fault, Answer<never>>> = {
  'DNS failure': problem('unreachable'),
  'TLS failure': problem('unreachable'),
  reset: problem('unreachable'),
  broken: problem('busy', 500),
  busy: problem('busy', 429),
  refused: problem('refused', 422),
  lying: problem('answer', 200),
};

function problem(kind: DeliveryProblem['kind'], status: number | null = null): Answer<never> {
  return { problem: { kind, status, fields: [] }, retryAfterMs: status === 429 ? 120_000 : null };
}

type Window = 0 | 1;
type Step =
  | { do: 'draft'; nth: number; killed: boolean; full: boolean }
  | { do: 'confirm'; nth: number; killed: boolean; full: boolean }
  | { do: 'confirm twice'; nth: number }
  | { do: 'deliver'; worker: Window }
  | { do: 'deliver both' }
  | { do: 'ask'; worker: Window }
  | { do: 'decide'; nth: number }
  | { do: 'complain'; nth: number; killed: boolean }
  | { do: 'kill'; worker: Window }
  | { do: 'browser restarted' }
  | { do: 'wait'; ms: number }
  | { do: 'retry'; nth: number };

const DAY = 86_400_000;
const nth = fc.nat(3);
const worker = fc.constantFrom<Window[]>(0, 1);
const seldom = fc.nat(3).map((n) => n === 0);
const saying = <Do extends Step['do']>(what: Do) => fc.constant(what);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: saying('draft'), nth, killed: seldom, full: seldom }),
  { weight: 2, arbitrary: fc.record({ do: saying('confirm'), nth, killed: seldom, full: seldom }) },
  fc.record({ do: saying('confirm twice'), nth }),
  { weight: 3, arbitrary: fc.record({ do: saying('deliver'), worker }) },
  fc.record({ do: saying('deliver both') }),
  { weight: 2, arbitrary: fc.record({ do: saying('ask'), worker }) },
  fc.record({ do: saying('decide'), nth }),
  fc.record({ do: saying('complain'), nth, killed: seldom }),
  fc.record({ do: saying('kill'), worker }),
  fc.record({ do: saying('browser restarted') }),
  // The clock jumps forwards and back.
  {
    weight: 3,
    arbitrary: fc.record({
      do: saying('wait'),
      ms: fc.constantFrom(
        1_000,
        40_000,
        300_000,
        3_600_000,
        25_000_000,
        8 * DAY,
        400 * DAY,
        -DAY,
        -400 * DAY,
      ),
    }),
  },
  fc.record({ do: saying('retry'), nth }),
);

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Long enough for another worker to open the database and read it meanwhile. */
const latency = async () => {
  for (let ticks = 0; ticks < 6; ticks += 1) await tick();
};
const never = new Promise<never>(() => {});
const iso = (at: number) => new Date(at).toISOString();

/** What one endpoint keeps of one notice. */
interface Stored {
  bytes: string;
  receipt: Receipt;
  decided: boolean;
  complaints: Map<string, Complaint>;
  attachments: Set<string>;
}

/** What a real endpoint does: one record per idempotency key, another content under the same key is refused. */
class ModelEndpoint {
  readonly stored = new Map<string, Stored>();

  take(notice: Notice): Answer<Receipt> {
    const bytes = noticeBytes(notice);
    const known = this.stored.get(notice.id);
    if (known) return known.bytes === bytes ? { value: known.receipt } : problem('refused', 409);
    const name = `r-${this.stored.size}`;
    const receipt = sampleReceipt({ id: name, number: name, secret: name });
    this.stored.set(notice.id, {
      ...{ bytes, receipt, decided: false },
      complaints: new Map(),
      attachments: new Set(),
    });
    return { value: receipt };
  }

  of({ id }: Receipt): Stored {
    const found = [...this.stored.values()].find(({ receipt }) => receipt.id === id);
    if (!found) throw new Error(`there is no ${id}`);
    return found;
  }

  complain(complaint: Complaint, receipt: Receipt) {
    const stored = this.of(receipt);
    const another = [...stored.complaints.keys()].some((id) => id !== complaint.id);
    if (!stored.decided || another) return problem('refused', 409);
    stored.complaints.set(complaint.id, complaint);
    return { value: { id: complaint.id, receivedAt: complaint.createdAt, next: 'It is examined.' } };
  }

  status(receipt: Receipt): Answer<Status> {
    const { decided, complaints } = this.of(receipt);
    const [id] = complaints.keys();
    return {
      value: {
        ...{ id: receipt.id, number: receipt.number, receivedAt: receipt.receivedAt },
        updatedAt: receipt.receivedAt,
        state: id ? 'complained' : decided ? 'decided' : 'received',
        decision: decided ? sampleDecision() : null,
        complaint: id ? { id, receivedAt: receipt.receivedAt, decision: null } : null,
        next: 'It is examined.',
        askAgainAfter: 3_600,
      },
    };
  }
}

/** The browser's locks: one holder at a time, in order of asking; those of a killed worker are let go. */
class ModelLocks {
  readonly #tails = new Map<string, Promise<unknown>>();

  forWorker(death: Promise<void>): Pick<LockManager, 'request'> {
    const request = (name: string, work: () => Promise<unknown>) => {
      const done = (this.#tails.get(name) ?? Promise.resolve()).then(() => Promise.race([work(), death]));
      this.#tails.set(
        name,
        done.catch(() => {}),
      );
      return done;
    };
    return { request } as Pick<LockManager, 'request'>;
  }
}

/** A context the extension's code runs in: its background, or a window. */
interface Worker {
  outbox: Outbox;
  kill(): Promise<void>;
  /** Resolves when it was killed. */
  death: Promise<void>;
  dead: boolean;
}

const ENDPOINT = { kind: 'endpoint' as const, base: 'https://notices.example' };
const SHA256 = 'a'.repeat(64);
const BYTES = new Uint8Array([1, 2, 3]);
const noticeId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const complaintId = (n: number) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const numbered = (n: number): Notice =>
  sampleNotice({
    id: noticeId(n),
    explanation: `This is the notice number ${n}, which is kept or not, as may be.`,
    // Every other one has evidence with it.
    attachments: n % 2 ? [] : [{ name: 'page.wacz', mediaType: 'application/wacz', size: 3, sha256: SHA256 }],
  });

let disks = 0;
/** Writes fail until what this gives is called, as on a full disk; every other time there is room for one more. */
function fullDisk(): () => void {
  disks += 1;
  let room = disks % 2;
  const mend = (['put', 'add'] as const).map((write) => {
    const whole = IDBObjectStore.prototype[write];
    const spy = vi.spyOn(IDBObjectStore.prototype, write);
    spy.mockImplementation(function (this: IDBObjectStore, ...args) {
      if (room === 0) throw new DOMException('no room', 'QuotaExceededError');
      room -= 1;
      return whole.apply(this, args);
    });
    return () => spy.mockRestore();
  });
  return () => {
    for (const restore of mend) restore();
  };
}

/** How often each fault came about. */
const met = new Map<Fault, number>();

class World {
  clock = Date.parse('2026-11-24T10:00:00Z');
  /** What the person was told is kept: drafts, notices, complaints by the notice they are about. */
  readonly drafts = new Set<string>();
  readonly confirmed = new Map<string, Notice>();
  readonly complaints = new Map<string, Complaint>();
  readonly endpoint = new ModelEndpoint();
  /** Exchanges of one kind under way at the same time, and the most there ever were. */
  readonly exchanges = { notice: 0, ask: 0 };
  mostExchanges = 0;
  readonly #locks = new ModelLocks();
  readonly #faults: Fault[];
  readonly #locking: boolean;
  readonly #name: string;
  readonly #workers: [Worker, Worker];
  readonly #underway: (() => void)[] = [];
  /** How far each notice was seen to have come. */
  readonly #seen = new Map<string, NoticeEntry['state']>();
  #mendDisk = () => {};

  constructor(name: string, faults: readonly Fault[], locking: boolean) {
    this.#name = name;
    this.#faults = [...faults];
    this.#locking = locking;
    this.#workers = [this.#start(), this.#start()];
  }

  #start(): Worker {
    const { promise: death, resolve: die } = Promise.withResolvers<void>();
    const locks = this.#locking ? this.#locks.forWorker(death) : null;
    const outbox = openOutbox({ name: this.#name, now: () => this.clock, random: () => 0.5, locks });
    const worker: Worker = {
      ...{ outbox, death, dead: false },
      async kill() {
        worker.dead = true;
        await outbox.close();
        die();
      },
    };
    return worker;
  }

  worker(n: Window): Worker {
    if (this.#workers[n].dead) this.#workers[n] = this.#start();
    return this.#workers[n];
  }

  /** Whether what a person asked to be kept was said to be; the worker may be killed or the disk full before. */
  async #kept(
    worker: Worker,
    { killed, full }: { killed: boolean; full: boolean },
    work: () => Promise<unknown>,
  ) {
    const mend = full ? fullDisk() : () => {};
    try {
      const keeping = work().then(
        (said) => said !== false,
        (error: unknown) => {
          if (worker.dead) return false;
          if (
            error instanceof OutboxError &&
            (error.reason === 'conflict' || (full && error.reason === 'full'))
          )
            return false;
          throw error;
        },
      );
      if (killed) await worker.kill();
      return await keeping;
    } finally {
      mend();
    }
  }

  async draft(n: number, how: { killed: boolean; full: boolean }): Promise<void> {
    const worker = this.worker(0);
    const { id, version: _, createdAt: __, goodFaith: ___, ...notice } = numbered(n);
    if (await this.#kept(worker, how, () => worker.outbox.keepDraft(id, { notice, screen: n }, null)))
      this.drafts.add(id);
  }

  /** The person confirms a notice, in this window. */
  async confirm(n: number, how: { killed: boolean; full: boolean }, window: Window = 0): Promise<void> {
    const worker = this.worker(window);
    const notice = numbered(n);
    const keep = async () => {
      const { id, attachments } = notice;
      if (attachments.length > 0 && !(await this.#isConfirmed(worker, id))) {
        await worker.outbox.keepDraft(id, { notice, screen: n }, null);
        await worker.outbox.keepAttachment(id, SHA256, BYTES);
      }
      return worker.outbox.confirm(notice, ENDPOINT);
    };
    if (await this.#kept(worker, how, keep)) this.confirmed.set(notice.id, notice);
  }

  async #isConfirmed({ outbox }: Worker, id: string): Promise<boolean> {
    const kept = await outbox.get(id);
    return kept !== undefined && kept.state !== 'draft';
  }

  async complain(n: number, killed: boolean): Promise<void> {
    const worker = this.worker(0);
    const complaint: Complaint = {
      id: complaintId(n),
      createdAt: iso(this.clock),
      explanation: 'The listing is still there, word for word.',
      language: 'en',
    };
    const keep = () => worker.outbox.complain(noticeId(n), complaint);
    if ((await this.#kept(worker, { killed, full: false }, keep)) && !this.complaints.has(noticeId(n)))
      this.complaints.set(noticeId(n), complaint);
  }

  /** Ends when the worker has done what was due, or was killed over it, or found no room to keep what came of it. */
  async #working(worker: Worker, work: () => Promise<void>): Promise<void> {
    const working = work().catch((error: unknown) => {
      if (!worker.dead && !(error instanceof OutboxError && error.reason === 'full')) throw error;
    });
    await Promise.race([working, worker.death.then(tick)]);
    this.#mendDisk();
  }

  async deliver(n: Window): Promise<void> {
    const worker = this.worker(n);
    const changed = () => void this.#look(worker).catch(() => {});
    await this.#working(worker, () =>
      worker.outbox.deliver(
        {
          notice: (notice) => this.#exchange(worker, 'notice', () => this.endpoint.take(notice)),
          complaint: (complaint, receipt) =>
            this.#exchange(worker, 'notice', () => this.endpoint.complain(complaint, receipt)),
          attachment: (bytes, { receipt, sha256 }) =>
            this.#exchange(worker, 'notice', () => {
              expect(bytes).toEqual(BYTES);
              this.endpoint.of(receipt).attachments.add(sha256);
              return { value: null };
            }),
        },
        changed,
      ),
    );
  }

  async ask(n: Window): Promise<void> {
    const worker = this.worker(n);
    await this.#working(worker, () =>
      worker.outbox.ask((receipt) => this.#exchange(worker, 'ask', () => this.endpoint.status(receipt))),
    );
  }

  /** One exchange with the endpoint, which goes as the next fault has it. */
  async #exchange<Value>(
    worker: Worker,
    kind: 'notice' | 'ask',
    heard: () => Answer<Value>,
  ): Promise<Answer<Value>> {
    const fault = this.#faults.shift() ?? 'none';
    met.set(fault, (met.get(fault) ?? 0) + 1);
    this.exchanges[kind] += 1;
    this.mostExchanges = Math.max(this.mostExchanges, this.exchanges[kind]);
    let over = false;
    const end = () => {
      if (!over) this.exchanges[kind] -= 1;
      over = true;
    };
    const killed = worker.death.then(() => {
      end();
      return never;
    });
    try {
      return await Promise.race([this.#going(worker, fault, heard), killed]);
    } finally {
      end();
    }
  }

  async #going<Value>(worker: Worker, fault: Fault, heard: () => Answer<Value>): Promise<Answer<Value>> {
    await latency();
    const unheard = UNHEARD[fault];
    if (unheard) return unheard;
    if (fault === 'killed before sending') return this.#killedOver(worker);
    if (fault === 'time-out') {
      this.#underway.push(heard);
      return problem('unreachable');
    }
    const answer = heard();
    await latency();
    if (fault === 'answer lost') return problem('unreachable');
    if (fault === 'killed after storing') return this.#killedOver(worker);
    if (fault === 'killed with the answer in hand') {
      worker.dead = true;
      void worker.outbox.close();
    }
    if (fault === 'quota full') {
      this.#mendDisk();
      const mend = fullDisk();
      this.#mendDisk = () => {
        mend();
        this.#mendDisk = () => {};
      };
    }
    return answer;
  }

  /** What a killed worker hears of its exchange: nothing, ever. */
  async #killedOver(worker: Worker): Promise<never> {
    await worker.kill();
    return never;
  }

  async step(step: Step): Promise<void> {
    await this.#do(step);
    this.#mendDisk();
    await this.#look(this.worker(0));
  }

  /** What was kept is there, and every notice is where it was seen or further on, as the transitions have it. */
  async #look({ outbox }: Worker): Promise<void> {
    const entries = new Map((await outbox.list()).map((entry) => [entry.id, entry]));
    for (const [id, seen] of this.#seen)
      expect(follows(seen, entries.get(id)?.state), `${id}: ${seen} → ${entries.get(id)?.state}`).toBe(true);
    for (const { id, state } of entries.values()) if (state !== 'draft') this.#seen.set(id, state);
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'draft':
        return this.draft(step.nth, step);
      case 'confirm':
        return this.confirm(step.nth, step);
      case 'confirm twice': {
        // Two windows show the same draft, and the person presses both buttons.
        const well = { killed: false, full: false };
        await Promise.all([this.confirm(step.nth, well, 0), this.confirm(step.nth, well, 1)]);
        return;
      }
      case 'deliver':
        return this.deliver(step.worker);
      case 'deliver both':
        await Promise.all([this.deliver(0), this.deliver(1)]);
        return;
      case 'ask':
        return this.ask(step.worker);
      case 'decide': {
        const stored = this.endpoint.stored.get(noticeId(step.nth));
        if (stored) stored.decided = true;
        return;
      }
      case 'complain':
        return this.complain(step.nth, step.killed);
      case 'kill':
        return this.worker(step.worker).kill();
      case 'browser restarted':
        await Promise.all(this.#workers.map((worker) => worker.kill()));
        return;
      case 'wait':
        this.clock += step.ms;
        this.#arrive();
        return;
      case 'retry':
        await this.worker(0).outbox.retry(noticeId(step.nth));
    }
  }

  #arrive(): void {
    for (const arrival of this.#underway.splice(0)) arrival();
  }

  /** The faults end, the person has tried again what was refused, and time goes by until all is told. */
  async settle(): Promise<void> {
    this.#faults.length = 0;
    this.#mendDisk();
    const { outbox } = this.worker(0);
    for (let rounds = 0; rounds < 3; rounds += 1) {
      for (const { id, problem } of await outbox.list())
        if (problem?.kind === 'refused') await outbox.retry(id);
      this.clock += 40 * DAY;
      this.#arrive();
      await this.deliver(0);
      await this.ask(0);
    }
  }
}

/** Whether a notice can have gone from one state to another by any number of transitions that are no deletion. */
function follows(from: NoticeEntry['state'], to: string | undefined): boolean {
  const reached = new Set<string>([from]);
  for (const state of reached)
    for (const event of [
      'attempt',
      'postpone',
      'refuse',
      'retry',
      'receive',
      'decide',
      'complain',
      'close',
    ] as const) {
      const next = leadsTo(state as NoticeEntry['state'], event);
      if (next) reached.add(next);
    }
  return to !== undefined && reached.has(to);
}

let worlds = 0;

test.each([
  ['with locks', true],
  ['without locks', false],
])('what was confirmed arrives once, %s', { timeout: 3_600_000 }, async (_, locking) => {
  const schedule = [
    fc.array(step, { minLength: 3, maxLength: 30, size: 'max' }),
    fc.array(fc.constantFrom(...FAULTS), { maxLength: 30, size: 'max' }),
  ] as const;
  met.clear();
  await fc.assert(
    fc.asyncProperty(...schedule, async (steps, faults) => {
      const world = new World(`world-${++worlds}`, faults, locking);
      for (const step of steps) await world.step(step);
      await world.settle();

      const { outbox } = world.worker(0);
      const { stored } = world.endpoint;
      const entries = new Map((await outbox.list()).map((entry) => [entry.id, entry]));
      for (const [id, notice] of world.confirmed) {
        const there = stored.get(id);
        const entry = entries.get(id);
        expect(there?.bytes, `${id} is stored`).toBe(noticeBytes(notice));
        expect(entry).toMatchObject({ receipt: there?.receipt, problem: null, nextAttemptAt: null });
        expect([...(there?.attachments ?? [])]).toEqual(notice.attachments.map(({ sha256 }) => sha256));
        expect(entry?.state).toBe(
          there?.complaints.size ? 'complained' : there?.decided ? 'decided' : 'received',
        );
      }
      for (const [id, complaint] of world.complaints) {
        expect([...(stored.get(id)?.complaints.values() ?? [])]).toEqual([complaint]);
        expect(entries.get(id)?.complaint).toMatchObject({ complaint, receipt: { id: complaint.id } });
      }
      // A draft is there, or the notice it became.
      for (const id of world.drafts) expect(entries.has(id), id).toBe(true);
      // Nothing reached the endpoint that the outbox does not know of.
      expect([...stored.keys()].filter((id) => !entries.has(id))).toEqual([]);
      // The journal tells the same, in unbroken order.
      const journal = await outbox.journal();
      expect(verifyChain(journal)).toBeNull();
      for (const [id, { state }] of entries) {
        const course = journal.filter(({ notice }) => notice === id);
        let at: (typeof course)[number]['to'] = null;
        for (const { event, from, to } of course) {
          expect({ from, to }).toEqual({ from: at, to: leadsTo(from, event) });
          at = to;
        }
        expect(at).toBe(state);
      }
      if (locking) expect(world.mostExchanges).toBeLessThanOrEqual(1);
      await outbox.close();
    }),
    { numRuns: Number(process.env.RUNS ?? 150) },
  );
  if (process.env.RUNS) console.log(Object.fromEntries(met));
});
