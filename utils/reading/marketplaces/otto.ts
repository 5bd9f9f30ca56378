import { LIMITS } from '../../listing/limits.ts';
import type { Listing, Money } from '../../listing/listing.ts';
import { parsePrice } from '../../listing/price.ts';
import { fromAttributes } from '../attributes.ts';
import { at, listAt, parseJson, textAt } from '../json.ts';
import { stripMarkup } from '../markup.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft } from '../page.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import type { Attribute } from '../shown.ts';

/**
 * OTTO. Item pages of 2018 to 2021 with `productDataJson`, whose `priceAmount` is in cents, and microdata, seen;
 * those of 2022 and later by their `pdp_` classes, known from code only. Lists by their `find_tile`s, code only.
 */
export const ottoSite: Site = {
  id: 'otto',
  name: 'OTTO',
  hosts: ['otto.de'],
  expected: ['title', 'price', 'brand', 'images', 'attributes'],
  itemId: ({ pathname }) => /^\/p\/(?:[^/]*-)?([A-Z\d]{6,})\/?$/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    // Lists have addresses of any name; whether one is a list shows in the page.
    return /^\/(?:$|p\/|user|order|my|account|login|checkout|basket|wishlist|merkzettel|warenkorb|shoppages|service|newsletter|product-questions|kundenbewertungen)/.test(
      url.pathname,
    )
      ? 'other'
      : 'results';
  },
};
export const otto: Reader = {
  site: ottoSite,
  read(document, url, kind) {
    const page = pageOf(document, url, 'EUR');
    return kind === 'results' ? results(page) : product(page);
  },
};

const picture = (id: string | null | undefined) =>
  id ? `https://i.otto.de/i/otto/${encodeURIComponent(id)}` : '';

/** Rows of a table that came as text. */
const rowsIn = (html: string): Attribute[] =>
  html
    .slice(0, LIMITS.description)
    .split(/<\/tr>/i)
    .map((row) => row.split(/<\/td>/i).map((cell) => stripMarkup(cell, LIMITS.line)))
    .map(([name = '', value = '']) => ({ name, value }))
    .filter(({ name, value }) => name && value);

const euros = (cents: string | undefined): Money | undefined =>
  cents && /^\d{1,12}$/.test(cents) && Number(cents) > 0
    ? { amount: (Number(cents) / 100).toFixed(2), currency: 'EUR' }
    : undefined;

