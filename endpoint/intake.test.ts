import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import type { Database } from './database/database.ts';
import { Unavailable } from './database/failures.ts';
import { type Accepted, createIntake } from './intake.ts';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let last = 0;
const submission = () => ({
  notice: sampleNotice({ id: `5f0c2f0e-3b53-4d0e-9d7a-${String(++last).padStart(12, '0')}` }),
  sha256: '0'.repeat(64),
  flagger: null,
});

onEachDatabase('createIntake', (emptyDatabase) => {
  let at: TestEndpoint;
  beforeEach(async () => {
    at = await openTestEndpoint(await emptyDatabase());
  });
  afterEach(() => at.close());

  test('notices that come while others are written share the next transaction', async () => {
    const sizes: number[] = [];
    const intake = createIntake(at.endpoint.database, at.endpoint.keys, {
      batched: (size) => sizes.push(size),
    });
    const accepted = await Promise.all(Array.from({ length: 300 }, () => intake.accept(submission())));
    expect(accepted.every((one) => one !== 'conflict' && one.stored)).toBe(true);
    expect(sizes).toEqual([1, 256, 43]);
    expect(await at.count()).toBe(300);
    expect(intake.waiting()).toBe(0);
  });

  test('the same one, and another of its id, in one transaction', async () => {
    const { intake } = at.endpoint;
    const [one, first] = [submission(), submission()];
    const other = { ...one, notice: { ...one.notice, language: 'de' } };
    const [, stored, repeated, conflict] = await Promise.all(
      [first, one, one, other].map((submission) => intake.accept(submission)),
    );
    expect(stored).toMatchObject({ stored: true });
    expect(repeated).toEqual({ ...(stored as object), stored: false });
    expect(conflict).toBe('conflict');
  });

  test('one that cannot be written is refused alone', async () => {
    const { database, keys } = at.endpoint;
    // What no schema would let through: a category that is not there.
    const broken = submission();
    broken.notice = { ...broken.notice, category: null as never };
    const intake = createIntake(database, keys);
    const settled = await Promise.allSettled(
      [submission(), submission(), broken, submission()].map((s) => intake.accept(s)),
    );
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await at.count()).toBe(3);
  });

  test('a database that is gone is told to all at once, and more than can wait are turned away', async () => {
    let tries = 0;
    const gone = {
      ...at.endpoint.database,
      write: async () => {
        tries += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Unavailable('gone');
      },
    } as unknown as Database;
    const intake = createIntake(gone, at.endpoint.keys);
    const one = submission();
    const settled = await Promise.allSettled(
      Array.from({ length: 6_000 }, (): Promise<Accepted> => intake.accept(one)),
    );
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    const turnedAway = settled.filter((one) =>
      String((one as PromiseRejectedResult).reason).includes('too many'),
    );
    expect(turnedAway).toHaveLength(999);
    expect(tries).toBeLessThan(30);
    await intake.settled();
  });
});
