import { LIMITS } from '../listing/limits.ts';
import type { Reading, Site } from './reader.ts';

/** What can be said of a page by its address alone. Throws where that is no http(s) address. */
export function blankReading(url: URL, site: Site | undefined): Reading {
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('must be an http(s) address');
  return {
    url: shortened(url),
    page: site?.pageKind(url) ?? 'other',
    reader: site?.id ?? 'generic',
    layout: null,
    health: 'read',
    missing: [],
    listing: null,
    cards: [],
  };
}

/** An address as a `Reading` may carry it: what makes it too long is cut off its end. */
function shortened({ href, origin, pathname }: URL): string {
  return [href, origin + pathname, `${origin}/`].find((one) => one.length <= LIMITS.url) as string;
}
