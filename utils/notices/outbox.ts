import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb';
import type { Receipt } from './interface.ts';
import { type Notice, noticeBytes } from './notice.ts';

/** `queued` waits for its next attempt; `sending` is under way; `received` has its receipt; `failed` was refused for good. */
export type OutboxState = 'queued' | 'sending' | 'received' | 'failed';

/** Why the last attempt did not bring a receipt. The interface has a sentence for each kind. */
export interface DeliveryProblem {
  /**
   * `unreachable`: no connection, DNS, TLS, time-out · `busy`: 408, 425, 429 or 5xx, will be tried again · `refused`:
   * another 4xx, not tried again by itself · `answer`: it answered without a valid receipt, tried again.
   */
  kind: 'unreachable' | 'busy' | 'refused' | 'answer';
  /** HTTP status, where there was one. */
  status: number | null;
  /** The endpoint's own words on each bad field (422). */
  fields: { path: string; message: string }[];
}

/** What came of one attempt. `retryAfterMs` is how long the endpoint asked to be left alone, if it did. */
export type Delivery = { receipt: Receipt } | { problem: DeliveryProblem; retryAfterMs: number | null };

/** One notice on its way, or arrived. Kept in IndexedDB; nothing in it is lost by a killed worker or a closed browser. */
export interface OutboxEntry {
  id: string;
  notice: Notice;
  /** Base URL of the endpoint it goes to. */
  endpoint: string;
  state: OutboxState;
  attempts: number;
  /**
   * Milliseconds since the epoch; null when no attempt is due any more. Kept while `sending`, so that an entry
   * left in that state by a killed worker is due at once.
   */
  nextAttemptAt: number | null;
  problem: DeliveryProblem | null;
  receipt: Receipt | null;
  updatedAt: number;
}

