import { describe, expect, test } from 'vitest';
import { type Case, casesOnCorpus, isRight, titlesOnCorpus, worstOf } from '../../cli/packs/scores.ts';
import { BUNDLED, packsFromDisk } from '../../cli/packs-from-disk.ts';
import { compilePacks } from '../../utils/packs/compile.ts';
import { corpusIsThere } from './pages.ts';

/** What the packs do on the labelled corpus beside the repository: floors, so that a change that costs is seen. */
const present = corpusIsThere();
const compiled = compilePacks(packsFromDisk([BUNDLED]));
const cases = casesOnCorpus();

/** The share of cases of a kind that come out as their label says. */
function share(kind: Case['expect'], which: (one: Case) => boolean = () => true): number {
  const own = cases.filter((one) => one.expect === kind && which(one));
  return own.filter((one) => isRight(compiled, one)).length / own.length;
}
const distinct = (values: string[]) => [...new Set(values)].sort();

describe.skipIf(!present)('packs on the corpus', () => {
  test('at least 95 % flagged, and 97 % of near misses passed', () => {
    expect(share('flag')).toBeGreaterThanOrEqual(0.95);
    expect(share('pass')).toBeGreaterThanOrEqual(0.97);
  });

  test.each(distinct(cases.map(({ area }) => area)))('%s: at least 90 %% both ways', (area) => {
    expect(share('flag', (one) => one.area === area)).toBeGreaterThanOrEqual(0.9);
    expect(share('pass', (one) => one.area === area)).toBeGreaterThanOrEqual(0.9);
  });

  test.each(distinct(cases.map(({ lang }) => lang)))('%s: at least 90 %% flagged', (lang) => {
    expect(share('flag', (one) => one.lang === lang)).toBeGreaterThanOrEqual(0.9);
  });

  test('harmless titles: at most 0.5 warnings and 0.1 dangers per 1,000', { timeout: 120_000 }, () => {
    const levels = titlesOnCorpus('benign').map((title) => worstOf(compiled, { title }));
    expect((1000 * levels.filter((level) => level >= 2).length) / levels.length).toBeLessThanOrEqual(0.5);
    expect((1000 * levels.filter((level) => level >= 3).length) / levels.length).toBeLessThanOrEqual(0.1);
  });

  test('harmless titles with a risky word: at most 10 warnings per 1,000', () => {
    const levels = titlesOnCorpus('hard-negatives').map((title) => worstOf(compiled, { title }));
    expect((1000 * levels.filter((level) => level >= 2).length) / levels.length).toBeLessThanOrEqual(10);
  });
});
