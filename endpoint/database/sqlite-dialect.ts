import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteAnswer, SqliteRequest } from './sqlite-worker.ts';

/**
 * Kysely's dialect for node:sqlite: one connection, in a thread of its own; who wants it waits for their turn.
 * Every transaction is IMMEDIATE, so looking and storing are one step for all processes that share the file.
 */
export function sqliteDialect(path: string): Dialect {
  return {
    createDriver: () => sqliteDriver(path),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function sqliteDriver(path: string): Driver {
  let connection: SqliteConnection | undefined;
  let turn: Promise<void> = Promise.resolve();
  let giveBack: () => void = () => {};

  const run = (on: DatabaseConnection, statement: string) => on.executeQuery(CompiledQuery.raw(statement));
  return {
    async init() {
      connection = sqliteConnection(path);
      // Opens the file now, so that one that cannot be used is told at once.
      await run(connection, 'SELECT 1');
    },
    async acquireConnection() {
      const before = turn;
      let done = () => {};
      turn = new Promise((resolve) => {
        done = resolve;
      });
      await before;
      giveBack = done;
      if (!connection) throw new Error('the database is closed');
      return connection;
    },
    async releaseConnection() {
      giveBack();
    },
    async beginTransaction(on) {
      await run(on, 'BEGIN IMMEDIATE');
    },
    async commitTransaction(on) {
      await run(on, 'COMMIT');
    },
    async rollbackTransaction(on) {
      // A commit that failed may have ended the transaction itself.
      await run(on, 'ROLLBACK').catch((error: Error) => {
        if (!error.message.includes('no transaction is active')) throw error;
      });
    },
    async destroy() {
      await connection?.close();
      connection = undefined;
    },
  };
}

interface SqliteConnection extends DatabaseConnection {
  close(): Promise<void>;
}

/** An error of SQLite's, with its result code (sqlite.org/rescode.html). */
export class SqliteError extends Error {
  readonly errcode: number | undefined;
  constructor(message: string, errcode: number | undefined) {
    super(message);
    this.errcode = errcode;
  }
}

function sqliteConnection(path: string): SqliteConnection {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: { path } });
  const waiting = new Map<
    number,
    { resolve: (answer: SqliteAnswer) => void; reject: (error: Error) => void }
  >();
  let last = 0;
  let broken: Error | undefined;

  worker.on('message', (answer: SqliteAnswer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  });
  const fail = (error: Error) => {
    broken = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(broken ?? new Error('the database is closed')));

  async function ask(sql: string, parameters: readonly unknown[]): Promise<SqliteAnswer> {
    if (broken) throw broken;
    const id = ++last;
    const answer = new Promise<SqliteAnswer>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.postMessage({
      id,
      sql,
      parameters: parameters as SqliteRequest['parameters'],
    } satisfies SqliteRequest);
    return answer;
  }

  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const answer = await ask(sql, parameters);
      if ('message' in answer) throw new SqliteError(answer.message, answer.errcode);
      if ('rows' in answer) return { rows: answer.rows as Row[] };
      return { rows: [], numAffectedRows: BigInt(answer.changes) };
    },
    // One connection in another thread: rows are not handed over one by one.
    async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
      yield await this.executeQuery<Row>(query);
    },
    async close() {
      if (broken) return;
      const gone = once(worker, 'exit');
      // After what was asked before.
      worker.postMessage('close');
      await gone.catch(() => {});
    },
  };
}
