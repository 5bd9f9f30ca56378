import type { ComplaintReceipt, Receipt } from './interface.ts';
import type { Notice } from './notice.ts';
import type { Books, OutboxDatabase } from './outbox-database.ts';
import type { Answer, Channel, KeptComplaint, NoticeEntry, OutboxEntry } from './outbox-entry.ts';
import { leadsTo } from './outbox-states.ts';
import { isDue, LONGEST_WAIT_MS, SOONEST_ASK_MS, waitAfter } from './waits.ts';

export type Endpoint = Extract<Channel, { kind: 'endpoint' }>;

/** What an entry has to hand over next. */
export type Errand =
  | { kind: 'notice'; notice: Notice }
  | { kind: 'complaint'; receipt: Receipt; complaint: KeptComplaint['complaint'] }
  | { kind: 'attachment'; receipt: Receipt; sha256: string };

/** How each is handed over. None of them may be handed in twice: each carries its own idempotency key. */
export interface Carrier {
  notice(notice: Notice, to: Endpoint): Promise<Answer<Receipt>>;
  complaint(
    complaint: KeptComplaint['complaint'],
    receipt: Receipt,
    to: Endpoint,
  ): Promise<Answer<ComplaintReceipt>>;
  attachment(
    bytes: Uint8Array<ArrayBuffer>,
    of: { receipt: Receipt; sha256: string; mediaType: string },
    to: Endpoint,
  ): Promise<Answer<null>>;
}

/** What is to be handed over now: the notice, then a complaint, then what belongs to the notice; null: nothing. */
export function errandOf(entry: OutboxEntry): Errand | null {
  if (entry.state === 'draft' || entry.channel.kind !== 'endpoint') return null;
  const { state, notice, receipt, complaint, attachments } = entry;
  if (state === 'queued' || state === 'sending') return { kind: 'notice', notice };
  if (!receipt) return null;
  if (complaint && !complaint.receipt) return { kind: 'complaint', receipt, complaint: complaint.complaint };
  const waiting = attachments.find((one) => one.state === 'waiting');
  return waiting ? { kind: 'attachment', receipt, sha256: waiting.sha256 } : null;
}

const sameErrand = (one: Errand | null, other: Errand): boolean =>
  one?.kind === other.kind &&
  (one.kind !== 'complaint' || one.complaint.id === (other as typeof one).complaint.id) &&
  (one.kind !== 'attachment' || one.sha256 === (other as typeof one).sha256);

interface Circumstances {
  database: OutboxDatabase;
  now: () => number;
  random: () => number;
}

/** Attempts all that is due once, one after the other; what follows from a success at once. Each step is on disk before the next. */
export async function deliverDue(
  { database, now, random }: Circumstances,
  carrier: Carrier,
  changed: () => void,
): Promise<void> {
  const due = (entry: OutboxEntry) => isDue(entry.nextAttemptAt, now(), LONGEST_WAIT_MS);

  const claim = (id: string) =>
    database.change(async (books) => {
      const entry = await books.notices.get(id);
      const errand = entry && errandOf(entry);
      if (!errand || !due(entry)) return null;
      const counted = { ...entry, attempts: entry.attempts + 1 };
      const claimed = errand.kind === 'notice' ? await books.move('attempt', entry, counted) : counted;
      if (claimed === counted) await books.notices.put(counted);
      const bytes =
        errand.kind === 'attachment' ? await books.attachments.get([id, errand.sha256]) : undefined;
      return { entry: claimed as NoticeEntry, errand, bytes };
    });

  /** Hands one thing over; true where something else may follow at once. */
  async function attempt(id: string): Promise<boolean> {
    const claimed = await claim(id);
    if (!claimed) return false;
    changed();
    const { entry, errand, bytes } = claimed;
    const answer = await carry(carrier, errand, entry, bytes).catch(() => unreachable);
    const more = await database.change(async (books) => {
      const kept = await books.notices.get(id);
      if (!kept || kept.state === 'draft') return false;
      if ('value' in answer) return arrived(books, kept, errand, answer.value, now());
      // A failure counts only if no later attempt has begun, which can happen without locks.
      if (kept.attempts !== entry.attempts || !sameErrand(errandOf(kept), errand)) return false;
      await failed(
        books,
        kept,
        errand,
        answer,
        now() + waitAfter(entry.attempts, answer.retryAfterMs, random()),
      );
      return false;
    });
    changed();
    return more;
  }

  const waiting = await database.read((db) => db.getAllFromIndex('notices', 'nextAttemptAt'));
  for (const entry of waiting) if (due(entry)) while (await attempt(entry.id));
}

