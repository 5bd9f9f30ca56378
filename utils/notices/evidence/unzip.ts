import { type Bytes, zipOf } from './wacz.ts';

const FILES_MAX = 200;

/** The files of a zip file that `zipOf` wrote; throws of many others. Nothing is unpacked, so nothing can grow. */
export function filesOf(zip: Bytes): Map<string, Bytes> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - 22;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50)
    throw new Error('is no zip file, or more than one');
  const count = view.getUint16(end + 10, true);
  if (count > FILES_MAX) throw new Error(`holds more than ${FILES_MAX} files`);
  const files = new Map<string, Bytes>();
  try {
    let at = view.getUint32(end + 16, true);
    for (let number = 0; number < count; number++) {
      const [size, named, from] = [
        view.getUint32(at + 24, true),
        view.getUint16(at + 28, true),
        view.getUint32(at + 42, true),
      ];
      const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + named));
      if (view.getUint16(at + 10, true) !== 0)
        throw new Error(`${printable(name)} is packed, where it must be as it is`);
      if (files.has(name)) throw new Error(`${printable(name)} is in it twice`);
      const start = from + 30 + named;
      files.set(name, zip.subarray(start, start + size));
      at += 46 + named;
    }
  } catch (error) {
    throw error instanceof RangeError ? new Error('is cut short, or was changed') : error;
  }
  // Files that overlap could come to far more than there is.
  if ([...files.values()].reduce((sum, { length }) => sum + length, 0) > zip.length)
    throw new Error('holds files that overlap');
  return files;
}

/**
 * Whether a zip file holds these files and nothing else. Put together again they must give the very same bytes: then
 * nothing hides beside them, and no two programs can see different files in it.
 */
export async function holdsOnly(zip: Bytes, files: ReadonlyMap<string, Bytes>): Promise<boolean> {
  const again = await zipOf(files);
  return again.length === zip.length && again.every((byte, at) => byte === zip[at]);
}

/** A name out of a hostile file, fit for a terminal. */
export const printable = (text: string): string =>
  JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text).replace(
    /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '',
  );