function product(page: Page): Draft {
  const { document, url, hint, all, text, attr, prose, rows, has } = page;
  // Slashes are written out so that the state may hold "</script>".
  const source =
    document.getElementById('productDataJson')?.textContent?.replaceAll('#ft5_slash#', '/') ?? '';
  const state = parseJson(source);
  const own = textAt(state, 'id') === ottoSite.itemId(url) ? state : undefined;
  const ids = listAt(own, 'sortedVariationIds').map(String);
  const asked = /variationId=(\w+)/.exec(url.hash + url.search)?.[1];
  const chosen = asked && ids.includes(asked) ? asked : (ids[0] ?? '');
  const one = at(own, 'variations', chosen);
  const costs = at(one, 'displayPrice');
  const price = (shownPrice: unknown) => euros(textAt(shownPrice, 'priceAmount'));
  const specs = rowsIn(textAt(one, 'htmlCharacteristics') ?? textAt(own, 'htmlCharacteristics') ?? '');
  const points = listAt(one, 'sellingPoints', 'sellingPoint').map(String);
  const retailer = at(one, 'retailer');
  const stock = at(one, 'availability');
  const stated: Partial<Listing> = own
    ? {
        title: textAt(one, 'name'),
        price: price(costs),
        priceBefore: parsePrice(textAt(costs, 'comparativePriceAmount') ?? '', hint),
        brand: textAt(own, 'brand'),
        description:
          stripMarkup(
            [textAt(own, 'description'), textAt(one, 'description'), ...points].filter(Boolean).join(' '),
            LIMITS.description,
          ) || undefined,
        images: listAt(one, 'images').map((image) => picture(textAt(image, 'id'))),
        identifiers: {
          gtin: textAt(one, 'ean'),
          sku: textAt(one, 'articleNumberWithPromotion') ?? textAt(one, 'articleNumber'),
        },
        availability: stock
          ? at(stock, 'orderable') === false || /sold|unavail/i.test(textAt(stock, 'status') ?? '')
            ? 'OutOfStock'
            : 'InStock'
          : undefined,
        seller: { id: textAt(retailer, 'id'), name: textAt(retailer, 'name') },
        variants: ids
          .map((id) => at(own, 'variations', id))
          .map((variation) => ({
            name: variantName(variation),
            price: price(at(variation, 'displayPrice')),
          })),
      }
    : {};
  // What the state says needs no looking up.
  const cents = attr('data-price-cents', '.js_pdp_price__tag[data-price-cents]', '[data-price-cents]');
  const drawn = (): Partial<Listing> => ({
    title: text('[data-qa="variationName"]', '.js_pdp_short-info__main-name', '.pdp_short-info__main-name'),
    price:
      euros(cents) ??
      page.price('.pdp_price__retail-price', '.js_pdp_price__retail-price__value', '.pdp_price__price-parts'),
    priceBefore: page.price(
      '.pdp_price__strike-through-price',
      '.pdp_price__suggested-retail-price',
      '.pdp_price__comparative-price',
    ),
    brand: text('.pdp_short-info__brand-name', '.pdp_short-info__brand', '[data-qa="brand"]'),
    description: prose('.js_pdp_description', '.pdp_description', '.pdp_selling-points'),
    images: all('.js_pdp_main-image__slide[data-image-id]').map((slide) =>
      picture(slide.getAttribute('data-image-id')),
    ),
    rating: meanOf(text('.js_pdp_cr-rating-score', '.pdp_cr-rating-score')),
    reviewCount: wholeOf(text('.js_pdp_cr-rating--review-count')),
    seller: {
      name: text('[class*="pdp_seller"] a', '[class*="seller-name"]', '[class*="pdp_seller"]')?.replace(
        /^(?:Verkauf durch|Verkäufer:?)\s*/i,
        '',
      ),
    },
  });
  const table = '.pdp_details__characteristics-html tr,.dv_characteristicsTable tr,.tmpArticleDetailTable tr';
  const attributes = specs.length ? specs : rows(table, 'td:first-child', 'td:last-child');
  return productDraft(
    page,
    own ? '2021 productDataJson' : has('[class*="pdp_"]') ? '2023 pdp classes' : null,
    /\s*(?:online kaufen\s*)?\|\s*OTTO\s*$/,
    stated,
    own ? undefined : drawn(),
    { ...fromAttributes(attributes) },
    disclosed(page),
  );
}

/** "gelb, 6 m": what distinguishes a variation. */
function variantName(variation: unknown): string {
  const dimensions = listAt(variation, 'dimensions', 'dimension').flatMap((one) => Object.values(one ?? {}));
  const values = dimensions.map((one) => textAt(one, 'value')).filter(Boolean);
  return values.join(', ') || (textAt(variation, 'name') ?? '');
}

function results(page: Page): Draft {
  const cards = drawnCards(page, (url) => ottoSite.itemId(url), {
    title: ['.find_tile__name', '[class*="productName"]'],
    price: ['.find_tile__retailPrice', '.find_tile__priceValue'],
    before: ['.find_tile__strikeThroughPrice', '.find_tile__priceSuggested'],
    paid: '[class*="sponsored" i],[data-qa*="sponsored" i]',
  });
  if (cards.length) return { layout: 'tiles', cards };
  return /^\/suche\//.test(page.url.pathname) ? { layout: null, cards } : { layout: null, page: 'other' };
}
