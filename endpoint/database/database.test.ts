import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remove, temporaryFolder } from '../../tests/browsers/processes.ts';
import { onEachDatabase } from '../../tests/servers/each-database.ts';
import { firstBreak } from '../audit-trail.ts';
import { type Database, openDatabase } from './database.ts';
import { isConstraint, isPassing } from './failures.ts';
import { insertAll } from './insert-all.ts';
import { SCHEMA_VERSION } from './migrations.ts';

let directory: string;
let open: Database[] = [];
beforeEach(() => {
  directory = temporaryFolder('database');
});
afterEach(async () => {
  for (const database of open) await database.close();
  open = [];
  await remove(directory);
});
async function opened(url: string | undefined): Promise<Database> {
  const database = await openDatabase({ directory, url });
  open.push(database);
  return database;
}

onEachDatabase('openDatabase', (emptyDatabase) => {
  test('many processes that start at once make one database', async () => {
    const url = await emptyDatabase();
    const databases = await Promise.all(Array.from({ length: 5 }, () => opened(url)));
    for (const { db } of databases) {
      const versions = await db.selectFrom('migrations').selectAll().orderBy('version').execute();
      expect(versions).toEqual(
        Array.from({ length: SCHEMA_VERSION }, (_, index) => ({ version: index + 1 })),
      );
    }
  });

  test('a database of a newer version is refused, and left as it is', async () => {
    const url = await emptyDatabase();
    const { db } = await opened(url);
    await db.insertInto('migrations').values({ version: 99 }).execute();
    await expect(openDatabase({ directory, url })).rejects.toThrow('newer version (99)');
  });

  test('a transaction that fails leaves nothing, and the next one works', async () => {
    const database = await opened(await emptyDatabase());
    await expect(
      database.write(async ({ tx, audit }) => {
        await tx.insertInto('agreements').values({ name: 'a', value: 'b' }).execute();
        audit({ event: 'test.written' });
        throw new Error('on purpose');
      }),
    ).rejects.toThrow('on purpose');
    for (const table of ['agreements', 'audit_trail'] as const)
      expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
    await database.write(async ({ tx }) => {
      await tx.insertInto('agreements').values({ name: 'a', value: 'c' }).execute();
    });
    const twice = database.db.insertInto('agreements').values({ name: 'a', value: 'd' }).execute();
    const error = await twice.catch((error: unknown) => error);
    expect([isConstraint(error), isPassing(error)]).toEqual([true, false]);
  });

  test('what two processes write at once is one trail, in which every change shows', async () => {
    const url = await emptyDatabase();
    const databases = [await opened(url), await opened(url)];
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        databases[n % 2]?.write(async ({ audit }) => audit({ event: 'test.written', detail: { n } })),
      ),
    );
    const [{ db }] = databases as [Database, Database];
    expect(await firstBreak(db)).toBe(null);
    await expect(db.updateTable('audit_trail').set({ event: 'x' }).execute()).rejects.toThrow('append-only');
    await expect(db.deleteFrom('audit_trail').execute()).rejects.toThrow('append-only');
    // Who owns the database can take the lock off; the chain says so.
    for (const statement of url
      ? ['DROP TRIGGER audit_trail_append_only ON audit_trail']
      : ['DROP TRIGGER audit_trail_no_update', 'DROP TRIGGER audit_trail_no_delete'])
      await sql.raw(statement).execute(db);
    await db.updateTable('audit_trail').set({ detail: '{}' }).where('seq', '=', 7).execute();
    expect(await firstBreak(db)).toBe(7);
    await db.deleteFrom('audit_trail').where('seq', '=', 5).execute();
    expect(await firstBreak(db)).toBe(6);
  });

  test('more rows than one statement has room for are inserted all the same', async () => {
    const database = await opened(await emptyDatabase());
    await database.write(({ tx }) =>
      insertAll(
        tx,
        'agreements',
        Array.from({ length: 40_000 }, (_, n) => ({ name: String(n), value: '' })),
      ),
    );
    const { rows } = await database.db
      .selectFrom('agreements')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    expect(Number(rows)).toBe(40_000);
  });
});

describe('SQLite', () => {
  test('a file that is no database is refused', async () => {
    writeFileSync(
      join(directory, 'notices.sqlite'),
      'not a database, but long enough to be looked at as one'.repeat(100),
    );
    await expect(openDatabase({ directory })).rejects.toThrow('not a database');
  });

  test('who waits too long for another writer is told that it passes', { timeout: 20_000 }, async () => {
    const database = await opened(undefined);
    const other = new DatabaseSync(join(directory, 'notices.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const error = await database.write(async () => {}).catch((error: unknown) => error);
    other.exec('ROLLBACK');
    other.close();
    expect(isPassing(error)).toBe(true);
    await database.write(async () => {});
  });
});
