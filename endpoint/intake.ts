import { hash, randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type Receipt, receiptStatement } from '../utils/notices/interface.ts';
import { canonicalUrl } from '../utils/notices/location.ts';
import type { Notice } from '../utils/notices/notice.ts';
import type { Database, Writing } from './database/database.ts';
import { isConstraint, Unavailable } from './database/failures.ts';
import { insertAll } from './database/insert-all.ts';
import type { NoticeRow, TokenRow } from './database/tables.ts';
import type { Keys } from './keys.ts';
import { listingKey } from './listing-key.ts';

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

type Kept = Pick<NoticeRow, 'id' | 'number' | 'key' | 'received_at' | 'fingerprint' | 'sha256'>;
interface Waiting {
  submission: Submission;
  resolve(filed: Filed): void;
  reject(error: unknown): void;
}
type Filed = { kept: Kept; stored: boolean } | 'conflict';

/**
 * One transaction at a time; what comes while it is being written to disk goes into the next one together, so that
 * many notices share one wait for the disk. `batched` is told how many each has, and how long it took in seconds.
 */
export function createIntake(
  database: Database,
  keys: Keys,
  batched: (size: number, seconds: number) => void = () => {},
): Intake {
  const waiting: Waiting[] = [];
  let writing = Promise.resolve();
  let isWriting = false;

  async function write(batch: readonly Waiting[]): Promise<void> {
    const began = performance.now();
    try {
      const filed = await database.write((into) =>
        file(
          into,
          keys,
          batch.map(({ submission }) => submission),
        ),
      );
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
      const filed = await new Promise<Filed>((resolve, reject) => {
        waiting.push({ submission, resolve, reject });
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
  { tx, audit }: Writing,
  keys: Keys,
  submissions: readonly Submission[],
): Promise<Filed[]> {
  const rows = await tx
    .selectFrom('notices')
    .select(['id', 'number', 'key', 'received_at', 'fingerprint', 'sha256'])
    .where('key', 'in', [...new Set(submissions.map(({ notice }) => notice.id))])
    .execute();
  const known = new Map<string, Kept>(rows.map((row) => [row.key, row]));
  const now = new Date().toISOString();
  const fresh: { row: NoticeRow; notice: Notice }[] = [];
  const filed = submissions.map((submission): Filed => {
    const { notice } = submission;
    const fingerprint = keys.fingerprintOf(JSON.stringify(notice));
    const kept = known.get(notice.id);
    if (kept) return kept.fingerprint === fingerprint ? { kept, stored: false } : 'conflict';
    const row = noticeRow(submission, fingerprint, now);
    known.set(notice.id, row);
    fresh.push({ row, notice });
    return { kept: row, stored: true };
  });

  await insertAll(
    tx,
    'notices',
    fresh.map(({ row }) => row),
  );
  await insertAll(
    tx,
    'notifiers',
    fresh.flatMap(({ row, notice: { notifier } }) =>
      notifier ? [{ notice: row.id, content: JSON.stringify(notifier) }] : [],
    ),
  );
  await insertAll(
    tx,
    'listings',
    fresh.flatMap(({ row, notice }) =>
      notice.listings.map((listing, place) => ({
        notice: row.id,
        place,
        url: canonicalUrl(listing.url),
        listing_key: listingKey(listing),
      })),
    ),
  );
  await insertAll(
    tx,
    'attachments',
    fresh.flatMap(({ row, notice }) => attachmentRows(row.id, notice)),
  );
  for (const { row } of fresh)
    audit({
      event: 'notice.received',
      notice: row.id,
      ...(row.token && { actor: row.token }),
      detail: { content: hash('sha256', row.content) },
    });
  return filed;
}

function noticeRow({ notice, sha256, flagger }: Submission, fingerprint: string, now: string): NoticeRow {
  const { notifier: _, ...content } = notice;
  const id = Array.from(randomBytes(26), (byte) => ALPHABET[byte % 32]).join('');
  return {
    id,
    number: `${id.slice(0, 4)}-${id.slice(4, 8)}`,
    key: notice.id,
    fingerprint,
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
  };
}

/** Crockford's base 32 (crockford.com/base32.html): no I, L, O or U to be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Two names for the same bytes are one attachment. */
const attachmentRows = (id: string, { attachments }: Notice) =>
  [
    ...new Map(
      attachments.map((attachment, place) => [attachment.sha256, { ...attachment, place }]),
    ).values(),
  ].map(({ sha256, place, name, mediaType, size }) => ({
    notice: id,
    sha256,
    place,
    name,
    media_type: mediaType,
    size,
    received_at: null,
  }));
