import { indexRecalls, type Recall } from '../../utils/packs/recalls.ts';

/** What a million recalls cost: to index them, and each check of a listing against a thousand. Entries are made up. */

const recallAt = (n: number): Recall => ({
  id: `SR/${n}/26`,
  authority: 'Safety Gate',
  date: '2026-01-05',
  product: 'Kettle',
  brand: `Brand${(n * 7_919) % 20_011}`,
  models: [`KT-${n}B`, `KT-${n}C`],
  gtins: [String(4_000_000_000_000 + n * 7)],
  batches: null,
  hazard: 'It may burn.',
  measure: null,
  url: `https://example.org/${n}`,
});
/** Listings that meet nothing, one that meets a GTIN, one that meets a brand and a model. */
const LISTINGS = [
  { title: 'Steel kettle 1.7 l with a cool handle, 2200 W, model EK-2041 by Brand77', brand: 'Brand77' },
  {
    title: 'Kettle',
    identifiers: { gtin: '4000000003500' },
    attributes: [{ name: 'EAN', value: '4006381333931' }],
  },
  {
    title: `Brand${(500 * 7_919) % 20_011} kettle KT-500B`,
    brand: `Brand${(500 * 7_919) % 20_011}`,
    model: 'KT-500B',
  },
];

export function printRecalls(): void {
  const few = indexRecalls(Array.from({ length: 1_000 }, (_, n) => recallAt(n)));
  const all = Array.from({ length: 1_000_000 }, (_, n) => recallAt(n));
  const before = used();
  const start = performance.now();
  const many = indexRecalls(all);
  const took = performance.now() - start;
  const memory = used() - before;
  const time = { few: [] as number[], many: [] as number[] };
  let met = 0;
  for (let round = 0; round < 300; round++)
    for (const [name, index] of [
      ['few', few],
      ['many', many],
    ] as const) {
      const from = performance.now();
      for (let n = 0; n < 30; n++) met += index.find(LISTINGS[n % LISTINGS.length] as object).length;
      time[name].push(((performance.now() - from) / 30) * 1_000);
    }
  const [best, most] = [Math.min(...time.few), Math.min(...time.many)];
  const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1] as number;
  console.log(`
Recalls: 1,000,000 entries indexed in ${(took / 1_000).toFixed(1)} s${
    Number.isNaN(memory) ? '' : `, ${(memory / 2 ** 20).toFixed(0)} MB besides the entries`
  }; a listing is held against them in ${most.toFixed(1)} µs,
${(most / best).toFixed(1)} times (median ${(median(time.many) / median(time.few)).toFixed(1)}) what 1,000 entries cost${
    met === 0 ? ' — and nothing was found, which is wrong' : ''
  }`);
}

/** Bytes in use; only to be told when garbage can be collected first (node --expose-gc). */
function used(): number {
  if (!globalThis.gc) return Number.NaN;
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

if (import.meta.main) printRecalls();
