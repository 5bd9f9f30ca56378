import { downloadZip } from 'client-zip';
import { WARCRecord, WARCSerializer } from 'warcio';
import { getSurt } from 'warcio/utils';
import { base64Of, sha256 } from '../../packs/envelope.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * Web Archive Collection Zipped 1.1.1 (specs.webrecorder.net/wacz/1.1.1): a zip file of web archive records, an index
 * to them, a list of pages, and a manifest with the hash of every file, signed as in WACZ Signing and Verification
 * 0.1.0. The same collection gives the same bytes in the same browser, but for the signature.
 */

export type Bytes = Uint8Array<ArrayBuffer>;

/** What is kept under an address: a page's copy, or what it looked like (`urn:view:…`). */
export interface Resource {
  url: string;
  /** RFC 6838, with its parameters. */
  mediaType: string;
  body: Bytes;
  /** When it was taken (RFC 3339, UTC). */
  at: string;
  /** What it is called in the list of pages. */
  title: string;
}

export interface Collection {
  title: string;
  description: string;
  /** When it was put together (RFC 3339, UTC, whole seconds). */
  createdAt: string;
  /** "Caveat 0.1.0" */
  software: string;
  resources: readonly Resource[];
  /** Further files by path; one folder deep, which is as deep as archive tools look. */
  files: Readonly<Record<string, Bytes>>;
}

export const WACZ_VERSION = '1.1.1';
export const AUTH_VERSION = '0.1.0';
export const MANIFEST = 'datapackage.json';
export const DIGEST = 'datapackage-digest.json';
export const ARCHIVE = 'archive/data.warc.gz';
export const INDEX = 'indexes/index.cdx.gz';
export const INDEX_OF_INDEX = 'indexes/index.idx';
export const PAGES = 'pages/pages.jsonl';

const utf8 = new TextEncoder();
/** JSON as it is written into files. */
export const jsonBytes = (value: unknown): Bytes => utf8.encode(`${JSON.stringify(value, null, 2)}\n`);

/** `stamp` gets the manifest and may give a time-stamp token (RFC 3161) over it, or null. */
export async function writeWacz(
  collection: Collection,
  key: SigningKey,
  stamp: (manifest: Bytes) => Promise<Bytes | null> = async () => null,
): Promise<Bytes> {
  const { title, description, createdAt, software, resources } = collection;
  const { archive, places } = await writeArchive(collection);
  const files: Record<string, Bytes> = {
    [ARCHIVE]: archive,
    ...(await writeIndex(resources, places)),
    [PAGES]: writePages(resources),
    ...collection.files,
  };
  const main = resources[0];
  const manifest = jsonBytes({
    profile: 'data-package',
    wacz_version: WACZ_VERSION,
    title,
    description,
    created: createdAt,
    software,
    ...(main && { mainPageUrl: main.url, mainPageDate: main.at }),
    resources: await Promise.all(
      Object.entries(files).map(async ([path, bytes]) => ({
        name: path.slice(path.indexOf('/') + 1),
        path,
        hash: `sha256:${await sha256(bytes)}`,
        bytes: bytes.length,
      })),
    ),
  });
  const hash = `sha256:${await sha256(manifest)}`;
  const token = await stamp(manifest);
  const digest = jsonBytes({
    path: MANIFEST,
    hash,
    signedData: {
      hash,
      created: createdAt,
      software,
      version: AUTH_VERSION,
      signature: await key.sign(hash),
      publicKey: key.publicKey,
    },
    ...(token && { timeStamp: base64Of(token) }),
  });
  return zipOf(new Map([...Object.entries(files), [MANIFEST, manifest], [DIGEST, digest]]));
}

/** Zip keeps local time and no zone: this one is the same in all of them. When things were made stands inside. */
const ZIP_TIME = new Date(1980, 0, 1, 12);

/** A zip file of files stored as they are. Byte for byte the same for the same files in the same order. */
export async function zipOf(files: ReadonlyMap<string, Bytes>): Promise<Bytes> {
  const entries = [...files].map(([name, input]) => ({ name, input, lastModified: ZIP_TIME }));
  return new Uint8Array(await downloadZip(entries).arrayBuffer());
}

