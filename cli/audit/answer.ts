import { type Listing, listingSchema } from '../../utils/listing/listing.ts';
import { check } from '../../utils/packs/check.ts';
import type { CompiledPacks } from '../../utils/packs/compile.ts';
import type { Finding } from '../../utils/packs/finding.ts';
import { generic } from '../../utils/reading/generic.ts';
import { marketplaces } from '../../utils/reading/marketplaces/index.ts';
import { readPage } from '../../utils/reading/read.ts';
import type { Reading } from '../../utils/reading/reader.ts';
import { documentOf } from '../document.ts';

/** One line out, for one line in. */
export interface Answer {
  id: unknown;
  url: string | null;
  page: Reading['page'];
  listing: Listing | null;
  cards: Reading['cards'];
  findings: Finding[];
  error: string | null;
}

/** The answer to a line of which nothing can be said but why. */
export const refusal = (number: number, reason: string): Answer => ({
  id: null,
  url: null,
  page: 'other',
  listing: null,
  cards: [],
  findings: [],
  error: `line ${number}: ${reason}`,
});

/** Reads, and with packs checks, what one line of input holds. Never throws. */
export function answer(line: string, number: number, packs: CompiledPacks | null): Answer {
  const result = refusal(number, 'not JSON');
  const refuse = (reason: string) => Object.assign(result, { error: `line ${number}: ${reason}` });
  try {
    const input = object(line);
    if (!input) return result;
    result.id = input.id ?? null;
    if (typeof input.url === 'string') result.url = input.url;
    if ('listing' in input === 'html' in input) return refuse('must have one of "html" and "listing"');
    if ('listing' in input) {
      const checked = listingSchema.safeParse(input.listing);
      if (!checked.success) {
        const { path, message } = checked.error.issues[0] as (typeof checked.error.issues)[number];
        return refuse(`${['listing', ...path].join('.')}: ${message}`);
      }
      Object.assign(result, { url: checked.data.url, page: 'product', listing: checked.data });
    } else {
      if (typeof input.html !== 'string') return refuse('"html" must be a string');
      if (!/^https?:\/\//i.test(result.url ?? '') || !URL.canParse(result.url ?? ''))
        return refuse('"url" must be an absolute http(s) address');
      const document = documentOf(input.html);
      const { page, listing, cards, health } = readPage(
        document,
        result.url as string,
        marketplaces,
        generic,
      );
      Object.assign(result, { page, listing, cards });
      if (health === 'unread') return refuse('could not read this page');
    }
    if (packs && result.listing) result.findings = check(packs, result.listing);
    result.error = null;
    return result;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function object(line: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
