import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyBundle } from '../utils/notices/evidence/verify.ts';
import { ATTACHMENT_BYTES_MAX } from '../utils/notices/notice.ts';

const USAGE = `Usage: npm run evidence -- verify FILE [--notice NOTICE]

Looks at the evidence of a notice (a WACZ file that Caveat wrote): what of it holds, what does not, and what a file
alone cannot show. --notice compares it with the notice it was sent with (JSON).

Exit status: 0 everything that can be looked at holds, 1 something does not, 2 bad usage or a file that cannot be read.`;

const SIGNS = new Map([
  [true, 'holds          '],
  [false, 'DOES NOT HOLD  '],
  [null, 'cannot be known'],
]);

function bounded(file: string): Buffer<ArrayBuffer> {
  // Not more of it than could be a bundle, and a little, so that it is said to be too large.
  if (statSync(file).size > 2 * ATTACHMENT_BYTES_MAX) throw new Error(`${file} is far too large to be one`);
  return readFileSync(file);
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { notice: { type: 'string' } },
  });
  const [command, file, more] = positionals;
  if (command !== 'verify' || file === undefined || more !== undefined)
    throw new Error(`FILE is missing\n\n${USAGE}`);
  const notice = values.notice === undefined ? {} : { notice: bounded(values.notice).toString() };
  const checks = await verifyBundle(new Uint8Array(bounded(file)), notice);
  for (const { holds, says } of checks) console.log(`${SIGNS.get(holds)}  ${says}`);
  return checks.some(({ holds }) => holds === false) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
