import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing, Money } from '../../listing/listing.ts';
import { parsePrice } from '../../listing/price.ts';
import { findCards, readCard } from '../cards.ts';
import { embedded } from '../embedded.ts';
import { at, listAt } from '../json.ts';
import { decimalOf, wholeOf } from '../numbers.ts';
import type { Draft, Reader } from '../reader.ts';
import { textOf } from '../text.ts';

/** AliExpress, its three layouts (2020 runParams, 2024 shell with late DOM, 2025 hashed classes) and results. */
export const aliexpress: Reader = {
  id: 'aliexpress',
  name: 'AliExpress',
  hosts: ['aliexpress.com', 'aliexpress.us'],
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: {
    network: 'AliExpress Portals',
    parameters: /^aff_(?:fcid|platform|trace_key|fsk|short_key)$/,
  },
  itemId: ({ pathname }) => /^\/(?:item|i)\/(?:[^/]+\/)?(\d+)\.html$/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^\/store\/\d/.test(url.pathname)) return 'trader';
    return /^\/(?:w|wholesale|popular|category|af|premium)(?:[/-]|$)/.test(url.pathname)
      ? 'results'
      : 'other';
  },
  read(document, url, kind) {
    if (kind === 'results') return results(document, url);
    return fromRunParams(document, url) ?? fromPage(document, url);
  },
};

/** Countries of sellers as its state names them; a table, for `Intl.DisplayNames` takes 10 ms to start. */
const COUNTRIES: Record<string, string> = {
  China: 'CN',
  'Mainland China': 'CN',
  'Hong Kong': 'HK',
  'Russian Federation': 'RU',
  Spain: 'ES',
  Italy: 'IT',
  France: 'FR',
  Germany: 'DE',
  Poland: 'PL',
  Turkey: 'TR',
  Brazil: 'BR',
  Korea: 'KR',
};

