import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb';
import { chained, type Link } from './journal-chain.ts';
import { type OutboxEntry, OutboxError } from './outbox-entry.ts';
import { type FirstEntry, fromFirstVersion } from './outbox-first-version.ts';
import { leadsTo, type OutboxEvent, type OutboxState } from './outbox-states.ts';

/** One transition, as the journal keeps it: what happened to which notice, and nothing about anybody. */
export interface JournalEntry extends Link {
  /** Milliseconds since the epoch. */
  at: number;
  /** Id of the notice. */
  notice: string;
  event: OutboxEvent;
  from: OutboxState | null;
  to: OutboxState | null;
}

interface Schema extends DBSchema {
  notices: {
    key: string;
    value: OutboxEntry;
    indexes: { createdAt: string; nextAttemptAt: number; askAt: number };
  };
  /** Only ever added to; the key counts from 1. */
  journal: { key: number; value: JournalEntry };
  /** The bytes of attachments until they are handed in. */
  attachments: { key: [notice: string, sha256: string]; value: Uint8Array<ArrayBuffer> };
  /** When each host was asked what became of a notice, in milliseconds since the epoch. */
  asks: { key: string; value: number[] };
}
const STORES = ['notices', 'journal', 'attachments', 'asks'] as const;
type Writable<Name extends (typeof STORES)[number]> = IDBPObjectStore<
  Schema,
  typeof STORES,
  Name,
  'readwrite'
>;

/** What one change reads and writes: all of it is on disk together, or none of it. */
export interface Books {
  notices: Writable<'notices'>;
  attachments: Writable<'attachments'>;
  asks: Writable<'asks'>;
  /**
   * Writes what an event makes of a notice, and the journal's line on it, and gives it in its new state; null where it
   * is gone, with its attachments. `before` is what was kept of it, null if nothing was. Throws where the event cannot
   * happen to it.
   */
  move(
    event: OutboxEvent,
    before: OutboxEntry | null,
    after?: Omit<OutboxEntry, 'state'>,
  ): Promise<OutboxEntry | null>;
  /** Removes everything, the journal included. */
  clear(): Promise<void>;
}

export interface OutboxDatabase {
  read<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T>;
  /** Resolves once what `work` wrote is on disk; rejects with `OutboxError`, and nothing is written. */
  change<T>(work: (books: Books) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The outbox's database, version 2. `now` is for the journal. */
export function openOutboxDatabase(name: string, now: () => number): OutboxDatabase {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;

  function database(): Promise<IDBPDatabase<Schema>> {
    const forget = () => {
      opening = null;
    };
    opening ??= openDB<Schema>(name, 2, {
      async upgrade(db, oldVersion, _new, transaction) {
        if (oldVersion === 0) db.createObjectStore('notices', { keyPath: 'id' });
        const notices = transaction.objectStore('notices');
        for (const index of notices.indexNames) notices.deleteIndex(index);
        notices.createIndex('createdAt', 'createdAt');
        // null is no key, so these hold exactly the entries that wait.
        notices.createIndex('nextAttemptAt', 'nextAttemptAt');
        notices.createIndex('askAt', 'askAt');
        db.createObjectStore('journal', { autoIncrement: true });
        db.createObjectStore('attachments');
        db.createObjectStore('asks');
        for (const first of (await notices.getAll()) as unknown as FirstEntry[])
          await notices.put(fromFirstVersion(first, now()));
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

  function change<T>(work: (books: Books) => Promise<T>): Promise<T> {
    return read(async (db) => {
      const transaction = db.transaction(STORES, 'readwrite', { durability: 'strict' });
      const [notices, journal, attachments, asks] = STORES.map((store) => transaction.objectStore(store)) as [
        Writable<'notices'>,
        Writable<'journal'>,
        Writable<'attachments'>,
        Writable<'asks'>,
      ];
      const move: Books['move'] = async (event, before, after = before ?? undefined) => {
        const from = before?.state ?? null;
        const to = leadsTo(from, event);
        if (to === undefined || after === undefined) throw new Error(`${event} cannot follow ${from}`);
        const last = await journal.openCursor(null, 'prev');
        await journal.add(
          chained(last?.value ?? null, { at: now(), notice: after.id, event, from, to }) as JournalEntry,
        );
        if (to === null) {
          await notices.delete(after.id);
          await attachments.delete(IDBKeyRange.bound([after.id], [after.id, []]));
          return null;
        }
        const moved = { ...after, state: to, updatedAt: now() } as OutboxEntry;
        await notices.put(moved);
        return moved;
      };
      const clear = async () => {
        await Promise.all([notices.clear(), journal.clear(), attachments.clear(), asks.clear()]);
      };
      try {
        const result = await work({ notices, attachments, asks, move, clear });
        await transaction.done;
        return result;
      } catch (error) {
        // What was written before must not stay by half.
        transaction.done.catch(() => {});
        abort(transaction);
        throw error;
      }
    });
  }

  return {
    read,
    change,
    async close() {
      (await opening)?.close();
    },
  };
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
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
