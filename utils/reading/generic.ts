import { besides } from '../listing/besides.ts';
import { LIMITS } from '../listing/limits.ts';
import type { Card, Listing, Money } from '../listing/listing.ts';
import type { PriceHint } from '../listing/price.ts';
import { allSigns } from '../listing/rarer-signs.ts';
import { findCards, readCard } from './cards.ts';
import { idIn } from './item-id.ts';
import { fromMeta, mainProduct, merge, readProduct } from './product.ts';
import type { Draft, PageKind } from './reader.ts';
import { type Shape, shapeOf } from './shape.ts';
import { fromShopify } from './shopify.ts';
import { type StructuredData, structuredData, text } from './structured-data.ts';
import { textOf } from './text.ts';

/** Reads a page of no known marketplace, and tells what kind of page it is. */
export type GenericReader = (document: Document, url: URL) => Draft & { page: PageKind };

/**
 * What a page says for machines, filled up with what its shape gives away: a heading, a price beside it, a
 * button to buy. Guesses, and so kept apart from the marketplaces' readers, which know.
 */
export const generic: GenericReader = (document, url) => {
  const data = structuredData(document);
  const hint: PriceHint = {
    host: url.hostname,
    language: languageOf(document),
    signs: allSigns,
    sense: besides,
  };
  const shape = shapeOf(document, url, hint);
  const heading = shape.title ?? '';
  const product = mainProduct(data, heading || (data.meta.get('og:title') ?? ''), url, hint, shape.price);
  const { title: shared, description: summary, ...meta } = fromMeta(data, hint);
  const price = product?.price ?? meta.price ?? shape.price;
  // A page with one product and its price is the product's, whatever else it links to.
  const single = product && price && !isSearch(url) && !isHome(url);
  const { cards, elements } = single ? NO_CARDS : cardsOf(document, url, data, hint);
  const page = kindOf({
    url,
    data,
    product,
    shape,
    price,
    cards: cards.length,
    cardPrice: isIn(shape.priceAt, elements),
  });
  if (page === 'results') return { page, layout: 'cards', cards };
  if (page !== 'product') return { page, layout: null };
  const titles = {
    title: shape.title ?? shared ?? (textOf(document.querySelector('title'), LIMITS.title) || undefined),
  };
  const prices = settle(product?.price, meta.price, shape);
  const shop = fromShopify(document, price?.currency ?? null);
  const told = merge(prices, product ?? {}, titles, meta, shop);
  const shown = shape.listing(told);
  const listing = merge(told, shown, { description: summary });
  // What is shown with a price, and not said to be gone, is on offer.
  if (listing.price && !shape.gone) listing.availability ??= 'InStock';
  Object.assign(listing, together(product, shown, meta, summary), {
    id: shop.id ?? ownId(url, listing) ?? listing.id ?? listing.identifiers?.sku,
  });
  return { page, layout: product ? 'structured data' : 'page shape', listing };
};

/** The language that the page says it is in, or Chinese where its title is written so: "¥" is its yuan then. */
function languageOf(document: Document): string | undefined {
  const said = document.documentElement?.getAttribute('lang');
  const title = textOf(document.querySelector('title'), LIMITS.title);
  const chinese =
    /[\u3400-\u9fff\uf900-\ufaff]{2}/.test(title) && !/[\u3041-\u30ff\uff66-\uff9d]/.test(title);
  return said || (chinese ? 'zh' : undefined);
}

/** What is told in parts by more than one account: pictures, rows, and the description in its whole length. */
function together(
  product: Partial<Listing> | null,
  shown: Partial<Listing>,
  meta: Partial<Listing>,
  summary: Listing['description'],
): Partial<Listing> {
  const solid = (text: string) => text.replace(/\s+/g, '').slice(0, 20_000);
  const texts: string[] = [];
  for (const text of [product?.description, shown.description])
    if (text && !texts.some((have) => solid(have).includes(solid(text).slice(0, 60)))) texts.push(text);
  const [first = '', second] = texts;
  const parts = second && solid(second).includes(solid(first).slice(0, 60)) ? [second] : texts;
  return {
    description: parts.join('\n') || summary,
    images: [...new Set([product, meta, shown].flatMap((one) => one?.images ?? []))],
    attributes: [...(product?.attributes ?? []), ...(shown.attributes ?? [])],
  };
}

/** The item's code where its address ends in it: what a shop calls its page by is its id. */
function ownId({ pathname }: URL, { identifiers }: Partial<Listing>): string | undefined {
  const end = pathname.toLowerCase().replace(/(?:\.\w{1,5})?\/?$/, '');
  const code = identifiers?.sku;
  return code && code.length > 4 && /\d/.test(code) && end.endsWith(code.toLowerCase()) ? code : undefined;
}

