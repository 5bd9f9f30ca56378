import type { Reading } from '../../utils/reading/reader.ts';

/** What a marketplace's two scripts share: a place in the extension's own world of the page, which no page sees. */
interface World {
  [key: symbol]: ((document: Document, address: string) => Reading) | undefined;
}
const key = Symbol.for('caveat.read');

/** What reads the page, once it is there. */
export const readOfWorld = () => (globalThis as World)[key];

/** Called by a reader's script: from now on the page can be read. */
export function offerRead(read: (document: Document, address: string) => Reading): void {
  (globalThis as World)[key] = read;
}
