import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * One SQLite connection in a thread of its own, so that waiting for the disk keeps nobody from being heard.
 * Answers every `SqliteRequest` with a `SqliteAnswer`, in order, until it is told to `close`.
 */
export interface SqliteRequest {
  id: number;
  sql: string;
  parameters: SQLInputValue[];
}

export type SqliteAnswer =
  | { id: number; rows: Record<string, unknown>[] }
  | { id: number; changes: number }
  | { id: number; message: string; errcode: number | undefined };

/** How many prepared statements are kept. */
const STATEMENTS_MAX = 256;

function serve(port: NonNullable<typeof parentPort>, path: string): void {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  // FULL: a commit is on disk before it is answered for, power cut included. Erased rows are overwritten.
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;',
  );
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

  port.on('message', (request: SqliteRequest | 'close') => {
    if (request === 'close') {
      db.close();
      port.close();
      return;
    }
    const { id, sql, parameters } = request;
    try {
      const { statement, reads } = prepared(sql);
      const answer: SqliteAnswer = reads
        ? { id, rows: statement.all(...parameters) }
        : { id, changes: Number(statement.run(...parameters).changes) };
      port.postMessage(answer);
    } catch (error) {
      const { message, errcode } = error as Error & { errcode?: number };
      port.postMessage({ id, message, errcode } satisfies SqliteAnswer);
    }
  });
}

if (parentPort) serve(parentPort, (workerData as { path: string }).path);
