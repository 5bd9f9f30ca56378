import type { Card, Listing } from '../../listing/listing.ts';
import { fromAttributes } from '../attributes.ts';
import { countryOf } from '../countries.ts';
import { embedded } from '../embedded.ts';
import { at, listAt, textAt } from '../json.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft } from '../page.ts';
import { money } from '../product.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';

/**
 * Kaufland's marketplace (.de, .cz, .sk, .pl, .at, .fr, .it). No page of it was at hand: its `rd-` and `data-pw`
 * hooks of 2021 to 2025 are known from code only, so it falls back on schema.org and og:, and says so. Numbers come
 * doubled ("X X"). The legal details of a trader are loaded into a dialog when it is opened. The wall before it
 * (Cloudflare) has a heading of its own and is no product.
 */
export const kauflandSite: Site = {
  id: 'kaufland',
  name: 'Kaufland',
  hosts: [
    'kaufland.de',
    'kaufland.cz',
    'kaufland.sk',
    'kaufland.pl',
    'kaufland.at',
    'kaufland.fr',
    'kaufland.it',
  ],
  expected: ['title', 'price', 'images', 'seller', 'attributes'],
  itemId: ({ pathname }) => /^\/product\/(\d+)(?:\/|$)/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    return /^\/(?:s|c|search|item\/search|brand|marken?)(?:\/|$)|\/~\d+\/?$/.test(url.pathname)
      ? 'results'
      : 'other';
  },
};
export const kaufland: Reader = {
  site: kauflandSite,
  read(document, url, kind) {
    const page = pageOf(
      document,
      url,
      { cz: 'CZK', pl: 'PLN' }[url.hostname.split('.').at(-1) ?? ''] ?? 'EUR',
    );
    return kind === 'results' ? results(page) : product(page);
  },
};

/** "X X" → "X". */
const single = (told: string) => {
  const half = told.slice(0, (told.length - 1) / 2);
  return told === `${half} ${half}` ? half : told;
};

