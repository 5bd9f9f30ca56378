import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { type AuditEvent, appendToTrail } from '../audit-trail.ts';
import { type DatabaseKind, migrate } from './migrations.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

/** What a writing transaction can do; `audit` adds to the audit trail, all or nothing with the rest. */
export interface Writing {
  tx: Transaction<Tables>;
  audit(event: AuditEvent): void;
}

/** The endpoint's database: SQLite in a file, or PostgreSQL, behind one query layer. */
export interface Database {
  kind: DatabaseKind;
  /** For reading. What is written goes through `write`, or stands in no relation to anything else. */
  db: Kysely<Tables>;
  /**
   * Runs `work` in a transaction while no other process writes, so that looking and storing are one step. Resolves
   * once all of it is on disk; rejects when none of it is.
   */
  write<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result>;
  /** Throws if the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The advisory lock under which processes write, one at a time: "caveat" in ASCII. */
const WRITERS = 0x63_61_76_65_61_74;

/** bigint: sizes, counts and times, all of them below 2^53. */
const INT8 = 20;
pg.types.setTypeParser(INT8, Number);

/**
 * Opens the database and brings it to this code's version: the PostgreSQL at `url`, or the SQLite file in
 * `directory` when there is no `url`. Throws if it cannot be used. `version`: an older one, to test what becomes of it.
 */
export async function openDatabase({
  directory,
  url,
  version,
}: {
  directory: string;
  url?: string;
  version?: number;
}): Promise<Database> {
  const kind: DatabaseKind = url ? 'postgres' : 'sqlite';
  const database = opened(url ? postgres(url) : sqlite(directory), kind);
  try {
    await database.write(({ tx }) => migrate(tx, kind, version));
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function sqlite(directory: string): Kysely<Tables> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return new Kysely<Tables>({ dialect: sqliteDialect(join(directory, 'notices.sqlite')) });
}

function postgres(connectionString: string): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // As SQLite's FULL, whatever the cluster's default is; and no transaction is left open by a process that hangs.
    options: '-c synchronous_commit=on -c idle_in_transaction_session_timeout=30s -c statement_timeout=30s',
    application_name: 'caveat endpoint',
  });
  // A connection that breaks: whoever used it is told by their query, and the pool makes another. Without these the
  // process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

function opened(db: Kysely<Tables>, kind: DatabaseKind): Database {
  return {
    kind,
    db,
    write: (work) =>
      db.transaction().execute(async (tx) => {
        if (kind === 'postgres') await sql`SELECT pg_advisory_xact_lock(${sql.lit(WRITERS)})`.execute(tx);
        const events: AuditEvent[] = [];
        const result = await work({ tx, audit: (event) => void events.push(event) });
        await appendToTrail(tx, events);
        return result;
      }),
    async check() {
      await db.selectFrom('migrations').select('version').limit(1).execute();
    },
    close: () => db.destroy(),
  };
}
