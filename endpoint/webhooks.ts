import type { Database } from './database/database.ts';

/** Where to tell the notifier of changes from now on, in place of any address before. */
export function setWebhook(database: Database, notice: string, url: string): Promise<void> {
  return database.write(async ({ tx, audit }) => {
    const created_at = new Date().toISOString();
    await tx
      .insertInto('webhooks')
      .values({ notice, url, created_at })
      .onConflict((conflict) => conflict.column('notice').doUpdateSet({ url, created_at }))
      .execute();
    audit({ event: 'webhook.set', notice });
  });
}
