import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Period } from './period.ts';
import type { Statement } from './statement.ts';

/** Statements read at once, and in one batch: as many as the Transparency Database takes in one call. */
export const BATCH = 100;

/** All statements of reasons of a time, in the order they were made, 100 at a time; memory stays flat. */
export async function* statementsIn({ db }: Database, { from, to }: Period): AsyncGenerator<Statement[]> {
  let after = { decided_at: '', puid: '' };
  for (;;) {
    const rows = await db
      .selectFrom('statements')
      .select(['puid', 'decided_at', 'content'])
      .where('decided_at', '>=', from)
      .where('decided_at', '<', to)
      .where(sql<boolean>`(decided_at, puid) > (${after.decided_at}, ${after.puid})`)
      .orderBy('decided_at')
      .orderBy('puid')
      .limit(BATCH)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ content }) => JSON.parse(content) as Statement);
    after = last;
  }
}
