import { sites } from '../../utils/reading/marketplaces/index.ts';
import { run, tool } from '../browsers/processes.ts';
import { printMatching } from './matching.ts';
import { measurePageCost } from './page-cost.ts';
import { measureReadingCost } from './reading-cost.ts';
import { printRecalls } from './recalls.ts';
import { scriptSize } from './script-size.ts';
import { printWaking } from './waking.ts';

/** `npm run bench [-- PAIRS]`: the size of what is injected into pages and what it costs them, what
 * waking costs, and what matching does. */

const pairs = Number(process.argv[2] ?? 15);
if (!Number.isInteger(pairs) || pairs < 1) {
  console.error('Usage: npm run bench -- [number of pairs, 15 unless told otherwise]');
  process.exit(2);
}
if ((await run(tool('wxt'), ['build'], { stdio: ['ignore', 'ignore', 'inherit'] })) !== 0) process.exit(1);

const scripts = sites.flatMap(({ id }) => [`listing-${id}.js`, `reader-${id}.js`]);
for (const name of [...scripts, 'overlay.js']) {
  const { raw, gzip } = scriptSize(name);
  console.log(`${name}: ${(raw / 1_000).toFixed(1)} kB, ${(gzip / 1_000).toFixed(1)} kB gzip`);
}
console.log(`\nScript time of a page, ms, medians of ${pairs} pairs (Chromium, ScriptDuration)`);
console.log('page            without    with   with − without (least … most)   ratio');
for (const cost of await measurePageCost(['harmless', 'help', 'risky'], pairs)) {
  const [middle, least, most] = cost.difference.map((value) => value.toFixed(1));
  const columns = [
    cost.page.padEnd(14),
    cost.without.toFixed(1).padStart(8),
    cost.with.toFixed(1).padStart(7),
    `${middle} (${least} … ${most})`.padStart(32),
    (cost.without < 0.1 ? '–' : (cost.with / cost.without).toFixed(2)).padStart(7),
  ];
  console.log(columns.join(' '));
}
const quantile = (values: number[], share: number) =>
  (values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN).toFixed(1);
const { cards, pages } = await measureReadingCost();
console.log(`\nReading a page as it stands, ms in Chromium (first read, then the median of those after it)`);
console.log(`${cards.cards} cards: ${cards.first.toFixed(1)}, ${cards.later.toFixed(1)}; wanted under 10`);
if (pages.length)
  for (const when of ['first', 'later'] as const) {
    const times = pages.map((cost) => cost[when]);
    console.log(
      `${pages.length} saved pages, ${when}: median ${quantile(times, 0.5)}, p95 ${quantile(times, 0.95)}; wanted 5 and 15`,
    );
  }
const layouts = [cards, ...pages].reduce((sum, cost) => sum + cost.layouts, 0);
console.log(`layouts and style recalculations forced by reading: ${layouts}`);

await printWaking(30);
printMatching();
printRecalls();
