import type { Listing } from '../listing/listing.ts';
import { canonicalUrl } from './location.ts';
import { isNotice, type OutboxEntry } from './outbox-entry.ts';

/** What the person came by: one page, as it was read, and the status the browser got for it where that is known. */
export interface Seen {
  /** Address as the browser tells it. */
  url: string;
  listing: Pick<Listing, 'marketplace' | 'id' | 'availability'> | null;
  /** HTTP status of the page; null where nobody looked. */
  status: number | null;
}

/**
 * Whether a page shows that its listing is there (true) or is gone (false: the page was not found, or says itself that
 * the item is offered no more). Null where it shows neither: a page that could not be read is evidence of nothing.
 */
export function isOnline({ listing, status }: Seen): boolean | null {
  if (status === 404 || status === 410) return false;
  if (!listing) return null;
  return listing.availability !== 'Discontinued';
}

/** The notices that name a page's listing, each with the address it names it by: the same address, or the same item. */
export function noticesOn(
  entries: readonly OutboxEntry[],
  { url, listing }: Seen,
): { id: string; url: string }[] {
  const here = canonicalUrl(url);
  return entries
    .filter(isNotice)
    .flatMap(({ id, notice }) =>
      notice.listings
        .filter(
          (one) =>
            one.url === here ||
            (listing?.id && one.id === listing.id && one.marketplace === listing.marketplace),
        )
        .map((one) => ({ id, url: one.url })),
    );
}
