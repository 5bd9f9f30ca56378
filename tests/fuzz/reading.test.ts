import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { readingSchema } from '../../utils/messages.ts';
import { generic } from '../../utils/reading/generic.ts';
import { marketplaces } from '../../utils/reading/marketplaces/index.ts';
import { readPage } from '../../utils/reading/read.ts';
import { CORPUS, corpusIsThere, jsonAt, namesIn } from '../corpus/pages.ts';
import { shopPages } from '../shop/pages.ts';
import { mutate, mutations } from './mutations.ts';

/** `FUZZ_PAGES=20000 npx vitest run tests/fuzz` reads that many; without it, as many as keep the tests short. */
const PAGES = Number(process.env.FUZZ_PAGES ?? 400);
/** FUZZ_SEED repeats a run. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Milliseconds of this thread's own time that reading one page may take. */
const PATIENCE = 1_000;
/** Larger pages are in the corpus tests as they are; mutated ones would make the runs few. */
const LARGEST = 250_000;

interface Saved {
  url: string;
  html: string;
}

const saved: Saved[] = shopPages().flatMap(({ url, body }) =>
  typeof body === 'string' ? { url, html: body } : [],
);
if (corpusIsThere())
  for (const name of namesIn('pages/labels').filter((one) => one.endsWith('.json'))) {
    const { url, html: file } = jsonAt('pages/labels', name);
    const bytes = readFileSync(join(CORPUS, 'pages/html', file));
    const html = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    if (url && html.length <= LARGEST) saved.push({ url, html });
  }

test(
  `${PAGES} mutated pages: none throws, none takes over a second, no reading is out of its bounds`,
  () => {
    expect(saved.length).toBeGreaterThan(5);
    // A reader meets pages of other marketplaces too: the address is that of one page, what stands there another's.
    const page = fc.record({
      page: fc.nat(saved.length - 1),
      elsewhere: fc.option(fc.nat(saved.length - 1), { freq: 4 }),
      changes: mutations,
    });
    fc.assert(
      fc.property(page, ({ page, elsewhere, changes }) => {
        const { url } = saved[elsewhere ?? page] as Saved;
        const mutated = mutate((saved[page] as Saved).html, changes);
        const before = process.threadCpuUsage().user;
        const reading = readPage(documentOf(mutated), url, marketplaces, generic);
        const took = (process.threadCpuUsage().user - before) / 1_000;
        const { error } = readingSchema.safeParse(reading);
        if (error) throw new Error(`${url}: ${JSON.stringify(error.issues.slice(0, 3))}`);
        if (JSON.stringify(JSON.parse(JSON.stringify(reading))) !== JSON.stringify(reading))
          throw new Error('no JSON');
        if (took > PATIENCE) throw new Error(`${url}: ${took} ms for ${mutated.length} characters`);
      }),
      { numRuns: PAGES, seed: SEED, endOnFailure: true },
    );
  },
  Math.max(120_000, PAGES * 300),
);
