import type { Listing } from '../../listing/listing.ts';
import { fromAttributes } from '../attributes.ts';
import { countryOf } from '../countries.ts';
import { at, listAt, parseJson, seek, textAt } from '../json.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft } from '../page.ts';
import { money } from '../product.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';

/**
 * Wish. No page of it was at hand: item pages of 2020 to 2024 are read by the state of `__NEXT_DATA__`, wherever in
 * it an item with a merchant stands, and by their styled classes, known from code only; else by schema.org and og:.
 */
export const wishSite: Site = {
  id: 'wish',
  name: 'Wish',
  hosts: ['wish.com'],
  expected: ['title', 'price', 'images', 'seller'],
  itemId: ({ pathname }) =>
    /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(?:c|product|p)\/(?:[^/]*-)?([\da-f]{24})(?:\/|$)/i
      .exec(pathname)?.[1]
      ?.toLowerCase() ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^\/(?:[a-z]{2}\/)?(?:merchant|store)\//.test(url.pathname)) return 'trader';
    return /^\/(?:[a-z]{2}\/)?(?:search|feed|category|tag|brand|blitz-buy|sc)(?:\/|$)/.test(url.pathname)
      ? 'results'
      : 'other';
  },
};
export const wish: Reader = {
  site: wishSite,
  read(document, url, kind) {
    const page = pageOf(document, url);
    if (kind === 'results') return results(page);
    return kind === 'trader' ? merchant(page) : product(page);
  },
};

const stateOf = ({ document }: Page) =>
  parseJson(document.getElementById('__NEXT_DATA__')?.textContent ?? '');

function product(page: Page): Draft {
  const { url, hint, text, rows, attr, has, prose } = page;
  const item = [
    seek(stateOf(page), 'merchantInfo'),
    seek(stateOf(page), 'merchant_info'),
    seek(stateOf(page), 'merchant'),
  ].find((one) =>
    [textAt(one, 'id'), textAt(one, 'productId'), textAt(one, 'product_id')].includes(
      wishSite.itemId(url) ?? '',
    ),
  );
  const shop = at(item, 'merchantInfo') ?? at(item, 'merchant_info') ?? at(item, 'merchant');
  const cost = (value: unknown) =>
    money(
      textAt(value, 'localizedValue') ?? textAt(value, 'amount') ?? textAt(value, 'value'),
      textAt(value, 'currencyCode') ?? textAt(value, 'currency'),
      hint,
    );
  const link = attr('href', 'a[href*="/merchant/"]', 'a[href*="/store/"]');
  const listing: Partial<Listing> = {
    title:
      textAt(item, 'name') ??
      textAt(item, 'title') ??
      text(
        '[data-testid="product-name"]',
        '[data-testid="product-title"]',
        '[class^="PurchaseContainer__Name"]',
        'h1',
      ),
    price:
      cost(at(item, 'localizedPrice') ?? at(item, 'price')) ??
      page.price(
        '[data-testid="product-price"]',
        '[class^="PurchaseContainer__ActualPrice"]',
        '[class*="ActualPrice"]',
      ),
    priceBefore:
      cost(at(item, 'localizedRetailPrice') ?? at(item, 'retailPrice')) ??
      page.price('[class*="CrossedPrice"]', '[data-testid="product-retail-price"]'),
    ...fromAttributes(
      rows('[class*="ProductInfo"] dl > div,[data-testid="product-details"] dl > div', 'dt', 'dd'),
    ),
    images: listAt(item, 'images').length
      ? listAt(item, 'images').map((one) => textAt(one, 'url') ?? (typeof one === 'string' ? one : ''))
      : undefined,
    description:
      textAt(item, 'description') ?? prose('[data-testid="product-description"]', '[class^="Description__"]'),
    rating: meanOf(textAt(item, 'rating') ?? text('[data-testid="product-rating"]')),
    reviewCount: wholeOf(textAt(item, 'numRatings') ?? text('[data-testid="product-rating-count"]')),
    seller: {
      id: textAt(shop, 'id') ?? /\/merchant\/([\da-f]{24})/.exec(link ?? '')?.[1],
      name:
        textAt(shop, 'displayName') ??
        textAt(shop, 'name') ??
        text('[data-testid="merchant-name"]', '[class*="MerchantName"]', 'a[href*="/merchant/"]'),
      url: link,
      country: countryOf(textAt(shop, 'country') ?? textAt(shop, 'location')),
    },
    shipsFrom: countryOf(
      textAt(item, 'shipsFrom') ?? text('[data-testid="ships-from"]')?.replace(/^[^:]*:\s*/, ''),
    ),
    variants: listAt(item, 'variations').map((one) => ({
      name: [textAt(one, 'color'), textAt(one, 'size')].filter(Boolean).join(', '),
      price: cost(at(one, 'localizedPrice') ?? at(one, 'price')),
    })),
    ...disclosed(page, '[data-testid*="merchant" i],[class*="MerchantInfo"]'),
  };
  const layout = item
    ? '2020 next data'
    : has('[class^="PurchaseContainer__"],[data-testid="product-name"]')
      ? '2021 styled page'
      : null;
  return productDraft(page, layout, /\s*[|-]\s*Wish\s*$/i, listing);
}

function merchant(page: Page): Draft {
  const shop = seek(stateOf(page), 'merchantInfo');
  const name =
    textAt(shop, 'merchantInfo', 'displayName') ??
    page.text('[data-testid="merchant-name"]', '[class*="MerchantName"]', 'h1');
  return name
    ? {
        layout: 'merchant',
        listing: { seller: { name, url: page.url.href }, ...disclosed(page, '[class*="Merchant"]') },
      }
    : { layout: null };
}

/** A grey word without a test id is how a paid place is marked. */
const PAID = 'div[class^="DesignSpec__TextSpecWrapper-"][color="#6B828F"]:not([data-testid])';

function results(page: Page): Draft {
  const cards = drawnCards(page, (url) => wishSite.itemId(url), {
    alt: true,
    price: ['[class*="ActualPrice"]', '[class*="FeedTile__Price"]'],
    before: ['[class*="CrossedPrice"]', '[class*="RetailPrice"]'],
    paid: PAID,
  });
  return {
    layout: cards.length ? (page.has('[class^="ProductGrid__"]') ? '2021 grid' : 'rendered cards') : null,
    cards,
  };
}
