import { clocksOf } from './clocks.ts';
import {
  complainedAt,
  decisionOn,
  isNotice,
  type NoticeEntry,
  type OutboxEntry,
  type ReminderKind,
} from './outbox-entry.ts';

const DAY_MS = 24 * 3_600_000;
/** How long before the time for a complaint is over it is said. */
export const COMPLAINT_ENDS_MS = 14 * DAY_MS;
/** How long a notice may wait to be handed over before it is asked about. */
export const HAND_OVER_MS = DAY_MS;

/** When each reminder there can be on a notice is due, in milliseconds since the epoch; those of the past included. */
function dueTimes(entry: OutboxEntry, now: number, timeZone?: string): [ReminderKind, number][] {
  if (!isNotice(entry)) return [];
  const { state, status, channel } = entry;
  const due: [ReminderKind, number][] = [];
  if (state === 'failed') due.push(['failed', entry.updatedAt]);
  if (state === 'queued' && channel.kind !== 'endpoint')
    due.push(['handOver', Date.parse(entry.createdAt) + HAND_OVER_MS]);
  if (status?.decision) due.push(['decision', Date.parse(status.decision.decidedAt)]);
  if (status?.complaint?.decision) due.push(['answer', Date.parse(status.complaint.decision.decidedAt)]);
  for (const { kind, endsAt, over } of clocksOf(entry, now, timeZone)) {
    if (kind === 'decision') due.push(['overdue', endsAt]);
    // Who got what they asked for has nothing to complain about.
    else if (!over && decisionOn(entry)?.outcome === 'not-acted' && !isComplained(entry))
      due.push(['complaintEnds', endsAt - COMPLAINT_ENDS_MS]);
  }
  return due;
}

/** Whether there is a complaint that is with the platform, or gets there without the person. */
const isComplained = (entry: NoticeEntry): boolean =>
  complainedAt(entry) !== null || (entry.complaint !== null && entry.nextAttemptAt !== null);

/** What the person might want to know of a notice now. */
export const remindersDue = (entry: OutboxEntry, now: number, timeZone?: string): ReminderKind[] =>
  dueTimes(entry, now, timeZone)
    // What an endpoint's clock puts into the future has happened all the same.
    .filter(([kind, at]) => at <= now || kind === 'decision' || kind === 'answer')
    .map(([kind]) => kind);

/** When the next reminder will be due; null if none will by itself. */
export function nextReminderAt(
  entries: readonly OutboxEntry[],
  now: number,
  timeZone?: string,
): number | null {
  const times = entries
    .flatMap((entry) => dueTimes(entry, now, timeZone))
    .map(([, at]) => at)
    .filter((at) => at > now);
  return times.length === 0 ? null : Math.min(...times);
}

/** Reminders the person has not put aside, newest first. */
export const openReminders = (entry: OutboxEntry) =>
  entry.reminders.filter(({ aside }) => !aside).toSorted((a, b) => b.at - a.at);