/** The browser could not keep a notice: `full` no room left, `conflict` another notice has its id, else `storage`. */
export class OutboxError extends Error {
  readonly reason: 'full' | 'conflict' | 'storage';
  constructor(reason: OutboxError['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboxError';
    this.reason = reason;
  }
}

export interface Outbox {
  /**
   * Keeps a confirmed notice, due now. Resolves once it is on disk; rejects with `OutboxError` if it is not. Adding
   * the same notice twice keeps it once.
   */
  add(notice: Notice, endpoint: string): Promise<OutboxEntry>;
  /** Newest first. */
  list(): Promise<OutboxEntry[]>;
  get(id: string): Promise<OutboxEntry | undefined>;
  /**
   * Attempts every due entry once, one after the other, and never while another context does. Each step is on disk
   * before the next. `changed` is called after each of them.
   */
  deliver(way: {
    send: (notice: Notice, endpoint: string) => Promise<Delivery>;
    changed?: () => void;
  }): Promise<void>;
  /** Makes a notice that waits or was refused due now; false if it is unknown or was received. */
  retry(id: string): Promise<boolean>;
  /** When the next attempt is due, in milliseconds since the epoch; null if none is. */
  nextDue(): Promise<number | null>;
  close(): Promise<void>;
}

/** Wait after the first failed attempt; doubled after each further one up to `LONGEST_WAIT_MS`. */
export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 6 * 60 * 60_000;

interface Schema extends DBSchema {
  notices: { key: string; value: OutboxEntry; indexes: { createdAt: string; nextAttemptAt: number } };
}
type Store = IDBPObjectStore<Schema, ['notices'], 'notices', 'readwrite'>;

/** The outbox of this browser profile. `locks` keeps two contexts (worker, popup) from delivering at once. */
export function openOutbox({
  name = 'caveat',
  now = Date.now,
  random = Math.random,
  locks = (globalThis.navigator?.locks ?? null) as Pick<LockManager, 'request'> | null,
} = {}): Outbox {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;

  function database(): Promise<IDBPDatabase<Schema>> {
    const forget = () => {
      opening = null;
    };
    opening ??= openDB<Schema>(name, 1, {
      upgrade(db) {
        const store = db.createObjectStore('notices', { keyPath: 'id' });
        store.createIndex('createdAt', 'notice.createdAt');
        // null is no key, so this index holds exactly the entries that wait.
        store.createIndex('nextAttemptAt', 'nextAttemptAt');
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }).catch((error) => {
      forget();
      throw error;
    });
    return opening;
  }

  async function read<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await database());
    } catch (error) {
      throw asOutboxError(error);
    }
  }

  /** Resolves once what `work` wrote is on disk. */
  const change = <T>(work: (store: Store) => Promise<T>): Promise<T> =>
    read(async (db) => {
      const transaction = db.transaction('notices', 'readwrite', { durability: 'strict' });
      const [result] = await Promise.all([work(transaction.store), transaction.done]);
      return result;
    });

  /** A clock set back must not leave a notice waiting for longer than the longest wait. */
  const dueAt = (entry: OutboxEntry) => Math.min(entry.nextAttemptAt ?? Infinity, now() + LONGEST_WAIT_MS);
  const isDue = (entry: OutboxEntry) =>
    entry.nextAttemptAt !== null &&
    (entry.nextAttemptAt <= now() || entry.nextAttemptAt > now() + LONGEST_WAIT_MS);

  const claim = (id: string) =>
    change(async (store) => {
      const entry = await store.get(id);
      if (!entry || !isDue(entry)) return null;
      const claimed: OutboxEntry = {
        ...entry,
        state: 'sending',
        attempts: entry.attempts + 1,
        updatedAt: now(),
      };
      await store.put(claimed);
      return claimed;
    });

  const settle = (claimed: OutboxEntry, delivery: Delivery) =>
    change(async (store) => {
      const entry = await store.get(claimed.id);
      // A receipt is final. A failure counts only if no later attempt has begun, which can happen without locks.
      if (!entry || entry.state === 'received') return;
      if ('problem' in delivery && entry.attempts !== claimed.attempts) return;
      await store.put({ ...entry, ...outcome(claimed.attempts, delivery), updatedAt: now() });
    });

  function outcome(attempts: number, delivery: Delivery): Partial<OutboxEntry> {
    if ('receipt' in delivery)
      return { state: 'received', nextAttemptAt: null, problem: null, receipt: delivery.receipt };
    const { problem, retryAfterMs } = delivery;
    if (problem.kind === 'refused') return { state: 'failed', nextAttemptAt: null, problem };
    return { state: 'queued', nextAttemptAt: now() + waitAfter(attempts, retryAfterMs, random()), problem };
  }

  async function deliverDue({ send, changed }: Parameters<Outbox['deliver']>[0]): Promise<void> {
    const waiting = await read((db) => db.getAllFromIndex('notices', 'nextAttemptAt'));
    for (const { id } of waiting.filter(isDue)) {
      const claimed = await claim(id);
      if (!claimed) continue;
      changed?.();
      const delivery = await send(claimed.notice, claimed.endpoint).catch(() => unreachable);
      await settle(claimed, delivery);
      changed?.();
    }
  }

  return {
    add: (notice, endpoint) =>
      change(async (store) => {
        const kept = await store.get(notice.id);
        if (kept) {
          if (kept.endpoint === endpoint && noticeBytes(kept.notice) === noticeBytes(notice)) return kept;
          throw new OutboxError('conflict', `another notice is kept under the id ${notice.id}`);
        }
        const entry: OutboxEntry = {
          id: notice.id,
          notice,
          endpoint,
          state: 'queued',
          attempts: 0,
          nextAttemptAt: now(),
          problem: null,
          receipt: null,
          updatedAt: now(),
        };
        await store.add(entry);
        return entry;
      }),
    list: async () => (await read((db) => db.getAllFromIndex('notices', 'createdAt'))).reverse(),
    get: (id) => read((db) => db.get('notices', id)),
    async deliver(way) {
      if (locks) await locks.request(`outbox:${name}`, () => deliverDue(way));
      else await deliverDue(way);
    },
    retry: (id) =>
      change(async (store) => {
        const entry = await store.get(id);
        if (!entry || entry.state === 'received') return false;
        const state = entry.state === 'failed' ? 'queued' : entry.state;
        await store.put({ ...entry, state, nextAttemptAt: now(), updatedAt: now() });
        return true;
      }),
    async nextDue() {
      const waiting = await read((db) => db.getAllFromIndex('notices', 'nextAttemptAt'));
      return waiting.length === 0 ? null : Math.min(...waiting.map(dueAt));
    },
    async close() {
      (await opening)?.close();
    },
  };
}

const unreachable: Delivery = {
  problem: { kind: 'unreachable', status: null, fields: [] },
  retryAfterMs: null,
};

/**
 * How long to wait after attempt number `attempts` (from 1), in milliseconds: doubling from `FIRST_WAIT_MS`, the
 * upper half of it left to chance (0 ≤ `chance` < 1) so that many clients do not come back together, and no less
 * than the endpoint asked for; all within `LONGEST_WAIT_MS`.
 */
export function waitAfter(attempts: number, retryAfterMs: number | null, chance: number): number {
  const doubled = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  const jittered = doubled / 2 + (doubled / 2) * chance;
  return Math.round(Math.min(Math.max(jittered, retryAfterMs ?? 0), LONGEST_WAIT_MS));
}

function asOutboxError(error: unknown): OutboxError {
  if (error instanceof OutboxError) return error;
  const named = error instanceof Error ? error : new Error(String(error));
  return named.name === 'QuotaExceededError'
    ? new OutboxError('full', 'there is no room left on this device to keep the notice', error)
    : new OutboxError(
        'storage',
        `the browser could not store the notice (${named.name}: ${named.message})`,
        error,
      );
}
