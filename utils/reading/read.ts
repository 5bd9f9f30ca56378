import type { Listing } from '../listing/listing.ts';
import { blankReading } from './blank-reading.ts';
import { cutCards, cutListing } from './cut.ts';
import type { GenericReader } from './generic.ts';
import type { Draft, Reader, Reading, Site } from './reader.ts';

/** The reader whose marketplace this host belongs to, or undefined. */
const readerOf = ({ hostname }: URL, readers: readonly Reader[]): Reader | undefined =>
  readers.find(({ site }) => site.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)));

/**
 * Reads a page as it stands: never waits, fetches, lays out or throws, whatever the page holds, and gives a
 * `Reading` within every bound of `LIMITS`. `readers` are the marketplaces to know of. `generic` reads pages of no
 * marketplace, which are `other` without it, and steps in where a marketplace's reader no longer knows its pages.
 * Both are passed in, so that nobody carries what they do not need. Throws only where `address` is no absolute
 * http(s) URL.
 */
export function readPage(
  document: Document,
  address: string,
  readers: readonly Reader[],
  generic?: GenericReader,
): Reading {
  const url = new URL(address);
  const reader = readerOf(url, readers);
  const reading = blankReading(url, reader?.site);
  try {
    if (reader && reading.page !== 'other') {
      let draft = reader.read(document, url, reading.page);
      reading.page = draft.page ?? reading.page;
      if (reading.page === 'other') return reading;
      // Nothing its reader knows: a general look is better than none, and will be called partial.
      if (draft.layout === null && generic && reading.page !== 'trader')
        draft = { ...generic(document, url), layout: null };
      fill(reading, draft, document, url, reader.site);
    } else if (!reader && generic) {
      const { page, ...draft } = generic(document, url);
      reading.page = page;
      fill(reading, draft, document, url);
    }
  } catch {
    // Nothing on a page may stop its being said that it was not read.
    Object.assign(reading, { health: 'unread', missing: [], listing: null, cards: [] });
  }
  return reading;
}

/** Cuts a draft to the bounds, adds what holds for any page, and judges how well the page was read. */
function fill(reading: Reading, draft: Draft, document: Document, url: URL, site?: Site): void {
  reading.layout = draft.layout;
  if (reading.page === 'results') {
    reading.cards = cutCards(draft.cards ?? [], reading.url);
    if (!reading.cards.length) reading.health = 'unread';
  }
  if (reading.page !== 'product' && reading.page !== 'trader') return;
  const listing = cutListing(
    {
      ...draft.listing,
      marketplace: site?.id,
      id: site?.itemId(url) ?? draft.listing?.id,
      language: document.documentElement?.getAttribute('lang')?.replace('_', '-'),
      affiliate: affiliateOf(url, site),
    },
    reading.url,
  );
  if (reading.page === 'trader' ? !(listing.trader || listing.seller) : !listing.title) {
    reading.health = 'unread';
    return;
  }
  reading.listing = listing;
  if (reading.page === 'trader') return;
  reading.missing = site?.expected.filter((field) => listing[field] === undefined) ?? [];
  if (reading.missing.length || (site && !draft.layout)) reading.health = 'partial';
}

function affiliateOf(url: URL, site: Site | undefined): Listing['affiliate'] {
  const { network, parameters } = site?.affiliates ?? {};
  const parameter = [...url.searchParams].find(([name, value]) => value && parameters?.test(name))?.[0];
  return network && parameter ? { network, parameter } : undefined;
}
