import { hash } from 'node:crypto';
import { canonicalUrl } from '../utils/notices/location.ts';
import type { NoticeListing } from '../utils/notices/notice.ts';

/**
 * What every notice of the same listing has in common: the marketplace and its item id where both are named, else
 * the canonical address; hashed, so that it has one length. `variant` makes no other listing of it.
 */
export function listingKey({ url, marketplace, id }: NoticeListing): string {
  const same = marketplace && id ? ['item', marketplace.toLowerCase(), id] : ['address', canonicalUrl(url)];
  return hash('sha256', JSON.stringify(same), 'base64url');
}
