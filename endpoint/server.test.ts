import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { end, remove, temporaryFolder } from '../tests/browsers/processes.ts';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import { sendToEndpoint } from '../utils/notices/channels/endpoint.ts';
import type { Receipt } from '../utils/notices/interface.ts';
import type { Notice } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { endServer, runServer, startServer, type TestProcess } from './test-process.ts';

const numbered = (n: number): Notice =>
  sampleNotice({ id: `5f0c2f0e-3b53-4d0e-9d7a-${String(n).padStart(12, '0')}` });

async function sent(notice: Notice, base: string): Promise<Receipt> {
  const delivery = await sendToEndpoint(notice, { base });
  if (!('value' in delivery)) throw new Error(JSON.stringify(delivery.problem));
  return delivery.value;
}

let directory: string;
let running: Pick<TestProcess, 'child'>[] = [];
beforeEach(() => {
  directory = temporaryFolder('server');
});
afterEach(async () => {
  for (const { child } of running) await end(child);
  running = [];
  await remove(directory);
});
const started = async (env: Record<string, string | undefined>) => {
  const server = await startServer({ DATA_DIR: directory, ...env });
  running.push(server);
  return server;
};
const run = (env: Record<string, string>) => {
  const server = runServer({ DATA_DIR: directory, ...env });
  running.push(server);
  return server;
};

onEachDatabase('the endpoint as a process', (emptyDatabase) => {
  test.each(['SIGTERM', 'SIGINT'] as const)('on %s answers what it has begun, and stops', async (signal) => {
    const { child, base } = await started({ DATABASE_URL: await emptyDatabase() });
    const first = await sent(numbered(0), base);
    const under = Promise.allSettled(Array.from({ length: 50 }, (_, n) => sent(numbered(n + 1), base)));
    await sent(numbered(100), base);
    expect(await endServer(child, signal)).toBe(0);
    // Each was either taken or not heard; none was taken without an answer.
    for (const one of await under)
      if (one.status === 'rejected') expect(String(one.reason)).toContain('unreachable');
    expect(first.number).toMatch(/^.{4}-.{4}$/);
    expect(await sendToEndpoint(numbered(2), { base })).toMatchObject({ problem: { kind: 'unreachable' } });
  });

  test('two of them on one database are one', async () => {
    const DATABASE_URL = await emptyDatabase();
    const [one, other] = await Promise.all([started({ DATABASE_URL }), started({ DATABASE_URL })]);
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, n) => sent(numbered(1), (n % 2 ? one : other).base)),
    );
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    const [{ id, secret } = { id: '', secret: '' }] = receipts;
    for (const { base } of [one, other]) {
      const headers = { authorization: `Bearer ${secret}` };
      expect((await fetch(`${base}/v1/notices/${id}`, { headers })).status).toBe(200);
    }
  });
});

test('metrics are on a port of their own, and nothing else is there', async () => {
  const { base, output } = await started({ METRICS_PORT: '0' });
  await sent(numbered(1), base);
  const [, metrics = ''] = /Metrics are at (\S+)\/metrics/.exec(output()) ?? [];
  const text = await (await fetch(`${metrics}/metrics`)).text();
  expect(text).toContain('notices_total{outcome="stored"} 1');
  expect(text).toMatch(
    /http_request_duration_seconds_count\{method="POST",route="\/v1\/notices",status="201"\} 1/,
  );
  expect((await fetch(`${metrics}/v1/notices`)).status).toBe(404);
  expect((await fetch(`${base}/metrics`)).status).toBe(404);
});

test.each([
  [{ PORT: 'http' }, 2, 'PORT must be a number from 0 to 65535, not "http"'],
  [{ PORT: '65536' }, 2, 'PORT must be a number'],
  [{ PORT: '-1' }, 2, 'PORT must be a number'],
  [{ PORT: '' }, 2, 'PORT must be a number'],
  [{ HOST: '' }, 2, 'HOST must be an address'],
  [{ DATA_DIR: '' }, 2, 'DATA_DIR must be a directory'],
  [{ DATABASE_URL: 'mysql://x' }, 2, 'DATABASE_URL must be a postgres:// address'],
  [{ TRUSTED_PROXIES: '10.0.0.0/99' }, 2, 'TRUSTED_PROXIES must be IP addresses or ranges'],
  [{ NOTICES_PER_HOUR: '0' }, 2, 'NOTICES_PER_HOUR must be a number from 1'],
  [{ OPERATOR_COUNTRY: 'Germany' }, 2, 'OPERATOR_COUNTRY'],
  [{ PORT: '0', HOST: '203.0.113.1' }, 1, 'Cannot listen on 203.0.113.1:0'],
  [{ PORT: '0', DATABASE_URL: 'postgres://x:y@127.0.0.1:1/none' }, 1, 'ECONNREFUSED'],
])('%o ends it with %i', async (env, status, message) => {
  const { child, output } = run(env as Record<string, string>);
  await once(child, 'close');
  expect(output()).toContain(message);
  expect(child.exitCode).toBe(status);
});

test('a directory that cannot be used ends it with 1, a port in use too', async () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  const unusable = run({ PORT: '0', DATA_DIR: file });
  await once(unusable.child, 'close');
  expect(unusable.child.exitCode).toBe(1);
  expect(unusable.output()).toContain(`The notices cannot be kept in ${file}`);

  const { base } = await started({});
  const second = run({ PORT: new URL(base).port });
  await once(second.child, 'close');
  expect(second.child.exitCode).toBe(1);
  expect(second.output()).toContain('EADDRINUSE');
});
