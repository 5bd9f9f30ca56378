import type { Listing, Money } from '../../listing/listing.ts';
import { fromAttributes } from '../attributes.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft, sellerPage } from '../page.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';

/**
 * bol (bol.com). No page of it was at hand: the `data-test` hooks of 2018 to 2025 are known from code only; since
 * 2026 its classes say nothing, and it is read by schema.org, by og: and by the price spelled out for those who
 * listen ("9 euro en 90 cent").
 */
export const bolSite: Site = {
  id: 'bol',
  name: 'bol',
  hosts: ['bol.com'],
  expected: ['title', 'price', 'images', 'seller'],
  itemId: ({ pathname }) =>
    /^(?:\/[a-z]{2}){0,2}\/p\/(?:[^/]+\/)?(\d{10,17})(?:\/|$)/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^(?:\/[a-z]{2}){0,2}\/v\//.test(url.pathname)) return 'trader';
    return /^(?:\/[a-z]{2}){0,2}\/(?:s|l|w|m|b)(?:\/|$)/.test(url.pathname) ? 'results' : 'other';
  },
};
export const bol: Reader = {
  site: bolSite,
  read(document, url, kind) {
    const page = pageOf(document, url, 'EUR');
    if (kind === 'results') return results(page);
    return kind === 'trader' ? seller(page) : product(page);
  },
};

/** "De prijs van dit product is 9 euro en 90 cent" → 9.90. */
function spoken(told: string | undefined): Money | undefined {
  const [, euro, cent = '0'] =
    /(\d[\d.]{0,9}) euro(?: en (\d{1,2}) cent)?/.exec(told?.slice(0, 200) ?? '') ?? [];
  return euro
    ? { amount: `${euro.replaceAll('.', '')}.${cent.padStart(2, '0')}`, currency: 'EUR' }
    : undefined;
}

/** The first small text of the page that fits: for pages whose classes say nothing. */
function saidAs(page: Page, words: RegExp): string | undefined {
  for (const one of page.document.querySelectorAll('p,span,div,button,a')) {
    const said = one.firstElementChild ? undefined : (one.textContent ?? '');
    if (said && said.length < 200 && words.test(said)) return said.trim();
  }
  return undefined;
}

const SOLD_BY = /^\s*Verkoop (?:en verzending )?door:?\s*/i;

function product(page: Page): Draft {
  const { text, attr, rows, lines, all, prose, has } = page;
  const tested = has('[data-test="title"],[data-test="price"],.promo-price');
  const link = attr('href', '[data-test*="seller"] a', '.buy-block__seller a', 'a[href*="/v/"]');
  const vendor = text(
    '[data-test="seller-name"]',
    '[data-test="party-link"]',
    '.buy-block__seller a',
    '[data-test*="seller"]',
    'a[href*="/v/"]',
  );
  const stock = text(
    '[data-test="delivery-highlight"]',
    '[data-test="delivery-info"]',
    '.buy-block__highlight',
  );
  const listing: Partial<Listing> = {
    title: text('[data-test="title"]', 'h1.page-heading [itemprop="name"]', 'h1.page-heading', 'h1'),
    price:
      page.price('[data-test="price"]', '.promo-price') ??
      (tested ? undefined : spoken(saidAs(page, /(?:prijs|prix).{0,40}\d euro\b/i))),
    priceBefore: page.price('[data-test="list-price"]', '.buy-block__list-price', '[data-test="from-price"]'),
    ...fromAttributes([
      ...rows(
        '.specs__row,[data-test="spec-row"],[data-test="specifications"] tr',
        '.specs__title,dt,td:first-child',
        '.specs__value,dd,td:last-child',
      ),
      ...rows('[data-test*="spec"] dl > div', 'dt', 'dd'),
    ]),
    category: lines(
      '[data-test="breadcrumbs"] a,.breadcrumbs a,.breadcrumbs__link-label,nav[aria-label*="ruimelpad" i] a',
    ).filter((name) => !/^(?:home|bol|alle artikelen)$/i.test(name)),
    images: all('[data-test="product-main-image"] img,.js_selected_image,[data-test*="thumbnail"] img').map(
      (one) => one.getAttribute('src') ?? one.getAttribute('data-src') ?? '',
    ),
    description: prose(
      '[data-test="description"]',
      '.js_product_description',
      '[data-test="product-description"]',
    ),
    rating: meanOf(
      text('[data-test="rating-value"]', '[data-test="average-rating"]', '.rating-horizontal__average-score'),
    ),
    reviewCount: wholeOf(text('[data-test="rating-suffix"]', '[data-test="review-count"]')),
    availability: stock
      ? /niet leverbaar|uitverkocht|niet (?:meer )?beschikbaar/i.test(stock)
        ? 'OutOfStock'
        : 'InStock'
      : undefined,
    condition:
      stock && /tweedehands/i.test(text('[data-test="condition"]') ?? '') ? 'UsedCondition' : undefined,
    seller: {
      name: (vendor ?? (tested ? undefined : saidAs(page, SOLD_BY)))?.replace(SOLD_BY, ''),
      url: link,
      id: /\/v\/(?:[^/]+\/)?(\d+)/.exec(link ?? '')?.[1],
    },
    ...disclosed(
      page,
      '[data-test*="seller-info"],[data-test*="product-safety"],[data-test*="manufacturer"]',
    ),
  };
  const brand = text('[data-test="brand"] a', '[itemprop="brand"]', '.pdp-header__meta-item a[href*="/b/"]');
  return productDraft(page, tested ? '2018 data-test' : null, /\s*\|\s*bol(?:\.com)?\s*$/i, listing, {
    brand,
  });
}

/** A partner's page: name and address stand in its terms. */
const seller = (page: Page): Draft =>
  sellerPage(
    page,
    ['[data-test="seller-name"]', 'h1'],
    '[data-test*="seller"],[data-test*="party"],[class*="seller" i],main',
  );

function results(page: Page): Draft {
  const cards = drawnCards(page, (url) => bolSite.itemId(url), {
    title: ['.product-title', '[data-test="product-title"]'],
    price: ['[data-test="price"]', '.promo-price'],
    before: ['[data-test="from-price"]', '.price-block__list-price', 'del'],
    paid: '[data-test*="sponsored" i],[class*="sponsored" i],[data-test="dsa-modal-trigger"]',
  });
  return {
    layout: cards.length
      ? page.has('.product-item--row,.product-item__content')
        ? '2018 items'
        : 'rendered cards'
      : null,
    cards,
  };
}
