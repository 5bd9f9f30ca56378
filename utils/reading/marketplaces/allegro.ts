import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing } from '../../listing/listing.ts';
import { conditionOf, fromAttributes, named } from '../attributes.ts';
import { countryOf } from '../countries.ts';
import { at, listAt, parseJson, seek, textAt } from '../json.ts';
import { stripMarkup } from '../markup.ts';
import { decimalOf, wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, metaOf, type Page, pageOf, productDraft } from '../page.ts';
import { money } from '../product.ts';
import type { Draft, Reader, Site } from '../reader.ts';

/**
 * Allegro (.pl, .cz, .sk, .hu). Its pages carry their state in many `script[data-serialize-box-id]`, told apart by
 * their keys: the layout of 2018 to 2021 with `offerTitle`, seen, and that of 2022 and later with `formattedPrice`,
 * known from code only. The trader's details are loaded into the sidebar about the seller when it is opened.
 */
export const allegroSite: Site = {
  id: 'allegro',
  name: 'Allegro',
  hosts: ['allegro.pl', 'allegro.cz', 'allegro.sk', 'allegro.hu'],
  expected: ['title', 'price', 'images', 'seller', 'attributes'],
  itemId: offerOf,
  pageKind(url) {
    if (offerOf(url) && url.pathname !== CLICK) return 'product';
    return /^\/(?:(?:listing|kategori[ae]|vyhledavani)(?:\/|$)|(?:uzytkownik|uzivatel|pouzivatel|felhasznalo)\/[^/]+(?:\/sklep)?\/?$)/.test(
      url.pathname,
    )
      ? 'results'
      : 'other';
  },
};
export const allegro: Reader = {
  site: allegroSite,
  read(document, url, kind) {
    const page = pageOf(document, url);
    const boxes = boxesOf(page);
    return kind === 'results' ? results(page, boxes) : product(page, boxes);
  },
};

/** Where links of paid places lead first. */
const CLICK = '/events/clicks';

function offerOf({ pathname, searchParams, origin }: URL): string | null {
  const to = pathname === CLICK && URL.parse(searchParams.get('redirect') ?? '');
  if (to) return to.pathname !== CLICK && to.origin === origin ? offerOf(to) : null;
  const offer = /^\/(?:oferta|nabidka|ponuka|ajanlat)\/(?:.*-)?(\d{6,})$/.exec(pathname)?.[1];
  const group = /^\/(?:produkt|termek)\/(?:.*-)?([\da-f-]{36})$/.exec(pathname)?.[1];
  return offer ?? (group ? (searchParams.get('offerId') ?? group) : null);
}

const KEYS =
  /"(?:offerTitle|groups|images|gallery|standardized|aggregateRating|sellerName|offerLocation|formattedPrice|__listing_StoreState)":/;

/** The states that are needed; the page has some fifty, most of them about its menus. */
const boxesOf = ({ all }: Page): unknown[] =>
  all('script[type="application/json"],script[data-serialize-box-id]')
    .map((script) => script.textContent ?? '')
    .filter((source) => KEYS.test(source))
    .map(parseJson);

function product(page: Page, boxes: unknown[]): Draft {
  const { hint, all, rows, text, attr } = page;
  const box = (key: string) => boxes.find((one) => at(one, key) !== undefined);
  const summary = box('offerTitle');
  const newer = seek(boxes, 'formattedPrice');
  const watch = at(summary, 'notifyAndWatch');
  const mode = at(watch, 'sellingMode');
  const sale = at(mode, 'buyNow', 'price', 'sale') ?? at(mode, 'auction', 'price');
  const parts = at(summary, 'price');
  const amount =
    textAt(sale, 'amount') ??
    (textAt(parts, 'priceInteger') &&
      `${textAt(parts, 'priceInteger')}.${textAt(parts, 'priceFraction') ?? '00'}`);
  const currency = textAt(sale, 'currency') ?? textAt(newer, 'currency');
  const priced = money(amount, currency, hint) ?? money(textAt(newer, 'formattedPrice'), currency, hint);
  const before =
    at(mode, 'buyNow', 'price', 'original') ?? at(parts, 'originalPrice') ?? at(newer, 'originalPrice');
  const specs = listAt(box('groups'), 'groups')
    .flatMap((group) => [...listAt(group, 'singleValueParams'), ...listAt(group, 'multiValueParams')])
    .map((one) => ({
      name: textAt(one, 'name') ?? '',
      value: [at(one, 'value'), at(one, 'values')]
        .flat()
        .map((value) => textAt(value, 'name'))
        .filter(Boolean)
        .join(', '),
    }));
  const drawn = () => [
    ...rows('[data-box-name*="arameters"] tr', 'td:first-child', 'td:last-child'),
    ...rows('ul > li', 'b'),
  ];
  const attributes = specs.length ? specs : drawn();
  const rating =
    at(summary, 'product', 'rating') ??
    at(summary, 'productRating') ??
    at(box('aggregateRating'), 'aggregateRating');
  const name = textAt(summary, 'offerTitle', 'sellerName') ?? textAt(seek(boxes, 'sellerName'), 'sellerName');
  const quantity = textAt(watch, 'quantity');
  const listing: Partial<Listing> = {
    title: textAt(summary, 'offerTitle', 'title') ?? text('h1'),
    price: priced ?? page.price('[itemprop="price"]', '[aria-label*="cena"][role="heading"]'),
    // The state has a place for it, so that nothing there means that nothing was struck out.
    priceBefore: money(textAt(before, 'amount') ?? before, currency, hint) ?? (summary ? null : undefined),
    ...fromAttributes(attributes),
    condition: conditionOf(named(attributes, 'condition')),
    images: pictures(boxes) ?? all('[aria-selected] img').map((one) => one.getAttribute('src') ?? ''),
    description: descriptionOf(box('standardized')),
    rating: decimalOf(textAt(rating, 'ratingValue') ?? textAt(rating, 'value')),
    reviewCount: wholeOf(textAt(rating, 'ratingCount') ?? textAt(rating, 'count')),
    availability: quantity && (Number(quantity) ? 'InStock' : 'OutOfStock'),
    shipsFrom: countryOf(textAt(box('offerLocation'), 'offerLocation')),
    seller: name
      ? { name, url: `/uzytkownik/${encodeURIComponent(name)}` }
      : {
          name: text('[data-analytics-view-label="SellerInfo"] a'),
          url: attr('href', 'a[href*="/uzytkownik/"]'),
        },
    variants: listAt(summary, 'variants', 'attributeSet').flatMap((set) =>
      listAt(set, 'attributes')
        // A colour is named by a picture and a number of no meaning.
        .filter((one) => !/^[\da-f]{8}-/.test(textAt(one, 'value') ?? ''))
        .map((one) => ({ name: [textAt(set, 'name'), textAt(one, 'value')].filter(Boolean).join(': ') })),
    ),
    ...disclosed(page),
  };
  const layout = summary ? '2021 boxes' : newer ? '2026 boxes' : null;
  const tail = / - (?:Allegro\.|cena|Ceny|porównaj).*$|\s*\(\d{8,}\)\s*$/;
  const draft = productDraft(page, layout, tail, listing);
  if (draft.listing && !draft.listing.price) draft.listing.price = fromSummary(page);
  return draft;
}