function product(page: Page): Draft {
  const { text, attr, rows, lines, all, prose, has } = page;
  const attributes = [
    ...rows(
      '.rd-product-attributes tr,.rd-attributes__row,[data-pw*="attribute"] tr,.product-attributes tr,.rd-product-description__attributes tr',
      'th,td:first-child,.rd-attributes__name',
      'td:last-child,.rd-attributes__value',
    ),
    ...rows('.rd-product-attributes dl > div,[class*="attributes"] dl > div', 'dt', 'dd'),
  ].map(({ name, value }) => ({ name, value: single(value) }));
  const profile = attr('href', 'a[href*="id_seller="]', '[data-pw="seller-name"] a', '.rd-seller__link');
  const stock = text('[data-pw="delivery-time"]', '.rd-shipping-return__delivery', '.rd-delivery-time');
  const listing: Partial<Listing> = {
    title:
      attr('title', 'h1.rd-title[title]') ??
      text('h1.rd-title', '[data-pw="product-title"]', '[data-t="productTitle"]'),
    price: page.price(
      '.rd-price-information__price',
      '[data-pw="product-price"]',
      '[data-testid="product-price"]',
      '[data-t="currentPrice"]',
      '.rd-buybox__price',
    ),
    priceBefore: page.price(
      '.rd-buybox-comparison__strikeout',
      '.rd-price-information__strikethrough',
      '[data-t="originalPrice"]',
      '.rd-buybox-comparison__price s',
    ),
    ...fromAttributes(attributes),
    category: lines('.rd-breadcrumb__item a,[class*="breadcrumb"] a'),
    images: all('.rd-gallery__wrapper img,picture.product-picture img,[class*="gallery"] img').map((one) =>
      (one.getAttribute('src') ?? one.getAttribute('data-src') ?? '').replace(/\/\d+x\d+\//, '/1024x1024/'),
    ),
    description: prose(
      '.rd-description-teaser__description-text',
      '.rd-product-description',
      '[data-pw="product-description"]',
      '.rd-description-teaser',
    ),
    rating: meanOf(
      text('.rd-product-rating__average', '[data-pw="rating-average"]', '.product-rating__average'),
    ),
    reviewCount: wholeOf(
      text('.rd-product-rating__count', '[data-pw="rating-count"]', '.product-rating-count'),
    ),
    // A day of delivery is told of what is in stock only.
    availability: stock && /\d/.test(stock) ? 'InStock' : undefined,
    seller: {
      id: /id_seller=(\d+)/.exec(profile ?? '')?.[1],
      name: text(
        '[data-pw="seller-name"]',
        '.rd-seller__name',
        '.seller-info__name',
        '.rd-info-cards__bold',
      )?.replace(/^(?:Verkäufer|Verkauf durch|Sprzedawca|Prodejce|Predajca|Vendeur|Venditore)\s*:?\s*/i, ''),
      url: profile,
    },
    variants: all('.rd-variant__option-box,.rd-variant__option,[data-pw^="variant-"]').map((one) => ({
      name: one.getAttribute('title') ?? one.getAttribute('aria-label') ?? (one.textContent ?? '').trim(),
    })),
    ...disclosed(
      page,
      '[class*="seller-info" i],[class*="seller-details" i],[data-pw*="seller-info"],[data-pw*="gpsr"]',
    ),
  };
  const layout = has('h1.rd-title,[data-pw],[data-t="currentPrice"]') ? '2021 rd classes' : null;
  const draft = productDraft(page, layout, /\s*(?:\||-|–)\s*Kaufland(?:\.\w+)?\s*$/i, listing);
  const found = draft.listing;
  if (!found) return draft;
  // What sellers do not know they fill in with the number.
  const ids = found.identifiers;
  if (ids) found.identifiers = { ...ids, gtin: ids.gtin ?? undefined, mpn: ids.mpn && single(ids.mpn) };
  if (found.brand)
    found.brand = single(found.brand) === found.identifiers?.mpn ? undefined : single(found.brand);
  if (found.trader && found.seller?.name) {
    found.seller.country = found.trader.country ?? countryOf(found.trader.address ?? undefined);
  }
  return draft;
}

const PAID =
  '.product--sponsored,.product--spa,.product__sponsored-ad-label,.rd-product-tile__badge--ad,.advertiser-info__button-icon';

function results(page: Page): Draft {
  const state = at(embedded(page.document, '__SEARCHFRONTEND__'), 'state', 'results');
  const items = listAt(state, 'products').filter((one) => textAt(one, 'id'));
  const cards = drawnCards(page, (url) => kauflandSite.itemId(url), {
    title: ['.product__title', '.rd-product-tile__title'],
    price: ['.product__price .price', '.rd-product-tile__price', '.price'],
    before: ['.price__note--rrp', '[class*="strike"]'],
    paid: PAID,
  });
  if (cards.length) {
    const paid = new Set(items.filter((one) => at(one, 'sponsoredAdDetail')).map((one) => textAt(one, 'id')));
    return {
      layout: 'product tiles',
      cards: cards.map((card) => ({ ...card, sponsored: card.sponsored || paid.has(card.id ?? '') })),
    };
  }
  return {
    layout: items.length ? '2024 search state' : null,
    cards: items.map((item) => stated(item, page)),
  };
}

function stated(item: unknown, { hint }: Page): Partial<Card> {
  const id = textAt(item, 'id') ?? '';
  return {
    id,
    url: `/product/${id}/`,
    title: textAt(item, 'title'),
    price: money(textAt(item, 'price', 'value') ?? textAt(item, 'price'), hint.currency ?? undefined, hint),
    image: textAt(item, 'image', 'url') ?? textAt(item, 'image'),
    sponsored: Boolean(at(item, 'sponsoredAdDetail')) || listAt(item, 'tags').includes('sponsored'),
  };
}
