import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** Where the two databases write the same thing differently. */
const WORDS = {
  sqlite: { integer: 'INTEGER', key: 'TEXT', strict: ' STRICT', passing: 'TABLE' },
  // UNLOGGED: what a crash may lose is not written twice. "C": ids and times sort by their bytes there as in SQLite, whatever the cluster's locale.
  postgres: {
    integer: 'bigint',
    key: 'text COLLATE "C"',
    strict: '',
    passing: 'UNLOGGED TABLE',
  },
} as const;

/** What makes a table append-only, whoever holds the connection. */
const appendOnly = {
  sqlite: (table: string) =>
    ['UPDATE', 'DELETE'].map(
      (act) =>
        `CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
         BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    ),
  postgres: (table: string) => [
    `CREATE FUNCTION ${table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION '${table} is append-only'; END $$`,
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION ${table}_append_only()`,
  ],
};

/**
 * Each brings the database from the version of its place to the next; `migrations` says which have run. Statements
 * are run one by one in one transaction. Never change one that has been released: add another.
 */
const MIGRATIONS: ((kind: DatabaseKind) => string[])[] = [
  (kind) => {
    const { integer, key, strict, passing } = WORDS[kind];
    const notice = `notice ${key} NOT NULL REFERENCES notices (id)`;
    return [
      `CREATE TABLE tokens (
         id ${key} PRIMARY KEY, name TEXT NOT NULL, hash ${key} NOT NULL UNIQUE, priority ${integer} NOT NULL,
         notices_per_hour ${integer} NOT NULL, created_at ${key} NOT NULL, revoked_at ${key}
       )${strict}`,
      `CREATE TABLE notices (
         id ${key} PRIMARY KEY, number ${key} NOT NULL UNIQUE, key ${key} NOT NULL UNIQUE, fingerprint ${key} NOT NULL,
         received_at ${key} NOT NULL, updated_at ${key} NOT NULL, state ${key} NOT NULL, priority ${integer} NOT NULL,
         token ${key} REFERENCES tokens (id), category ${key} NOT NULL, keyword ${key}, language ${key} NOT NULL,
         content TEXT NOT NULL, sha256 ${key}
       )${strict}`,
      'CREATE INDEX notices_queue ON notices (state, priority DESC, received_at)',
      `CREATE TABLE notifiers (${notice} PRIMARY KEY, content TEXT NOT NULL)${strict}`,
      `CREATE TABLE listings (
         ${notice}, place ${integer} NOT NULL, url TEXT NOT NULL, listing_key ${key} NOT NULL,
         PRIMARY KEY (notice, place)
       )${strict}`,
      'CREATE INDEX listings_same ON listings (listing_key)',
      `CREATE TABLE attachments (
         ${notice}, sha256 ${key} NOT NULL, place ${integer} NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
         size ${integer} NOT NULL, received_at ${key},
         PRIMARY KEY (notice, sha256)
       )${strict}`,
      `CREATE TABLE moderators (
         id ${key} PRIMARY KEY, name ${key} NOT NULL UNIQUE, password TEXT NOT NULL, created_at ${key} NOT NULL,
         disabled_at ${key}
       )${strict}`,
      `CREATE TABLE sessions (
         hash ${key} PRIMARY KEY, moderator ${key} NOT NULL REFERENCES moderators (id), created_at ${key} NOT NULL,
         expires_at ${key} NOT NULL
       )${strict}`,
      `CREATE TABLE decisions (
         ${notice}, about ${key} NOT NULL CHECK (about IN ('notice', 'complaint')), decided_at ${key} NOT NULL,
         moderator ${key} REFERENCES moderators (id), content TEXT NOT NULL,
         PRIMARY KEY (notice, about)
       )${strict}`,
      'CREATE INDEX decisions_by_time ON decisions (decided_at)',
      `CREATE TABLE complaints (
         ${notice} PRIMARY KEY, id ${key} NOT NULL, received_at ${key} NOT NULL, content TEXT NOT NULL
       )${strict}`,
      `CREATE TABLE webhooks (${notice} PRIMARY KEY, url TEXT NOT NULL, created_at ${key} NOT NULL)${strict}`,
      `CREATE TABLE outgoing (
         id ${key} PRIMARY KEY, ${notice}, kind ${key} NOT NULL CHECK (kind IN ('webhook', 'email')),
         recipient TEXT NOT NULL, content TEXT NOT NULL, created_at ${key} NOT NULL,
         attempts ${integer} NOT NULL DEFAULT 0, next_attempt_at ${key} NOT NULL, claimed_until ${key},
         delivered_at ${key}, failed_at ${key}, last_error TEXT
       )${strict}`,
      'CREATE INDEX outgoing_due ON outgoing (next_attempt_at) WHERE delivered_at IS NULL AND failed_at IS NULL',
      'CREATE INDEX outgoing_of ON outgoing (notice)',
      // No reference to notices: what happened stays, whatever becomes of the rest.
      `CREATE TABLE audit_trail (
         seq ${integer} PRIMARY KEY, at ${key} NOT NULL, event ${key} NOT NULL, notice ${key}, actor ${key},
         detail TEXT NOT NULL, hash ${key} NOT NULL
       )${strict}`,
      'CREATE INDEX audit_trail_of ON audit_trail (notice)',
      ...appendOnly[kind]('audit_trail'),
      `CREATE ${passing} buckets (key ${key} PRIMARY KEY, full_at ${integer} NOT NULL)${strict}`,
      `CREATE TABLE agreements (name ${key} PRIMARY KEY, value TEXT NOT NULL)${strict}`,
    ];
  },
  (kind) => {
    const { integer, key, strict } = WORDS[kind];
    return [
      // What stands in no case yet is found without looking at the rest, however much waits for a decision.
      `ALTER TABLE notices ADD COLUMN sorted ${integer} NOT NULL DEFAULT 0`,
      'CREATE INDEX notices_unsorted ON notices (received_at) WHERE sorted = 0',
      `CREATE TABLE cases (
         id ${key} PRIMARY KEY, about ${key} NOT NULL CHECK (about IN ('notice', 'complaint')),
         state ${key} NOT NULL CHECK (state IN ('open', 'decided')), place ${integer} NOT NULL,
         category ${key} NOT NULL, opened_at ${key} NOT NULL, due_at ${key} NOT NULL, trader ${key},
         claimed_by ${key} REFERENCES moderators (id), claimed_until ${key}, decided_at ${key}
       )${strict}`,
      'CREATE INDEX cases_queue ON cases (state, place, opened_at, id)',
      'CREATE INDEX cases_of_trader ON cases (trader, opened_at)',
      `CREATE TABLE case_notices (
         case_id ${key} NOT NULL REFERENCES cases (id), notice ${key} NOT NULL REFERENCES notices (id),
         about ${key} NOT NULL, PRIMARY KEY (notice, about)
       )${strict}`,
      'CREATE INDEX case_notices_of ON case_notices (case_id)',
      `CREATE TABLE statements (
         puid ${key} PRIMARY KEY, case_id ${key} NOT NULL REFERENCES cases (id), listing_key ${key} NOT NULL,
         decided_at ${key} NOT NULL, content TEXT NOT NULL
       )${strict}`,
      'CREATE INDEX statements_by_time ON statements (decided_at, puid)',
      'CREATE INDEX statements_of ON statements (case_id)',
      `CREATE TABLE sign_ins (key ${key} NOT NULL, at ${key} NOT NULL)${strict}`,
      'CREATE INDEX sign_ins_of ON sign_ins (key, at)',
    ];
  },
  (kind) => {
    const { key, strict } = WORDS[kind];
    // What had yet to be sorted into cases comes first in the queue, each in a case of its own.
    const waiting = `FROM notices JOIN complaints ON complaints.notice = notices.id
       WHERE notices.state = 'complained' AND NOT EXISTS (
         SELECT 1 FROM case_notices WHERE case_notices.notice = notices.id AND about = 'complaint')`;
    const columns = 'id, about, state, place, category, opened_at, due_at';
    return [
      `INSERT INTO cases (${columns})
         SELECT id, 'notice', 'open', 0, category, received_at, received_at FROM notices WHERE sorted = 0`,
      `INSERT INTO case_notices (case_id, notice, about) SELECT id, id, 'notice' FROM notices WHERE sorted = 0`,
      `INSERT INTO cases (${columns})
         SELECT notices.id || 'C', 'complaint', 'open', 0, category, complaints.received_at, complaints.received_at
         ${waiting}`,
      `INSERT INTO case_notices (case_id, notice, about) SELECT notices.id || 'C', notices.id, 'complaint' ${waiting}`,
      // Found without looking at all that was ever reported about a listing.
      `CREATE TABLE listing_cases (
         listing_key ${key} PRIMARY KEY, case_id ${key} NOT NULL REFERENCES cases (id)
       )${strict}`,
      `INSERT INTO listing_cases (listing_key, case_id)
         SELECT listing_key, max(cases.id) FROM cases
         JOIN case_notices ON case_notices.case_id = cases.id
         JOIN listings ON listings.notice = case_notices.notice
         WHERE cases.state = 'open' AND cases.about = 'notice' GROUP BY listing_key`,
      'DROP INDEX notices_unsorted',
      'ALTER TABLE notices DROP COLUMN sorted',
    ];
  },
];

/** The version this code is written for. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the database to this code's version, in the transaction it is given, which must keep every other process
 * out. Throws for a database that a newer version made.
 */
export async function migrate(
  tx: Transaction<Tables> | Kysely<Tables>,
  kind: DatabaseKind,
  to = SCHEMA_VERSION,
): Promise<void> {
  await sql
    .raw(`CREATE TABLE IF NOT EXISTS migrations (version ${WORDS[kind].integer} PRIMARY KEY)`)
    .execute(tx);
  const row = await tx
    .selectFrom('migrations')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst();
  const version = Number(row?.version ?? 0);
  if (version > SCHEMA_VERSION) throw new Error(`the database is of a newer version (${version})`);
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < version || index >= to) continue;
    for (const statement of statements(kind)) await sql.raw(statement).execute(tx);
    await tx
      .insertInto('migrations')
      .values({ version: index + 1 })
      .execute();
  }
}
