import type { ColumnType } from 'kysely';

/**
 * The endpoint's tables, the same in SQLite and PostgreSQL. Times are RFC 3339 in UTC with milliseconds, so that
 * they sort as text; `content` is JSON as text, kept letter for letter.
 *
 * What tells who reported stands in `notifiers`, `webhooks` and `outgoing` alone, and can be erased while the rest
 * stays; no secret and no token is kept in a form that opens anything.
 */
export interface Tables {
  notices: NoticeRow;
  notifiers: { notice: string; content: string };
  listings: ListingRow;
  attachments: AttachmentRow;
  decisions: DecisionRow;
  complaints: ComplaintRow;
  audit_trail: AuditRow;
  tokens: TokenRow;
  moderators: ModeratorRow;
  sessions: SessionRow;
  /** Attempts to sign in that count, by what they are counted for. */
  sign_ins: { key: string; at: string };
  cases: CaseRow;
  /** Which notices a case decides; a notice stands in one case of each kind at most. */
  case_notices: { case_id: string; notice: string; about: CaseRow['about'] };
  /** The case that the last notice of a listing joined: the next one does too while it is open and has room. */
  listing_cases: { listing_key: string; case_id: string };
  statements: StatementRow;
  webhooks: { notice: string; url: string; created_at: string };
  outgoing: OutgoingRow;
  /** Token buckets of addresses and tokens, where several processes share one database. */
  buckets: { key: string; full_at: number };
  /** What the processes of one database must agree on. */
  agreements: { name: string; value: string };
  migrations: { version: number };
}

export interface NoticeRow {
  /** The endpoint's own id: 26 characters of Crockford's base 32, drawn at random. */
  id: string;
  /** The first eight of them, "4F7K-21QX"; no two notices have the same. */
  number: string;
  /** The id the notifier's side gave it: its idempotency key. */
  key: string;
  /** HMAC of the whole notice, by which the same one is known again, base64url. */
  fingerprint: string;
  received_at: string;
  /** Of the last change the notifier is told of. */
  updated_at: string;
  state: 'received' | 'decided' | 'complained' | 'closed';
  /** Higher comes first: that of the trusted flagger's token, else 0. */
  priority: number;
  /** The trusted flagger who sent it (Art. 22). */
  token: string | null;
  category: string;
  keyword: string | null;
  language: string;
  /** The notice as JSON without `notifier`. */
  content: string;
  /** Of the bytes that came, as on the receipt; null once the notifier is erased, since a guessed name could be tried against it. */
  sha256: string | null;
}

export interface ListingRow {
  notice: string;
  /** Its place among the notice's listings, from 0. */
  place: number;
  /** The address without what only tells how it was reached. */
  url: string;
  /** The same for every notice of the same listing (`listingKey`). */
  listing_key: string;
}

export interface AttachmentRow {
  notice: string;
  sha256: string;
  place: number;
  name: string;
  media_type: string;
  size: number;
  /** Null until its bytes are in the folder of attachments. */
  received_at: string | null;
}

export interface DecisionRow {
  notice: string;
  /** The notice has one decision, and one more if there was a complaint about the first. */
  about: 'notice' | 'complaint';
  decided_at: string;
  /** Who decided; null for nobody known here. */
  moderator: string | null;
  /** A `Decision` as JSON. */
  content: string;
}

export interface ComplaintRow {
  notice: string;
  /** The complaint's idempotency key. */
  id: string;
  received_at: string;
  /** A `Complaint` as JSON. */
  content: string;
}

export interface AuditRow {
  /** 1, 2, 3 … without gaps. */
  seq: number;
  at: string;
  /** "notice.received". */
  event: string;
  notice: string | null;
  /** Of a moderator or a trusted flagger; never a notifier. */
  actor: string | null;
  /** JSON; no personal data. */
  detail: string;
  /** SHA-256 over this entry and the hash before it, lower-case hexadecimal. */
  hash: string;
}

export interface TokenRow {
  id: string;
  /** The trusted flagger's. */
  name: string;
  /** SHA-256 of the token, lower-case hexadecimal. */
  hash: string;
  priority: number;
  notices_per_hour: number;
  created_at: string;
  revoked_at: string | null;
}

export interface ModeratorRow {
  id: string;
  name: string;
  /** scrypt, with its parameters and salt. */
  password: string;
  created_at: string;
  disabled_at: string | null;
}

/** What moderators decide on at once: all open notices of the same listings, or one complaint. */
export interface CaseRow {
  /** 26 characters of Crockford's base 32, drawn at random. */
  id: string;
  about: 'notice' | 'complaint';
  state: 'open' | 'decided';
  /** In the queue, the smallest first (`placeOf`). */
  place: number;
  category: string;
  /** When the first of its notices, or the complaint, was received. */
  opened_at: string;
  due_at: string;
  /** The same for every listing of one trader (`traderKey`); null where the notice does not say who sells. */
  trader: string | null;
  /** Who has it before them; nobody else decides it until then. */
  claimed_by: string | null;
  claimed_until: string | null;
  decided_at: string | null;
}

/** One statement of reasons for the Transparency Database: one decision about one listing. */
export interface StatementRow {
  puid: string;
  case_id: string;
  listing_key: string;
  decided_at: string;
  /** JSON; no personal data. */
  content: string;
}

export interface SessionRow {
  /** SHA-256 of what the cookie holds, lower-case hexadecimal. */
  hash: string;
  moderator: string;
  created_at: string;
  expires_at: string;
}

/** An answer on its way to a notifier. */
export interface OutgoingRow {
  id: string;
  notice: string;
  kind: 'webhook' | 'email';
  /** Web address or e-mail address. */
  recipient: string;
  content: string;
  created_at: string;
  attempts: ColumnType<number, number | undefined, number>;
  next_attempt_at: string;
  /** Until then no other process takes it; null when nobody has it. */
  claimed_until: string | null;
  delivered_at: string | null;
  /** When it was given up. */
  failed_at: string | null;
  last_error: string | null;
}