const unreachable = {
  problem: { kind: 'unreachable' as const, status: null, fields: [] },
  retryAfterMs: null,
};

function carry(
  carrier: Carrier,
  errand: Errand,
  { notice, channel }: NoticeEntry,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<Answer<Receipt | ComplaintReceipt | null>> {
  const to = channel as Endpoint;
  switch (errand.kind) {
    case 'notice':
      return carrier.notice(notice, to);
    case 'complaint':
      return carrier.complaint(errand.complaint, errand.receipt, to);
    case 'attachment': {
      const { receipt, sha256 } = errand;
      const mediaType = notice.attachments.find((one) => one.sha256 === sha256)?.mediaType ?? '';
      // Without its bytes there is nothing to hand in, and never will be.
      if (!bytes) return Promise.resolve({ value: null });
      return carrier.attachment(bytes, { receipt, sha256, mediaType }, to);
    }
  }
}

/** It is there, whoever heard it first: that is final. */
async function arrived(
  books: Books,
  kept: NoticeEntry,
  errand: Errand,
  value: unknown,
  now: number,
): Promise<boolean> {
  const next = (entry: NoticeEntry): NoticeEntry => ({
    ...entry,
    attempts: 0,
    problem: null,
    nextAttemptAt: errandOf(entry) ? now : null,
  });
  switch (errand.kind) {
    case 'notice': {
      if (leadsTo(kept.state, 'receive') === undefined) return false;
      const after = next({ ...kept, state: 'received', receipt: value as Receipt });
      await books.move('receive', kept, { ...after, askAt: now + SOONEST_ASK_MS });
      return after.nextAttemptAt !== null;
    }
    case 'complaint': {
      if (kept.complaint?.complaint.id !== errand.complaint.id || kept.complaint.receipt) return false;
      const complaint = { ...kept.complaint, receipt: value as ComplaintReceipt };
      const after = { ...next({ ...kept, complaint }), askAt: now + SOONEST_ASK_MS, unchanged: 0 };
      // The endpoint may have said so in a status before.
      if (leadsTo(kept.state, 'complain')) await books.move('complain', kept, after);
      else await books.notices.put(after);
      return after.nextAttemptAt !== null;
    }
    case 'attachment': {
      if (!sameErrand(errandOf(kept), errand)) return false;
      const after = next({ ...kept, attachments: marked(kept, errand.sha256, 'handed in') });
      await books.move('attach', kept, after);
      await books.attachments.delete([kept.id, errand.sha256]);
      return after.nextAttemptAt !== null;
    }
  }
}

async function failed(
  books: Books,
  kept: NoticeEntry,
  errand: Errand,
  { problem }: Exclude<Answer<never>, { value: never }>,
  again: number,
): Promise<void> {
  const refused = problem.kind === 'refused';
  const after = { ...kept, problem, nextAttemptAt: refused ? null : again };
  if (errand.kind === 'notice') await books.move(refused ? 'refuse' : 'postpone', kept, after);
  else if (errand.kind === 'attachment' && refused) {
    // One that is not taken does not hold up the next.
    const without = { ...after, attachments: marked(kept, errand.sha256, 'refused') };
    await books.notices.put({ ...without, nextAttemptAt: errandOf(without) ? again : null });
  } else await books.notices.put(after);
}

const marked = (
  { attachments }: NoticeEntry,
  sha256: string,
  state: NoticeEntry['attachments'][number]['state'],
): NoticeEntry['attachments'] => attachments.map((one) => (one.sha256 === sha256 ? { ...one, state } : one));
