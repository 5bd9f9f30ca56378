import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Receipt } from './interface.ts';
import { type Notice, noticeBytes } from './notice.ts';
import { type Delivery, type DeliveryProblem, type Outbox, openOutbox } from './outbox.ts';
import { sampleNotice, sampleReceipt } from './sample-notice.ts';

/**
 * Random schedules of faults against a model endpoint. Whatever happens, a notice whose `add` resolved arrives, is
 * stored once with the bytes that were confirmed, and its receipt is kept. RUNS=10000 tries that many.
 */

const FAULTS = [
  'none',
  'no connection',
  'answer lost', // stored, but the answer does not arrive
  'late', // given up by the client, arrives at the endpoint afterwards
  'broken', // 500
  'busy', // 429
  'refused', // 422
  'lying', // 2xx without a receipt, nothing stored
  'killed before sending',
  'killed after storing',
  'killed with the answer in hand',
] as const;
type Fault = (typeof FAULTS)[number];

type Step =
  | { do: 'add'; killed: boolean }
  | { do: 'deliver'; worker: 0 | 1 }
  | { do: 'deliver both' }
  | { do: 'restart'; worker: 0 | 1 }
  | { do: 'wait'; ms: number }
  | { do: 'retry'; nth: number };

const worker = fc.constantFrom<(0 | 1)[]>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), killed: fc.boolean() }),
  fc.record({ do: fc.constant('deliver' as const), worker }),
  fc.constant({ do: 'deliver both' as const }),
  fc.record({ do: fc.constant('restart' as const), worker }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 40_000, 3_600_000, -86_400_000) }),
  fc.record({ do: fc.constant('retry' as const), nth: fc.nat(5) }),
);

const problem = (kind: DeliveryProblem['kind'], status: number | null = null): Delivery => ({
  problem: { kind, status, fields: [] },
  retryAfterMs: kind === 'busy' ? 120_000 : null,
});
const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Long enough for another worker to open the database and read it meanwhile. */
const latency = async () => {
  for (let ticks = 0; ticks < 20; ticks++) await tick();
};
const never = new Promise<never>(() => {});

/** What a real endpoint does: one record per idempotency key, another content under the same key is refused. */
class ModelEndpoint {
  readonly stored = new Map<string, { bytes: string; receipt: Receipt }>();
  readonly #underway: (() => void)[] = [];

  take(notice: Notice): Delivery {
    const bytes = noticeBytes(notice);
    const known = this.stored.get(notice.id);
    if (known && known.bytes !== bytes) return problem('refused', 409);
    const receipt =
      known?.receipt ??
      sampleReceipt({
        id: `r-${this.stored.size}`,
        number: `${this.stored.size}`,
        secret: `${this.stored.size}`,
      });
    if (!known) this.stored.set(notice.id, { bytes, receipt });
    return { receipt };
  }

  takeLater(notice: Notice): void {
    this.#underway.push(() => this.take(notice));
  }

  arrive(): void {
    for (const arrival of this.#underway.splice(0)) arrival();
  }
}

/** The browser's locks: one holder at a time, in order of asking; those of a killed worker are let go. */
class ModelLocks {
  #tail: Promise<unknown> = Promise.resolve();

  forWorker(death: Promise<void>): Pick<LockManager, 'request'> {
    const request = (_name: string, work: () => Promise<unknown>) => {
      const done = this.#tail.then(() => Promise.race([work(), death]));
      this.#tail = done.catch(() => {});
      return done;
    };
    return { request } as Pick<LockManager, 'request'>;
  }
}

interface Worker {
  outbox: Outbox;
  kill(): Promise<void>;
  /** Resolves when it was killed. */
  death: Promise<void>;
  dead: boolean;
}

class World {
  clock = 1_000_000_000;
  /** Notices whose `add` resolved: the popup said that they are kept. */
  readonly confirmed: Notice[] = [];
  readonly endpoint = new ModelEndpoint();
  /** Exchanges under way at the same time, and the most there ever were. */
  exchanges = 0;
  mostExchanges = 0;
  readonly #locks = new ModelLocks();
  readonly #faults: Fault[];
  readonly #locking: boolean;
  readonly #name: string;
  readonly #workers: Worker[];
  readonly #received = new Set<string>();
  #notices = 0;

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

  worker(n: 0 | 1): Worker {
    const worker = this.#workers[n];
    if (worker && !worker.dead) return worker;
    const fresh = this.#start();
    this.#workers[n] = fresh;
    return fresh;
  }

  /** The person confirms a notice; the worker may be killed before it could say that it is kept. */
  async add(killed: boolean): Promise<void> {
    const worker = this.worker(0);
    const notice = sampleNotice({
      id: `00000000-0000-4000-8000-${String(++this.#notices).padStart(12, '0')}`,
      explanation: `This is the notice number ${this.#notices}, which is kept or not.`,
    });
    const adding = worker.outbox.add(notice, 'https://notices.example').then(
      () => true,
      (error) => {
        if (!worker.dead) throw error;
        return false;
      },
    );
    if (killed) await worker.kill();
    if (await adding) this.confirmed.push(notice);
  }

