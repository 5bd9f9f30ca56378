import type { Notice, Receipt } from './notice.ts';

/** `queued` waits for its next attempt; `sending` is under way; `received` has its receipt; `failed` was refused for good. */
export type OutboxState = 'queued' | 'sending' | 'received' | 'failed';

/** Why the last attempt did not bring a receipt. The interface has a sentence for each kind. */
export interface DeliveryProblem {
  /**
   * `unreachable`: no connection, DNS, TLS, time-out · `busy`: 429 or 5xx, will be tried again · `refused`: another
   * 4xx, not tried again by itself · `answer`: it answered 2xx without a valid receipt, tried again.
   */
  kind: 'unreachable' | 'busy' | 'refused' | 'answer';
  /** HTTP status, where there was one. */
  status: number | null;
  /** The endpoint's own words on each bad field (422). */
  fields: { path: string; message: string }[];
}

/** One notice on its way, or arrived. Kept in IndexedDB; nothing in it is lost by a killed worker or a closed browser. */
export interface OutboxEntry {
  id: string;
  notice: Notice;
  /** Base URL of the endpoint it goes to. */
  endpoint: string;
  state: OutboxState;
  attempts: number;
  /** Milliseconds since the epoch; null when no attempt is due any more. */
  nextAttemptAt: number | null;
  problem: DeliveryProblem | null;
  receipt: Receipt | null;
  updatedAt: number;
}
