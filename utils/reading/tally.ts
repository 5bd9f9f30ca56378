import { z } from 'zod';
import { LIMITS } from '../listing/limits.ts';
import type { Reading } from './reader.ts';

/**
 * How reading goes, counted by reader: enough to see that a marketplace changed its pages, and nothing that says
 * which pages a person looked at.
 */

const counts = z.record(z.string().max(LIMITS.id), z.int().min(0));
const readerTally = z.strictObject({
  read: z.int().min(0),
  partial: z.int().min(0),
  unread: z.int().min(0),
  /** How often each layout was recognised; "" for none. */
  layouts: counts,
  /** How often each field that ought to be there was not found. */
  missing: counts,
});
export type ReaderTally = z.infer<typeof readerTally>;

/** By reader id. Kept in the browser's local storage under the key `readings`. */
export const tallySchema = z.record(z.string().max(LIMITS.id), readerTally).default({});
export type Tally = z.infer<typeof tallySchema>;

/** What of a reading is counted. */
export type Counted = Pick<Reading, 'page' | 'reader' | 'layout' | 'health' | 'missing'>;

/** Entries counted apart; what a page could add beyond them is not. */
const MOST = 100;

function add(record: Record<string, number>, key: string, by: number): void {
  const count = Math.max(0, (record[key] ?? 0) + by);
  if (count === 0) delete record[key];
  else if (Object.hasOwn(record, key) || Object.keys(record).length < MOST) record[key] = count;
}

function count(tally: Tally, { page, reader, layout, health, missing }: Counted, by: 1 | -1): void {
  if (page === 'other' || (!Object.hasOwn(tally, reader) && Object.keys(tally).length >= MOST)) return;
  tally[reader] ??= { read: 0, partial: 0, unread: 0, layouts: {}, missing: {} };
  const own = tally[reader];
  own[health] = Math.max(0, own[health] + by);
  add(own.layouts, layout ?? '', by);
  for (const field of missing) add(own.missing, field, by);
}

/** The tally with one more page in it. A page read again replaces what was counted of it `before`. */
export function tallied(tally: Tally, before: Counted | null, now: Counted): Tally {
  const next = structuredClone(tally);
  if (before) count(next, before, -1);
  count(next, now, 1);
  return next;
}
