import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { documentOf } from '../../cli/document.ts';
import { generic } from '../../utils/reading/generic.ts';
import { marketplaces } from '../../utils/reading/marketplaces/index.ts';
import { readPage } from '../../utils/reading/read.ts';
import type { Reading } from '../../utils/reading/reader.ts';

/** Saved pages and their labels, read where they lie: they are other people's and no part of this repository. */
export const CORPUS = join(import.meta.dirname, '../../../shared/corpus');

/** Whether the corpus is there; says so loudly when it is not. */
export function corpusIsThere(): boolean {
  const there = existsSync(CORPUS);
  if (!there) console.warn(`SKIPPED: no corpus of saved pages at ${CORPUS}; its tests did not run.`);
  return there;
}

export const jsonAt = (...path: string[]) => JSON.parse(readFileSync(join(CORPUS, ...path), 'utf8'));

export const namesIn = (...path: string[]) => readdirSync(join(CORPUS, ...path));

export function readSaved(url: string, ...path: string[]): Reading {
  const html = gunzipSync(readFileSync(join(CORPUS, ...path))).toString('utf8');
  return readPage(documentOf(html), url, marketplaces, generic);
}
