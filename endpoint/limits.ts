import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database/database.ts';

/**
 * Token buckets, each as the time at which it is full again (the generic cell rate algorithm): it holds what fills up
 * in an hour, so a person can send an hour's worth at once.
 */
export interface Limits {
  /** Takes one from the bucket of `key`; how many seconds to wait, 0 if it was taken. */
  take(key: string, perHour: number): Promise<number>;
  close(): void;
}

/** In microseconds, as all times here. */
const WINDOW = 3_600_000_000;
/** Buckets in memory; the longest unused are forgotten first. */
const BUCKETS_MAX = 200_000;
/** How often what is full again is forgotten in the database, in milliseconds. */
const SWEEP_MS = 600_000;

const interval = (perHour: number) => Math.ceil(WINDOW / perHour);
const secondsUntil = (fullAt: number, now: number, cost: number) =>
  Math.max(1, Math.ceil((Math.max(fullAt, now) + cost - WINDOW - now) / 1_000_000));

/** Of this process alone; a restart fills them. */
export function memoryLimits(clock = Date.now): Limits {
  const fullAt = new Map<string, number>();
  return {
    async take(key, perHour) {
      const now = clock() * 1_000;
      const cost = interval(perHour);
      const before = Math.max(fullAt.get(key) ?? 0, now);
      if (before + cost - now > WINDOW) return secondsUntil(before, now, cost);
      // Written last, so that the first of the map is the one used longest ago.
      fullAt.delete(key);
      fullAt.set(key, before + cost);
      if (fullAt.size > BUCKETS_MAX) fullAt.delete(fullAt.keys().next().value ?? '');
      return 0;
    },
    close() {},
  };
}

interface Asked {
  key: string;
  cost: number;
  answer: (seconds: number) => void;
  fail: (error: unknown) => void;
}

/**
 * Of all processes of one PostgreSQL, by its clock; they survive restarts. What is asked while the database answers is
 * asked of it together. Keys are hashed with `secret`: an address is nobody's business in a database.
 */
export function sharedLimits({ db }: Database, secret: Uint8Array): Limits {
  let waiting: Asked[] = [];
  let asking = false;
  const now = sql<number>`(extract(epoch FROM now()) * 1000000)::bigint`;

  /** Takes `cost` from each bucket that has it; gives the keys of those. */
  async function taken(costs: ReadonlyMap<string, number>): Promise<Set<string>> {
    if (costs.size === 0) return new Set();
    // Sorted: two processes lock the same rows in the same order.
    const rows = [...costs].sort(([a], [b]) => (a < b ? -1 : 1));
    const { rows: done } = await sql<{ key: string }>`
      INSERT INTO buckets AS bucket (key, full_at)
      VALUES ${sql.join(rows.map(([key, cost]) => sql`(${key}, ${now} + ${cost}::bigint)`))}
      ON CONFLICT (key) DO UPDATE SET full_at = greatest(bucket.full_at, ${now}) + (excluded.full_at - ${now})
      WHERE greatest(bucket.full_at, ${now}) + (excluded.full_at - ${now}) - ${now} <= ${sql.lit(WINDOW)}
      RETURNING key`.execute(db);
    return new Set(done.map(({ key }) => key));
  }

  async function answerAll(asked: readonly Asked[]): Promise<void> {
    const sums = new Map<string, number>();
    for (const { key, cost } of asked) sums.set(key, (sums.get(key) ?? 0) + cost);
    // More than the bucket holds is asked for one by one: a new bucket is not compared with anything.
    const whole = await taken(new Map([...sums].filter(([, cost]) => cost <= WINDOW)));
    const empty = new Map<string, number>();
    for (const { key, cost, answer } of asked) {
      if (whole.has(key)) answer(0);
      // Not enough for all of them together: for some, perhaps.
      else if (!empty.has(key) && (await taken(new Map([[key, cost]]))).has(key)) answer(0);
      else {
        if (!empty.has(key)) empty.set(key, await wait(key, cost));
        answer(empty.get(key) ?? 1);
      }
    }
  }

  async function wait(key: string, cost: number): Promise<number> {
    const row = await db
      .selectFrom('buckets')
      .select(['full_at', now.as('now')])
      .where('key', '=', key)
      .executeTakeFirst();
    return row ? secondsUntil(row.full_at, row.now, cost) : 1;
  }

  async function loop(): Promise<void> {
    if (asking) return;
    asking = true;
    while (waiting.length > 0) {
      const asked = waiting;
      waiting = [];
      await answerAll(asked).catch((error) => {
        for (const { fail } of asked) fail(error);
      });
    }
    asking = false;
  }

  const sweep = setInterval(() => {
    db.deleteFrom('buckets')
      .where('full_at', '<', now)
      .execute()
      .catch(() => {});
  }, SWEEP_MS);
  sweep.unref();

  return {
    take: (key, perHour) =>
      new Promise((answer, fail) => {
        const hashed = createHmac('sha256', secret).update(key).digest('base64url').slice(0, 22);
        waiting.push({ key: hashed, cost: interval(perHour), answer, fail });
        void loop();
      }),
    close: () => clearInterval(sweep),
  };
}
