import { afterAll, beforeAll, describe } from 'vitest';
import { installPostgres } from './install-postgres.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** Why there is no PostgreSQL here; null where there is one. */
export function missingPostgres(): string | null {
  try {
    installPostgres();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * The same tests on SQLite and on PostgreSQL. `emptyDatabase` gives the address of a new PostgreSQL database, and
 * undefined for SQLite. Without a PostgreSQL the second half is left out with a warning, and fails where CI is set.
 */
export function onEachDatabase(
  name: string,
  tests: (emptyDatabase: () => Promise<string | undefined>) => void,
): void {
  describe(`${name}, SQLite`, () => tests(async () => undefined));
  const without = missingPostgres();
  if (without) console.warn(`\n${name} IS NOT TRIED ON POSTGRESQL. ${without}\n`);
  // Skipped where nobody can have a PostgreSQL, never where CI is set: there its absence is a failure.
  describe.skipIf(without !== null && !process.env.CI)(`${name}, PostgreSQL`, () => {
    let postgres: Postgres | undefined;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 60_000);
    afterAll(() => postgres?.close());
    tests(() => postgres?.database() ?? Promise.reject(new Error('PostgreSQL did not start')));
  });
}
