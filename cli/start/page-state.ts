import type { Browser } from '../../tests/browsers/browser.ts';
import type { Listing, Money } from '../../utils/listing/listing.ts';
import type { PageState } from '../../utils/page-state.ts';

/** What the extension knows of a tab's page; null while it knows nothing. */
export function pageState(browser: Browser, tab: number): Promise<PageState | null> {
  return browser.inExtension(async (key) => {
    const stored = await chrome.storage.session.get(key);
    return (stored[key] as PageState | undefined) ?? null;
  }, `tab:${tab}`);
}

const money = (price: Money | null | undefined) =>
  price ? `${price.amount} ${price.currency ?? '(currency not said)'}` : price;

/** A listing as lines of "name: value"; "not shown" for what the page lacks, nothing for what was not looked for. */
export function listingLines(listing: Listing): string[] {
  const fields: Record<string, string | number | null | undefined> = {
    title: listing.title,
    price: money(listing.price),
    'price before': money(listing.priceBefore),
    brand: listing.brand,
    seller: listing.seller && (listing.seller.name ?? listing.seller.id),
    category: listing.category?.join(' › '),
    'item id': listing.id,
    attributes: listing.attributes?.length,
    images: listing.images?.length,
    description: listing.description && `${listing.description.length} characters`,
    rating: listing.rating,
    language: listing.language,
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value ?? 'not shown'}`);
}

/** What was read and found on a page, as lines to print. */
export function stateLines(state: PageState): string[] {
  const problem = state.problem ? [`problem: ${state.problem}`] : [];
  if (state.health === 'unread')
    return ['Caveat could not read this page, so it says nothing about it.', ...problem];
  const found = [...state.findings, ...state.cards.flatMap(({ findings }) => findings)];
  return [
    `read as: ${state.page} page, by the reader “${state.reader}”`,
    ...(state.missing.length > 0 ? [`looked for and not found: ${state.missing.join(', ')}`] : []),
    ...(state.listing ? listingLines(state.listing) : []),
    ...(state.cardCount > 0 ? [`cards: ${state.cardCount}, with findings: ${state.cards.length}`] : []),
    ...problem,
    found.length > 0 ? `found: ${found.length}` : 'found: nothing',
    ...found.map(({ severity, rule, pack, evidence }) => {
      const words = evidence.map(({ field, text }) => `“${text}” in ${field}`).join(', ');
      return `  ${severity} · ${rule} (${pack})${words && ` · ${words}`}`;
    }),
  ];
}