const text = (value: unknown, ...path: (string | number)[]): string | undefined => {
  const found = at(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
};
const money = (value: unknown): Money | undefined => {
  const [amount, currency] = [text(value, 'value'), text(value, 'currency')];
  return amount && Number(amount) > 0 ? { amount, currency: currency ?? null } : undefined;
};

/** 2020: everything is in `window.runParams = { data: {…Module: {…}} }`. */
function fromRunParams(document: Document, url: URL): Draft | null {
  const data = at(embedded(document, 'window.runParams'), 'data');
  const title = text(data, 'titleModule', 'subject');
  const id = text(data, 'commonModule', 'productId');
  // After single-page navigation the state may still be the last item's.
  if (!title || (id && id !== aliexpress.itemId(url))) return null;
  const price = at(data, 'priceModule');
  const store = at(data, 'storeModule');
  const specs = listAt(data, 'specsModule', 'props');
  const now = money(at(price, 'minActivityAmount'));
  const full = money(at(price, 'minAmount'));
  const rating = at(data, 'titleModule', 'feedbackRating');
  const listing: Partial<Listing> = {
    title,
    price: now ?? full ?? null,
    priceBefore: now && full && now.amount !== full.amount ? full : null,
    // Attribute 2 is the brand, in whatever language its name is.
    brand:
      text(
        specs.find((one) => text(one, 'attrNameId') === '2'),
        'attrValue',
      ) ?? null,
    model: text(
      specs.find((one) => /^model/i.test(text(one, 'attrName') ?? '')),
      'attrValue',
    ),
    category: listAt(data, 'crossLinkModule', 'breadCrumbPathList')
      .map((one) => text(one, 'name') ?? '')
      .slice(1),
    attributes: specs.length
      ? specs.map((one) => ({ name: text(one, 'attrName') ?? '', value: text(one, 'attrValue') ?? '' }))
      : null,
    images: listAt(data, 'imageModule', 'imagePathList') as string[],
    rating: decimalOf(text(rating, 'averageStar') ?? text(rating, 'evarageStar')),
    reviewCount: wholeOf(text(rating, 'totalValidNum')),
    availability: stock(text(data, 'quantityModule', 'totalAvailQuantity')),
    seller: {
      id: text(store, 'storeNum'),
      name: text(store, 'storeName'),
      url: text(store, 'storeURL'),
      country: at(COUNTRIES, text(store, 'countryCompleteName') ?? '') as string | undefined,
    },
  };
  return { layout: '2020 runParams', listing };
}

const stock = (quantity: string | undefined) => quantity && (Number(quantity) > 0 ? 'InStock' : 'OutOfStock');

/** 2024 and later: drawn by script. Class names end in a hash that changes, so their beginnings are matched. */
function fromPage(document: Document, url: URL): Draft {
  const all = (selector: string) => [...document.querySelectorAll(selector)].slice(0, LIMITS.attributes);
  const line = (selector: string, max: number = LIMITS.line) =>
    textOf(document.querySelector(selector), max) || undefined;
  const cost = (selector: string) =>
    parsePrice(line(selector) ?? '', { language: document.documentElement?.lang }) ?? undefined;
  const meta = (property: string) =>
    document.querySelector(`meta[property="${property}"]`)?.getAttribute('content');
  const heading = line('h1[data-pl],h1', LIMITS.title);
  const shell = embedded(document, 'DCData');
  const store = document.querySelector('a[href*="/store/"]');
  const specs = all('[class*="specification--prop"]').map((row) => ({
    name: textOf(row.querySelector('[class*="specification--title"]'), LIMITS.name),
    value: textOf(row.querySelector('[class*="specification--desc"]'), LIMITS.line),
  }));
  const images = all('[class*="slider--img"] img').map((image) => image.getAttribute('src') ?? '');
  const known = listAt(shell, 'imagePathList') as string[];
  // The address and pictures of the shell are the first item's, also after single-page navigation.
  const fresh = aliexpress.itemId(new URL(meta('og:url') || '/', url)) === aliexpress.itemId(url);
  const shared = fresh ? meta('og:title')?.replace(/\s*[-|]\s*AliExpress.*$/i, '') : undefined;
  const listing: Partial<Listing> = {
    title: heading ?? shared,
    price: cost(
      '[class*="price-default--current"],[class*="price--currentPrice"],[class*="product-price-current"]',
    ),
    priceBefore: cost('[class*="price-default--original"],[class*="price--original"]'),
    attributes: specs.length ? specs : undefined,
    images: images.length || !fresh ? images : known,
    description: line('#product-description,[class*="description--product"]', LIMITS.description),
    category: all('[class*="breadcrumb"] a')
      .map((link) => textOf(link, LIMITS.name))
      .slice(1),
    rating: decimalOf(line('[class*="reviewer--rating"]')),
    reviewCount: wholeOf(line('[class*="reviewer--reviews"]')),
    availability: stock(/\d+/.exec(line('[class*="quantity--info"]')?.replace(/[.,]/g, '') ?? '')?.[0]),
    seller: store
      ? {
          name: textOf(store, LIMITS.name),
          url: store.getAttribute('href') ?? undefined,
          id: /\/store\/(\d+)/.exec(store.getAttribute('href') ?? '')?.[1],
        }
      : undefined,
  };
  const layout = heading ? '2025 hashed classes' : shell && fresh ? '2024 shell' : null;
  return { layout, listing };
}

const AD = '[class*="multi--ad-"],[data-spm="seoads"],a[href*="aem_p4p_detail="]';

/** Results: the state they were drawn from where it is there, and else what is drawn. */
function results(document: Document, url: URL): Draft {
  const mods =
    at(embedded(document, '_init_data_'), 'data', 'data', 'root', 'fields', 'mods') ??
    at(embedded(document, '_init_data_'), 'data', 'root', 'fields', 'mods');
  const items = listAt(mods, 'itemList', 'content');
  if (items.length) return { layout: '2024 _init_data_', cards: items.map((item) => card(item, url)) };
  const cards = findCards(document, url, aliexpress.itemId).map((found) => ({
    ...readCard(found, {}),
    id: found.item,
    sponsored: found.element.querySelector(AD) !== null,
  }));
  return { layout: cards.length ? 'rendered cards' : null, cards };
}

function card(item: unknown, url: URL): Partial<Card> {
  const id = text(item, 'productId') ?? '';
  const price = (kind: string) => {
    const prices = at(item, 'prices', kind);
    const amount = text(prices, 'minPrice');
    return amount ? { amount, currency: text(prices, 'currencyCode') ?? null } : undefined;
  };
  return {
    id,
    url: `${url.origin}/item/${id}.html`,
    title: text(item, 'title', 'displayTitle'),
    price: price('salePrice') ?? price('originalPrice') ?? null,
    priceBefore: price('salePrice') && price('originalPrice'),
    rating: decimalOf(text(item, 'evaluation', 'starRating')),
    image: text(item, 'image', 'imgUrl'),
    sponsored: at(item, 'p4p') !== undefined || (text(item, 'productType') ?? 'natural') !== 'natural',
    seller: {
      id: text(item, 'store', 'storeId'),
      name: text(item, 'store', 'storeName'),
      url: text(item, 'store', 'storeUrl'),
    },
  };
}
