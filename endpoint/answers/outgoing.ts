import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import { insertAll } from '../database/insert-all.ts';
import type { OutgoingRow, Tables } from '../database/tables.ts';
import type { LetterEvent } from './letters.ts';

/**
 * Answers on their way to notifiers. What is put here in a transaction is on disk with it; any process takes what is
 * due for a while, and another takes it over if that one dies. So everything is delivered at least once.
 */
export type AnswerEvent = LetterEvent['kind'] | 'closed';

/** What nobody is told by letter, and what nobody is told by webhook. */
const NO_LETTER: readonly AnswerEvent[] = ['closed'];
const NO_WEBHOOK: readonly AnswerEvent[] = ['receipt'];

/** Puts answers about notices on their way, to the notifiers that can be reached; letters only where they are sent. */
export async function tell(
  tx: Transaction<Tables>,
  notices: readonly string[],
  event: AnswerEvent,
  { letters }: { letters: boolean },
): Promise<void> {
  if (notices.length === 0) return;
  const created_at = new Date().toISOString();
  const row = (kind: OutgoingRow['kind'], notice: string, recipient: string) => ({
    id: randomUUID(),
    notice,
    kind,
    recipient,
    content: JSON.stringify({ event }),
    created_at,
    attempts: 0,
    next_attempt_at: created_at,
  });
  const rows: ReturnType<typeof row>[] = [];
  if (letters && !NO_LETTER.includes(event)) {
    const notifiers = await tx.selectFrom('notifiers').selectAll().where('notice', 'in', notices).execute();
    for (const { notice, content } of notifiers)
      rows.push(row('email', notice, (JSON.parse(content) as { email: string }).email));
  }
  if (!NO_WEBHOOK.includes(event)) {
    const webhooks = await tx.selectFrom('webhooks').selectAll().where('notice', 'in', notices).execute();
    for (const { notice, url } of webhooks) rows.push(row('webhook', notice, url));
  }
  await insertAll(tx, 'outgoing', rows);
}

/** How long a process has an answer for itself, in milliseconds: longer than any delivery takes. */
export const LEASE_MS = 120_000;
/** After how long an answer that never arrives is given up, in milliseconds. */
export const GIVE_UP_MS = 4 * 24 * 3_600_000;
const RETRY_FIRST_MS = 30_000;
const RETRY_MAX_MS = 6 * 3_600_000;

/** One answer that this process has for now. */
export type Claimed = Pick<
  OutgoingRow,
  'id' | 'notice' | 'kind' | 'recipient' | 'created_at' | 'claimed_until'
> & { event: AnswerEvent; attempts: number };

/** Takes up to `most` answers of one kind that are due, the longest due first. */
export function claimDue(
  database: Database,
  kind: OutgoingRow['kind'],
  most: number,
  now = Date.now(),
): Promise<Claimed[]> {
  const at = new Date(now).toISOString();
  const claimed_until = new Date(now + LEASE_MS).toISOString();
  return database.write(async ({ tx }) => {
    const due = await tx
      .selectFrom('outgoing')
      .selectAll()
      .where('kind', '=', kind)
      .where('delivered_at', 'is', null)
      .where('failed_at', 'is', null)
      .where('next_attempt_at', '<=', at)
      .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', at)]))
      .orderBy('next_attempt_at')
      .limit(most)
      .execute();
    if (due.length > 0)
      await tx
        .updateTable('outgoing')
        .set((set) => ({ claimed_until, attempts: set('attempts', '+', 1) }))
        .where(
          'id',
          'in',
          due.map(({ id }) => id),
        )
        .execute();
    return due.map(({ id, notice, kind, recipient, created_at, attempts, content }) => ({
      id,
      notice,
      kind,
      recipient,
      created_at,
      claimed_until,
      attempts: attempts + 1,
      event: (JSON.parse(content) as { event: AnswerEvent }).event,
    }));
  });
}

/** How long to wait after so many attempts, in milliseconds: doubling, spread by a quarter either way. */
export const retryAfter = (attempts: number, random = Math.random()): number =>
  Math.min(RETRY_FIRST_MS * 2 ** Math.min(attempts - 1, 20), RETRY_MAX_MS) * (0.75 + random / 2);

/**
 * Writes down what came of an attempt: done, due again later, or given up. Nothing is written by a process whose time
 * has run out meanwhile, since another has taken over.
 */
export async function settle(
  { db }: Database,
  { id, claimed_until, attempts, created_at }: Claimed,
  outcome: { ok: true } | { ok: false; lasting: boolean; error: string },
  now = Date.now(),
): Promise<void> {
  const at = new Date(now).toISOString();
  const giveUp = !outcome.ok && (outcome.lasting || now - Date.parse(created_at) > GIVE_UP_MS);
  await db
    .updateTable('outgoing')
    .set({
      claimed_until: null,
      ...(outcome.ok && { delivered_at: at, last_error: null }),
      ...(!outcome.ok && { last_error: outcome.error }),
      ...(giveUp && { failed_at: at }),
      ...(!outcome.ok && !giveUp && { next_attempt_at: new Date(now + retryAfter(attempts)).toISOString() }),
    })
    .where('id', '=', id)
    .where('claimed_until', '=', claimed_until)
    .execute();
}

/** How long an answer that arrived, or was given up, is remembered, in milliseconds. */
const REMEMBERED_MS = 30 * 24 * 3_600_000;

/** Forgets answers of long ago, and with them where they went. */
export async function forgetAnswers({ db }: Database, now = Date.now()): Promise<void> {
  const before = new Date(now - REMEMBERED_MS).toISOString();
  await db
    .deleteFrom('outgoing')
    .where((where) => where.or([where('delivered_at', '<', before), where('failed_at', '<', before)]))
    .execute();
}
