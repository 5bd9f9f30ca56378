import type { Card, Listing } from '../listing/listing.ts';
import type { PriceHint } from '../listing/price.ts';
import { wordsOf } from '../listing/words.ts';
import { withoutEnds } from './breadcrumb.ts';
import { fillCard, findCards } from './cards.ts';
import { disclosures } from './disclosures.ts';
import { askable } from './plugins.ts';
import { breadcrumb, fromMeta, mainProduct, merge } from './product.ts';
import type { Draft } from './reader.ts';
import { type Shown, shown } from './shown.ts';
import { structuredData } from './structured-data.ts';

/** A page of a marketplace, as its reader sees it. */
export interface Page extends Shown {
  document: Document;
  url: URL;
  hint: PriceHint;
}

/** `currency` is that of the marketplace where it has one only, for prices that name none. */
export function pageOf(document: Document, url: URL, currency?: string): Page {
  const hint = { host: url.hostname, language: document.documentElement?.lang, currency };
  return { ...shown(document, hint), document, url, hint };
}

/** Walls before a page: Cloudflare, DataDome, PerimeterX, Alibaba's slider, and what others call theirs. */
const WALL =
  '#challenge-form,#challenge-running,#challenge-error-text,[id^="cf-chl-"],.zone-name-title,#px-captcha,iframe[src*="captcha"],iframe[src*="/challenge"],[class*="captcha" i],[id*="captcha" i],#baxia-punish';

/** What a page must show besides a title to be a product's: walls and error pages have titles as well. */
const EVIDENCE = ['price', 'attributes', 'availability'] as const;

/** Whether two titles are of one thing: half the words of the shorter are in the longer. */
function alike(one: string, other: string): boolean {
  const [short, long] = [one, other]
    .map((title) => [...new Set(wordsOf(title.slice(0, 500)))])
    .sort((a, b) => a.length - b.length) as [string[], string[]];
  return short.filter((word) => long.includes(word)).length * 2 >= short.length;
}

/**
 * What came of a product page: the accounts of it in order of trust, and after them what it says for machines
 * (schema.org, ogp.me). `layout` names what the accounts were read from, null where they are of no layout that is
 * known. `ending` is what the marketplace puts after a title for machines.
 */
export function productDraft(
  page: Page,
  layout: string | null,
  ending: RegExp,
  ...accounts: (Partial<Listing> | undefined)[]
): Draft {
  const { document, url, hint } = page;
  const own = merge(...accounts);
  const data = structuredData(document);
  // After single-page navigation what is said for machines may still be said of the item before.
  const current = <T extends Partial<Listing>>(told: T | null): T | undefined =>
    told && !(layout && own.title && told.title && !alike(own.title, told.title)) ? told : undefined;
  const product = current(
    mainProduct(data, own.title ?? data.meta.get('og:title') ?? '', url, hint, own.price),
  );
  if (!product?.price && !layout && page.has(WALL)) return { layout: null };
  const { title: shared, ...meta } = current(fromMeta(data, hint)) ?? {};
  const told = product?.title ?? shared;
  const crumbs = {
    category: breadcrumb(data, own.title ?? told ?? ''),
  };
  const listing = merge(own, product ?? {}, crumbs, meta);
  listing.title = own.title ?? (told?.replace(ending, '').trim() || page.text('h1'));
  if (listing.category) listing.category = withoutEnds(listing.category, listing.title ?? '');
  listing.attributes = listing.attributes?.filter(({ name, value }) => name && value) ?? listing.attributes;
  // The marketplace's own name stands before its first category.
  if (url.hostname.split('.').includes(listing.category?.[0]?.toLowerCase() ?? ''))
    listing.category = listing.category?.slice(1);
  const real =
    listing.seller?.name ||
    EVIDENCE.some((field) => {
      const value = listing[field];
      return Array.isArray(value) ? value.length : value;
    });
  if (!listing.title || !real) return { layout: null };
  return { layout: layout ?? (product ? 'structured data' : null), listing };
}

/** What marks a paid place, as the whole text of an element. */
const PAID =
  /^(?:(?:oferta |produkt |artykuł )?sponsorowan[aey]|sponsored|ad|anzeige|gesponsert(?:er artikel)?|werbung|sponsorisée?s?|annonce(?: sponsorisée)?|publicité|sponzorovan[éoýá]|reklama|szponzorált|hirdetés|sponsorizat[ăo]?|promovat|gesponsord|advertentie|sponsorizzat[oi]|annuncio|patrocinad[oa]s?|anuncio|спонсорирано|реклама|sponsrad|annons|sponset|sponsoreret|sponsoroitu|mainos)$/i;

/** Whether a card says that its place was paid for: an element of it is labelled so, or matches `marks`. */
export const isPaid = (card: Element, marks?: string): boolean =>
  (marks !== undefined && (card.matches(marks) || card.querySelector(marks) !== null)) ||
  [...card.querySelectorAll('span,div,p,small,button,li')].slice(0, 150).some((one) => {
    // The text before any element in it: "Sponsored <i>why?</i>".
    const first = askable(one.firstChild);
    const said = first?.nodeType === 3 ? (first.nodeValue as string).trim() : '';
    return said.length < 40 && PAID.test(said);
  });

/** Where a card's parts stand in layouts that are known; what is not named is found by the card's shape. */
export interface CardParts {
  title?: string[];
  /** The title is what the picture shows to those who cannot see it, before any text. */
  alt?: boolean;
  price?: string[];
  before?: string[];
  /** What marks a paid place, besides its label. */
  paid?: string;
}

/** The cards of a results page as drawn. */
export const drawnCards = (
  { document, url, hint }: Page,
  itemOf: (url: URL) => string | null,
  parts: CardParts = {},
): Partial<Card>[] =>
  findCards(document, url, itemOf).map((found) => {
    const { text, price, attr } = shown(found.element, hint);
    const alt = parts.alt ? attr('alt', 'img') : undefined;
    const card: Partial<Card> = {
      id: found.item,
      url: found.url.href,
      title: text(...(parts.title ?? [])) ?? alt,
      price: price(...(parts.price ?? [])),
      image: attr('src', 'img[src]:not([src^="data:"])') ?? attr('data-src', 'img[data-src]'),
      sponsored: isPaid(found.element, parts.paid),
    };
    const before = price(...(parts.before ?? []));
    return { ...fillCard(card, found, hint), ...(before && { priceBefore: before }) };
  });

/** Dialogs and blocks named for the law, on any marketplace. */
const PANELS =
  '[role="dialog"],dialog,[class*="gpsr"],[id*="gpsr"],[data-testid*="gpsr"],[class*="product-safety"],[id*="product-safety"]';

/** Disclosures in panels that the page holds or that were opened on it, the first account winning. */
export const disclosed = ({ all }: Page, ...panels: string[]): Partial<Listing> =>
  merge(
    ...all([PANELS, ...panels].join())
      .slice(0, 12)
      .map((panel) => disclosures(panel)),
  );

/**
 * A trader's page: the name that the first of the selectors shows, and what the first panel to disclose a trader does.
 */
export function sellerPage({ text, all, url }: Page, names: readonly string[], panels: string): Draft {
  const name = text(...names);
  if (!name) return { layout: null };
  const told = all(panels)
    .map((panel) => disclosures(panel, true))
    .find(({ trader }) => trader);
  return { layout: 'seller', listing: { seller: { name, url: url.href }, ...told } };
}

/** The text of the first meta tag of one of these names. */
export const metaOf = ({ attr }: Page, ...names: string[]): string | undefined =>
  attr('content', ...names.map((name) => `meta[property="${name}"],meta[name="${name}"]`));
