import type { Card, Listing, Money } from '../../listing/listing.ts';
import { parsePrice } from '../../listing/price.ts';
import { fromAttributes, named } from '../attributes.ts';
import { embedded } from '../embedded.ts';
import { at, listAt, textAt } from '../json.ts';
import { decimalOf, wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft } from '../page.ts';
import type { Draft, Reader, Site } from '../reader.ts';

/**
 * Temu. No page of it was at hand: the state in `window.rawData` (2023 to 2026), whose prices are in cents, is known
 * from code only; its class names change with every deployment. What the state does not say is read from schema.org,
 * og: and the heading. Its walls show none of these and stay unread.
 */
export const temuSite: Site = {
  id: 'temu',
  name: 'Temu',
  hosts: ['temu.com'],
  expected: ['title', 'price', 'images', 'seller'],
  itemId: ({ pathname, searchParams }) =>
    /-g-(\d{8,20})\.html$/.exec(pathname)?.[1] ??
    (/\/goods\.html$/.test(pathname)
      ? (/^\d{8,20}$/.exec(searchParams.get('goods_id') ?? '')?.[0] ?? null)
      : null),
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/-m-\d+\.html$|\/mall\.html$/.test(url.pathname)) return 'trader';
    return /\/search_result\.html$|\/search\.html$|-o\d+-\d+\.html$|-(?:s|k)-?\d*\.html$|\/(?:channel|opt_level)/.test(
      url.pathname,
    )
      ? 'results'
      : 'other';
  },
};
export const temu: Reader = {
  site: temuSite,
  read(document, url, kind) {
    const page = pageOf(document, url);
    const store = at(embedded(document, 'rawData'), 'store');
    if (kind === 'results') return results(page, store);
    return kind === 'trader' ? mall(page, store) : product(page, store);
  },
};

/** Currencies whose smallest unit is the one counted; cents of these would be guessed. */
const WHOLE = /^(?:JPY|KRW|CLP|HUF|VND|PYG|ISK|XOF)$/;

/** As written where it is written, else out of cents. */
function cost(info: unknown, field: string, { hint }: Page, fallback?: string): Money | undefined {
  const written = parsePrice(textAt(info, `${field}Str`) ?? '', hint);
  if (written) return written;
  const cents = textAt(info, field);
  const currency = textAt(info, 'currency') ?? fallback;
  if (
    !cents ||
    !/^[1-9]\d{0,11}$/.test(cents) ||
    !currency ||
    !/^[A-Z]{3}$/.test(currency) ||
    WHOLE.test(currency)
  )
    return undefined;
  return { amount: (Number(cents) / 100).toFixed(2), currency };
}