/**
 * The price people see, where it and the one said for machines differ: shops forget to change the latter in a
 * sale. What two of the three accounts say is taken, else a lower price that the page shows plainly.
 */
function settle(
  told: Money | undefined | null,
  shared: Money | undefined | null,
  { price: shown, sure }: Shape,
): Partial<Listing> {
  if (!told || !shown) return {};
  const currency = shown.currency ?? told.currency;
  if (Number(told.amount) === Number(shown.amount))
    return told.currency ? {} : { price: { ...told, currency } };
  const price = { amount: shown.amount, currency };
  if (currency !== told.currency) return {};
  if (shared && Number(shared.amount) === Number(shown.amount)) return { price };
  const lower =
    Number(shown.amount) < Number(told.amount) && Number(shown.amount) > Number(told.amount) * 0.4;
  return sure && lower ? { price, priceBefore: told } : {};
}

/** Types that say that a page with a price is yet no page of a product. */
const NO_PRODUCT =
  /^(?:.*event|.*article|blogposting|recipe|person|profilepage|jobposting|musicgroup|movie|searchresultspage|collectionpage|faqpage)$/;

const SEARCH = /^(?:q|k|s|_nkw|query|search.*|string|keywords?|text|term)$/i;

// Not `keys()`: what Firefox gives a content script there cannot be iterated.
const isSearch = (url: URL) => [...url.searchParams].some(([name]) => SEARCH.test(name));
const isHome = (url: URL) => url.pathname === '/' && !url.search;
const NO_CARDS = { cards: [], elements: new Set<Element>() };

interface Signs {
  url: URL;
  data: StructuredData;
  product: Partial<Listing> | null;
  shape: Shape;
  price: Listing['price'];
  /** How many cards there are, and whether the price found is one of theirs. */
  cards: number;
  cardPrice: boolean;
}

function kindOf({ url, data, product, shape, price, cards, cardPrice }: Signs): PageKind {
  const heading = shape.title;
  const declared = /^(?:og:|\w+:)?product(?:\.item)?$/i.test(data.meta.get('og:type') ?? '');
  const told = /article|blog|video|profile/i.test(data.meta.get('og:type') ?? '');
  if (isHome(url)) return 'other';
  if (isSearch(url) && cards >= 4) return 'results';
  if (product && (price || data.listed.length === 0)) return 'product';
  if (cards >= 8 && cardPrice && !shape.id) return 'results';
  if (data.listed.length >= 3 || data.products.length >= 3) return 'results';
  if ([...data.types].some((type) => NO_PRODUCT.test(type))) return 'other';
  if (declared && (price || shape.buys)) return 'product';
  if (heading && shape.id && (price ? shape.buys : shape.gone)) return 'product';
  // A price beside the heading that is none of the cards' is the page's own.
  if (heading && price && shape.buys && shape.near && !cardPrice) return 'product';
  if (cards >= 8) return 'results';
  return heading && price && (shape.buys || (shape.id && shape.near && !told)) ? 'product' : 'other';
}

function isIn(element: Element | undefined, roots: ReadonlySet<Element>): boolean {
  let here: Element | null | undefined = element;
  for (let up = 0; here && up < 16; up++, here = here.parentElement) if (roots.has(here)) return true;
  return false;
}

const bare = ({ hostname }: URL) => hostname.replace(/^www\./, '');
/** An address that names an item in words: in a folder of items, or in many. */
const SLUG = /\/(?:products?|items?|p|dp)\/[^/]+\/?$|\/[^/-]+(?:-[^/-]+){3,}(?:\.html?)?\/?$/i;

/** Cards of other items than the page's own, and the elements they stand in. */
function cardsOf(document: Document, url: URL, data: StructuredData, hint: PriceHint) {
  const shop = bare(url);
  const found = findCards(document, url, (link) => {
    const other = bare(link) === shop && link.pathname !== url.pathname;
    return other && (idIn(link) || SLUG.test(link.pathname)) ? link.pathname : undefined;
  });
  const read = found
    .map((one) => ({ element: one.element, card: readCard(one, hint) }))
    .filter(({ card }) => card.title && card.price);
  const listed = data.listed.map((one): Partial<Card> => {
    const { title, price, images, rating, reviewCount } = readProduct(one, url, hint);
    return { url: text(one, 'url'), title, price, image: images?.[0], rating, reviewCount };
  });
  const drawn = read.map(({ card }) => card);
  return {
    cards: drawn.length >= listed.length ? drawn : listed,
    elements: new Set(read.length >= 4 ? read.map(({ element }) => element) : []),
  };
}
