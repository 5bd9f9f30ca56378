import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Listing } from '../../utils/listing/listing.ts';
import { check } from '../../utils/packs/check.ts';
import { type CompiledPacks, compilePacks } from '../../utils/packs/compile.ts';
import type { Pack } from '../../utils/packs/pack.ts';

/** Labelled listings and harmless titles beside the repository: other people's, and no part of it. */
export const CORPUS = join(import.meta.dirname, '../../../shared/corpus');

const RANK = { note: 1, warning: 2, danger: 3 };

/** A labelled listing: one that must be flagged, or a near miss that must pass. */
export interface Case {
  id: string;
  listing: Partial<Listing>;
  area: string;
  lang: string;
  expect: 'flag' | 'pass';
  min_severity?: keyof typeof RANK;
}

const linesOf = (...path: string[]): string[] =>
  readFileSync(join(CORPUS, ...path), 'utf8')
    .split('\n')
    .filter(Boolean);

/** The labelled listings; none where there is no corpus. */
export const casesOnCorpus = (): Case[] =>
  existsSync(CORPUS)
    ? readdirSync(join(CORPUS, 'pairs')).flatMap((file) =>
        linesOf('pairs', file).map((line) => JSON.parse(line)),
      )
    : [];

/** Real titles in a folder of the corpus. */
export const titlesOnCorpus = (folder: 'benign' | 'hard-negatives'): string[] =>
  readdirSync(join(CORPUS, folder)).flatMap((file) =>
    linesOf(folder, file)
      .slice(1)
      .map((line) => line.split('\t')[0] ?? ''),
  );

/** 0 for nothing, 1 note, 2 warning, 3 danger. */
export const worstOf = (packs: CompiledPacks, listing: Partial<Listing>): number =>
  Math.max(0, ...check(packs, listing).map(({ severity }) => RANK[severity]));

/** Whether a case came out as its label says. */
export const isRight = (
  packs: CompiledPacks,
  { listing, expect, min_severity = 'warning' }: Case,
): boolean =>
  expect === 'flag'
    ? worstOf(packs, listing) >= Math.min(RANK[min_severity], 2)
    : worstOf(packs, listing) < 2;

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`;

/** What packs do on the corpus, as lines to print; null where there is none. */
export function scores(packs: readonly Pack[]): string[] | null {
  if (!existsSync(CORPUS)) return null;
  const compiled = compilePacks(packs);
  const cases = casesOnCorpus();
  const areas = [...new Set(cases.map(({ area }) => area))].sort();
  const lines = [...areas, null].map((area) => {
    const of = (kind: Case['expect']) => {
      const own = cases.filter((one) => one.expect === kind && (area === null || one.area === area));
      return percent(own.filter((one) => isRight(compiled, one)).length, own.length);
    };
    return `${(area ?? 'all').padEnd(20)} flagged ${of('flag').padStart(6)}  near misses passed ${of('pass').padStart(6)}`;
  });
  for (const folder of ['benign', 'hard-negatives'] as const) {
    const levels = titlesOnCorpus(folder).map((title) => worstOf(compiled, { title }));
    const per1000 = (level: number) =>
      ((1000 * levels.filter((one) => one >= level).length) / levels.length).toFixed(2);
    lines.push(
      `${folder}: ${levels.length} titles, ${per1000(2)} warnings and ${per1000(3)} dangers per 1,000`,
    );
  }
  return lines;
}

/** What going from one set of packs to another changes on the corpus; null where there is none. */
export function changesOnCorpus(before: readonly Pack[], after: readonly Pack[]): string[] | null {
  if (!existsSync(CORPUS)) return null;
  const [old, now] = [compilePacks(before), compilePacks(after)];
  const cases = casesOnCorpus().map(({ id, listing }) => ({ name: `${id} ${listing.title}`, listing }));
  const titles = titlesOnCorpus('hard-negatives').map((title) => ({ name: title, listing: { title } }));
  return [...cases, ...titles].flatMap(({ name, listing }) => {
    const [was, is] = [worstOf(old, listing), worstOf(now, listing)];
    return was === is ? [] : [`${was} → ${is}  ${name}`];
  });
}
