import type { EnteredDecision } from './entered-decision.ts';
import type { Complaint, ComplaintReceipt, Decision, Receipt, Status } from './interface.ts';
import type { Notice, NoticeDraft } from './notice.ts';
import type { OutboxState } from './outbox-states.ts';

/** The way a notice reaches a platform. By form and by e-mail it is the person who hands it over. */
export type Channel =
  /** `base` as `endpointUrl` gives it; `token` is that of a trusted flagger (Art. 22). */
  | { kind: 'endpoint'; base: string; token?: string }
  /** `marketplace` as people say it. */
  | { kind: 'form'; url: string; marketplace: string }
  | { kind: 'email'; address: string };

/** Why something did not arrive, or was not answered. The interface has a sentence for each kind. */
export interface DeliveryProblem {
  /**
   * `unreachable`: no connection, DNS, TLS, time-out · `busy`: 408, 425, 429 or 5xx, will be tried again · `refused`:
   * another 4xx, not tried again by itself · `answer`: it answered, but not as the interface has it, tried again.
   */
  kind: 'unreachable' | 'busy' | 'refused' | 'answer';
  /** HTTP status, where there was one. */
  status: number | null;
  /** The endpoint's own words on each bad field (422). */
  fields: { path: string; message: string }[];
}

/** What came of asking an endpoint for something once. `retryAfterMs` is how long it asked to be left alone, if it did. */
export type Answer<Value> = { value: Value } | { problem: DeliveryProblem; retryAfterMs: number | null };

/** A notice in the making. */
export interface Draft {
  /** As it would be sent now. */
  notice: NoticeDraft;
  /** What the report's screen keeps beside it; plain data the outbox does not look into. */
  screen: unknown;
}

/** Whether a receipt's signature is what the endpoint's own key makes of this notice. */
export interface ReceiptProof {
  /** `unverified`: this browser has no Ed25519, or the endpoint did not say its key. `wrong`: it does not fit. */
  verdict: 'verified' | 'unverified' | 'wrong';
  /** The endpoint's public key it was checked with, base64url; null where there was none. */
  publicKey: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A complaint the person confirmed (Art. 20), on its way or with the platform. */
export interface KeptComplaint {
  complaint: Complaint;
  /** Null until the endpoint has it; always where the person sends it themselves. */
  receipt: ComplaintReceipt | null;
  /** When the person said that they sent it, in milliseconds since the epoch; absent where they did not. */
  handedOverAt?: number;
}

/** The person passed by a reported listing again. */
export interface Check {
  /** Address as in the notice. */
  url: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** False only where the page itself said that the listing is gone. */
  online: boolean;
}

/** Something the person might want to know, and when it became so. Shown until they put it aside. */
export interface Reminder {
  kind: ReminderKind;
  /** Milliseconds since the epoch. */
  at: number;
  /** The person has seen it. */
  aside: boolean;
}
/**
 * `decision`, `answer` (to a complaint): it has arrived · `overdue`: three working days have gone by (GPSR Art. 22) ·
 * `complaintEnds`: the time for a complaint is nearly over (Art. 20(1)) · `handOver`: confirmed, but not said to be
 * sent · `failed`: refused.
 */
export const REMINDER_KINDS = [
  'decision',
  'answer',
  'overdue',
  'complaintEnds',
  'handOver',
  'failed',
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

interface Kept {
  /** Of the notice, or of the notice a draft becomes: the idempotency key it is sent under. */
  id: string;
  /** RFC 3339, UTC: when the person confirmed it, for a draft when it was begun. */
  createdAt: string;
  channel: Channel | null;
  /** Attempts at what is to be handed over now: the notice, then its attachments, then a complaint. */
  attempts: number;
  /**
   * Milliseconds since the epoch; null when no attempt is due any more. Kept while `sending`, so that an entry
   * left in that state by a killed worker is due at once.
   */
  nextAttemptAt: number | null;
  /** What came of the last attempt, where it did not do. */
  problem: DeliveryProblem | null;
  receipt: Receipt | null;
  /** Null until it was looked at. */
  proof: ReceiptProof | null;
  /** The reference the platform gave for what the person handed over themselves; null where it gave none. */
  reference: string | null;
  /** When the person said that they sent it, in milliseconds since the epoch; null or absent where they did not. */
  handedOverAt?: number | null;
  /** What the person was told of the decision and of the answer to a complaint; absent where they entered none. */
  entered?: { decision: EnteredDecision; answer: EnteredDecision | null };
  /** A complaint in the making; absent where there is none. */
  complaintDraft?: string;
  /** What the endpoint said last. */
  status: Status | null;
  /** When to ask it again, in milliseconds since the epoch; null: no more. */
  askAt: number | null;
  /** How often in a row asking brought nothing new. */
  unchanged: number;
  complaint: KeptComplaint | null;
  /** Newest last. */
  checks: Check[];
  reminders: Reminder[];
  /** What became of the notice's attachments; their bytes are in a store of their own until they are handed in. */
  attachments: { sha256: string; state: 'waiting' | 'handed in' | 'refused' }[];
  updatedAt: number;
}

/** A notice in the making, kept so that nothing is lost with the screen. */
export interface DraftEntry extends Kept {
  state: 'draft';
  draft: Draft;
}
/** A notice the person confirmed. */
export interface NoticeEntry extends Kept {
  state: Exclude<OutboxState, 'draft'>;
  notice: Notice;
  channel: Channel;
}
/** One notice from its draft to its end. Kept in IndexedDB; nothing in it is lost by a killed worker or a closed browser. */
export type OutboxEntry = DraftEntry | NoticeEntry;

/** What an entry has before anything happened to it. `now` in milliseconds since the epoch. */
export const blankEntry = (id: string, createdAt: string, now: number): Omit<Kept, 'channel'> => ({
  id,
  createdAt,
  attempts: 0,
  nextAttemptAt: null,
  problem: null,
  receipt: null,
  proof: null,
  reference: null,
  status: null,
  askAt: null,
  unchanged: 0,
  complaint: null,
  checks: [],
  reminders: [],
  attachments: [],
  updatedAt: now,
});

/** What was decided on a notice: as its endpoint says, else as the person entered it. */
export const decisionOn = ({ status, entered }: NoticeEntry): Decision | EnteredDecision | null =>
  status?.decision ?? entered?.decision ?? null;

/** What was decided on the complaint, likewise. */
export const answerOn = ({ status, entered }: NoticeEntry): Decision | EnteredDecision | null =>
  status?.complaint?.decision ?? entered?.answer ?? null;

/** When the platform got the complaint, in milliseconds since the epoch, as far as is known; null where it has none. */
export const complainedAt = ({ status, complaint }: NoticeEntry): number | null => {
  const received = complaint?.receipt?.receivedAt ?? status?.complaint?.receivedAt;
  return received ? Date.parse(received) : (complaint?.handedOverAt ?? null);
};

export const isNotice = (entry: OutboxEntry): entry is NoticeEntry => entry.state !== 'draft';

/** The browser could not keep a notice: `full` no room left, `conflict` another notice has its id, else `storage`. */
export class OutboxError extends Error {
  readonly reason: 'full' | 'conflict' | 'storage';
  constructor(reason: OutboxError['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboxError';
    this.reason = reason;
  }
}
