import { contentType, headersOf, isHtml } from './headers.ts';
import type { StoredPage } from './input.ts';

const MOST_PARTS = 10_000;

/**
 * The page in a file of type MHTML (RFC 2557), as browsers save it: one message of many parts, of which the page
 * is the first HTML part, or the one that bears the address the file was saved from. Frames, pictures and style
 * sheets are its other parts.
 */
export function mhtmlPage(bytes: Buffer): Omit<StoredPage, 'id'> {
  const whole = split(bytes);
  const boundary = contentType(whole.headers.get('content-type')).parameter('boundary');
  const saved = whole.headers.get('snapshot-content-location');
  const parts = boundary ? partsOf(whole.body, boundary) : [whole];
  const pages = parts.filter(({ headers }) => isHtml(contentType(headers.get('content-type')).type));
  const page = pages.find(({ headers }) => saved && headers.get('content-location') === saved) ?? pages[0];
  if (!page) throw new Error('no page in it');
  return {
    url: page.headers.get('content-location') ?? saved ?? null,
    body: decoded(page.body, page.headers.get('content-transfer-encoding')),
    charset: contentType(page.headers.get('content-type')).parameter('charset'),
  };
}

function split(bytes: Buffer) {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  const [at, length] = crlf >= 0 && (lf < 0 || crlf < lf) ? [crlf, 4] : [lf, 2];
  if (at < 0) return { headers: headersOf([]), body: bytes };
  const lines = bytes.toString('latin1', 0, Math.min(at, 1 << 20)).split(/\r?\n/);
  return { headers: headersOf(lines), body: bytes.subarray(at + length) };
}

function partsOf(body: Buffer, boundary: string) {
  const parts: ReturnType<typeof split>[] = [];
  const mark = `--${boundary}`;
  for (let at = body.indexOf(mark); at >= 0 && parts.length < MOST_PARTS; ) {
    const from = body.indexOf(10, at + mark.length) + 1;
    if (from === 0 || body.toString('latin1', at + mark.length, at + mark.length + 2) === '--') break;
    const next = body.indexOf(`\n${mark}`, from - 1);
    // The line break before a boundary is the boundary's.
    const end = next < 0 ? body.length : body[next - 1] === 13 ? next - 1 : next;
    parts.push(split(body.subarray(from, end)));
    at = next < 0 ? -1 : next + 1;
  }
  return parts;
}

function decoded(body: Buffer, encoding = ''): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body.toString('latin1'), 'base64');
  return /quoted-printable/i.test(encoding) ? unquoted(body) : body;
}

const hex = (code: number | undefined) => Number.parseInt(String.fromCharCode(code ?? 0), 16);

/** RFC 2045, 6.7: "=C3=A4" is two bytes, "=" at the end of a line is nothing. */
function unquoted(body: Buffer): Buffer {
  const plain = Buffer.alloc(body.length);
  let size = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number;
    const value = byte === 61 ? hex(body[at + 1]) * 16 + hex(body[at + 2]) : Number.NaN;
    if (!Number.isNaN(value)) {
      plain[size++] = value;
      at += 2;
    } else if (byte === 61 && (body[at + 1] === 10 || body[at + 1] === 13)) at += body[at + 1] === 13 ? 2 : 1;
    else plain[size++] = byte;
  }
  return plain.subarray(0, size);
}
