import type { EnteredDecision } from './entered-decision.ts';
import type { Complaint } from './interface.ts';
import { type Notice, noticeBytes } from './notice.ts';
import { type Ask, askDue } from './outbox-asking.ts';
import { type JournalEntry, openOutboxDatabase } from './outbox-database.ts';
import { type Carrier, deliverDue, errandOf } from './outbox-delivery.ts';
import {
  blankEntry,
  type Channel,
  type Check,
  type Draft,
  type DraftEntry,
  isNotice,
  type NoticeEntry,
  type OutboxEntry,
  OutboxError,
  type ReceiptProof,
  type ReminderKind,
} from './outbox-entry.ts';
import { leadsTo } from './outbox-states.ts';
import { LONGEST_ASK_MS, LONGEST_WAIT_MS } from './waits.ts';

/** Everything the person reports, from the draft to the answer to a complaint. A method resolves once it is on disk. */
export interface Outbox {
  /** Begins a draft or changes it. Rejects with `conflict` once its notice is confirmed. */
  keepDraft(id: string, draft: Draft, channel: Channel | null): Promise<DraftEntry>;
  /** False if there is no such draft. */
  dropDraft(id: string): Promise<boolean>;
  /**
   * Keeps the bytes of an attachment with the draft of the notice that will name it, until they are handed in. Rejects
   * with `conflict` where there is no draft: nobody would ever hand them in.
   */
  keepAttachment(notice: string, sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  attachmentBytes(notice: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Keeps a confirmed notice in place of its draft, due now. Rejects with `OutboxError` if it cannot. Confirming the
   * same notice twice keeps it once.
   */
  confirm(notice: Notice, channel: Channel): Promise<NoticeEntry>;
  /** The person sent it by form or e-mail: the notice, else the complaint. False if neither waits for that. */
  handOver(id: string, reference: string | null): Promise<boolean>;
  /**
   * Keeps what the person was told: of the decision, or, once they complained, of the answer; in place of what they
   * entered before. False where an endpoint says it, or the notice was not sent.
   */
  enterDecision(id: string, decision: EnteredDecision): Promise<boolean>;
  /** Newest first. */
  list(): Promise<OutboxEntry[]>;
  get(id: string): Promise<OutboxEntry | undefined>;
  /** Attempts all that is due once, and never while another context does. `changed` is called after each step. */
  deliver(carrier: Carrier, changed?: () => void): Promise<void>;
  /** Asks what became of every notice about which it is time to ask; of the one named at once. */
  ask(ask: Ask, changed?: () => void, only?: string | null): Promise<void>;
  /** Makes what waits or was refused due now; false if there is nothing to hand over. */
  retry(id: string): Promise<boolean>;
  /**
   * Keeps a complaint the person confirmed, due now, in place of one that was refused. False where none can be made:
   * there is no decision, or another complaint is on its way or with the platform.
   */
  complain(id: string, complaint: Complaint): Promise<boolean>;
  /** Keeps a complaint in the making, null for none, until one is confirmed. */
  keepComplaintDraft(id: string, text: string | null): Promise<boolean>;
  keepProof(id: string, proof: ReceiptProof): Promise<void>;
  /** Notes that a reported listing was seen. Seen the same again within a day, only the time changes. */
  noteCheck(id: string, check: Check): Promise<void>;
  /** Adds reminders that are not there yet; gives those that were added. */
  remind(id: string, kinds: readonly ReminderKind[]): Promise<ReminderKind[]>;
  putAside(id: string, kind: ReminderKind): Promise<void>;
  /** Deletes a notice that is not under way; false if it is, or is not there. */
  forget(id: string): Promise<boolean>;
  /** Deletes everything, the journal included. */
  clear(): Promise<void>;
  /** Oldest first. */
  journal(): Promise<JournalEntry[]>;
  /** When something is due next, in milliseconds since the epoch; null if nothing is. */
  nextDue(): Promise<number | null>;
  close(): Promise<void>;
}

/** Of one listing, that it was still there or gone. */
const CHECKS_MAX = 50;
const DAY_MS = 24 * 3_600_000;

/** The outbox of this browser profile. `locks` keeps two contexts (worker, popup) from delivering at once. */
export function openOutbox({
  name = 'caveat',
  now = Date.now,
  random = Math.random,
  locks = (globalThis.navigator?.locks ?? null) as Pick<LockManager, 'request'> | null,
} = {}): Outbox {
  const database = openOutboxDatabase(name, now);
  const { read, change } = database;
  const circumstances = { database, now, random };
  const alone = (what: string, work: () => Promise<void>): Promise<void> =>
    locks ? locks.request(`${what}:${name}`, work) : work();

  /** Changes an entry where `work` gives what it becomes; false where it gives nothing or there is none. */
  const changeEntry = (id: string, work: (entry: OutboxEntry) => OutboxEntry | null): Promise<boolean> =>
    change(async ({ notices }) => {
      const entry = await notices.get(id);
      const after = entry && work(entry);
      if (after) await notices.put({ ...after, updatedAt: now() });
      return Boolean(after);
    });

  return {
    keepDraft: (id, draft, channel) =>
      change(async ({ notices, move }) => {
        const kept = await notices.get(id);
        if (kept && isNotice(kept))
          throw new OutboxError('conflict', `a notice was confirmed under the id ${id}`);
        const before = kept ?? { ...blankEntry(id, new Date(now()).toISOString(), now()), state: 'draft' };
        const entry: DraftEntry = { ...before, state: 'draft', draft, channel, updatedAt: now() };
        if (kept) await notices.put(entry);
        else await move('begin', null, entry);
        return entry;
      }),
    dropDraft: (id) =>
      change(async ({ notices, move }) => {
        const kept = await notices.get(id);
        if (kept?.state !== 'draft') return false;
        await move('drop', kept);
        return true;
      }),
    keepAttachment: (notice, sha256, bytes) =>
      change(async ({ notices, attachments }) => {
        if ((await notices.get(notice))?.state !== 'draft')
          throw new OutboxError('conflict', `there is no draft under the id ${notice}`);
        await attachments.put(bytes, [notice, sha256]);
      }),
    attachmentBytes: (notice, sha256) => read((db) => db.get('attachments', [notice, sha256])),

    confirm: (notice, channel) =>
      change(async ({ notices, attachments, move }) => {
        const kept = await notices.get(notice.id);
        if (kept && isNotice(kept)) {
          if (sameChannel(kept.channel, channel) && noticeBytes(kept.notice) === noticeBytes(notice))
            return kept;
          throw new OutboxError('conflict', `another notice is kept under the id ${notice.id}`);
        }
        const here = await attachments.getAllKeys(IDBKeyRange.bound([notice.id], [notice.id, []]));
        const entry = {
          ...blankEntry(notice.id, notice.createdAt, now()),
          checks: kept?.checks ?? [],
          notice,
          channel,
          nextAttemptAt: channel.kind === 'endpoint' ? now() : null,
          attachments: notice.attachments
            .filter(({ sha256 }) => here.some(([, key]) => key === sha256))
            .map(({ sha256 }) => ({ sha256, state: 'waiting' as const })),
        };
        return (await move('confirm', kept ?? null, entry)) as NoticeEntry;
      }),
    handOver: (id, reference) =>
      change(async ({ notices, move }) => {
        const kept = await notices.get(id);
        if (!kept || !isNotice(kept) || kept.channel.kind === 'endpoint') return false;
        const { state, complaint } = kept;
        if (state === 'queued') await move('hand over', kept, { ...kept, reference, handedOverAt: now() });
        else if (state === 'decided' && complaint)
          await move('hand over complaint', kept, {
            ...kept,
            complaint: { ...complaint, handedOverAt: now() },
          });
        else return false;
        return true;
      }),
    enterDecision: (id, decision) =>
      change(async ({ notices, move }) => {
        const kept = await notices.get(id);
        if (!kept || !isNotice(kept) || kept.channel.kind === 'endpoint') return false;
        const { state, entered } = kept;
        if (entered && leadsTo(state, 'enter answer'))
          await move('enter answer', kept, { ...kept, entered: { ...entered, answer: decision } });
        else if (leadsTo(state, 'enter decision'))
          await move('enter decision', kept, { ...kept, entered: { decision, answer: null } });
        else return false;
        return true;
      }),

    list: async () => (await read((db) => db.getAllFromIndex('notices', 'createdAt'))).reverse(),
    get: (id) => read((db) => db.get('notices', id)),
    deliver: (carrier, changed = () => {}) =>
      alone('outbox', () => deliverDue(circumstances, carrier, changed)),
    ask: (ask, changed = () => {}, only = null) =>
      alone('outbox-ask', () => askDue(circumstances, ask, changed, only)),
    retry: (id) =>
      change(async ({ notices, move }) => {
        const kept = await notices.get(id);
        if (!kept || !isNotice(kept) || kept.channel.kind !== 'endpoint') return false;
        const again = {
          ...kept,
          nextAttemptAt: now(),
          attachments: kept.attachments.map((one) =>
            one.state === 'refused' ? { ...one, state: 'waiting' as const } : one,
          ),
        };
        if (kept.state === 'failed') await move('retry', kept, again);
        else if (errandOf(again)) await notices.put(again);
        else return false;
        return true;
      }),
    complain: (id, complaint) =>
      change(async ({ notices, move }) => {
        const kept = await notices.get(id);
        if (kept?.state !== 'decided') return false;
        const byHand = kept.channel.kind !== 'endpoint';
        if (!byHand && !kept.receipt) return false;
        const known = kept.complaint;
        if (known?.complaint.id === complaint.id) return true;
        // Only one that was refused can give way to another: the platform may have one that is on its way.
        if (known && (known.receipt || kept.nextAttemptAt !== null)) return false;
        const { complaintDraft: _, ...rest } = kept;
        await move('object', kept, {
          ...rest,
          ...{ complaint: { complaint, receipt: null }, attempts: 0, problem: null },
          nextAttemptAt: byHand ? null : now(),
        });
        return true;
      }),
    keepComplaintDraft: (id, text) =>
      changeEntry(id, ({ complaintDraft: _, ...entry }) =>
        entry.state === 'decided' ? { ...entry, ...(text !== null && { complaintDraft: text }) } : null,
      ),

    async keepProof(id, proof) {
      await changeEntry(id, (entry) => ({ ...entry, proof }));
    },
    async noteCheck(id, check) {
      await changeEntry(id, (entry) => {
        const last = entry.checks.findLast(({ url }) => url === check.url);
        const again =
          last && last.online === check.online && Math.abs(check.at - last.at) < DAY_MS ? last : undefined;
        const checks = [...entry.checks.filter((one) => one !== again), check].slice(-CHECKS_MAX);
        return { ...entry, checks };
      });
    },
    remind: (id, kinds) =>
      change(async ({ notices }) => {
        const kept = await notices.get(id);
        const fresh = kept ? kinds.filter((kind) => !kept.reminders.some((one) => one.kind === kind)) : [];
        const added = fresh.map((kind) => ({ kind, at: now(), aside: false }));
        if (kept && added.length > 0)
          await notices.put({ ...kept, reminders: [...kept.reminders, ...added] });
        return fresh;
      }),
    async putAside(id, kind) {
      await changeEntry(id, (entry) => ({
        ...entry,
        reminders: entry.reminders.map((one) => (one.kind === kind ? { ...one, aside: true } : one)),
      }));
    },
    forget: (id) =>
      change(async ({ notices, move }) => {
        const kept = await notices.get(id);
        if (!kept || !isNotice(kept) || kept.state === 'sending') return false;
        await move('forget', kept);
        return true;
      }),
    clear: () => change(({ clear }) => clear()),
    journal: () => read((db) => db.getAll('journal')),

    async nextDue() {
      const [waiting, asking] = await read((db) =>
        Promise.all([db.getAllFromIndex('notices', 'nextAttemptAt'), db.getAllFromIndex('notices', 'askAt')]),
      );
      // A clock set back must not leave anything waiting for longer than the longest wait.
      const times = [
        ...waiting.map(({ nextAttemptAt }) => Math.min(nextAttemptAt ?? Infinity, now() + LONGEST_WAIT_MS)),
        ...asking.map(({ askAt }) => Math.min(askAt ?? Infinity, now() + LONGEST_ASK_MS)),
      ];
      return times.length === 0 ? null : Math.min(...times);
    },
    close: () => database.close(),
  };
}

const sameChannel = (one: Channel, other: Channel): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
