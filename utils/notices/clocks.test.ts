import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clocksOf, monthsAfter, workingDaysAfter } from './clocks.ts';
import { sampleEntry, sampleStatus } from './sample-notice.ts';

const at = (time: string) => Date.parse(time);
const iso = (time: number) => new Date(time).toISOString();

describe('working days', () => {
  test.each([
    // The day it comes is not counted; the period ends with its last hour.
    ['Monday', '2026-11-23T10:00:00Z', '2026-11-27T00:00:00Z'],
    ['Wednesday, over a weekend', '2026-11-25T10:00:00Z', '2026-12-01T00:00:00Z'],
    ['Friday late', '2026-11-27T23:59:59Z', '2026-12-03T00:00:00Z'],
    ['Saturday', '2026-11-28T10:00:00Z', '2026-12-03T00:00:00Z'],
    ['Sunday', '2026-11-29T10:00:00Z', '2026-12-03T00:00:00Z'],
    ['over the end of a year', '2026-12-31T10:00:00Z', '2027-01-06T00:00:00Z'],
    ['over 29 February', '2028-02-28T10:00:00Z', '2028-03-03T00:00:00Z'],
  ])('three from a %s', (_, from, end) => {
    expect(iso(workingDaysAfter(at(from), 3, 'UTC'))).toBe(iso(at(end)));
  });

  test.each([
    // 29 March 2026: the clocks go forward; the hour of midnight in Berlin is another afterwards.
    ['Europe/Berlin', '2026-03-26T12:00:00Z', '2026-03-31T22:00:00Z'],
    // 25 October 2026: and back.
    ['Europe/Berlin', '2026-10-22T12:00:00Z', '2026-10-27T23:00:00Z'],
    // It is Tuesday in Auckland already.
    ['Pacific/Auckland', '2026-11-23T22:00:00Z', '2026-11-27T11:00:00Z'],
    ['America/Los_Angeles', '2026-11-24T03:00:00Z', '2026-11-27T08:00:00Z'],
  ])('in %s, across a change of the clocks', (zone, from, end) => {
    expect(iso(workingDaysAfter(at(from), 3, zone))).toBe(iso(at(end)));
  });

  test('where the clocks go forward at midnight, the day begins with the first moment there is', () => {
    // Beirut, 29 March 2026: there is no 00:00.
    expect(iso(workingDaysAfter(at('2026-03-26T10:00:00Z'), 1, 'Asia/Beirut'))).toBe(
      '2026-03-27T22:00:00.000Z',
    );
    expect(iso(monthsAfter(at('2025-09-28T10:00:00Z'), 6, 'Asia/Beirut'))).toBe('2026-03-28T22:00:00.000Z');
  });

  test('any three end after three days at the soonest, after six at the latest', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'Asia/Kolkata',
      'America/St_Johns',
      'Pacific/Chatham',
    );
    const times = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') });
    fc.assert(
      fc.property(times, zones, (from, zone) => {
        const days = (workingDaysAfter(from, 3, zone) - from) / 86_400_000;
        expect(days).toBeGreaterThan(2.95);
        expect(days).toBeLessThan(6.1);
      }),
    );
  });
});

describe('months', () => {
  test.each([
    ['the same day', '2026-01-15T10:00:00Z', '2026-07-16T00:00:00Z'],
    ['the last day, where there is no 31st', '2026-03-31T10:00:00Z', '2026-10-01T00:00:00Z'],
    ['the end of February', '2026-08-31T10:00:00Z', '2027-03-01T00:00:00Z'],
    ['the end of a longer February', '2027-08-30T10:00:00Z', '2028-03-01T00:00:00Z'],
    ['from 29 February', '2028-02-29T10:00:00Z', '2028-08-30T00:00:00Z'],
  ])('six: %s', (_, from, end) => {
    expect(iso(monthsAfter(at(from), 6, 'UTC'))).toBe(iso(at(end)));
  });

  test('from winter into summer', () => {
    expect(iso(monthsAfter(at('2026-11-25T10:00:00Z'), 6, 'Europe/Berlin'))).toBe('2027-05-25T22:00:00.000Z');
  });
});

describe('clocks of a notice', () => {
  const dangerous = sampleEntry({
    keyword: 'KEYWORD_UNSAFE_PRODUCTS',
    listings: [{ url: 'https://www.aliexpress.com/item/1.html' }],
  });
  const now = at('2026-11-24T12:00:00Z');

  test('three working days from the receipt, for a dangerous product only', () => {
    const received = { ...dangerous, state: 'received' as const };
    expect(clocksOf(received, now, 'UTC')).toEqual([
      { kind: 'decision', endsAt: at('2026-11-28T00:00:00Z'), over: false },
    ]);
    expect(clocksOf(received, at('2026-11-28T00:00:00Z'), 'UTC')).toMatchObject([{ over: true }]);
    expect(clocksOf(sampleEntry({ keyword: 'KEYWORD_PROHIBITED_PRODUCTS' }), now, 'UTC')).toEqual([]);
  });

  test('six months from the decision, or as long as the platform gives if that is longer', () => {
    const decided = (until: string | null) => ({
      ...dangerous,
      state: 'decided' as const,
      status: sampleStatus({ state: 'decided' }, until),
    });
    const lawful = at('2027-05-26T00:00:00Z');
    expect(clocksOf(decided(null), now, 'UTC')).toEqual([{ kind: 'complaint', endsAt: lawful, over: false }]);
    expect(clocksOf(decided('2026-12-01T00:00:00Z'), now, 'UTC')).toMatchObject([{ endsAt: lawful }]);
    expect(clocksOf(decided('2028-01-01T00:00:00Z'), now, 'UTC')).toMatchObject([
      { endsAt: at('2028-01-01T00:00:00Z') },
    ]);
  });

  test('from when the person sent it themselves, whatever was noted on it since', () => {
    const byHand = {
      ...dangerous,
      ...{ state: 'received' as const, receipt: null, handedOverAt: at('2026-11-24T11:00:00Z') },
      channel: { kind: 'form' as const, url: 'https://www.aliexpress.com/report', marketplace: 'AliExpress' },
      updatedAt: at('2026-12-09T10:00:00Z'),
    };
    expect(clocksOf(byHand, now, 'UTC')).toMatchObject([{ endsAt: at('2026-11-28T00:00:00Z') }]);
  });

  test('six months from the day the person was told, where they entered the decision', () => {
    const decision = { decidedAt: '2026-08-31T12:00:00Z', outcome: 'not-acted' as const, reasons: '' };
    const told = {
      ...dangerous,
      ...{ state: 'decided' as const, receipt: null, entered: { decision, answer: null } },
      channel: { kind: 'email' as const, address: 'a@shop.example' },
    };
    expect(clocksOf(told, now, 'UTC')).toEqual([
      { kind: 'complaint', endsAt: at('2027-03-01T00:00:00Z'), over: false },
    ]);
  });

  test('none that are not running', () => {
    for (const state of ['queued', 'failed', 'complained', 'closed'] as const)
      expect(clocksOf({ ...dangerous, state }, now)).toEqual([]);
  });
});
