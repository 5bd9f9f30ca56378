import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from '../../tests/browsers/find.ts';
import { installBrowser } from '../../tests/browsers/install.ts';
import { remove, run, temporaryFolder, tool } from '../../tests/browsers/processes.ts';
import { installPostgres } from '../../tests/servers/install-postgres.ts';
import { lintFirefoxBuild } from './web-ext-lint.ts';

/** How many checks of a step came out how. A step without tests of its own is one check. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export const plus = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** One part of `npm test`. */
export interface Step {
  name: string;
  what: string;
  run(): Promise<Tally>;
}

/** In the order they are run: the quick ones first. */
export const steps: Step[] = [
  { name: 'lint', what: 'Biome over every file', run: () => checks([['biome', 'check']]) },
  { name: 'types', what: 'TypeScript, strict', run: () => checks([['wxt', 'prepare'], ['tsc']], 1) },
  { name: 'postgres', what: 'found, or installed', run: postgres },
  { name: 'unit', what: 'Vitest', run: unitTests },
  {
    name: 'build',
    what: 'the extension for Chromium and for Firefox',
    run: () =>
      checks([
        ['wxt', 'build'],
        ['wxt', 'build', '-b', 'firefox'],
      ]),
  },
  { name: 'web-ext', what: "Mozilla's own linter on the Firefox build", run: lintFirefoxBuild },
  { name: 'browsers', what: 'found, or installed', run: () => browsers(['chromium', 'firefox']) },
  { name: 'e2e', what: 'the built extension in Chromium and Firefox', run: endToEndTests },
];

/** Runs commands one after the other; each is one check, or all of them together when `as` says so. */
async function checks(
  commands: [program: string, ...args: string[]][],
  as = commands.length,
): Promise<Tally> {
  let failed = 0;
  for (const [program, ...args] of commands)
    if ((await run(tool(program), args, { stdio: 'inherit' })) !== 0) failed += 1;
  failed = Math.min(failed, as);
  return { passed: as - failed, failed, skipped: 0 };
}

async function browsers(names: BrowserName[]): Promise<Tally> {
  let tally = NOTHING;
  for (const name of names) {
    try {
      console.log(`${name}: ${installBrowser(name)}`);
      tally = plus(tally, { ...NOTHING, passed: 1 });
    } catch (error) {
      console.error((error as Error).message);
      tally = plus(tally, { ...NOTHING, failed: 1 });
    }
  }
  return tally;
}

/** Without one, tests of the endpoint try SQLite alone; only where CI is set is that a failure. */
async function postgres(): Promise<Tally> {
  try {
    console.log(`PostgreSQL: ${installPostgres()}`);
    return { ...NOTHING, passed: 1 };
  } catch (error) {
    console.warn((error as Error).message);
    return process.env.CI ? { ...NOTHING, failed: 1 } : { ...NOTHING, skipped: 1 };
  }
}

/** Vitest's JSON report, as far as it is read here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

async function unitTests(): Promise<Tally> {
  const { status, report } = await reporting<VitestReport>((file) =>
    run(tool('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
      stdio: 'inherit',
    }),
  );
  // A file that could not even be loaded has no tests to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return settled(status, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** Playwright's JSON report, as far as it is read here. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

async function endToEndTests(): Promise<Tally> {
  const { status, report } = await reporting<PlaywrightReport>((file) =>
    run(tool('playwright'), ['test', '--reporter=list,json'], {
      stdio: 'inherit',
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    }),
  );
  const { expected, unexpected, flaky, skipped } = report.stats;
  if (flaky) console.warn(`${flaky} passed only on the second try`);
  return settled(status, { passed: expected + flaky, failed: unexpected, skipped });
}

/** Runs a test runner that writes a JSON report to the file it is given. Throws when there is none afterwards. */
async function reporting<Report>(runner: (file: string) => Promise<number | null>) {
  const folder = temporaryFolder('report');
  try {
    const status = await runner(join(folder, 'report.json'));
    return { status, report: JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report };
  } finally {
    await remove(folder);
  }
}

/** A runner that ends badly has failed even if none of the tests it counted has. */
const settled = (status: number | null, tally: Tally): Tally =>
  status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
