import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing } from '../../listing/listing.ts';
import { parsePrice } from '../../listing/price.ts';
import { fromAttributes, named, said } from '../attributes.ts';
import { countryOf } from '../countries.ts';
import { disclosures } from '../disclosures.ts';
import { embedded } from '../embedded.ts';
import { at, listAt, textAt } from '../json.ts';
import { stripMarkup } from '../markup.ts';
import { decimalOf, wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft } from '../page.ts';
import { money } from '../product.ts';
import type { Draft, Reader, Site } from '../reader.ts';

/**
 * Alibaba.com, offers to traders. Items of 2018 to 2021 (`ma-title`, `do-entry-item`), seen, and since 2021 with
 * `window.detailData`, known from code only. schema.org names the brand "Ali" on every page and puts advertising
 * behind the title: both are left out. Prices fall with the number of pieces; the price for the fewest is taken.
 */
export const alibabaSite: Site = {
  id: 'alibaba',
  name: 'Alibaba.com',
  hosts: ['alibaba.com'],
  expected: ['title', 'price', 'images', 'seller', 'attributes'],
  itemId: ({ pathname }) =>
    /^\/(?:product-detail|pla|p-detail)\/(?:.*[_-])?(\d{6,})\.html$/.exec(pathname)?.[1] ??
    /^\/product\/(\d{6,})(?:-\d+)?(?:\/|\.html|$)/.exec(pathname)?.[1] ??
    null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/\.(?:en|m\.en|[a-z]{2})\.alibaba\.com$/.test(url.hostname))
      return /^\/(?:productlist|productgrouplist|search)/.test(url.pathname) ? 'results' : 'trader';
    return /^\/(?:trade\/search|search\/|products?\/|showroom\/|catalogs?\/|countrysearch\/|premium\/|[^/]+_p?\d+$|Products)/i.test(
      url.pathname,
    )
      ? 'results'
      : 'other';
  },
};
export const alibaba: Reader = {
  site: alibabaSite,
  read(document, url, kind) {
    // Prices are in the visitor's currency, named once where a ladder of them names none.
    const currency = document.querySelector('meta[property="og:price:currency"]')?.getAttribute('content');
    const page = pageOf(document, url, currency ?? undefined);
    if (kind === 'results') return results(page);
    return kind === 'trader' ? supplier(page) : product(page);
  },
};

