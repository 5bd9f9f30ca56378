import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Child processes and temporary folders that never outlive this process: each is ended (with its own children, by
 * its process id) or removed when asked, when this process exits for whatever reason, and on Ctrl-C.
 */

const folders = new Set<string>();
const running = new Set<ChildProcess>();
const windows = process.platform === 'win32';

/** Makes an empty folder of its own; `remove` it when it is no longer needed. */
export function temporaryFolder(name: string): string {
  watchForTheEnd();
  const folder = mkdtempSync(join(tmpdir(), `caveat-${name}-`));
  folders.add(folder);
  return folder;
}

/** Removes a folder made by `temporaryFolder`. What a dying process still holds open is tried again. */
export async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}

/** Starts a program in a process group of its own. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  watchForTheEnd();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows && command.endsWith('.cmd'),
    ...options,
    detached: !windows,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Runs a program to its end and gives its exit status; null when it could not be started or was killed. */
export async function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number | null> {
  const child = start(command, args, options);
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (status) => resolve(status));
  });
}

/** The program a package of this project brings, as a command for `start` and `run`. */
export const tool = (name: string): string =>
  join(import.meta.dirname, '../../node_modules/.bin', windows ? `${name}.cmd` : name);

/** Ends a process started by `start`: asks first, and insists after five seconds. Waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  kill(child, 'SIGTERM');
  const insist = setTimeout(() => kill(child, 'SIGKILL'), 5_000);
  await gone;
  clearTimeout(insist);
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

let watching = false;
function watchForTheEnd(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    // Not SIGKILL: a child that has children of its own (a test runner) must get to end them.
    for (const child of running) kill(child, 'SIGTERM');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => {
      void Promise.all([...running].map(end)).then(() => process.exit(status));
    });
}
