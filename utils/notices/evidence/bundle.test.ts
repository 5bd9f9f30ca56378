import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { inputsOf } from '../../../cli/audit/inputs/inputs-of.ts';
import { sha256 } from '../../packs/envelope.ts';
import { ATTACHMENT_BYTES_MAX, attachmentSchema } from '../notice.ts';
import { sampleNotice } from '../sample-notice.ts';
import { makeBundle, mayBeCaptured, withoutContent } from './bundle.ts';
import { sampleBundle, sampleCapture } from './sample-bundle.ts';
import { newSigningKey } from './signing-key.ts';
import { filesOf } from './unzip.ts';
import { DIGEST, MANIFEST } from './wacz.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const jsonIn = (files: ReadonlyMap<string, Uint8Array>, path: string) => JSON.parse(text(files.get(path)));

test('what the notice says of it is so', async () => {
  const { attachment, bytes } = await sampleBundle();
  expect(attachmentSchema.parse(attachment)).toEqual({
    name: 'evidence-20261124100000.wacz',
    mediaType: 'application/wacz',
    size: bytes.length,
    sha256: await sha256(bytes),
  });
});

test('holds the listing, the findings, the packs, the journal and the notice, and not who reports', async () => {
  const { bytes } = await sampleBundle();
  const files = filesOf(bytes);
  const capture = sampleCapture();
  expect([...files.keys()]).toEqual([
    'archive/data.warc.gz',
    'indexes/index.cdx.gz',
    'indexes/index.idx',
    'pages/pages.jsonl',
    'evidence/notice.json',
    'evidence/listing-1.json',
    'evidence/findings-1.json',
    'evidence/packs.json',
    'evidence/journal.json',
    MANIFEST,
    DIGEST,
  ]);
  expect(jsonIn(files, 'evidence/listing-1.json')).toEqual(capture.listing);
  const [finding] = jsonIn(files, 'evidence/findings-1.json');
  expect(capture.findings[0]).toMatchObject(finding);
  expect(finding).not.toHaveProperty('explain');
  expect(jsonIn(files, 'evidence/notice.json')).toEqual({ ...sampleNotice(), notifier: null });
  expect(jsonIn(files, 'evidence/journal.json')).toHaveLength(2);
  expect(text(bytes)).not.toMatch(/Ada|ada@/);
});

test('the audit reads the page in it', async () => {
  const { bytes } = await sampleBundle({ captures: [sampleCapture(), sampleCapture({ screenshot: null })] });
  const file = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'a.wacz');
  writeFileSync(file, bytes);
  const pages = [];
  for await (const { what } of inputsOf([file], Readable.from([]))) pages.push(what);
  const { listing, html } = sampleCapture();
  const page = { url: listing.url, charset: 'utf-8', body: Buffer.from(html) };
  expect(pages).toEqual([expect.objectContaining(page), expect.objectContaining(page)]);
});

test('the same evidence gives the same bytes, but for the signature', async () => {
  const key = await newSigningKey();
  const [one, other] = await Promise.all(
    [1, 2].map(async () => filesOf((await sampleBundle({ key })).bytes)),
  );
  for (const [path, bytes] of one ?? [])
    if (path !== DIGEST) expect(text(other?.get(path)), path).toBe(text(bytes));
});

test('larger than a notice may carry is none', async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(65_536));
  const noise = new Uint8Array(ATTACHMENT_BYTES_MAX).map((_, at) => (bytes[at % 65_536] ?? 0) ^ (at >> 16));
  const screenshot = { mediaType: 'image/png' as const, bytes: noise };
  await expect(sampleBundle({ captures: [sampleCapture({ screenshot })] })).rejects.toMatchObject({
    reason: 'large',
  });
});

test.each(['KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL', 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE'] as const)(
  'nothing is kept of %s, whoever says it is that',
  async (keyword) => {
    const category = 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS';
    const [finding] = sampleCapture().findings;
    if (!finding) throw new Error('no finding');
    const refused = { reason: 'forbidden' };
    // Not even looked at: getting at the page would throw another error.
    const untouched = {
      ...sampleCapture(),
      get html(): string {
        throw new Error('was looked at');
      },
    };
    await expect(
      sampleBundle({ notice: sampleNotice({ category, keyword }), captures: [untouched] }),
    ).rejects.toMatchObject(refused);
    await expect(
      sampleBundle({ captures: [sampleCapture({ findings: [finding, { ...finding, keyword }] })] }),
    ).rejects.toMatchObject(refused);
    expect(mayBeCaptured([null, keyword])).toBe(false);
    expect(mayBeCaptured([null, 'KEYWORD_PROHIBITED_PRODUCTS'])).toBe(true);
  },
);

test('a listing without its content keeps where it is and whose', () => {
  const listing = {
    ...sampleCapture().listing,
    description: 'words',
    images: ['https://x.example/1.jpg'],
    attributes: [{ name: 'a', value: 'b' }],
    variants: [{ name: 'c' }],
    id: '1',
    seller: { name: 'Blue Store' },
  };
  expect(JSON.parse(JSON.stringify(withoutContent(listing)))).toEqual({
    url: listing.url,
    id: '1',
    seller: { name: 'Blue Store' },
  });
});

test('a bundle of nothing but the notice is one too', async () => {
  const { bytes } = await makeBundle({
    notice: sampleNotice(),
    captures: [],
    packs: [],
    createdAt: '2026-11-24T10:00:00Z',
    software: 'Caveat',
    key: await newSigningKey(),
  });
  expect(filesOf(bytes).size).toBe(9);
});
