import type { Insertable, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** SQLite takes 32,766 parameters in one statement, PostgreSQL 65,535. */
const PARAMETERS_MAX = 30_000;

/** Inserts rows of one shape, in as few statements as the databases take. */
export async function insertAll<Table extends keyof Tables>(
  tx: Transaction<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).length;
  const most = Math.max(1, Math.floor(PARAMETERS_MAX / Math.max(1, columns)));
  for (let from = 0; from < rows.length; from += most)
    await tx
      .insertInto(table)
      .values(rows.slice(from, from + most))
      .execute();
}
