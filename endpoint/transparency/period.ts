/** A stretch of time, RFC 3339 in UTC: `from` is in it, `to` is not. */
export interface Period {
  from: string;
  to: string;
}

/** "2026-02-30" is none, though it can be parsed. */
const isDay = (day: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(day).toISOString().startsWith(day);

/** From the first moment of one day to the last of another, both by UTC; null for what are no days in this order. */
export function periodOf(from: string | undefined, to: string | undefined): Period | null {
  if (!from || !to || !isDay(from) || !isDay(to)) return null;
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  if (!(begins <= ends)) return null;
  return { from: new Date(begins).toISOString(), to: new Date(ends + 24 * 3_600_000).toISOString() };
}
