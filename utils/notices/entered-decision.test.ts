import { expect, test } from 'vitest';
import { enteredDecisionSchema, timeOnDay } from './entered-decision.ts';

const from = new Date(2026, 10, 18, 23, 59).getTime();
const now = new Date(2026, 10, 25, 9, 30).getTime();
const dayOf = (time: string | null) => time && new Intl.DateTimeFormat('sv-SE').format(new Date(time));

test('a day is a time on that day, here, and never later than now', () => {
  expect(dayOf(timeOnDay('2026-11-20', from, now))).toBe('2026-11-20');
  expect(dayOf(timeOnDay('2026-11-18', from, now))).toBe('2026-11-18');
  expect(timeOnDay('2026-11-25', from, now)).toBe(new Date(now).toISOString());
});

test.each(['', '2026-11-26', '2026-02-30', '2026-13-01', '20.11.2026', '2027-01-01', '2026-11-17'])(
  'no day it can have been: “%s”',
  (day) => {
    expect(timeOnDay(day, from, now)).toBeNull();
  },
);

test('what is entered is bounded; no reasons are none', () => {
  const entered = { decidedAt: '2026-11-20T12:00:00.000Z', outcome: 'not-acted', reasons: ' ' };
  expect(enteredDecisionSchema.parse(entered)).toEqual({ ...entered, reasons: '' });
  for (const wrong of [
    { outcome: 'perhaps' },
    { reasons: 'x'.repeat(10_001) },
    { decidedAt: 'yesterday' },
    { more: 1 },
  ])
    expect(enteredDecisionSchema.safeParse({ ...entered, ...wrong }).success).toBe(false);
});
