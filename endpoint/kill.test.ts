import { hash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { remove, temporaryFolder } from '../tests/browsers/processes.ts';
import { missingPostgres, onEachDatabase } from '../tests/servers/each-database.ts';
import { startPostgres } from '../tests/servers/postgres.ts';
import type { Receipt } from '../utils/notices/interface.ts';
import { type Notice, noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { firstBreak } from './audit-trail.ts';
import { type Database, openDatabase } from './database/database.ts';
import { endServer, startServer } from './test-process.ts';

/** Kills per database: a few in every run, 100 by hand (ROUNDS=100 npx vitest run endpoint/kill.test.ts). */
const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** Notices on their way at any time. */
const LANES = 32;
/** The longest it may be loaded before it is killed, in milliseconds; the rounds are spread over it. */
const LOADED_MS = 600;

/** Sends one notice after the other on each of many lanes, and writes down what was acknowledged, until told to stop. */
function load(base: string, acknowledged: Map<Notice, Receipt>): { stop(): Promise<void> } {
  let isLoading = true;
  const lane = async () => {
    while (isLoading) {
      const notice = sampleNotice({ id: randomUUID(), explanation: 'words '.repeat(200) });
      const receipt = await post(base, notice).catch(() => null);
      if (receipt) acknowledged.set(notice, receipt);
      // Nobody is there any more, or not for now.
      else await pause(20);
    }
  };
  const lanes = Array.from({ length: LANES }, lane);
  return {
    async stop() {
      isLoading = false;
      await Promise.all(lanes);
    },
  };
}

/** Every notice is there, byte for byte, as its receipt says; and the trail is whole. */
async function expectAll(acknowledged: ReadonlyMap<Notice, Receipt>, database: Database): Promise<void> {
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
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}

onEachDatabase('kill -9 under load', (emptyDatabase) => {
  test(`nothing that was acknowledged is missing, ${ROUNDS} rounds`, { timeout: 3_600_000 }, async () => {
    const directory = temporaryFolder('kill');
    const url = await emptyDatabase();
    const settings = { DATA_DIR: directory, DATABASE_URL: url };
    const acknowledged = new Map<Notice, Receipt>();
    for (let round = 0; round < ROUNDS; round++) {
      const { child, base } = await startServer(settings);
      const before = acknowledged.size;
      const loading = load(base, acknowledged);
      await until(() => acknowledged.size > before);
      await pause((LOADED_MS * (round + 1)) / ROUNDS);
      await endServer(child, 'SIGKILL');
      await loading.stop();
      expect(child.signalCode).toBe('SIGKILL');
    }

    const { child, base } = await startServer(settings);
    const database = await openDatabase({ directory, url });
    await expectAll(acknowledged, database);
    const [[notice, receipt] = []] = acknowledged;
    if (notice) expect(await post(base, notice)).toEqual(receipt);
    console.log(`${database.kind}: ${ROUNDS} kills, ${acknowledged.size} acknowledged, none missing`);
    expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS);
    await database.close();
    expect(await endServer(child, 'SIGTERM')).toBe(0);
    await remove(directory);
  });
});

// A machine without PostgreSQL may leave this out, and `onEachDatabase` above has said so; in CI it fails instead.
const without = missingPostgres();
describe.skipIf(without !== null && !process.env.CI)('PostgreSQL itself crashes under load', () => {
  test('nothing that was acknowledged is missing, and the endpoint goes on', {
    timeout: 120_000,
  }, async () => {
    const directory = temporaryFolder('crash');
    const postgres = await startPostgres({ durable: true });
    const url = await postgres.database();
    const { child, base } = await startServer({ DATA_DIR: directory, DATABASE_URL: url });
    const acknowledged = new Map<Notice, Receipt>();
    const loading = load(base, acknowledged);
    for (let crash = 0; crash < 2; crash++) {
      const before = acknowledged.size;
      await until(() => acknowledged.size > before + 50);
      await postgres.crash();
    }
    const before = acknowledged.size;
    await until(() => acknowledged.size > before);
    await loading.stop();
    const database = await openDatabase({ directory, url });
    await expectAll(acknowledged, database);
    await database.close();
    expect(await endServer(child, 'SIGTERM')).toBe(0);
    await postgres.close();
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
