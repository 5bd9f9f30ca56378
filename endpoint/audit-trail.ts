import { hash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { insertAll } from './database/insert-all.ts';
import type { AuditRow, Tables } from './database/tables.ts';

/**
 * What happened, in the order it happened, each entry sealed by the hash of the one before: what is changed, left
 * out or put in afterwards breaks the chain. Holds no personal data, so it stays whole when a notifier is erased.
 */
export interface AuditEvent {
  /** "notice.received": a noun of this endpoint and what happened to it. */
  event: string;
  notice?: string;
  /** The id of a moderator or a trusted flagger; never who reported. */
  actor?: string;
  /** Whatever else an inspector needs: states, hashes, counts. No personal data. */
  detail?: Record<string, string | number | null>;
}

/** The hash "before" the first entry. */
const GENESIS = '0'.repeat(64);

/** How many entries are read at once when the trail is checked. */
const PAGE = 1_000;

const hashOf = (
  previous: string,
  { seq, at, event, notice, actor, detail }: Omit<AuditRow, 'hash'>,
): string => hash('sha256', JSON.stringify([previous, seq, at, event, notice, actor, detail]), 'hex');

/** Adds entries at the end; in a transaction that keeps other writers out (`Database.write` calls it). */
export async function appendToTrail(tx: Transaction<Tables>, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const last = await tx
    .selectFrom('audit_trail')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  let { seq, hash } = last ?? { seq: 0, hash: GENESIS };
  const at = new Date().toISOString();
  const rows = events.map(({ event, notice = null, actor = null, detail = {} }): AuditRow => {
    seq += 1;
    const entry = { seq, at, event, notice, actor, detail: JSON.stringify(detail) };
    hash = hashOf(hash, entry);
    return { ...entry, hash };
  });
  await insertAll(tx, 'audit_trail', rows);
}

/** The place of the first entry that does not follow from the one before it; null when the whole trail holds. */
export async function firstBreak(db: Kysely<Tables>): Promise<number | null> {
  let { seq, hash } = { seq: 0, hash: GENESIS };
  for (;;) {
    const rows = await db
      .selectFrom('audit_trail')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      if (row.seq !== seq + 1 || row.hash !== hashOf(hash, row)) return row.seq;
      ({ seq, hash } = row);
    }
    if (rows.length < PAGE) return null;
  }
}
