import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing } from '../../listing/listing.ts';
import { allSigns } from '../../listing/rarer-signs.ts';
import { fromAttributes } from '../attributes.ts';
import { fillCard, findCards } from '../cards.ts';
import { countryOf } from '../countries.ts';
import { wholeOf } from '../numbers.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf, shown } from '../shown.ts';
import { traderFrom } from '../trader.ts';

/**
 * aliexpress.ru, since 2021 a site of its own. Results as drawn (2025: red-snippet, data-product-id; 2022:
 * product-snippet); the state in __AER_DATA__ has texts of the interface and no items. Product pages (2023–25:
 * HazeProduct*, SnowSku*) are known from code only; without their classes the page's meta tags remain.
 */
export const aliexpressruSite: Site = {
  id: 'aliexpressru',
  name: 'AliExpress Russia',
  hosts: ['aliexpress.ru'],
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: {
    network: 'AliExpress Portals',
    parameters: /^aff_(?:fcid|platform|trace_key|fsk|short_key)$/,
  },
  itemId: ({ pathname }) => /^\/item\/(?:[^/]+\/)?(\d+)\.html$/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^\/store\/\d/.test(url.pathname)) return 'trader';
    return /^\/(?:wholesale|popular|category|w|search|all)(?:[/-]|$)/.test(url.pathname)
      ? 'results'
      : 'other';
  },
};
export const aliexpressru: Reader = {
  site: aliexpressruSite,
  read(document, url, kind) {
    if (kind === 'results') return results(document, url);
    return kind === 'trader' ? store(document, url) : product(document, url);
  },
};

const hintOf = (document: Document, url: URL) => ({
  host: url.hostname,
  language: document.documentElement?.lang,
  signs: allSigns,
});

function product(document: Document, url: URL): Draft {
  const page = shown(document, hintOf(document, url));
  const heading = page.text('h1[class*="HazeProductDescription__name"]', 'h1');
  const address =
    page.attr('content', 'meta[property="og:url"]') ?? page.attr('href', 'link[rel="canonical"]') ?? '';
  // Meta tags are the first item's, also after single-page navigation.
  const fresh =
    URL.canParse(address, url.href) &&
    aliexpressruSite.itemId(new URL(address, url)) === aliexpressruSite.itemId(url);
  const shared = fresh
    ? page.attr('content', 'meta[property="og:title"]')?.replace(/\s*[-|—]\s*AliExpress.*$/i, '')
    : undefined;
  const attributes = page.rows(
    '[class*="ProductCharacteristicsItem__item"],[class*="HazeProductCharacteristics__item"]',
    '[class*="CharacteristicsItem__name"],[class*="HazeProductCharacteristics__name"]',
    '[class*="CharacteristicsItem__value"],[class*="HazeProductCharacteristics__value"]',
  );
  const link = page.all('a[href*="/store/"]').find((one) => lineOf(one));
  const href = link?.getAttribute('href') ?? '';
  const choices = page
    .all('[class*="SkuPropertyItem__optionList"] button,[class*="SkuPropertyItem__option_"]')
    .flatMap((one) => {
      const name =
        one.querySelector('img')?.getAttribute('alt') ||
        one.getAttribute('title') ||
        lineOf(one, LIMITS.name);
      return name ? [{ name }] : [];
    });
  const { identifiers, ...told } = fromAttributes(attributes);
  const listing: Partial<Listing> = {
    ...told,
    identifiers,
    title: heading ?? shared,
    price: page.price(
      '[data-unformatted-price]',
      '[class*="SnowPrice__main"]',
      '[class*="ProductPrice__current"]',
      'meta[itemprop="price"]',
    ),
    priceBefore: page.price(
      '[class*="SnowPrice__secondary"] s',
      '[class*="SnowPrice__old"]',
      '[class*="ProductPrice__old"]',
    ),
    images: [
      ...page
        .all('[class*="ProductGallery"] img,[class*="SnowProductGallery"] img,[class*="gallery_Gallery"] img')
        .map((one) => one.getAttribute('src') ?? ''),
      (fresh && page.attr('content', 'meta[property="og:image"]')) || '',
    ].map((src) => src.replace(/(\.(?:jpe?g|png|webp))_\d.*$/, '$1')),
    description: page.prose('[class*="ProductDescription__description"]', '#content_anchor'),
    category: page.lines('[class*="readcrumb"] a').slice(1),
    rating: meanOf(page.text('[class*="HazeProductDescription__ratingWrap"]')),
    reviewCount: wholeOf(page.text('a[href="#reviews_anchor"]')),
    variants: choices.length ? choices : undefined,
    seller: link
      ? {
          name: page.text('[class*="StoreInfo__storeName"]') ?? lineOf(link),
          url: href,
          id: /\/store\/(\d+)/.exec(href)?.[1],
        }
      : undefined,
  };
  return { layout: heading ? '2023 Haze classes' : shared ? 'meta tags' : null, listing };
}

/** A paid place is called "Recommended" here; its element's class says what it is. */
const AD = '[class*="p4pElement"],[class*="p4p__"],[class*="adLabel"]';

function results(document: Document, url: URL): Draft {
  const hint = hintOf(document, url);
  const cards = findCards(document, url, (link) =>
    /(?:^|\.)aliexpress\.(?:ru|com)$/.test(link.hostname) ? aliexpressruSite.itemId(link) : null,
  ).map((found) => {
    const card = shown(found.element, hint);
    const own: Partial<Card> = {
      id: found.item,
      url: `${url.origin}/item/${found.item}.html`,
      title: card.text('[class*="RedSnippet__title"]', '[class*="ProductSnippet__name"]'),
      price: card.price(
        '[class*="priceNew"]',
        '[class*="SnowPrice__blockMain"]',
        '[class*="SnowPrice__main"]',
      ),
      priceBefore: card.price(
        '[class*="priceOld"] [class*="strikethrough"]',
        '[class*="SnowPrice__secondary"]',
      ),
      image: card.attr('src', 'img[src*="alicdn"]'),
      sponsored: card.has(AD),
    };
    return fillCard(own, found, hint);
  });
  const layout = document.querySelector('[class*="RedSnippet"]')
    ? '2025 red-snippet'
    : cards.length
      ? 'linked items'
      : null;
  return { layout, cards };
}

function store(document: Document, url: URL): Draft {
  const page = shown(document, hintOf(document, url));
  const id = /^\/store\/(\d+)/.exec(url.pathname)?.[1];
  const name = page.text('[class*="StoreInfo__storeName"]', '[class*="storeName"]', 'h1');
  const pairs = page
    .all('[class*="StoreInfo"] tr,[class*="egalInfo"] tr,[class*="egalInfo"] dl')
    .map((row) => {
      const [label = '', ...lines] = [...row.children].map((one) => lineOf(one, LIMITS.line));
      return { name: label, lines };
    });
  return {
    layout: name ? 'store' : null,
    listing: { seller: name ? { id, name } : undefined, trader: traderFrom(pairs, countryOf) },
  };
}
