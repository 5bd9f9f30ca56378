import { NOTHING, plus, type Step, steps, type Tally } from './test/steps.ts';

/**
 * `npm test`: every check there is, in order. `npm test -- unit build` runs only the named ones. Ends with the
 * line "N passed, N failed, N skipped", and with status 1 if anything failed, 2 for a step that does not exist.
 */

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `No such step: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

async function take(step: Step): Promise<Tally> {
  console.log(`\n── ${step.name}: ${step.what}`);
  const began = performance.now();
  const tally = await step.run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return { ...NOTHING, failed: 1 };
  });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`── ${step.name}: ${inWords(tally)} (${seconds} s)`);
  return tally;
}

const inWords = ({ passed, failed, skipped }: Tally) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

let sum = NOTHING;
const failing: string[] = [];
for (const step of steps) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue;
  const tally = await take(step);
  if (tally.failed > 0) failing.push(step.name);
  sum = plus(sum, tally);
}
if (failing.length > 0) console.log(`\nFailed in: ${failing.join(', ')}`);
console.log(`\n${inWords(sum)}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
