import { type Listing, listingSchema } from '../../utils/listing/listing.ts';
import { check } from '../../utils/packs/check.ts';
import type { CompiledPacks } from '../../utils/packs/compile.ts';
import type { Finding, Lists } from '../../utils/packs/finding.ts';
import { generic } from '../../utils/reading/generic.ts';
import { marketplaces } from '../../utils/reading/marketplaces/index.ts';
import { readPage } from '../../utils/reading/read.ts';
import type { Reading } from '../../utils/reading/reader.ts';
import { documentOf } from '../document.ts';
import { addressOf, isAddress } from './address-of.ts';
import { decode } from './decode.ts';
import type { StoredPage } from './inputs/input.ts';

/** One line out, for one line in. */
export interface Answer {
  id: unknown;
  url: string | null;
  page: Reading['page'];
  listing: Listing | null;
  cards: Reading['cards'];
  findings: Finding[];
  /** Who read the page, by which layout, and what was not found; null where nothing was read. */
  reading: Pick<Reading, 'reader' | 'layout' | 'missing'> | null;
  error: string | null;
}

/** The answer to something of which nothing can be said but why; `where` is "line 5". */
export const refusal = (where: string, reason: string): Answer => ({
  id: null,
  url: null,
  page: 'other',
  listing: null,
  cards: [],
  findings: [],
  reading: null,
  error: `${where}: ${reason}`,
});

/** What stands for the whole of an audit. */
export interface AuditOptions {
  /** Null to read only. */
  packs: CompiledPacks | null;
  lists?: Lists | undefined;
  /** The address of stored pages that tell none. */
  url: string | null;
}

/** Reads, and with packs checks, a line of NDJSON or a stored page. Never throws. */
export function answer(input: string | StoredPage, where: string, options: AuditOptions): Answer {
  const result = refusal(where, 'not read');
  try {
    if (typeof input === 'string') answerLine(input, result);
    else answerPage(input, options.url, result);
    if (options.packs && result.listing)
      result.findings = check(options.packs, result.listing, options.lists);
    result.error = null;
  } catch (error) {
    result.error = `${where}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return result;
}

function answerLine(line: string, result: Answer): void {
  const input = object(line);
  if (!input) throw new Error('not JSON');
  result.id = input.id ?? null;
  if (typeof input.url === 'string') result.url = input.url;
  if ('listing' in input === 'html' in input) throw new Error('must have one of "html" and "listing"');
  if ('listing' in input) {
    const checked = listingSchema.safeParse(input.listing);
    if (!checked.success) {
      const { path, message } = checked.error.issues[0] as (typeof checked.error.issues)[number];
      throw new Error(`${['listing', ...path].join('.')}: ${message}`);
    }
    Object.assign(result, { url: checked.data.url, page: 'product', listing: checked.data });
    return;
  }
  if (typeof input.html !== 'string') throw new Error('"html" must be a string');
  if (!isAddress(result.url ?? '')) throw new Error('"url" must be an absolute http(s) address');
  read(documentOf(input.html), result);
}

function answerPage(page: StoredPage, url: string | null, result: Answer): void {
  result.id = page.id;
  const html = decode(page.body, page.charset);
  const document = documentOf(html);
  const known = page.url && isAddress(page.url) ? page.url : addressOf(document, html);
  result.url = known ?? url;
  if (!result.url) throw new Error('tells no address; give it with --url');
  read(document, result);
}

function read(document: Document, result: Answer): void {
  const reading = readPage(document, result.url as string, marketplaces, generic);
  const { page, listing, cards, health, reader, layout, missing } = reading;
  Object.assign(result, { page, listing, cards, reading: { reader, layout, missing } });
  if (health === 'unread') throw new Error('could not read this page');
}

function object(line: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
