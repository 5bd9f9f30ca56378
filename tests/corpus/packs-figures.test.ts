import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from '../../utils/packs/check.ts';
import { compilePacks } from '../../utils/packs/compile.ts';
import type { Example } from '../../utils/packs/pack.ts';
import { parsePack } from '../../utils/packs/pack.ts';

/** What the packs do on the labelled corpus beside the repository: floors, so that a change that costs is seen. */
const corpus = new URL('../../../shared/corpus/', import.meta.url);
const present = existsSync(corpus);
if (!present)
  console.warn('SKIPPED: no corpus beside the repository, the packs are measured on their examples only');

/** Areas of the corpus that the bundled packs are about. */
const AREAS = ['medicines', 'supplements', 'adult', 'drugs', 'tobacco', 'hidden-links'];

const folder = new URL('../../public/packs/', import.meta.url);
const compiled = compilePacks(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
    .map((name) => parsePack(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))),
);
const RANK = { note: 1, warning: 2, danger: 3 };
const worst = (listing: Example) =>
  Math.max(0, ...check(compiled, listing).map(({ severity }) => RANK[severity]));
const lines = (path: string) => readFileSync(new URL(path, corpus), 'utf8').split('\n').filter(Boolean);
const titles = (name: string) =>
  readdirSync(new URL(`${name}/`, corpus)).flatMap((file) =>
    lines(`${name}/${file}`)
      .slice(1)
      .map((line) => line.split('\t')[0] ?? ''),
  );

interface Case {
  listing: Example;
  area: string;
  expect: 'flag' | 'pass';
  min_severity?: keyof typeof RANK;
}

describe.skipIf(!present)('packs on the corpus', () => {
  const cases = present
    ? readdirSync(new URL('pairs/', corpus)).flatMap((file) =>
        lines(`pairs/${file}`).map((line) => JSON.parse(line) as Case),
      )
    : [];

  test.each(AREAS)('%s: at least 90 %% flagged and 95 %% passed', (area) => {
    const own = cases.filter((one) => one.area === area);
    const flags = own.filter((one) => one.expect === 'flag');
    const passes = own.filter((one) => one.expect === 'pass');
    const flagged = flags.filter(
      ({ listing, min_severity = 'warning' }) => worst(listing) >= Math.min(RANK[min_severity], 2),
    );
    const passed = passes.filter(({ listing }) => worst(listing) < 2);
    expect(flagged.length / flags.length).toBeGreaterThanOrEqual(0.9);
    expect(passed.length / passes.length).toBeGreaterThanOrEqual(0.95);
  });

  test('near misses of other areas: at least 99 % passed', () => {
    const passes = cases.filter((one) => one.expect === 'pass' && !AREAS.includes(one.area));
    expect(passes.filter(({ listing }) => worst(listing) < 2).length / passes.length).toBeGreaterThanOrEqual(
      0.99,
    );
  });

  test('harmless titles: at most 0.5 warnings and 0.1 dangers per 1,000', { timeout: 60_000 }, () => {
    const levels = titles('benign').map((title) => worst({ title }));
    expect((1000 * levels.filter((level) => level >= 2).length) / levels.length).toBeLessThanOrEqual(0.5);
    expect((1000 * levels.filter((level) => level >= 3).length) / levels.length).toBeLessThanOrEqual(0.1);
  });

  test('harmless titles with a risky word: at most 10 warnings per 1,000', () => {
    const levels = titles('hard-negatives').map((title) => worst({ title }));
    expect((1000 * levels.filter((level) => level >= 2).length) / levels.length).toBeLessThanOrEqual(10);
  });
});
