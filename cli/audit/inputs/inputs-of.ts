import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Input, StoredPage } from './input.ts';
import { LARGEST } from './input.ts';
import { linesOf } from './lines.ts';
import { mhtmlPage } from './mhtml.ts';
import { waczPages } from './wacz.ts';
import { warcPages } from './warc.ts';

type Bytes = AsyncIterable<Buffer>;

/** What can be read, by how a file's name ends. */
const KINDS: [ending: RegExp, read: (file: string) => AsyncIterable<Input>][] = [
  [/\.(?:nd)?jsonl?(?:\.gz)?$/i, (file) => lines(bytesOf(file), `${file} `)],
  [/\.x?html?(?:\.gz)?$/i, (file) => page(file, (body) => ({ id: file, url: null, body }))],
  [/\.mht(?:ml)?(?:\.gz)?$/i, (file) => page(file, (bytes) => ({ id: file, ...mhtmlPage(bytes) }))],
  [/\.warc(?:\.gz)?$/i, (file) => warcPages(bytesOf(file), file)],
  [/\.wacz$/i, waczPages],
];

const kindOf = (file: string) => KINDS.find(([ending]) => ending.test(file))?.[1];

/** Whether the name of a file tells what is in it. */
export const isKnown = (file: string): boolean => kindOf(file) !== undefined;

/** What is to be answered, one by one and in order: files, or without any, lines of NDJSON. */
export async function* inputsOf(files: readonly string[], standard: Bytes): AsyncGenerator<Input> {
  if (!files.length) yield* lines(standard, '');
  for (const file of files) {
    try {
      yield* kindOf(file)?.(file) ?? [];
    } catch (error) {
      // What a file held until it broke has been given; the others are still to come.
      yield { where: file, what: { id: file, error: reasonOf(error) } };
    }
  }
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'Z_BUF_ERROR' ? 'cut short' : message;
};

function bytesOf(file: string): Bytes {
  const stored = createReadStream(file, { highWaterMark: 1 << 18 });
  if (!/\.gz$/i.test(file)) return stored;
  const plain = createGunzip();
  stored.on('error', (error) => plain.destroy(error));
  return stored.pipe(plain);
}

async function* lines(bytes: Bytes, before: string): AsyncGenerator<Input> {
  let number = 0;
  for await (const line of linesOf(bytes)) {
    const where = `${before}line ${++number}`;
    yield { where, what: line ?? { id: null, error: `longer than ${LARGEST} bytes` } };
  }
}

/** A file that is one page. */
async function* page(file: string, read: (bytes: Buffer) => StoredPage): AsyncGenerator<Input> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of bytesOf(file)) {
    size += part.length;
    if (size > LARGEST) throw new Error(`larger than ${LARGEST} bytes`);
    parts.push(part);
  }
  yield { where: file, what: read(Buffer.concat(parts)) };
}