interface Place {
  offset: number;
  length: number;
  digest: string;
}

/** The web archive (ISO 28500): each record packed for itself, so that one can be read without the others. */
async function writeArchive({ resources, createdAt, software }: Collection) {
  const parts: Bytes[] = [await writeInfo(createdAt, software)];
  const places: Place[] = [];
  let offset = parts[0]?.length ?? 0;
  for (const resource of resources) {
    const digest = `sha256:${await sha256(resource.body)}`;
    const part = await writeRecord(resource, digest);
    places.push({ offset, length: part.length, digest });
    parts.push(part);
    offset += part.length;
  }
  return { archive: joined(parts), places };
}

async function writeInfo(createdAt: string, software: string): Promise<Bytes> {
  const info = { software, format: 'WARC File Format 1.1' };
  const warcHeaders = { 'WARC-Record-ID': await recordId(jsonBytes({ createdAt, ...info })) };
  return packed(WARCRecord.createWARCInfo({ date: createdAt, warcHeaders, warcVersion: 'WARC/1.1' }, info));
}

async function writeRecord({ url, mediaType, body, at }: Resource, digest: string): Promise<Bytes> {
  const warcHeaders = {
    'WARC-Record-ID': await recordId(jsonBytes({ url, at, digest })),
    'Content-Type': mediaType,
    // Given here, so that they are not computed by WebAssembly, which an extension's pages may not compile.
    'WARC-Payload-Digest': digest,
    'WARC-Block-Digest': digest,
  };
  // What was taken is no server's answer: `resource`, not `response`.
  return packed(
    WARCRecord.create({ url, date: at, type: 'resource', warcHeaders, warcVersion: 'WARC/1.1' }, [body]),
  );
}

const packed = async (record: WARCRecord): Promise<Bytes> =>
  new Uint8Array(await WARCSerializer.serialize(record, { gzip: true }));

/** A UUID (RFC 9562, version 8) that is the same for the same record. */
async function recordId(bytes: Bytes): Promise<string> {
  const hex = await sha256(bytes);
  const [a, b, c, d, e] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(13, 16),
    hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `<urn:uuid:${a}-${b}-8${c}-8${d}-${e}>`;
}

/** CDXJ 0.1.0, packed, with the index to its one block that readers begin with. */
async function writeIndex(resources: readonly Resource[], places: readonly Place[]) {
  const lines = resources.map(({ url, mediaType, at }, number) => {
    const { offset, length, digest } = places[number] as Place;
    return `${getSurt(url)} ${at.replace(/\D/g, '').slice(0, 14)} ${JSON.stringify({
      url,
      mime: mediaType.split(';')[0],
      status: '200',
      digest,
      length: String(length),
      offset: String(offset),
      filename: ARCHIVE.slice(ARCHIVE.indexOf('/') + 1),
    })}\n`;
  });
  lines.sort();
  const plain = new Blob([lines.join('')]).stream();
  const block = new Uint8Array(
    await new Response(plain.pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  );
  const [first = ''] = lines;
  const about = {
    offset: 0,
    length: block.length,
    digest: `sha256:${await sha256(block)}`,
    filename: 'index.cdx.gz',
  };
  const meta = `!meta 0 ${JSON.stringify({ format: 'cdxj-gzip-1.0', filename: 'index.cdx.gz' })}\n`;
  const key = first.slice(0, first.indexOf(' {'));
  return { [INDEX]: block, [INDEX_OF_INDEX]: utf8.encode(`${meta}${key} ${JSON.stringify(about)}\n`) };
}

function writePages(resources: readonly Resource[]): Bytes {
  const pages = resources.map(({ url, at, title, body }, number) => ({
    id: String(number + 1),
    url,
    ts: at,
    title,
    size: body.length,
  }));
  const lines = [{ format: 'json-pages-1.0', id: 'pages', title: 'All pages' }, ...pages];
  return utf8.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

export function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
