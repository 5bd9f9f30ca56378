import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { compilePacks } from '../utils/packs/compile.ts';
import { refusal } from './audit/answer.ts';
import { LONGEST_LINE, linesOf } from './audit/lines.ts';
import { Pool } from './audit/pool.ts';
import { BUNDLED, packsFromDisk } from './packs-from-disk.ts';

const USAGE = `Usage: npm run -s audit -- [--jobs N] [--packs PATH…] [--no-findings] < in.ndjson > out.ndjson

Reads listings and checks them: one JSON object a line in, one a line out, in order.
  in   {"id": …, "url": …, "html": …}  or  {"id": …, "listing": {…}}
  out  {"id", "url", "page", "listing", "cards", "findings", "error"}
  --jobs N         use N cores (1)
  --packs PATH…    these packs, files or folders of them, instead of the bundled ones
  --no-findings    read only
`;

interface Options {
  jobs: number;
  packs: string[];
  findings: boolean;
}

function optionsOf(args: readonly string[]): Options {
  const options: Options = { jobs: 1, packs: [], findings: true };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--jobs') {
      options.jobs = Number(args[++i]);
      if (!Number.isInteger(options.jobs) || options.jobs < 1 || options.jobs > 256)
        throw new Error('--jobs takes a whole number from 1 to 256');
    } else if (args[i] === '--packs') {
      const from = options.packs.length;
      while (args[i + 1] !== undefined && !args[i + 1]?.startsWith('--'))
        options.packs.push(args[++i] as string);
      if (options.packs.length === from) throw new Error('--packs takes at least one path');
    } else if (args[i] === '--no-findings') options.findings = false;
    else throw new Error(`unknown option: ${args[i]}`);
  }
  return options;
}

/** Answers every line of standard input on standard output, reading no further ahead than is being worked on. */
async function filter(pool: Pool, ahead: number): Promise<void> {
  let under = 0;
  let number = 0;
  let written: Promise<unknown> = Promise.resolve();
  let room = () => {};
  for await (const line of linesOf(process.stdin)) {
    number++;
    const answer =
      line === null
        ? JSON.stringify(refusal(number, `longer than ${LONGEST_LINE} bytes`))
        : pool.run(line, number);
    under++;
    written = written.then(async () => {
      if (!process.stdout.write(`${await answer}\n`)) await once(process.stdout, 'drain');
      under--;
      room();
    });
    while (under >= ahead)
      await new Promise<void>((go) => {
        room = go;
      });
  }
  await written;
}

const fail = (code: number, message: string): never => {
  process.stderr.write(`audit: ${message}\n`);
  process.exit(code);
};
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What the options ask for; ends the program with 2 where they ask for what cannot be. */
function start(): { pool: Pool; jobs: number } {
  try {
    const { jobs, packs: paths, findings } = optionsOf(process.argv.slice(2));
    const packs = findings ? packsFromDisk(paths.length ? paths : [BUNDLED]) : null;
    // References from one pack to another are resolved here: better now than in every worker.
    if (packs) compilePacks(packs);
    return { pool: new Pool({ jobs, packs }), jobs };
  } catch (error) {
    return fail(2, `${reason(error)}\n\n${USAGE}`);
  }
}

const { pool, jobs } = start();
process.stdout.on('error', (error) => fail(1, `cannot write: ${error.message}`));
try {
  // Node gives a folder as an empty stream.
  if (fstatSync(0).isDirectory()) throw new Error('the input is a folder');
  await filter(pool, jobs * 2);
} catch (error) {
  fail(1, `cannot read: ${reason(error)}`);
}
await pool.close();
