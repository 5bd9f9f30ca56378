import type { Listing } from '../../listing/listing.ts';
import { fromAttributes } from '../attributes.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft, sellerPage } from '../page.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';

/**
 * Cdiscount. No page of it was at hand: its layouts of 2012 to 2021 (`fp…`, `prdtB…`) and since 2021 (`c-fp-…`,
 * `c-price`) are known from code only, with schema.org as microdata or JSON-LD behind them. Cents may stand after
 * the sign ("12€99").
 */
export const cdiscountSite: Site = {
  id: 'cdiscount',
  name: 'Cdiscount',
  hosts: ['cdiscount.com'],
  expected: ['title', 'price', 'images', 'seller'],
  itemId: ({ pathname }) =>
    /\/f-\d+-([\w%]{3,60})\.html$/i.exec(pathname)?.[1] ??
    /\/mp-\d+-(\w{3,60})\.html$/i.exec(pathname)?.[1] ??
    null,
  pageKind(url) {
    if (this.itemId(url) || /^\/fp\/./.test(url.pathname)) return 'product';
    if (/^\/mpv-/.test(url.pathname)) return 'trader';
    return /^\/search\/|\/(?:l|v|r|m|lf|soldes)-[^/]+\.html$/i.test(url.pathname) ? 'results' : 'other';
  },
};
export const cdiscount: Reader = {
  site: cdiscountSite,
  read(document, url, kind) {
    const page = pageOf(document, url, 'EUR');
    if (kind === 'results') return results(page);
    return kind === 'trader' ? vendor(page) : product(page);
  },
};

const SOLD_BY = /^\s*(?:vendu(?: et expédié)?|expédié et vendu|proposé) par\s*:?\s*/i;

function product(page: Page): Draft {
  const { text, attr, rows, lines, all, prose, has } = page;
  const link = attr('href', '.fpSellBy a', '#fpBlocPrice a[href*="/mpv-"]', 'a[href*="/mpv-"]');
  const brand = text(
    '[itemprop="brand"] [itemprop="name"]',
    '.fpBrandName',
    '.c-fp-heading__brand',
    '[itemprop="brand"]',
  );
  const listing: Partial<Listing> = {
    title: text(
      '.c-fp-heading__title h1',
      '.c-fp-heading__title',
      '.fpDesCol h1',
      '.fpTMain h1',
      'h1[itemprop="name"]',
      'h1',
    ),
    price: page.price(
      '#DisplayPrice [itemprop="price"]',
      '.c-price--xl.c-price--promo',
      '.c-price--xl',
      '.c-price[itemprop="price"]',
      '[itemprop="price"]',
      '#fpBlocPrice .fpPrice',
      '.fpPrice',
      '#DisplayPrice',
      '.DisplayPrice',
    ),
    priceBefore: page.price(
      '.c-price--strikeout',
      '.c-strike-price',
      '.fpStriked',
      '.fpStrikedPrice',
      '#fpBlocPrice .fpRef',
    ),
    ...fromAttributes(
      rows(
        '.fpDescTb tr,#fpDescTab tr,#descContent tr,.c-productSpecs tr,[class*="specification" i] tr,.table--fpDescTb tr',
        'th,td:first-child',
        'td:last-child',
      ),
    ),
    category: lines('#bc a,.bcTrail a,.c-breadcrumb a,[class*="breadcrumb" i] a'),
    images: all('#mainImage,.fpGalImg img,.fpImgLnk img,.c-fp-gallery img,[itemprop="image"]').map(
      (one) => one.getAttribute('src') ?? one.getAttribute('data-src') ?? one.getAttribute('href') ?? '',
    ),
    description: prose(
      '.c-productHighlights__list',
      '#fpMarketingDescription',
      '.fpMkDesc',
      '.fpDesc',
      '[itemprop="description"]',
    ),
    rating: meanOf(text('[itemprop="ratingValue"]', '.c-stars-result__text', '.fpGlobalNote')),
    reviewCount: wholeOf(
      text('[itemprop="reviewCount"]', '.c-stars-result + a', '.fpCusto a', '.fpNbReviews'),
    ),
    availability: has('.fpAddBsk:not([disabled]),#fpAddBsk,[data-qa="add-to-cart"]')
      ? 'InStock'
      : has('.fpUnavailable,.c-fp-unavailable,.fpNoStock')
        ? 'OutOfStock'
        : undefined,
    seller: {
      name: text(
        '.fpSellerName',
        '.fpSellBy a',
        '.c-fp-seller__name',
        '[class*="seller"] a[href*="/mpv-"]',
        'a[href*="/mpv-"]',
        '.fpSellBy',
        '[class*="soldBy" i]',
      )?.replace(SOLD_BY, ''),
      url: link,
      id: /\/mpv-\d+-(\w+)/.exec(link ?? '')?.[1],
    },
    ...disclosed(
      page,
      '#fpSellerInfo,[class*="seller-info" i],[class*="sellerInfo" i],[id*="security" i],[class*="conformite" i]',
    ),
  };
  const layout = has('[class*="c-fp-"],.c-price--xl')
    ? '2021 c-fp classes'
    : has('.fpTMain,.fpDesCol,#fpBlocPrice')
      ? '2012 fp classes'
      : null;
  return productDraft(page, layout, /\s*(?:-\s*(?:Achat|Prix|Cdiscount)\b.*|\|\s*Cdiscount.*)$/i, listing, {
    brand,
  });
}

/** A trader's page ("mpv"). */
const vendor = (page: Page): Draft =>
  sellerPage(
    page,
    ['.mpSellerName', '[class*="seller" i] h1', 'h1'],
    '#mpInfos,[class*="sellerInfo" i],[class*="seller-info" i],[class*="legal" i],main',
  );

function results(page: Page): Draft {
  const cards = drawnCards(page, (url) => cdiscountSite.itemId(url), {
    title: ['.prdtBTit', '.c-card__title', '.prdtTit', 'h2'],
    price: ['.c-price--promo', '.c-price:not(.c-price--strikeout)', '.prdtPrice', '.price'],
    before: ['.c-price--strikeout', '.prdtPrSt', '.c-strike-price'],
    paid: '[class*="sponso" i],[data-sponsored="true"]',
  });
  const layout = page.has('.o-card__link,.c-card')
    ? '2021 cards'
    : page.has('.prdtBILnk,.prdtBloc')
      ? '2012 blocks'
      : 'rendered cards';
  return { layout: cards.length ? layout : null, cards };
}
