import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendToEndpoint } from '../utils/notices/channels/endpoint.ts';
import type { Receipt } from '../utils/notices/interface.ts';
import type { Notice } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';

const SERVER = join(import.meta.dirname, 'server.ts');
const ROUNDS = Number(process.env.ROUNDS ?? 5);

let directory: string;
let running: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'notices-'));
});
afterEach(async () => {
  for (const child of running) await end(child, 'SIGKILL');
  running = [];
  rmSync(directory, { recursive: true });
});

function run(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, HOST: '127.0.0.1', DATA_DIR: directory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  return { child, output: () => output };
}

async function start(): Promise<{ child: ChildProcess; base: string }> {
  const { child, output } = run({ PORT: '0' });
  while (!/http:\S+:\d+/.test(output())) {
    if (child.exitCode !== null) throw new Error(output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { child, base: /http:\/\/[^/\s]+/.exec(output())?.[0] ?? '' };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  await once(child, 'exit');
  return child.exitCode;
}

const numbered = (n: number): Notice =>
  sampleNotice({ id: `5f0c2f0e-3b53-4d0e-9d7a-${String(n).padStart(12, '0')}` });

async function sent(notice: Notice, base: string): Promise<Receipt> {
  const delivery = await sendToEndpoint(notice, { base });
  if (!('value' in delivery)) throw new Error(JSON.stringify(delivery.problem));
  return delivery.value;
}

describe('the endpoint as a process', () => {
  test(`what it acknowledged is there after kill -9, ${ROUNDS} rounds`, { timeout: 600_000 }, async () => {
    const acknowledged = new Map<Notice, Receipt>();
    for (let round = 0; round < ROUNDS; round++) {
      const { child, base } = await start();
      const notices = Array.from({ length: 20 }, (_, n) => numbered(round * 20 + n));
      // Killed while the later ones are still on their way.
      const killAt = Math.floor((round * 20) / ROUNDS) + 1;
      let acknowledgements = 0;
      await Promise.allSettled(
        notices.map(async (notice) => {
          acknowledged.set(notice, await sent(notice, base));
          if (++acknowledgements === killAt) await end(child, 'SIGKILL');
        }),
      );
      expect(child.signalCode).toBe('SIGKILL');
    }
    const { child, base } = await start();
    expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS);
    for (const [notice, receipt] of acknowledged) {
      const headers = { authorization: `Bearer ${receipt.secret}` };
      expect((await fetch(`${base}/v1/notices/${receipt.id}`, { headers })).status).toBe(200);
      expect(await sent(notice, base)).toEqual(receipt);
    }
    expect(await end(child, 'SIGTERM')).toBe(0);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('stops in good order on %s', async (signal) => {
    const { child, base } = await start();
    await sent(numbered(1), base);
    expect(await end(child, signal)).toBe(0);
    expect(await sendToEndpoint(numbered(2), { base })).toMatchObject({ problem: { kind: 'unreachable' } });
  });

  test.each([
    [{ PORT: 'http' }, 2, 'PORT must be a number from 0 to 65535, not "http"'],
    [{ PORT: '65536' }, 2, 'PORT must be a number'],
    [{ PORT: '-1' }, 2, 'PORT must be a number'],
    [{ PORT: '' }, 2, 'PORT must be a number'],
    [{ HOST: '' }, 2, 'HOST must be an address'],
    [{ DATA_DIR: '' }, 2, 'DATA_DIR must be a directory'],
    [{ PORT: '0', HOST: '203.0.113.1' }, 1, 'Cannot listen on 203.0.113.1:0'],
  ])('%o ends it with %i', async (env, status, message) => {
    const { child, output } = run(env as Record<string, string>);
    await once(child, 'close');
    expect(child.exitCode).toBe(status);
    expect(output()).toContain(message);
  });

  test('a directory that cannot be used ends it with 1, a port in use too', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const unusable = run({ PORT: '0', DATA_DIR: file });
    await once(unusable.child, 'close');
    expect(unusable.child.exitCode).toBe(1);
    expect(unusable.output()).toContain(`The notices cannot be kept in ${file}`);

    const { base } = await start();
    const second = run({ PORT: new URL(base).port });
    await once(second.child, 'close');
    expect(second.child.exitCode).toBe(1);
    expect(second.output()).toContain('EADDRINUSE');
  });
});