/** "Kup teraz na allegro.pl za 8,00 zł - …": the price in what is shared, for want of any other. */
function fromSummary(page: Page): Listing['price'] {
  const told = metaOf(page, 'og:description') ?? '';
  const [, amount] = / (?:za|od) (\d[\d ,.]{0,15} (?:zł|Kč|€|Ft))/.exec(told.slice(0, 300)) ?? [];
  return money(amount, undefined, page.hint);
}

function pictures(boxes: unknown[]): string[] | undefined {
  const list = boxes
    .map((one) => [...listAt(one, 'images'), ...listAt(one, 'gallery')])
    .find(({ length }) => length);
  return list?.map((one) => textAt(one, 'original') ?? textAt(one, 'url') ?? one) as string[] | undefined;
}

function descriptionOf(box: unknown): string | undefined {
  const texts = listAt(box, 'standardized', 'sections')
    .flatMap((section) => listAt(section, 'items'))
    .map((item) => textAt(item, 'content') ?? '');
  return (
    stripMarkup(texts.join(' ') || (textAt(box, 'standardizedHtml') ?? ''), LIMITS.description) || undefined
  );
}

/** Results since 2018; the state came as JSON within JSON at first. */
function results(page: Page, boxes: unknown[]): Draft {
  const holder = boxes.find((one) => at(one, '__listing_StoreState'));
  const raw = at(holder, '__listing_StoreState');
  const state = typeof raw === 'string' ? parseJson(raw) : raw;
  const items = listAt(state, 'items', 'elements').filter((one) => textAt(one, 'id'));
  if (items.length) return { layout: 'store state', cards: items.map((item) => card(item, page)) };
  // The offers that a search without results recommends instead were not searched for.
  if (Array.isArray(at(state, 'items', 'elements'))) return { layout: 'store state', page: 'other' };
  const cards = drawnCards(page, offerOf, { paid: '[data-analytics-view-label="showSponsoredItems"]' });
  return { layout: cards.length ? 'rendered cards' : null, cards };
}

function card(item: unknown, { url, hint }: Page): Partial<Card> {
  const id = textAt(item, 'eventData', 'offer_id') ?? textAt(item, 'id') ?? '';
  const address = textAt(item, 'url') ?? '';
  const link = URL.parse(address, url.href);
  const target = link?.pathname === CLICK ? link.searchParams.get('redirect') : address;
  const price = at(item, 'price', 'mainPrice') ?? at(item, 'price', 'normal');
  const before = at(item, 'price', 'original') ?? at(item, 'price', 'crossedOutPrice');
  const paid = (told: unknown) => money(textAt(told, 'amount'), textAt(told, 'currency'), hint);
  return {
    id,
    url: target || `/oferta/${id}`,
    title: textAt(item, 'title', 'text') ?? textAt(item, 'alt') ?? textAt(item, 'name'),
    price: paid(price) ?? null,
    priceBefore: paid(before),
    image: textAt(item, 'mainThumbnail'),
    rating: decimalOf(textAt(item, 'productReview', 'rating', 'average')),
    reviewCount: wholeOf(textAt(item, 'productReview', 'rating', 'count')),
    sponsored: at(item, 'isSponsored') === true || link?.pathname === CLICK,
    seller: {
      id: textAt(item, 'seller', 'id'),
      name: textAt(item, 'seller', 'login'),
      url: textAt(item, 'seller', 'userListingUrl'),
    },
  };
}
