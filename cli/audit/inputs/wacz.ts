import { createGunzip } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Input } from './input.ts';
import { warcPages } from './warc.ts';

const ARCHIVE = /^archive\/[^/]+\.warc(\.gz)?$/i;

/** The pages of a WACZ file (specs.webrecorder.net/wacz): a zip file of web archives and indexes to them. */
export async function* waczPages(file: string): AsyncGenerator<Input> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  try {
    let found = false;
    for await (const entry of zip.eachEntry()) {
      const packed = ARCHIVE.exec(entry.fileName);
      if (!packed) continue;
      found = true;
      const stored = await zip.openReadStreamPromise(entry);
      const plain = packed[1] ? createGunzip() : undefined;
      if (plain) stored.on('error', (error) => plain.destroy(error));
      yield* warcPages(plain ? stored.pipe(plain) : stored, `${file}/${entry.fileName}`);
    }
    if (!found) throw new Error('no web archive in it');
  } finally {
    zip.close();
  }
}
