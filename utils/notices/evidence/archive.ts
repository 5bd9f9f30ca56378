import { z } from 'zod';
import { sha256 } from '../../packs/envelope.ts';
import { ARCHIVE, type Bytes, INDEX, INDEX_OF_INDEX, joined, PAGES } from './wacz.ts';

/** The most that the records of an archive may come to, unpacked. */
export const UNPACKED_MAX = 100 * 1024 * 1024;
const HEADERS_MAX = 16 * 1024;
/** Two for each listing of a notice, and room. */
const RECORDS_MAX = 200;

/** One line of the index (CDXJ). */
const indexed = z.object({
  url: z.string().max(5_000),
  mime: z.string().max(200),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  offset: z.string().regex(/^\d{1,10}$/),
  length: z.string().regex(/^\d{1,10}$/),
  filename: z.literal(ARCHIVE.slice(ARCHIVE.indexOf('/') + 1)),
});
const paged = z.object({ url: z.string().max(5_000), ts: z.iso.datetime() });

/**
 * The addresses under which something is kept in a bundle. Throws where index, list of pages and records do not say
 * the same, which would let one program show what another does not.
 */
export async function resourcesIn(files: ReadonlyMap<string, Bytes>): Promise<string[]> {
  const archive = need(files, ARCHIVE);
  const budget = { left: UNPACKED_MAX };
  const block = await unpacked(need(files, INDEX), budget);
  await checkIndexOfIndex(need(files, INDEX_OF_INDEX), need(files, INDEX), block);
  const entries = linesOf(block)
    .map((line) => indexed.parse(JSON.parse(line.slice(line.indexOf(' {')))))
    .map((entry) => ({
      ...entry,
      from: Number(entry.offset),
      to: Number(entry.offset) + Number(entry.length),
    }))
    .toSorted((a, b) => a.from - b.from);
  const pages = linesOf(need(files, PAGES))
    .slice(1)
    .map((line) => paged.parse(JSON.parse(line)));
  if (JSON.stringify(pages.map(({ url }) => url)) !== JSON.stringify(entries.map(({ url }) => url)))
    throw new Error('the list of pages is not what the index says');

  // A record of the archive's own stands first, and then one after the other, with nothing between and behind.
  let at = entries[0]?.from ?? archive.length;
  const info = await record(archive.subarray(0, at), budget);
  if (info.headers.get('warc-type') !== 'warcinfo')
    throw new Error('the archive does not begin with what wrote it');
  for (const [number, { url, mime, digest, from, to }] of entries.entries()) {
    if (from !== at) throw new Error('there is something in the archive that no index names');
    const { headers, body } = await record(archive.subarray(from, to), budget);
    const says = (name: string) => headers.get(name) ?? '';
    if (
      says('warc-type') !== 'resource' ||
      says('warc-target-uri') !== url ||
      says('warc-date') !== pages[number]?.ts ||
      says('content-type').split(';')[0] !== mime ||
      says('warc-payload-digest') !== digest ||
      `sha256:${await sha256(body)}` !== digest
    )
      throw new Error(`record ${number + 1} of the archive is not what the index says`);
    at = to;
  }
  if (at !== archive.length) throw new Error('there is something in the archive that no index names');
  return entries.map(({ url }) => url);
}

async function checkIndexOfIndex(index: Bytes, packed: Bytes, block: Bytes): Promise<void> {
  const [, line = ''] = linesOf(index);
  const about = JSON.parse(line.slice(line.indexOf(' {')));
  const [first = ''] = linesOf(block);
  if (
    about.offset !== 0 ||
    about.length !== packed.length ||
    about.digest !== `sha256:${await sha256(packed)}` ||
    line.slice(0, line.indexOf(' {')) !== first.slice(0, first.indexOf(' {'))
  )
    throw new Error('the index to the index is not of this index');
}

/** One packed WARC record: its header fields by name in lower case, and its block. */
async function record(member: Bytes, budget: { left: number }) {
  const plain = await unpacked(member, budget);
  const text = new TextDecoder('latin1').decode(plain.subarray(0, HEADERS_MAX));
  const gap = text.indexOf('\r\n\r\n');
  const [version, ...lines] = text.slice(0, Math.max(gap, 0)).split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon < 1 || headers.has(name)) throw new Error('the head of a record is none');
    headers.set(
      name,
      new TextDecoder().decode(Uint8Array.from(line.slice(colon + 1).trim(), (c) => c.charCodeAt(0))),
    );
  }
  const length = Number(headers.get('content-length'));
  if (version !== 'WARC/1.1' || gap + 4 + length + 4 !== plain.length)
    throw new Error('a record is not as long as it says');
  return { headers, body: plain.subarray(gap + 4, gap + 4 + length) };
}

/** Unpacks one gzip member; throws where that comes to more than is left of the budget, or there is more than one. */
async function unpacked(packed: Bytes, budget: { left: number }): Promise<Bytes> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const parts: Bytes[] = [];
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    budget.left -= part.value.length;
    if (budget.left < 0) {
      await reader.cancel();
      throw new Error(`comes to more than ${UNPACKED_MAX} bytes unpacked`);
    }
    parts.push(part.value as Bytes);
  }
  return joined(parts);
}

function linesOf(bytes: Bytes): string[] {
  const lines = new TextDecoder().decode(bytes).split('\n', RECORDS_MAX + 2);
  if (lines.length > RECORDS_MAX + 1) throw new Error(`there are more than ${RECORDS_MAX} records`);
  return lines.slice(0, -1);
}

function need(files: ReadonlyMap<string, Bytes>, path: string): Bytes {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`${path} is missing`);
  return bytes;
}
