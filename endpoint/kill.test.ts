import { hash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { remove, temporaryFolder } from '../tests/browsers/processes.ts';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import type { Receipt } from '../utils/notices/interface.ts';
import { type Notice, noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { firstBreak } from './audit-trail.ts';
import { openDatabase } from './database/database.ts';
import { endServer, startServer } from './test-process.ts';

/** Kills per database: a few in every run, 100 by hand (ROUNDS=100 npx vitest run endpoint/kill.test.ts). */
const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** Notices on their way at any time. */
const LANES = 32;
/** The longest it may be loaded before it is killed, in milliseconds; the rounds are spread over it. */
const LOADED_MS = 600;

onEachDatabase('kill -9 under load', (emptyDatabase) => {
  test(`nothing that was acknowledged is missing, ${ROUNDS} rounds`, { timeout: 3_600_000 }, async () => {
    const directory = temporaryFolder('kill');
    const url = await emptyDatabase();
    const settings = { DATA_DIR: directory, DATABASE_URL: url };
    const acknowledged = new Map<Notice, Receipt>();
    let unanswered = 0;

    for (let round = 0; round < ROUNDS; round++) {
      const { child, base } = await startServer(settings);
      let alive = true;
      const lane = async () => {
        while (alive) {
          const notice = sampleNotice({
            id: randomUUID(),
            explanation: `Round ${round}: ${'words '.repeat(200)}`,
          });
          const receipt = await post(base, notice).catch(() => null);
          if (receipt) acknowledged.set(notice, receipt);
          else unanswered += 1;
        }
      };
      const before = acknowledged.size;
      const lanes = Array.from({ length: LANES }, lane);
      while (acknowledged.size === before) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, (LOADED_MS * (round + 1)) / ROUNDS));
      await endServer(child, 'SIGKILL');
      alive = false;
      await Promise.all(lanes);
      expect(child.signalCode).toBe('SIGKILL');
    }

    const { child, base } = await startServer(settings);
    const database = await openDatabase({ directory, url });
    for (const [notice, receipt] of acknowledged) {
      const row = await database.db
        .selectFrom('notices')
        .innerJoin('notifiers', 'notifiers.notice', 'notices.id')
        .select(['notices.id', 'notices.content', 'notifiers.content as notifier', 'received_at', 'sha256'])
        .where('key', '=', notice.id)
        .executeTakeFirstOrThrow();
      const kept = { ...JSON.parse(row.content), notifier: JSON.parse(row.notifier) };
      expect(hash('sha256', noticeBytes(kept))).toBe(receipt.sha256);
      expect([row.id, row.received_at, row.sha256]).toEqual([receipt.id, receipt.receivedAt, receipt.sha256]);
    }
    expect(await firstBreak(database.db)).toBe(null);
    const [[notice, receipt] = []] = acknowledged;
    if (notice) expect(await post(base, notice)).toEqual(receipt);
    console.log(
      `${database.kind}: ${ROUNDS} kills, ${acknowledged.size} acknowledged, ${unanswered} unanswered`,
    );
    expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS);
    await database.close();
    expect(await endServer(child, 'SIGTERM')).toBe(0);
    await remove(directory);
  });
});

async function post(base: string, notice: Notice): Promise<Receipt> {
  const response = await fetch(`${base}/v1/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': notice.id },
    body: noticeBytes(notice),
  });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Receipt;
}
