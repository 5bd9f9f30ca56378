import { hash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type Receipt, receiptStatement } from '../utils/notices/interface.ts';
import { canonicalUrl } from '../utils/notices/location.ts';
import type { Notice } from '../utils/notices/notice.ts';
import { tell } from './answers/outgoing.ts';
import type { Database, Writing } from './database/database.ts';
import { isConstraint, Unavailable } from './database/failures.ts';
import { insertAll } from './database/insert-all.ts';
import type { AttachmentRow, ListingRow, NoticeRow, Tables, TokenRow } from './database/tables.ts';
import type { Keys } from './keys.ts';
import { listingKey } from './listing-key.ts';
import { joinCases, traderKey } from './moderation/cases.ts';
import { randomId } from './random-id.ts';

/** A valid notice on its way into the database. */
export interface Submission {
  notice: Notice;
  /** SHA-256 of the bytes that came, lower-case hexadecimal. */
  sha256: string;
  /** The trusted flagger who sent it, if one did. */
  flagger: Selectable<TokenRow> | null;
}

/** What the receipt says, but for the words; `stored` is false for a notice that was there before. */
export type Accepted = (Omit<Receipt, 'next'> & { stored: boolean }) | 'conflict';

/** Takes notices in; `accept` resolves once the notice is on disk. */
export interface Intake {
  /** The same notice again gives the same answer; `conflict`: another notice came under the same id before. */
  accept(submission: Submission): Promise<Accepted>;
  /** How many notices wait for their turn. */
  waiting(): number;
  /** Resolves once nothing is being written any more. */
  settled(): Promise<void>;
}

/** The most notices written in one transaction, and the most that wait. */
const BATCH_MAX = 256;
const WAITING_MAX = 5_000;

/** A notice as rows, made before its turn: nobody waits for that at the database. */
interface Filing {
  row: NoticeRow;
  notifiers: Tables['notifiers'][];
  listings: ListingRow[];
  attachments: AttachmentRow[];
  trader: string | null;
}
type Kept = Pick<NoticeRow, 'id' | 'number' | 'key' | 'received_at' | 'fingerprint' | 'sha256'>;
type Filed = { kept: Kept; stored: boolean } | 'conflict';
interface Waiting {
  filing: Filing;
  resolve(filed: Filed): void;
  reject(error: unknown): void;
}

/**
 * One transaction at a time; what comes while it is being written to disk goes into the next one together, so that
 * many notices share one wait for the disk. `letters`: receipts are sent by e-mail too. `batched` is told how many
 * each transaction has, and how long it took in seconds.
 */
