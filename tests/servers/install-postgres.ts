import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { isInstalled } from '../browsers/find.ts';

/** Where systems keep PostgreSQL's programs when they are not on the PATH, each with one folder per version. */
const PLACES = ['/usr/lib/postgresql', '/usr/local/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

const PROGRAMS = ['initdb', 'postgres'];

/** The folder with `initdb` and `postgres`; null when there is none. */
export function findPostgres(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const versions = PLACES.filter(existsSync).flatMap((place) =>
    readdirSync(place)
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((version) => join(place, version, 'bin')),
  );
  return (
    [...onPath, ...versions].find((folder) => PROGRAMS.every((name) => existsSync(join(folder, name)))) ??
    null
  );
}

/** Test files run side by side; one of them installs and the others wait for it. */
const WAIT = ['-o', 'DPkg::Lock::Timeout=300'];

/** Makes Debian's package install the programs alone: no cluster is made, so none is started. */
const NO_CLUSTER = '/etc/postgresql-common/createcluster.d/no-cluster.conf';

/** Finds PostgreSQL, else installs it where this may be done without asking; throws with what to install by hand. */
export function installPostgres(say: (line: string) => void = console.log): string {
  const found = findPostgres();
  if (found) return found;
  if (process.getuid?.() === 0 && isInstalled('apt-get')) {
    say('No PostgreSQL found; installing it.');
    mkdirSync(dirname(NO_CLUSTER), { recursive: true });
    if (!existsSync(NO_CLUSTER)) writeFileSync(NO_CLUSTER, 'create_main_cluster = false\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-q', ...WAIT],
      ['install', '-y', '-q', '--no-install-recommends', ...WAIT, 'postgresql'],
    ])
      spawnSync('apt-get', args, { stdio: 'inherit', env, timeout: 10 * 60_000 });
  }
  const installed = findPostgres();
  if (installed) return installed;
  throw new Error('No PostgreSQL found. Install its server programs (initdb, postgres), 13 or newer.');
}
