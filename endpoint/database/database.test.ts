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

  test('what an older version had yet to sort into cases stands in one, and is found by its listing', async () => {
    const url = await emptyDatabase();
    const old = await openDatabase({ directory, url, version: 2 });
    const at = '2026-11-25T10:00:00.000Z';
    const listing = { place: 0, url: 'https://shop.example/1' };
    for (const [id, state, sorted, listing_key] of [
      ['A', 'received', 0, 'lamp'],
      ['B', 'complained', 1, 'kettle'],
      ['C', 'received', 1, 'knife'],
    ] as const) {
      await sql`INSERT INTO notices (id, number, key, fingerprint, received_at, updated_at, state, priority, category,
        language, content, sorted) VALUES (${id}, ${id}, ${id}, '', ${at}, ${at}, ${state}, 0,
        'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS', 'en', '{}', ${sorted})`.execute(old.db);
      await old.db
        .insertInto('listings')
        .values({ notice: id, listing_key, ...listing })
        .execute();
    }
    await old.db
      .insertInto('complaints')
      .values({ notice: 'B', id: 'b', received_at: at, content: '{}' })
      .execute();
    await sql`INSERT INTO cases (id, about, state, place, category, opened_at, due_at)
      VALUES ('K', 'notice', 'open', 3, 'x', ${at}, ${at})`.execute(old.db);
    await old.db.insertInto('case_notices').values({ case_id: 'K', notice: 'C', about: 'notice' }).execute();
    await old.close();

    const { db } = await opened(url);
    expect(await db.selectFrom('case_notices').selectAll().orderBy('notice').execute()).toEqual([
      { case_id: 'A', notice: 'A', about: 'notice' },
      { case_id: 'BC', notice: 'B', about: 'complaint' },
      { case_id: 'K', notice: 'C', about: 'notice' },
    ]);
    expect(await db.selectFrom('listing_cases').selectAll().orderBy('case_id').execute()).toEqual([
      { listing_key: 'lamp', case_id: 'A' },
      { listing_key: 'knife', case_id: 'K' },
    ]);
    const queue = db.selectFrom('cases').select('id').where('state', '=', 'open').orderBy('place');
    expect((await queue.orderBy('id').execute()).map(({ id }) => id)).toEqual(['A', 'BC', 'K']);
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

  test('a file that another process is making just now is waited for', async () => {
    const other = new DatabaseSync(join(directory, 'notices.sqlite'));
    other.exec('BEGIN IMMEDIATE; CREATE TABLE others (id)');
    setTimeout(() => {
      other.exec('COMMIT');
      other.close();
    }, 300);
    await (await opened(undefined)).check();
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
