import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ASKS_PER_HOUR,
  FIRST_WAIT_MS,
  LONGEST_ASK_MS,
  LONGEST_BACKOFF_MS,
  LONGEST_WAIT_MS,
  mayAskAt,
  SOONEST_ASK_MS,
  waitAfter,
  waitToAsk,
  withinHour,
} from './waits.ts';

const HOUR = 3_600_000;

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

describe('waitToAsk', () => {
  test('no sooner than the endpoint said, nor than is polite', () => {
    expect(waitToAsk(HOUR, 0, 0)).toBe(HOUR);
    expect(waitToAsk(1_000, 0, 0)).toBe(SOONEST_ASK_MS);
    expect(waitToAsk(HOUR, 0, 0.8)).toBe(1.2 * HOUR);
  });
  test('twice as long each time nothing had changed, up to a week', () => {
    expect([1, 2, 3].map((unchanged) => waitToAsk(HOUR, unchanged, 0) / HOUR)).toEqual([2, 4, 8]);
    expect(waitToAsk(HOUR, 500, 0)).toBe(LONGEST_BACKOFF_MS);
  });
  test('for longer only where it said so, and never for more than a month', () => {
    expect(waitToAsk(10 * 24 * HOUR, 5, 0)).toBe(10 * 24 * HOUR);
    expect(waitToAsk(365 * 24 * HOUR, 5, 0)).toBe(LONGEST_ASK_MS);
  });
});

test('whatever happens, no host is asked more often than so many times an hour', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 20 * 60_000 }), { minLength: 30, maxLength: 200 });
  fc.assert(
    fc.property(gaps, (waits) => {
      let now = 1_700_000_000_000;
      let remembered: number[] = [];
      const asked: number[] = [];
      for (const wait of waits) {
        now += wait;
        const at = mayAskAt(remembered, now);
        if (at > now) {
          // Put off until then it is allowed.
          expect(mayAskAt(remembered, at)).toBe(at);
          continue;
        }
        remembered = [...withinHour(remembered, now), now];
        asked.push(now);
      }
      for (const [n, at] of asked.entries())
        expect(asked.slice(n).filter((later) => later < at + HOUR).length).toBeLessThanOrEqual(ASKS_PER_HOUR);
    }),
  );
});

test('a clock set back does not keep a host from being asked', () => {
  const now = 1_700_000_000_000;
  const future = Array.from({ length: ASKS_PER_HOUR }, (_, n) => now + 24 * HOUR + n);
  expect(mayAskAt(future, now)).toBe(now);
});
