import type { Decision } from '../../utils/notices/interface.ts';
import type { Database } from '../database/database.ts';
import { statusOf } from '../status.ts';
import { type LetterEvent, writeLetter } from './letters.ts';
import type { Mailer } from './mail.ts';
import { type Claimed, claimDue, settle } from './outgoing.ts';
import { postWebhook, type WebhookSettings } from './webhook.ts';

export interface Delivering {
  database: Database;
  webhooks: WebhookSettings;
  /** Null where no letters are sent. */
  mailer: Mailer | null;
  /** Who runs the endpoint. */
  operator: string;
}

/** Answers of one kind that are under way at once. */
const AT_ONCE = 20;

/** Delivers what is due now; how many answers were attempted. */
export async function deliverDue(delivering: Delivering): Promise<number> {
  const lanes = await Promise.all([
    lane(delivering, 'webhook'),
    ...(delivering.mailer ? [lane(delivering, 'email')] : []),
  ]);
  return lanes.reduce((sum, attempted) => sum + attempted, 0);
}

/** Each kind by itself: receivers that keep us waiting do not keep letters from going out. */
async function lane(delivering: Delivering, kind: Claimed['kind']): Promise<number> {
  const claimed = await claimDue(delivering.database, kind, AT_ONCE);
  await Promise.all(
    claimed.map(async (answer) => {
      const outcome = await (kind === 'webhook' ? post : write)(delivering, answer);
      await settle(delivering.database, answer, outcome);
    }),
  );
  return claimed.length;
}

const gone = { ok: false, lasting: true, error: 'nothing to tell any more' } as const;

async function post({ database, webhooks }: Delivering, { notice, recipient }: Claimed) {
  const status = await statusOf(database, notice);
  return status ? postWebhook(recipient, JSON.stringify(status), webhooks) : gone;
}

async function write({ database, mailer, operator }: Delivering, { id, notice, recipient, event }: Claimed) {
  const { db } = database;
  const filed = await db
    .selectFrom('notices')
    .select(['number', 'received_at', 'language'])
    .where('id', '=', notice)
    .executeTakeFirst();
  if (!filed || !mailer || event === 'closed') return gone;
  const listings = await db
    .selectFrom('listings')
    .select('url')
    .where('notice', '=', notice)
    .orderBy('place')
    .execute();
  const letter = await letterEvent(database, notice, event);
  if (!letter) return gone;
  const facts = {
    number: filed.number,
    receivedAt: filed.received_at,
    listings: listings.map(({ url }) => url),
    operator,
  };
  return mailer.send({ ...writeLetter(letter, facts, filed.language), to: recipient, id });
}

/** The event with the decision it tells of; null where there is none. */
async function letterEvent(
  { db }: Database,
  notice: string,
  kind: LetterEvent['kind'],
): Promise<LetterEvent | null> {
  if (kind === 'receipt' || kind === 'complaint-received') return { kind };
  const row = await db
    .selectFrom('decisions')
    .select('content')
    .where('notice', '=', notice)
    .where('about', '=', kind === 'decision' ? 'notice' : 'complaint')
    .executeTakeFirst();
  return row ? { kind, decision: JSON.parse(row.content) as Decision } : null;
}