  /** Ends when the worker has delivered what was due, or was killed over it. */
  async deliver(n: 0 | 1): Promise<void> {
    const worker = this.worker(n);
    const send = async (notice: Notice) => {
      this.mostExchanges = Math.max(this.mostExchanges, ++this.exchanges);
      try {
        return await Promise.race([this.#exchange(worker, notice), worker.death.then(() => never)]);
      } finally {
        this.exchanges -= 1;
      }
    };
    const changed = () => void this.#note(worker).catch(() => {});
    const delivering = worker.outbox.deliver({ send, changed }).catch((error) => {
      if (!worker.dead) throw error;
    });
    await Promise.race([delivering, worker.death.then(tick)]);
  }

  async #exchange(worker: Worker, notice: Notice): Promise<Delivery> {
    const fault = this.#faults.shift() ?? 'none';
    await latency();
    switch (fault) {
      case 'no connection':
        return problem('unreachable');
      case 'broken':
        return problem('busy', 500);
      case 'busy':
        return problem('busy', 429);
      case 'refused':
        return problem('refused', 422);
      case 'lying':
        return problem('answer', 200);
      case 'late':
        this.endpoint.takeLater(notice);
        return problem('unreachable');
      case 'killed before sending':
        return this.#killedOver(worker);
    }
    const delivery = this.endpoint.take(notice);
    await latency();
    if (fault === 'answer lost') return problem('unreachable');
    if (fault === 'killed after storing') return this.#killedOver(worker);
    if (fault === 'killed with the answer in hand') {
      worker.dead = true;
      void worker.outbox.close();
    }
    return delivery;
  }

  /** What a killed worker hears of its exchange: nothing, ever. */
  async #killedOver(worker: Worker): Promise<never> {
    this.exchanges -= 1;
    await worker.kill();
    return never;
  }

  async step(step: Step): Promise<void> {
    await this.#do(step);
    const states = await this.#note(this.worker(0));
    for (const id of this.#received) expect(states.get(id), `${id} was received`).toBe('received');
  }

  /** Remembers which notices were seen as received: none of them may ever be anything else again. */
  async #note({ outbox }: Worker): Promise<Map<string, string>> {
    const states = new Map((await outbox.list()).map(({ id, state }) => [id, state]));
    for (const [id, state] of states) if (state === 'received') this.#received.add(id);
    return states;
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'add':
        return this.add(step.killed);
      case 'deliver':
        return this.deliver(step.worker);
      case 'deliver both':
        await Promise.all([this.deliver(0), this.deliver(1)]);
        return;
      case 'restart':
        return this.worker(step.worker).kill();
      case 'wait':
        this.clock += step.ms;
        this.endpoint.arrive();
        return;
      case 'retry':
        await this.worker(0).outbox.retry(this.confirmed[step.nth]?.id ?? 'none');
    }
  }

  /** The faults end, the person retries what was refused, and time goes by. */
  async settle(): Promise<void> {
    this.#faults.length = 0;
    const { outbox } = this.worker(0);
    for (const { id, state } of await outbox.list()) if (state === 'failed') await outbox.retry(id);
    this.clock += 7 * 3_600_000;
    await this.deliver(0);
    this.endpoint.arrive();
  }
}

let worlds = 0;

test.each([
  ['with locks', true],
  ['without locks', false],
])('what was confirmed arrives once, %s', { timeout: 600_000 }, async (_, locking) => {
  const scenario = [
    fc.array(step, { minLength: 3, maxLength: 25, size: 'max' }),
    fc.array(fc.constantFrom(...FAULTS), { maxLength: 25, size: 'max' }),
  ] as const;
  await fc.assert(
    fc.asyncProperty(...scenario, async (steps, faults) => {
      const world = new World(`world-${++worlds}`, faults, locking);
      for (const step of steps) await world.step(step);
      await world.settle();

      const { outbox } = world.worker(0);
      const { stored } = world.endpoint;
      const entries = new Map((await outbox.list()).map((entry) => [entry.id, entry]));
      for (const notice of world.confirmed) {
        expect(entries.get(notice.id)).toMatchObject({
          state: 'received',
          receipt: stored.get(notice.id)?.receipt,
        });
        expect(stored.get(notice.id)?.bytes).toBe(noticeBytes(notice));
      }
      // Nothing reached the endpoint that the outbox does not know of.
      expect([...stored.keys()].filter((id) => !entries.has(id))).toEqual([]);
      expect(await outbox.nextDue()).toBeNull();
      if (locking) expect(world.mostExchanges).toBeLessThanOrEqual(1);
      await outbox.close();
    }),
    { numRuns: Number(process.env.RUNS ?? 150) },
  );
});
