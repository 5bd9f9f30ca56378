import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { ByteReader } from './bytes.ts';
import { contentType, type Headers, headersOf, isHtml } from './headers.ts';
import { type Input, LARGEST } from './input.ts';

const LONGEST_LINE = 64 * 1024;
const MOST_LINES = 1_000;
/** A `response` holds the answer of a server, its headers included; a `resource` the page alone. */
const WITH_PAGES = /^(?:response|resource)$/;

/**
 * The pages of a web archive (ISO 28500), record by record: what a server gave as HTML with a status of success.
 * Images, requests, redirects and whatever else was archived are no pages.
 */
export async function* warcPages(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Input> {
  const reader = new ByteReader(source);
  for (let number = 1; ; number++) {
    const where = `${file} record ${number}`;
    const id = `${file}#${number}`;
    let url: string | null = null;
    try {
      const record = await recordHeaders(reader);
      if (!record) return;
      const length = Number(record.get('content-length'));
      if (!/^\d+$/.test(record.get('content-length') ?? '') || !Number.isSafeInteger(length))
        throw new Error('no Content-Length');
      url = record.get('warc-target-uri')?.replace(/^<(.*)>$/, '$1') ?? null;
      if (!WITH_PAGES.test(record.get('warc-type') ?? '')) await reader.skip(length);
      else if (length > LARGEST) {
        await reader.skip(length);
        yield { where, what: { id, error: `larger than ${LARGEST} bytes` } };
      } else {
        const what = pageOf(record, await reader.take(length), id, url);
        if (what) yield { where, what };
      }
    } catch (error) {
      // Where one record ends is not known, the next cannot be found.
      const { code, message } = error as NodeJS.ErrnoException;
      yield { where, what: { id, error: code === 'Z_BUF_ERROR' ? 'cut short' : message } };
      return;
    }
  }
}

/** The headers of the next record; null at the end. */
async function recordHeaders(reader: ByteReader): Promise<Headers | null> {
  let version = await reader.line(LONGEST_LINE);
  while (version === '') version = await reader.line(LONGEST_LINE);
  if (version === null) return null;
  if (!/^WARC\/\d/.test(version)) throw new Error('not a WARC record');
  const lines: string[] = [];
  for (;;) {
    const line = await reader.line(LONGEST_LINE);
    if (line === null || lines.length > MOST_LINES) throw new Error('cut short');
    if (line === '') return headersOf(lines);
    lines.push(line);
  }
}

function pageOf(record: Headers, block: Buffer, id: string, url: string | null): Input['what'] | null {
  const declared = contentType(record.get('content-type'));
  if (record.get('warc-type') === 'resource')
    return isHtml(declared.type) ? { id, url, body: block, charset: declared.parameter('charset') } : null;
  const gap = /\r?\n\r?\n/.exec(block.toString('latin1', 0, LONGEST_LINE));
  if (!gap) return null;
  const [status, ...lines] = block.toString('latin1', 0, gap.index).split(/\r?\n/);
  const headers = headersOf(lines);
  const { type, parameter } = contentType(headers.get('content-type'));
  if (!/^HTTP\/[\d.]+ 2/.test(status ?? '') || !isHtml(type)) return null;
  try {
    const body = decoded(block.subarray(gap.index + gap[0].length), headers);
    return { id, url, body, charset: parameter('charset') };
  } catch (error) {
    return { id, error: `its body cannot be decoded: ${(error as Error).message}` };
  }
}

const DECODERS: Record<string, (body: Buffer, options: { maxOutputLength: number }) => Buffer> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  // Servers mean either by it.
  deflate: (body, options) =>
    (body[0] ?? 0) % 16 === 8 ? inflateSync(body, options) : inflateRawSync(body, options),
};

/** The body of an answer as it was before it was packed for the way. Crawlers unpack and leave the header. */
function decoded(body: Buffer, headers: Headers): Buffer {
  let plain = /chunked/i.test(headers.get('transfer-encoding') ?? '') ? unchunked(body) : body;
  const codings = (headers.get('content-encoding') ?? '').toLowerCase().split(',');
  for (const coding of codings.map((one) => one.trim()).reverse()) {
    const decode = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decode || /^\s{0,100}</.test(plain.toString('latin1', 0, 200))) continue;
    plain = decode(plain, { maxOutputLength: LARGEST });
  }
  return plain;
}

function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf(10, at);
    const size = /^([\da-f]{1,8})[ \t]*(?:;.{0,1000})?\r?$/i.exec(
      body.toString('latin1', at, end < 0 ? at : end),
    )?.[1];
    // No size where one should be: it was unpacked already, or what follows is lost.
    if (size === undefined) return parts.length ? Buffer.concat(parts) : body;
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    parts.push(body.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    if (body[at] === 13) at++;
    if (body[at] === 10) at++;
  }
  return Buffer.concat(parts);
}
