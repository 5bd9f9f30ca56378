import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../cli/start/endpoint.ts';
import { end, remove, run, start, temporaryFolder } from '../browsers/processes.ts';
import { installPostgres } from './install-postgres.ts';

/** A PostgreSQL cluster of its own, on this machine's loopback address only, in a temporary folder. */
export interface Postgres {
  /** Makes an empty database and gives its address, "postgres://…". */
  database(): Promise<string>;
  /** Stops it as a power cut of the program would, writing nothing back, and starts it again. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts one, which takes about two seconds. `durable` waits for the disk as a server for real use does; without it
 * tests are quicker. Throws when there is no PostgreSQL here and none can be installed.
 */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
  const programs = installPostgres();
  const folder = temporaryFolder('postgres');
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(folder, 'password'), password);
  // PostgreSQL refuses to run as root.
  const who = unprivileged();
  if (who) for (const path of [folder, data]) chownSync(path, who.uid, who.gid);
  const settings = { ...who, cwd: folder, stdio: 'ignore' } as const;

  const made = await run(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'caveat',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
      '-A',
      'scram-sha-256',
      '--pwfile=password',
    ],
    settings,
  );
  if (made !== 0) throw new Error(`initdb of ${programs} ended with ${made}`);

  const port = await freePort();
  const address = (name: string) => `postgres://caveat:${password}@127.0.0.1:${port}/${name}`;
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    fsync: durable ? 'on' : 'off',
  };
  const launch = async () => {
    const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = start(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...flags], settings);
    for (const deadline = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      if (await asked(address('postgres'), 'SELECT 1').catch(() => false)) return child;
      if (child.exitCode === null && Date.now() < deadline) continue;
      await end(child);
      throw new Error('PostgreSQL did not start');
    }
  };
  let running = await launch();
  let databases = 0;
  return {
    async database() {
      const name = `test${++databases}`;
      await asked(address('postgres'), `CREATE DATABASE ${name}`);
      return address(name);
    },
    async crash() {
      const gone = once(running, 'exit');
      if (running.pid !== undefined) process.kill(running.pid, 'SIGQUIT');
      await gone;
      running = await launch();
    },
    async close() {
      await end(running);
      await remove(folder);
    },
  };
}

async function asked(connectionString: string, statement: string): Promise<true> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(statement);
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}

/** For root, the user "nobody"; anybody else stays who they are. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
