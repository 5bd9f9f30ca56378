/** How long to wait before the next attempt, and before asking again. In milliseconds. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Wait after the first failed attempt; doubled after each further one up to `LONGEST_WAIT_MS`. */
export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 6 * HOUR;

/** No endpoint is asked sooner again by itself, whatever it says. */
export const SOONEST_ASK_MS = 15 * MINUTE;
/** Nothing changed so often that it is asked no more often than this, unless it says when. */
export const LONGEST_BACKOFF_MS = 7 * DAY;
/** The longest an endpoint can have us wait. */
export const LONGEST_ASK_MS = 31 * DAY;
/** How often one host is asked within an hour, about all notices together. */
export const ASKS_PER_HOUR = 20;

/**
 * How long to wait after attempt number `attempts` (from 1): doubling from `FIRST_WAIT_MS`, the upper half of it left
 * to chance (0 ≤ `chance` < 1) so that many clients do not come back together, and no less than the endpoint asked
 * for; all within `LONGEST_WAIT_MS`.
 */
export function waitAfter(attempts: number, retryAfterMs: number | null, chance: number): number {
  const doubled = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  const jittered = doubled / 2 + (doubled / 2) * chance;
  return Math.round(Math.min(Math.max(jittered, retryAfterMs ?? 0), LONGEST_WAIT_MS));
}

/**
 * How long to wait before asking again what became of a notice: what the endpoint said (`askAgainMs`), doubled each
 * time nothing had changed up to `LONGEST_BACKOFF_MS`, and up to a quarter more by chance. Never sooner than it said.
 */
export function waitToAsk(askAgainMs: number, unchanged: number, chance: number): number {
  const said = Math.max(askAgainMs, SOONEST_ASK_MS);
  const backedOff = Math.min(said * 2 ** Math.min(unchanged, 20), Math.max(said, LONGEST_BACKOFF_MS));
  return Math.round(Math.min(backedOff * (1 + chance / 4), LONGEST_ASK_MS));
}

/**
 * Whether a time is due. One further off than the longest wait there can be is due as well: the clock was set back,
 * and nothing may be left waiting for that.
 */
export const isDue = (at: number | null, now: number, longest: number): at is number =>
  at !== null && (at <= now || at > now + longest);

/** The asks of the last hour, of those remembered; a clock set back forgets what it makes the future. */
export const withinHour = (asks: readonly number[], now: number): number[] =>
  asks.filter((at) => Math.abs(now - at) < HOUR);

/** When a host asked at these times can be asked again: now, or when the first of them is an hour ago. */
export function mayAskAt(asks: readonly number[], now: number): number {
  const recent = withinHour(asks, now).sort((a, b) => a - b);
  return recent.length < ASKS_PER_HOUR ? now : (recent[recent.length - ASKS_PER_HOUR] ?? now) + HOUR;
}
