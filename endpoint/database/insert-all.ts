import { CompiledQuery, type Insertable, SqliteAdapter, sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Inserts rows of one shape, however many, in one statement that is the same for any number of them: SQLite runs it for
 * each row (`SqliteRequest`), PostgreSQL reads them all from one parameter.
 */
export async function insertAll<Table extends keyof Tables>(
  tx: Transaction<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first) as (keyof typeof first & string)[];
  const names = sql.join(columns.map((column) => sql.ref(column)));
  if (tx.getExecutor().adapter instanceof SqliteAdapter) {
    const one = sql`INSERT INTO ${sql.table(table)} (${names}) VALUES (${sql.join(columns)})`.compile(tx);
    const each = rows.map((row) => columns.map((column) => row[column]));
    await tx.executeQuery(CompiledQuery.raw(one.sql, each));
  } else
    await sql`
      INSERT INTO ${sql.table(table)} (${names})
      SELECT ${names} FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)})`.execute(
      tx,
    );
}
