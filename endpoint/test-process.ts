import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { start } from '../tests/browsers/processes.ts';

/** The endpoint as a process of its own, for tests. */
export interface TestProcess {
  child: ChildProcess;
  /** "http://127.0.0.1:40123". */
  base: string;
  output(): string;
}

/** Runs server.ts with these settings; what it says is in `output`. */
export function runServer(env: Record<string, string | undefined>): Omit<TestProcess, 'base'> {
  const child = start(process.execPath, [join(import.meta.dirname, 'server.ts')], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      NOTICES_PER_HOUR: '9999999',
      REQUESTS_PER_MINUTE: '9999999',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  return { child, output: () => output };
}

/** Runs it on a free port, and resolves once it listens. */
export async function startServer(env: Record<string, string | undefined>): Promise<TestProcess> {
  const { child, output } = runServer({ PORT: '0', ...env });
  for (;;) {
    const [base] = /http:\/\/[^/\s]+(?=\/v1\/notices)/.exec(output()) ?? [];
    if (base) return { child, base, output };
    if (child.exitCode !== null) throw new Error(output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Sends a signal and waits until the process is gone; gives its exit status. */
export async function endServer(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
  return child.exitCode;
}
