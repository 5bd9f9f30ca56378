import { decisionOn, isNotice, type OutboxEntry } from './outbox-entry.ts';

/**
 * The periods the law gives, counted as Regulation (EEC, Euratom) No 1182/71 counts them: the day of the event is not
 * counted, and a period ends with the last hour of its last day. Public holidays differ by Member State and are not
 * known here: each one in a period of working days makes it a day longer.
 */

/** A day of the calendar; `month` from 1. */
interface Day {
  year: number;
  month: number;
  day: number;
}

/** Which clock runs on a notice. */
export interface Clock {
  /**
   * `decision`: a notice about product safety is dealt with in three working days (Regulation (EU) 2023/988, Art. 22) ·
   * `complaint`: six months from the decision (Regulation (EU) 2022/2065, Art. 20(1)).
   */
  kind: 'decision' | 'complaint';
  /** Milliseconds since the epoch: the first moment after the period. */
  endsAt: number;
  over: boolean;
}

/** Three working days (Art. 22 GPSR). */
export const DECISION_WORKING_DAYS = 3;
/** Six months (Art. 20(1) DSA). */
export const COMPLAINT_MONTHS = 6;

/** The clocks that run on a notice, or ran out. Times in milliseconds; `timeZone` is IANA's name, this machine's by default. */
export function clocksOf(entry: OutboxEntry, now: number, timeZone?: string): Clock[] {
  const clock = (kind: Clock['kind'], endsAt: number): Clock => ({ kind, endsAt, over: now >= endsAt });
  if (!isNotice(entry) || entry.state === 'closed') return [];
  const decision = decisionOn(entry);
  if (decision && entry.state === 'decided') {
    const lawful = monthsAfter(Date.parse(decision.decidedAt), COMPLAINT_MONTHS, timeZone);
    // A platform may give longer, never less.
    const given = ('redress' in decision ? decision.redress : [])
      .filter(({ kind, until }) => kind === 'complaint' && until !== null)
      .map(({ until }) => Date.parse(until ?? ''));
    return [clock('complaint', Math.max(lawful, ...given))];
  }
  if (entry.state === 'received' && isAboutSafety(entry.notice.keyword, entry.notice.category)) {
    const from = entry.receipt
      ? Date.parse(entry.receipt.receivedAt)
      : (entry.handedOverAt ?? Date.parse(entry.createdAt));
    return [clock('decision', workingDaysAfter(from, DECISION_WORKING_DAYS, timeZone))];
  }
  return [];
}

/** Whether a notice is about product safety, which is what Art. 22 GPSR is about. */
const isAboutSafety = (keyword: string | null, category: string): boolean =>
  keyword === 'KEYWORD_UNSAFE_PRODUCTS' ||
  (category === 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS' && keyword === null);

/** The end of a period of working days: neither Saturday nor Sunday. */
export function workingDaysAfter(at: number, days: number, timeZone?: string): number {
  let day = dayOf(at, timeZone);
  for (let left = days; left > 0; ) {
    day = plus(day, 1);
    const weekday = new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return startOf(plus(day, 1), timeZone);
}

/** The end of a period of months: on the same day of the month, or on the month's last where it has no such day. */
export function monthsAfter(at: number, months: number, timeZone?: string): number {
  const { year, month, day } = dayOf(at, timeZone);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return startOf(
    plus(
      {
        year: last.getUTCFullYear(),
        month: last.getUTCMonth() + 1,
        day: Math.min(day, last.getUTCDate()),
      },
      1,
    ),
    timeZone,
  );
}

function plus({ year, month, day }: Day, days: number): Day {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** What a clock on the wall shows at a time, as if it were UTC. */
function wallClock(at: number, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
    ...{ second: 'numeric', hourCycle: 'h23', calendar: 'iso8601', timeZone },
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

function dayOf(at: number, timeZone?: string): Day {
  const wall = new Date(wallClock(at, timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** The first moment of a day; where the clocks go forward at midnight, the first there is. */
function startOf({ year, month, day }: Day, timeZone?: string): number {
  const wanted = Date.UTC(year, month - 1, day);
  let at = wanted;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round += 1) at += wanted - wallClock(at, timeZone);
  return at;
}
