import { expect, test } from 'vitest';
import { clocksOf } from './clocks.ts';
import { COMPLAINT_ENDS_MS, nextReminderAt, remindersDue } from './reminders.ts';
import { sampleDecision, sampleEntry, sampleStatus } from './sample-notice.ts';

const DAY = 24 * 3_600_000;
const entry = sampleEntry({ keyword: 'KEYWORD_UNSAFE_PRODUCTS' });
const confirmed = Date.parse(entry.createdAt);

test('nothing on a notice that is on its way', () => {
  expect(remindersDue(entry, confirmed)).toEqual([]);
  expect(remindersDue({ ...entry, state: 'queued', receipt: null }, confirmed + 9 * DAY)).toEqual([]);
});

test('three working days without a decision, and when that will be', () => {
  const [clock] = clocksOf(entry, confirmed);
  expect(nextReminderAt([entry], confirmed)).toBe(clock?.endsAt);
  expect(remindersDue(entry, clock?.endsAt ?? 0)).toEqual(['overdue']);
  expect(nextReminderAt([entry], clock?.endsAt ?? 0)).toBeNull();
});

test('a decision, even of an endpoint whose clock is ahead', () => {
  const decided = { ...entry, state: 'decided' as const, status: sampleStatus({ state: 'decided' }) };
  expect(remindersDue(decided, confirmed)).toEqual(['decision']);
});

test('the end of the time for a complaint, where nothing was done and none was made', () => {
  const decision = sampleDecision({ outcome: 'not-acted', measures: [] });
  const decided = {
    ...entry,
    state: 'decided' as const,
    status: sampleStatus({ state: 'decided', decision }),
  };
  const ends = clocksOf(decided, confirmed)[0]?.endsAt ?? 0;
  expect(remindersDue(decided, ends - COMPLAINT_ENDS_MS - 1)).toEqual(['decision']);
  expect(remindersDue(decided, ends - COMPLAINT_ENDS_MS)).toEqual(['decision', 'complaintEnds']);
  expect(remindersDue(decided, ends)).toEqual(['decision']);
  const acted = { ...decided, status: sampleStatus({ state: 'decided' }) };
  expect(remindersDue(acted, ends - 1)).toEqual(['decision']);
});

test('the end of the time for a complaint the person wrote and has not sent', () => {
  const decision = { decidedAt: '2026-11-25T12:00:00Z', outcome: 'not-acted' as const, reasons: '' };
  const told = {
    ...entry,
    ...{ state: 'decided' as const, receipt: null, entered: { decision, answer: null } },
    channel: { kind: 'email' as const, address: 'a@shop.example' },
  };
  const nearly = (clocksOf(told, confirmed)[0]?.endsAt ?? 0) - COMPLAINT_ENDS_MS;
  // What they entered themselves is no news to them.
  expect(remindersDue(told, nearly - 1)).toEqual([]);
  expect(remindersDue(told, nearly)).toEqual(['complaintEnds']);
  const complaint = {
    complaint: { id: '1', createdAt: '', explanation: 'It is a medicine.', language: 'en' },
    receipt: null,
  };
  expect(remindersDue({ ...told, complaint }, nearly)).toEqual(['complaintEnds']);
  expect(remindersDue({ ...told, complaint: { ...complaint, handedOverAt: 1 } }, nearly)).toEqual([]);
});

test('a refusal, and what the person has not said to have sent', () => {
  expect(remindersDue({ ...entry, state: 'failed', receipt: null }, confirmed)).toEqual(['failed']);
  const byHand = {
    ...entry,
    ...{
      state: 'queued' as const,
      receipt: null,
      channel: { kind: 'email' as const, address: 'a@shop.example' },
    },
  };
  expect(remindersDue(byHand, confirmed + DAY - 1)).toEqual([]);
  expect(nextReminderAt([byHand], confirmed)).toBe(confirmed + DAY);
  expect(remindersDue(byHand, confirmed + DAY)).toEqual(['handOver']);
});
