import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * One SQLite connection in a thread of its own, so that waiting for the disk keeps nobody from being heard.
 * Answers every `SqliteRequest` with a `SqliteAnswer`, in order, until it is told to `close`.
 */
export interface SqliteRequest {
  id: number;
  sql: string;
  /** Of the statement, or of each time it is run. */
  parameters: SQLInputValue[] | SQLInputValue[][];
}

export type SqliteAnswer =
  | { id: number; rows: Record<string, unknown>[] }
  | { id: number; changes: number }
  | { id: number; message: string; errcode: number | undefined };

const isEach = (parameters: SqliteRequest['parameters']): parameters is SQLInputValue[][] =>
  Array.isArray(parameters[0]);

/** How many prepared statements are kept. */
const STATEMENTS_MAX = 256;

/** How long another process is waited for that has the file locked, in milliseconds. */
const PATIENCE_MS = 5_000;
const BUSY = 5;

/** For what SQLite does not wait with by itself: making a file WAL while another process writes it. */
function patiently<Result>(work: () => Result): Result {
  for (const until = Date.now() + PATIENCE_MS; ; )
    try {
      return work();
    } catch (error) {
      const isBusy = ((error as { errcode?: number }).errcode ?? 0) % 256 === BUSY;
      if (!isBusy || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
}

function serve(port: NonNullable<typeof parentPort>, path: string): void {
  const db = new DatabaseSync(path, { timeout: PATIENCE_MS });
  // FULL: a commit is on disk before it is answered for, power cut included. Erased rows are overwritten.
  patiently(() => db.exec('PRAGMA journal_mode = WAL'));
  db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
  // 64 MB of pages in memory, 16 MB of log before it is written back: what is filed at random places is not read again
  // for each notice, and a page that many of them change is written once.
  db.exec('PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;');
  const statements = new Map<string, { statement: StatementSync; reads: boolean }>();

  function prepared(sql: string) {
    const known = statements.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    const fresh = { statement, reads: statement.columns().length > 0 };
    if (statements.size >= STATEMENTS_MAX) statements.delete(statements.keys().next().value ?? '');
    statements.set(sql, fresh);
    return fresh;
  }

  function run(sql: string, parameters: SqliteRequest['parameters']) {
    const { statement, reads } = prepared(sql);
    if (isEach(parameters)) {
      for (const each of parameters) statement.run(...each);
      return { changes: parameters.length };
    }
    return reads
      ? { rows: statement.all(...parameters) }
      : { changes: Number(statement.run(...parameters).changes) };
  }

  port.on('message', (request: SqliteRequest | 'close') => {
    if (request === 'close') {
      db.close();
      port.close();
      return;
    }
    const { id, sql, parameters } = request;
    try {
      port.postMessage({ id, ...run(sql, parameters) } satisfies SqliteAnswer);
    } catch (error) {
      const { message, errcode } = error as Error & { errcode?: number };
      port.postMessage({ id, message, errcode } satisfies SqliteAnswer);
    }
  });
}

if (parentPort) serve(parentPort, (workerData as { path: string }).path);
