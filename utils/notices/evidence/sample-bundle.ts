import type { ExplainedFinding } from '../../packs/finding.ts';
import { chained } from '../journal-chain.ts';
import type { Notice } from '../notice.ts';
import { sampleNotice } from '../sample-notice.ts';
import { type Capture, makeBundle } from './bundle.ts';
import { newSigningKey } from './signing-key.ts';

/** One transparent pixel. */
export const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

const finding: ExplainedFinding = {
  rule: 'medicines.prescription-only',
  pack: 'medicines@3',
  severity: 'danger',
  category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  confidence: 'high',
  wrongIf: [],
  evidence: [{ field: 'title', text: 'sildenafil 100 mg', start: 0, end: 17 }],
  explain: { en: 'This looks like a prescription medicine.' },
  advice: { en: 'Better not buy it here.' },
  law: [],
};

/** What was taken of a page, for tests; the same on every call but for what is changed. */
export const sampleCapture = (changes: Partial<Capture> = {}): Capture => ({
  at: '2026-11-24T09:59:58.250Z',
  listing: {
    url: 'https://www.aliexpress.com/item/1005001.html',
    title: 'sildenafil 100 mg, 20 pcs',
    images: [],
  },
  findings: [finding],
  html: '<!doctype html>\n<html lang="de"><title>Tabletten</title><h1>sildenafil 100 mg, 20 pcs</h1><p>Grüße €</p></html>',
  screenshot: { mediaType: 'image/png', bytes: PIXEL },
  ...changes,
});

/** A bundle of one listing, for tests. */
export async function sampleBundle(changes: Partial<Parameters<typeof makeBundle>[0]> = {}) {
  const notice: Notice = sampleNotice();
  const drafted = chained(null, { at: 1_764_000_000_000, event: 'drafted' });
  return makeBundle({
    notice,
    captures: [sampleCapture()],
    packs: [{ id: 'medicines', version: 3, sha256: 'ab'.repeat(32) }],
    journal: [drafted, chained(drafted, { at: 1_764_000_001_000, event: 'edited' })],
    createdAt: '2026-11-24T10:00:00.123Z',
    software: 'Caveat 0.1.0',
    key: await newSigningKey(),
    ...changes,
  });
}
