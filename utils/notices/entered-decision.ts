import { z } from 'zod';
import { decisionSchema } from './interface.ts';

/**
 * What a platform decided, as the person entered it who was told by e-mail or post: where no endpoint says it. Nobody
 * has checked it, and it is shown as that.
 */
export const enteredDecisionSchema = z.strictObject({
  /** The day they were told, RFC 3339, UTC: the time for a complaint runs from it (Art. 20(2)). */
  decidedAt: z.iso.datetime(),
  outcome: decisionSchema.shape.outcome,
  /** The platform's own words, pasted; empty where it gave no reasons. */
  reasons: z.string().trim().max(10_000),
});
export type EnteredDecision = z.infer<typeof enteredDecisionSchema>;

/**
 * A day of the calendar here ("2026-11-25") as a time: its noon, which is that day in every time zone near this one, but
 * never later than now. Null where there is no such day, it has not come yet, or it was before the day of `from`
 * (milliseconds since the epoch, as `now`).
 */
export function timeOnDay(day: string, from: number, now: number): string | null {
  const [year = 0, month = 0, date = 0] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.slice(1).map(Number) ?? [];
  const [start, noon] = [new Date(year, month - 1, date), new Date(year, month - 1, date, 12)];
  if (start.getFullYear() !== year || start.getMonth() !== month - 1 || start.getDate() !== date) return null;
  if (start.getTime() > now || start.getTime() < new Date(from).setHours(0, 0, 0, 0)) return null;
  return new Date(Math.min(noon.getTime(), now)).toISOString();
}