function product(page: Page): Draft {
  const { document, url, hint, text, attr, rows, lines, all, has, prose } = page;
  const state = at(embedded(document, 'detailData'), 'globalData');
  const told = at(state, 'product');
  const id = textAt(told, 'productId');
  const own = told && (!id || id === alibabaSite.itemId(url)) ? told : undefined;
  const costs = at(own, 'price');
  const [tier] = listAt(costs, 'productLadderPrices');
  const range = at(costs, 'productRangePrices');
  const currency = textAt(state, 'global', 'productPriceCurrencySimpleName') ?? 'USD';
  const pairs = [
    ...listAt(own, 'productBasicProperties'),
    ...listAt(own, 'productKeyIndustryProperties'),
    ...listAt(own, 'productOtherProperties'),
  ].map((one) => ({ name: textAt(one, 'attrName') ?? '', value: textAt(one, 'attrValue') ?? '' }));
  const attributes = pairs.length
    ? pairs
    : [
        ...rows('dl.do-entry-item', '.attr-name', '.do-entry-item-val'),
        ...rows(
          '.attribute-item,[class*="attribute-list"] > div',
          '.left,:first-child',
          '.right,:last-child',
        ),
      ];
  const seller = at(state, 'seller');
  const review = at(state, 'review', 'productReview');
  const place =
    textAt(seller, 'companyRegisterCountry') ??
    text('.register-country', '[class*="register-country"]', '.company-life .country');
  const link = attr(
    'href',
    'a[data-aui="company-name"]',
    '[data-aui="company-name"] a',
    '.company-name a',
    'a.company-name',
    'a[href*=".en.alibaba.com"]',
  );
  const listing: Partial<Listing> = {
    title:
      textAt(own, 'subject') ??
      text('h1.ma-title', '.module-pdp-title h1', '.product-title-container h1', 'h1'),
    price:
      money(textAt(tier, 'price') ?? textAt(tier, 'dollarPrice'), currency, hint) ??
      parsePrice(textAt(costs, 'formatLadderPrice') ?? textAt(range, 'formatPrice') ?? '', {
        ...hint,
        currency,
      }) ??
      money(textAt(range, 'priceRangeLow') ?? textAt(range, 'dollarPriceRangeLow'), currency, hint) ??
      page.price(
        '.ma-reference-price-highlight',
        '.ma-price-promotion',
        '.ma-ref-price',
        '.ma-spec-price',
        '.ma-ladder-price .pre-inquiry-price',
        '[data-testid="ladder-price"] span',
        '.price-list .price',
        '.price-item .price',
      ),
    priceBefore: page.price('.ma-promotion-original-price', '.price-list .price-origin'),
    ...fromAttributes(attributes),
    // Named among the attributes or nowhere.
    brand: named(attributes, 'brand') ?? (attributes.length ? null : undefined),
    category: listAt(state, 'seo', 'breadCrumb', 'pathList').length
      ? listAt(state, 'seo', 'breadCrumb', 'pathList')
          .map((one) => textAt(one, 'hrefObject', 'name') ?? '')
          .filter((name) => !/^(?:home|alibaba\.com)$/i.test(name))
      : lines('.detail-breadcrumb a,[class*="breadcrumb"] a').filter(
          (name) => !/^(?:home|all industries|products)$/i.test(name),
        ),
    images: listAt(own, 'mediaItems').length
      ? listAt(own, 'mediaItems').map(
          (one) => textAt(one, 'imageUrl', 'big') ?? textAt(one, 'imageUrl', 'normal') ?? '',
        )
      : all('.main-image-thumb-ul img,.inav img,.detail-main-image img,[class*="main-image"] img').map(
          (one) => one.getAttribute('src') ?? one.getAttribute('data-src') ?? '',
        ),
    description:
      stripMarkup(textAt(own, 'productHtmlDescription') ?? '', LIMITS.description) ||
      prose(
        '#J-rich-text-description',
        '.detail-decorate-json-renderer-container',
        '[data-module-name*="description" i]',
      ),
    rating: decimalOf(textAt(review, 'averageStar') ?? text('.next-row .score-review', '.review-score')),
    reviewCount: wholeOf(textAt(review, 'totalReviewCount') ?? text('.review-count')),
    seller: {
      id: textAt(seller, 'companyId'),
      name:
        textAt(seller, 'companyName') ??
        text('[data-aui="company-name"]', '.company-name', '[class*="company-name"] a'),
      url: textAt(seller, 'companyProfileUrl') ?? textAt(seller, 'companyMinisiteUrl') ?? link,
      country: countryOf(place),
    },
    variants: listAt(own, 'sku', 'skuAttrs').flatMap((one) =>
      listAt(one, 'values').map((value) => ({
        name: [textAt(one, 'name'), textAt(value, 'name')].filter(Boolean).join(': '),
      })),
    ),
  };
  const draft = productDraft(
    page,
    own ? '2021 detailData' : has('.ma-title,dl.do-entry-item') ? '2018 page' : null,
    / - (?:Buy\b|Find Complete Details).*$|\s*\|\s*Alibaba\.com.*$/i,
    listing,
    disclosed(page, '[class*="company-info" i] [class*="license" i]'),
  );
  if (draft.listing?.brand && /^(?:ali|alibaba)$/i.test(draft.listing.brand)) draft.listing.brand = undefined;
  return draft;
}

/** A supplier's own pages, on a host of its own. */
function supplier(page: Page): Draft {
  const { text, rows, all } = page;
  const panels = all(
    '[class*="business-license" i],[class*="company-overview" i],[class*="contact-table" i],.company-info',
  );
  const attributes = rows(
    '.content-table tr,.icbu-shop-table-col-item,.contact-table tr,.info-table tr',
    'th,.field-title,td:first-child',
    '.field-content,td:last-child,.content-value',
  );
  const trader = panels.map((one) => disclosures(one, true).trader).find(Boolean);
  const find = (words: RegExp) => said(attributes.find(({ name }) => words.test(name))?.value);
  const address = find(/address|location/i);
  const name = find(/^company name/i) ?? text('.company-name', '.cp-name', '[class*="company-name"]', 'h1');
  const own =
    address || trader
      ? {
          ...trader,
          name,
          address: address ?? trader?.address,
          phone: find(/^telephone/i),
          registrationNumber: find(/registration no|license no/i),
        }
      : undefined;
  return {
    layout: name ? 'supplier' : null,
    listing: name
      ? {
          seller: { name, url: page.url.origin, country: countryOf(find(/country|location/i) ?? address) },
          trader: own,
        }
      : undefined,
  };
}

function results(page: Page): Draft {
  const cards = drawnCards(
    page,
    (url) => (url.hostname.endsWith('alibaba.com') ? alibabaSite.itemId(url) : null),
    {
      title: ['.search-card-e-title', '[class*="elements-title"]', 'h2'],
      price: ['.search-card-e-price-main', '[class*="price-main"]', '[class*="elements-offer-price"]'],
      paid: '.searchx-card-e-ad,[data-aplus-auto-offer*="is_ad=true"],[data-aplus-auto-offer*="ad_adgroup_toprank"],.creative-ad-tag,[data-role="ad-area"],a[campaignid],.is-creative',
    },
  ).map((card): Partial<Card> => ({ ...card, title: card.title?.replace(/\s+/g, ' ') }));
  return { layout: cards.length ? 'rendered cards' : null, cards };
}
