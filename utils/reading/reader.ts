import type { Card, Listing } from '../listing/listing.ts';

export type PageKind = 'product' | 'results' | 'trader' | 'other';

/** What came of reading one page once. Plain data: it crosses from the page to the background. */
export interface Reading {
  /** Address the page was read at. */
  url: string;
  page: PageKind;
  /** Id of the reader that read it: a marketplace's, or "generic". */
  reader: string;
  /** Which of the reader's layouts was recognised ("2020 runParams"); null when none was. */
  layout: string | null;
  /**
   * `read`: as it used to be. `partial`: some fields this page ought to show were not found. `unread`: a
   * product or results page by its address, but nothing could be made of it; never to be shown as safe.
   */
  health: 'read' | 'partial' | 'unread';
  /** Names of the fields that ought to be there and were not found. */
  missing: string[];
  listing: Listing | null;
  cards: Card[];
}

/** What one read of one page gives, before the health of it is judged. */
export interface Draft {
  layout: string | null;
  /** What the page shows itself to be where its address does not tell: "other" for a search without results. */
  page?: PageKind;
  listing?: Partial<Listing>;
  cards?: Partial<Card>[];
}

/** Where one marketplace's pages are, and what its addresses tell; all that a script needs on every page of it. */
export interface Site {
  /** "aliexpress": the value of `listing.marketplace`, the name of its file and of what the file exports. */
  id: string;
  /** The marketplace's name as people say it: "AliExpress". */
  name: string;
  /** Domains whose pages it reads, each with all its subdomains: "aliexpress.com". */
  hosts: readonly string[];
  /** What an address leads to, told from the address alone. */
  pageKind(url: URL): PageKind;
  /** The item id in an address of this marketplace, or null. */
  itemId(url: URL): string | null;
  /** Fields of a product page that the page ought to show; those not found make the reading `partial`. */
  expected: readonly (keyof Listing)[];
  /** Hosts of frames that show a product's description, where it is not in the page: "vi.vipr.ebaydesc.com". */
  descriptionFrames?: readonly string[];
  /** Its affiliate programme, and the URL parameters that say who is paid for a visit. */
  affiliates?: { network: string; parameters: RegExp };
}

/** What knows one marketplace's pages. One marketplace, one file, pure over `Document` and `URL`. */
export interface Reader {
  site: Site;
  /**
   * Reads a page of a kind that `pageKind` told, never `other`. A trader's page gives a listing of `seller` and
   * `trader` only. Must not throw on any page; never waits, never fetches, never asks for layout.
   */
  read(document: Document, url: URL, kind: PageKind): Draft;
}