export function createIntake(
  database: Database,
  keys: Keys,
  {
    letters = false,
    batched = () => {},
  }: { letters?: boolean; batched?: (size: number, seconds: number) => void } = {},
): Intake {
  const waiting: Waiting[] = [];
  let writing = Promise.resolve();
  let isWriting = false;

  async function write(batch: readonly Waiting[]): Promise<void> {
    const began = performance.now();
    try {
      const filings = batch.map(({ filing }) => filing);
      const filed = await database.write((into) => file(into, filings, { letters }));
      for (const [index, { resolve }] of batch.entries()) resolve(filed[index] as Filed);
      batched(batch.length, (performance.now() - began) / 1_000);
    } catch (error) {
      // One that cannot be stored, or a number drawn twice, is not the others' fault.
      if (batch.length > 1 && isConstraint(error)) for (const one of batch) await write([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) await write(waiting.splice(0, BATCH_MAX));
    isWriting = false;
  }

  return {
    waiting: () => waiting.length,
    settled: () => writing,
    async accept(submission) {
      if (waiting.length >= WAITING_MAX) throw new Unavailable('too many notices wait to be written');
      const filing = filingOf(submission, keys);
      const filed = await new Promise<Filed>((resolve, reject) => {
        waiting.push({ filing, resolve, reject });
        if (!isWriting) writing = writeAll();
      });
      if (filed === 'conflict') return filed;
      const { id, number, received_at: receivedAt } = filed.kept;
      // Erased with the notifier; who has the whole notice still gets what they got.
      const sha256 = filed.kept.sha256 ?? submission.sha256;
      const signature = keys.sign(receiptStatement({ id, receivedAt, sha256 }));
      return { id, number, receivedAt, sha256, signature, secret: keys.secretOf(id), stored: filed.stored };
    },
  };
}

/** Files notices in the order they are given, and says of each what became of it. */
async function file(
  writing: Writing,
  filings: readonly Filing[],
  answers: { letters: boolean },
): Promise<Filed[]> {
  const { tx, audit } = writing;
  const rows = await tx
    .selectFrom('notices')
    .select(['id', 'number', 'key', 'received_at', 'fingerprint', 'sha256'])
    .where('key', 'in', [...new Set(filings.map(({ row }) => row.key))])
    .execute();
  const known = new Map<string, Kept>(rows.map((row) => [row.key, row]));
  const fresh: Filing[] = [];
  const filed = filings.map((filing): Filed => {
    const { row } = filing;
    const kept = known.get(row.key);
    if (kept) return kept.fingerprint === row.fingerprint ? { kept, stored: false } : 'conflict';
    known.set(row.key, row);
    fresh.push(filing);
    return { kept: row, stored: true };
  });

  if (fresh.length === 0) return filed;

  const all = <Rows>(rows: (filing: Filing) => Rows[]) => fresh.flatMap(rows);
  await insertAll(
    tx,
    'notices',
    all(({ row }) => [row]),
  );
  await insertAll(
    tx,
    'notifiers',
    all(({ notifiers }) => notifiers),
  );
  await insertAll(
    tx,
    'listings',
    all(({ listings }) => listings),
  );
  await insertAll(
    tx,
    'attachments',
    all(({ attachments }) => attachments),
  );
  for (const { row } of fresh)
    audit({
      event: 'notice.received',
      notice: row.id,
      ...(row.token && { actor: row.token }),
      detail: { content: hash('sha256', row.content) },
    });
  await joinCases(
    writing,
    fresh.map(({ row, listings, trader }) => ({
      notice: row.id,
      receivedAt: row.received_at,
      category: row.category,
      priority: row.priority,
      trader,
      listingKeys: listings.map(({ listing_key }) => listing_key),
    })),
  );
  await tell(
    tx,
    fresh.map(({ row }) => row.id),
    'receipt',
    answers,
  );
  return filed;
}

function filingOf({ notice, sha256, flagger }: Submission, keys: Keys): Filing {
  const { notifier, ...content } = notice;
  const id = randomId();
  const now = new Date().toISOString();
  return {
    row: {
      id,
      number: `${id.slice(0, 4)}-${id.slice(4, 8)}`,
      key: notice.id,
      fingerprint: keys.fingerprintOf(JSON.stringify(notice)),
      received_at: now,
      updated_at: now,
      state: 'received',
      priority: flagger?.priority ?? 0,
      token: flagger?.id ?? null,
      category: notice.category,
      keyword: notice.keyword,
      language: notice.language,
      content: JSON.stringify(content),
      sha256,
    },
    notifiers: notifier ? [{ notice: id, content: JSON.stringify(notifier) }] : [],
    listings: notice.listings.map((listing, place) => ({
      notice: id,
      place,
      url: canonicalUrl(listing.url),
      listing_key: listingKey(listing),
    })),
    // Two names for the same bytes are one attachment.
    attachments: [
      ...new Map(
        notice.attachments.map((attachment, place) => [attachment.sha256, { ...attachment, place }]),
      ).values(),
    ].map(({ sha256, place, name, mediaType, size }) => ({
      notice: id,
      sha256,
      place,
      name,
      media_type: mediaType,
      size,
      received_at: null,
    })),
    trader: traderKey(notice),
  };
}
