import type { Listing } from '../../listing/listing.ts';
import { fromAttributes } from '../attributes.ts';
import { embedded } from '../embedded.ts';
import { textAt } from '../json.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft } from '../page.ts';
import { money } from '../product.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf } from '../shown.ts';

/**
 * eMAG (.ro, .bg, .hu). Item pages since 2016 by schema.org, where the vendor is a plain string, and by their own
 * classes; lists of 2014 (`product-holder-grid`), seen, and since 2016 (`card-item`). Cents stand in `sup`, with no
 * mark before them. Prices are named by their currency since Bulgaria has two.
 */
export const emagSite: Site = {
  id: 'emag',
  name: 'eMAG',
  hosts: ['emag.ro', 'emag.bg', 'emag.hu'],
  expected: ['title', 'price', 'brand', 'images', 'seller'],
  itemId: ({ pathname }) => /\/pd\/([A-Z\d]{6,12})(?:\/|$)/i.exec(pathname)?.[1]?.toUpperCase() ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    return /^\/search\/|^\/search$|\/(?:c|v|l|b)$|\/(?:c|v)\/|^\/(?:label|brands?|vendors?|resigilate)\//.test(
      url.pathname,
    )
      ? 'results'
      : 'other';
  },
};
export const emag: Reader = {
  site: emagSite,
  read(document, url, kind) {
    const page = pageOf(document, url, CURRENCIES[url.hostname.split('.').at(-1) ?? '']);
    return kind === 'results' ? results(page) : product(page);
  },
};

const CURRENCIES: Record<string, string> = { ro: 'RON', hu: 'HUF' };

const SOLD_BY =
  /^(?:vândut|vandut|продава|forgalmazza|продавач|eladó|vânzător)[^:]{0,30}(?:: ?| de | от )([^\s.:,-].{0,100})$/i;

function product(page: Page): Draft {
  const { hint, text, attr, prose, lines, rows, all, has, first } = page;
  const state = embedded(page.document, 'EM.product');
  const vendor = embedded(page.document, 'EM.vendor') ?? embedded(page.document, 'vendor');
  const address =
    attr('href', '.product-highlight a[href$="/v"]', 'a[href$="/v"]', 'a[href*="/v?"]') ??
    textAt(vendor, 'url', 'path');
  const shop =
    textAt(vendor, 'name', 'display') ??
    text('.product-highlight .vendor-name a', '[data-ref="vendor"]', '.vendor-name a');
  const said = first(['.product-highlight p', '.product-highlight div', '.product-highlight span'], (one) =>
    one.children.length < 3 ? SOLD_BY.exec(lineOf(one, 200))?.[1] : undefined,
  );
  const box = '.main-product-form ';
  const listing: Partial<Listing> = {
    title: text('h1.page-title', 'h1'),
    price: page.price(
      `${box}.product-new-price`,
      '.product-page-pricing .product-new-price',
      '.product-highlight .product-new-price',
      '.product-new-price',
    ),
    priceBefore: page.price(
      `${box}.product-old-price s`,
      `${box}.rrp-lp30d-content s`,
      `${box}.product-old-price`,
      '.product-page-pricing .product-old-price s',
      '.product-page-pricing .product-old-price',
    ),
    ...fromAttributes(
      rows(
        '.specifications-table tr,#specifications-body tr,.product-page-specs__list .product-specs__item,table.table-striped tr',
        'td:first-child,.product-specs__name',
        'td:last-child,.product-specs__value',
      ),
    ),
    description: prose(
      '#description-body',
      '.product-page-description-text',
      '.js-product-description',
      '#description-section',
    ),
    category: lines('.breadcrumb a,ol.breadcrumb li a'),
    images: all('.product-gallery-image,.product-gallery-inner a[href],.thumbnail-wrapper a[href]').map(
      (one) => one.getAttribute('href') ?? one.querySelector('img')?.getAttribute('src') ?? '',
    ),
    rating: meanOf(text('.star-rating-text', '.review-rating-data')),
    reviewCount: wholeOf(
      text('.reviews-counter', 'a[href="#reviews-section"] .font-size-sm', '.rating-text')?.replace(
        /^[^(]*\(/,
        '',
      ),
    ),
    availability: has(
      `${box}.label-out_of_stock,.product-page-pricing .label-out_of_stock,.label-unavailable`,
    )
      ? 'OutOfStock'
      : has('.label-in_stock,.label-limited_stock_qty,.label-limited_stock')
        ? 'InStock'
        : undefined,
    seller: {
      id: textAt(vendor, 'id') ?? /\/(\d+)\/v/.exec(address ?? '')?.[1],
      name: shop ?? said,
      url: address,
    },
    variants: all('.product-family-item a,.js-product-family-option,[data-characteristic] option').map(
      (one) => ({
        name: one.getAttribute('title') ?? one.textContent ?? '',
      }),
    ),
  };
  // The state says less than the page, but says it also of what is sold out.
  const stated: Partial<Listing> = {
    price: money(
      textAt(state, 'price', 'current') ?? textAt(state, 'price'),
      hint.currency ?? undefined,
      hint,
    ),
    brand: textAt(state, 'brand', 'name') ?? textAt(state, 'brand'),
  };
  return productDraft(
    page,
    has('h1.page-title') ? '2016 page' : null,
    /\s*-\s*eMAG(?:\.\w+)?\s*$/i,
    listing,
    disclosed(page, '.product-compliance,[id*="compliance" i],[class*="conformit" i],.vendor-info'),
    { brand: text('.product-page-brand a', 'a[href*="/brands/"][class*="brand"]') },
    stated,
  );
}

function results(page: Page): Draft {
  const cards = drawnCards(page, (url) => emagSite.itemId(url), {
    title: ['.card-v2-title', '.product-title', 'h2 a', 'a.js-product-url[title]'],
    price: ['.product-new-price', '.price-over', '.money-new'],
    before: ['.product-old-price s', '.product-old-price', '.initial_price', '.rrp-lp30d-content s'],
    paid: '[class*="sponsored" i],[data-sponsored="1"]',
    // Menus show an item as well, without its price.
  }).filter(({ price }) => price);
  return {
    layout: cards.length ? (page.has('.card-item,.card-v2') ? '2016 cards' : '2014 grid') : null,
    cards,
  };
}
