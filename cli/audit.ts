import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { compilePacks } from '../utils/packs/compile.ts';
import { isAddress } from './audit/address-of.ts';
import { refusal } from './audit/answer.ts';
import type { Input } from './audit/inputs/input.ts';
import { inputsOf, isKnown } from './audit/inputs/inputs-of.ts';
import { Pool } from './audit/pool.ts';
import { BUNDLED, packsFromDisk } from './packs-from-disk.ts';

const USAGE = `Usage: npm run -s audit -- [FILE…] [--jobs N] [--packs PATH…] [--url URL] [--no-findings] < in.ndjson > out.ndjson

Reads listings and checks them: one JSON object a line in, one a line out, in order.
  in   {"id": …, "url": …, "html": …}  or  {"id": …, "listing": {…}}
  out  {"id", "url", "page", "listing", "cards", "findings", "error"}
  FILE…            these instead of standard input: .ndjson, .html, .mhtml, .warc (each also .gz), .wacz
  --jobs N         use N cores (1)
  --packs PATH…    these packs, files or folders of them, instead of the bundled ones
  --url URL        the address of saved pages that tell none
  --no-findings    read only
`;

interface Options {
  files: string[];
  url: string | null;
  jobs: number;
  packs: string[];
  findings: boolean;
}

function optionsOf(args: readonly string[]): Options {
  const options: Options = { files: [], url: null, jobs: 1, packs: [], findings: true };
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
    else if (args[i] === '--url') {
      options.url = args[++i] ?? '';
      if (!isAddress(options.url)) throw new Error('--url takes an absolute http(s) address');
    } else if (args[i]?.startsWith('-')) throw new Error(`unknown option: ${args[i]}`);
    else if (isKnown(args[i] as string)) options.files.push(args[i] as string);
    else throw new Error(`cannot tell from its name what this holds: ${args[i]}`);
  }
  return options;
}

/** Answers everything there is on standard output, reading no further ahead than is being worked on. */
async function filter(inputs: AsyncIterable<Input>, pool: Pool, ahead: number): Promise<void> {
  let under = 0;
  let written: Promise<unknown> = Promise.resolve();
  let room = () => {};
  for await (const { where, what } of inputs) {
    const answer =
      typeof what === 'object' && 'error' in what
        ? JSON.stringify({ ...refusal(where, what.error), id: what.id })
        : pool.run(what, where);
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
function start(): { pool: Pool; jobs: number; files: string[] } {
  try {
    const { files, url, jobs, packs: paths, findings } = optionsOf(process.argv.slice(2));
    const packs = findings ? packsFromDisk(paths.length ? paths : [BUNDLED]) : null;
    // References from one pack to another are resolved here: better now than in every worker.
    if (packs) compilePacks(packs);
    return { pool: new Pool({ jobs, packs, url }), jobs, files };
  } catch (error) {
    return fail(2, `${reason(error)}\n\n${USAGE}`);
  }
}

const { pool, jobs, files } = start();
process.stdout.on('error', (error) => fail(1, `cannot write: ${error.message}`));
try {
  // Node gives a folder as an empty stream.
  if (!files.length && fstatSync(0).isDirectory()) throw new Error('the input is a folder');
  await filter(inputsOf(files, process.stdin), pool, jobs * 2);
} catch (error) {
  fail(1, `cannot read: ${reason(error)}`);
}
await pool.close();