function product(page: Page, store: unknown): Draft {
  const { url, text, hint, all } = page;
  const goods = [at(store, 'goods'), at(store, 'initDataObj', 'goods'), at(store, 'goodsInfo')].find(
    (one) => textAt(one, 'goodsId') === temuSite.itemId(url),
  );
  const around = goods && at(store, 'initDataObj') ? at(store, 'initDataObj') : store;
  const currency = textAt(store, 'localInfo', 'currency');
  const info = at(goods, 'priceInfo') ?? at(around, 'price') ?? goods;
  const shop = goods && (at(around, 'mall') ?? at(store, 'mall') ?? at(goods, 'mall'));
  const attributes = listAt(goods, 'goodsProperty').map((one) => ({
    name: textAt(one, 'key') ?? '',
    value: listAt(one, 'values').map(String).join(', ') || (textAt(one, 'value') ?? ''),
  }));
  const skus = goods ? [...listAt(around, 'sku'), ...listAt(store, 'sku'), ...listAt(goods, 'skuList')] : [];
  const gallery = [...listAt(goods, 'gallery'), ...listAt(goods, 'galleryList')];
  const review = goods && (at(around, 'review') ?? at(store, 'review'));
  const id = textAt(shop, 'mallId');
  const listing: Partial<Listing> = {
    title: textAt(goods, 'goodsName') ?? textAt(goods, 'title') ?? text('h1'),
    price:
      cost(info, 'price', page, currency) ?? cost(info, 'minOnSalePrice', page, currency) ?? shownPrice(page),
    priceBefore: cost(info, 'marketPrice', page, currency),
    ...(attributes.length ? fromAttributes(attributes) : {}),
    brand: attributes.length ? (named(attributes, 'brand') ?? null) : undefined,
    images: gallery.length
      ? gallery.map((one) => textAt(one, 'url') ?? (typeof one === 'string' ? one : ''))
      : undefined,
    availability: goods && at(goods, 'isOnsale') === 0 ? 'OutOfStock' : undefined,
    rating: decimalOf(textAt(review, 'goodsScore') ?? textAt(goods, 'goodsScore')),
    reviewCount: wholeOf(textAt(review, 'reviewNum') ?? textAt(goods, 'commentNum')),
    seller: {
      id,
      name: textAt(shop, 'mallName') ?? text('a[href*="-m-"] h3', 'a[href*="mall_id="]'),
      url: textAt(shop, 'mallUrl') ?? all('a[href*="-m-"]')[0]?.getAttribute('href'),
    },
    variants: skus.map((one) => ({
      name: listAt(one, 'specs')
        .map((spec) => textAt(spec, 'specValue') ?? '')
        .filter(Boolean)
        .join(', '),
      price: cost(one, 'normalPrice', page, currency) ?? cost(one, 'price', page, currency),
    })),
    ...disclosed(page),
  };
  const ending = /\s*[|-]\s*Temu\b.*$/i;
  const draft = productDraft({ ...page, hint }, goods ? '2023 rawData' : null, ending, listing);
  if (draft.listing?.brand && /^(?:temu|generic)$/i.test(draft.listing.brand)) draft.listing.brand = null;
  return draft;
}

/** The price spelled out for those who listen, where the page marks one. */
const shownPrice = (page: Page): Money | undefined =>
  parsePrice(
    page.attr('aria-label', '#goods_price [aria-label]', '[data-type="0"][aria-label]') ?? '',
    page.hint,
  ) ?? page.price('#goods_price', '[itemprop="price"]');

function mall(page: Page, store: unknown): Draft {
  const shop = at(store, 'mall') ?? at(store, 'mallInfo');
  const name = textAt(shop, 'mallName') ?? page.text('h1');
  const found = disclosed(page, '[class*="business" i],[class*="seller" i]');
  return name
    ? {
        layout: 'mall',
        listing: { seller: { id: textAt(shop, 'mallId'), name, url: page.url.href }, ...found },
      }
    : { layout: null };
}

function results(page: Page, store: unknown): Draft {
  const currency = textAt(store, 'localInfo', 'currency');
  const items = listAt(store, 'goodsList')
    .map((one) => at(one, 'data') ?? one)
    .filter((one) => textAt(one, 'goodsId'));
  const stated = items.map((one): Partial<Card> => {
    const id = textAt(one, 'goodsId') ?? '';
    return {
      id,
      url: textAt(one, 'seoLinkUrl') ?? textAt(one, 'linkUrl') ?? `/goods.html?goods_id=${id}`,
      title: textAt(one, 'title') ?? textAt(one, 'goodsName'),
      price: cost(at(one, 'priceInfo'), 'price', page, currency) ?? null,
      priceBefore: cost(at(one, 'priceInfo'), 'marketPrice', page, currency),
      image: textAt(one, 'image', 'url') ?? textAt(one, 'thumbUrl'),
      rating: decimalOf(textAt(one, 'comment', 'goodsScore')),
      reviewCount: wholeOf(textAt(one, 'comment', 'commentNum')),
      sponsored: at(one, 'isAd') === true || Boolean(at(one, 'adTag')) || textAt(one, 'adInfo') !== undefined,
    };
  });
  const drawn = drawnCards(page, (url) => temuSite.itemId(url));
  if (!stated.length) return { layout: drawn.length ? 'rendered cards' : null, cards: drawn };
  // Which places are paid for is drawn ("AD") and not in the state.
  const paid = new Set(drawn.filter((card) => card.sponsored).map((card) => card.id));
  const known = new Set(stated.map((card) => card.id));
  return {
    layout: '2023 rawData',
    cards: [
      ...stated.map((card) => ({ ...card, sponsored: card.sponsored || paid.has(card.id) })),
      ...drawn.filter((card) => !known.has(card.id)),
    ],
  };
}
