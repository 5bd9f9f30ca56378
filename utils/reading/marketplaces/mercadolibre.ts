import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing, Money } from '../../listing/listing.ts';
import { parseCurrency } from '../../listing/price.ts';
import { conditionOf, fromAttributes } from '../attributes.ts';
import { type FoundCard, fillCard, findCards } from '../cards.ts';
import { jsonLd, ldProduct } from '../json-ld.ts';
import { wholeOf } from '../numbers.ts';
import { money } from '../product.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf, type Shown, shown } from '../shown.ts';
import { text, values } from '../structured-data.ts';

/**
 * Mercado Libre and Mercado Livre, every country's site: product pages (ui-pdp and JSON-LD since 2020), results
 * (ui-search-* since 2020, poly-* since 2024). Points group thousands; a struck-out price stands before the
 * price, and instalments after it.
 */
export const mercadolibreSite: Site = {
  id: 'mercadolibre',
  name: 'Mercado Libre',
  hosts: [
    ...'ar mx co pe uy ve ec bo py do gt hn ni pa sv'.split(' ').map((end) => `mercadolibre.com.${end}`),
    'mercadolibre.cl',
    'mercadolibre.co.cr',
    'mercadolibre.com',
    'mercadolivre.com.br',
  ],
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: { network: 'Mercado Libre Afiliados', parameters: /^(?:matt_tool|matt_word)$/ },
  itemId: ({ pathname }) =>
    (/\/(?:p|up)\/(M[A-Z]{2}U?\d{4,})(?:\/|$)/.exec(pathname)?.[1] ??
      /^\/(M[A-Z]{2}-?\d{6,})(?:[-_/]|$)/.exec(pathname)?.[1]?.replace('-', '')) ||
    null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^\/(?:perfil|pagina)\/[^/]+/.test(url.pathname)) return 'trader';
    if (/^list(?:ado|a)\./.test(url.hostname)) return 'results';
    return /^\/(?:c|ofertas|mas-vendidos|mais-vendidos|tienda|loja)(?:\/|$)/.test(url.pathname)
      ? 'results'
      : 'other';
  },
};
export const mercadolibre: Reader = {
  site: mercadolibreSite,
  read(document, url, kind) {
    const page = shown(document, { host: url.hostname });
    if (kind === 'trader') return trader(page, url);
    return kind === 'results' ? results(document, url) : product(document, page, url);
  },
};

/** Currencies of the sites whose sign is not among the common ones. */
const CURRENCIES: Record<string, string> = {
  pe: 'PEN',
  ve: 'VES',
  bo: 'BOB',
  py: 'PYG',
  cr: 'CRC',
  gt: 'GTQ',
  do: 'DOP',
  hn: 'HNL',
  ni: 'NIO',
};

/** "$ 1.299" with its cents beside it: whole digits and cents are parts of their own. */
function amountOf(element: Element, url: URL): Money | undefined {
  const part = (kind: string) =>
    lineOf(element.querySelector(`.andes-money-amount__${kind},.price-tag-${kind}`), 40);
  const whole = part('fraction').replace(/\D/g, '');
  if (!whole || Number(whole) === 0) return undefined;
  const cents = part('cents').replace(/\D/g, '');
  const sign = part('currency-symbol') || part('symbol');
  const own = CURRENCIES[url.hostname.split('.').at(-1) ?? ''];
  // A dollar sign is the site's own money there; "US$" says otherwise.
  const named = own && sign === '$' ? own : parseCurrency(sign, { host: url.hostname });
  return { amount: whole + (cents ? `.${cents}` : ''), currency: named ?? own ?? null };
}

const NOW =
  '.ui-pdp-price__second-line .andes-money-amount,.ui-pdp-price__second-line .price-tag,.poly-price__current .andes-money-amount,.ui-search-price__second-line .andes-money-amount,.ui-search-price__second-line .price-tag';
const BEFORE = 's.andes-money-amount,.andes-money-amount--previous,s.price-tag,.price-tag__disabled';

function product(document: Document, page: Shown, url: URL): Draft {
  const hint = { host: url.hostname };
  const title = page.text('h1.ui-pdp-title', '.item-title__primary', 'h1');
  const drawn = page.first([NOW, '.ui-pdp-price .andes-money-amount:not(s)'], (one) => amountOf(one, url));
  const told = ldProduct(document, url, hint, drawn);
  if (!title && !told?.title) return { layout: null };
  const price = told?.price?.currency
    ? ((drawn && { ...drawn, currency: told.price.currency }) ?? told.price)
    : (drawn ?? told?.price ?? money(page.attr('content', 'meta[itemprop="price"]'), undefined, hint));
  const before = page.first([`.ui-pdp-price ${BEFORE.split(',').join(',.ui-pdp-price ')}`], (one) =>
    amountOf(one, url),
  );
  const attributes = page.rows(
    '.andes-table tr,.ui-pdp-specs__table tr,.specs-item',
    'th,.specs-item__title,strong',
    'td,.specs-item__value,span',
  );
  const { identifiers, ...own } = fromAttributes(attributes);
  const state = page.text('.ui-pdp-subtitle', '.ui-pdp-header__subtitle', '.item-conditions');
  const picker =
    '.ui-pdp-outside_variations__thumbnails__item,.ui-pdp-variations__thumbnails__item,.ui-pdp-variations a';
  const variants = page.all(picker).flatMap((one) => {
    const name = one.querySelector('img')?.getAttribute('alt') || lineOf(one, LIMITS.name);
    return name ? [{ name }] : [];
  });
  const listing: Partial<Listing> = {
    ...told,
    ...own,
    brand: own.brand ?? told?.brand,
    model: own.model,
    title: title ?? told?.title,
    price: price ?? null,
    priceBefore:
      before && price && Number(before.amount) > Number(price.amount)
        ? { amount: before.amount, currency: price.currency }
        : null,
    identifiers: {
      sku: told?.identifiers?.sku ?? mercadolibreSite.itemId(url),
      gtin: identifiers?.gtin ?? told?.identifiers?.gtin,
      mpn: identifiers?.mpn ?? told?.identifiers?.mpn,
    },
    description:
      page.prose('.ui-pdp-description__content', '#description-includes .item-description__text') ??
      told?.description,
    category: told?.category ?? page.lines('.andes-breadcrumb a'),
    images: [
      ...page
        .all('.ui-pdp-gallery img.ui-pdp-image,.gallery-image-container img')
        .map(
          (one) =>
            one.getAttribute('data-zoom') ?? one.getAttribute('data-src') ?? one.getAttribute('src') ?? '',
        ),
      ...(told?.images ?? []),
    ]
      .filter((src) => /mlstatic/.test(src))
      // -R is a thumbnail, -F the full size.
      .map((src) =>
        src.replace(/D_(?:N?Q_)?NP_(?:2X_)?/, 'D_NQ_NP_2X_').replace(/-[A-Z]{1,2}(?=\.\w+$)/, '-F'),
      ),
    rating: meanOf(page.text('.ui-pdp-review__rating', '.review-summary-average')) ?? told?.rating,
    reviewCount: wholeOf(page.text('.ui-pdp-review__amount')) ?? told?.reviewCount,
    condition: conditionOf(state) ?? told?.condition,
    availability:
      told?.availability ?? (page.has('.ui-pdp-actions .andes-button--loud') ? 'InStock' : undefined),
    shipsFrom: originOf(document),
    seller: sellerOf(document, page) ?? null,
    variants: variants.length ? variants : told?.variants,
  };
  return { layout: page.has('.ui-pdp-title') ? '2020 ui-pdp' : told ? 'JSON-LD' : 'heading only', listing };
}

function originOf(document: Document): string | undefined {
  const [product] = jsonLd(document, /^product$/);
  const [offer] = values(product, 'offers');
  const [details] = values(offer, 'shippingDetails');
  const code = text(values(details, 'shippingOrigin')[0], 'addressCountry');
  return code && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

/** Id and name are in what the page tells of itself for counting; the name is also drawn. */
function sellerOf(document: Document, page: Shown): Listing['seller'] {
  const link = page
    .all(
      '.ui-pdp-seller__header__title a,.ui-pdp-seller__header__title,a.ui-pdp-seller__link-trigger,.ui-seller-info a',
    )
    .find((one) => lineOf(one));
  const drawn = lineOf(link).replace(/^(?:vendido por|tienda oficial(?: de)?|loja oficial(?: de)?)\s*/i, '');
  let counted: RegExpExecArray | null = null;
  for (const script of document.querySelectorAll('script:not([src])')) {
    const source = script.textContent ?? '';
    const at = source.indexOf('"seller_id":');
    if (at >= 0)
      counted = /"seller_id":(\d{1,15}),"seller_name":"([^"\\]{1,200})"/.exec(source.slice(at, at + 400));
    if (counted) break;
  }
  const name = drawn || counted?.[2];
  const href = link?.closest('a')?.getAttribute('href') ?? link?.querySelector('a')?.getAttribute('href');
  return name ? { name, id: counted?.[1], url: href?.replace(/[?#].*$/, '') } : undefined;
}

const AD =
  '.poly-component__ads-promotions,.ui-search-item__pub-label,.ui-search-item__ad-label,.ui-search-styled-label--ad,a[href*="//click1."],a[href*="/mclics/"],[class*="ads-label"]';

function results(document: Document, url: URL): Draft {
  const hint = { host: url.hostname };
  const read = (found: FoundCard): Partial<Card> => {
    const card = shown(found.element, hint);
    const price = card.first([NOW, '.andes-money-amount:not(s):not(.andes-money-amount--previous)'], (one) =>
      amountOf(one, url),
    );
    const before = card.first([BEFORE], (one) => amountOf(one, url));
    const seller = card
      .text('.poly-component__seller', '.ui-search-official-store-label')
      ?.replace(/^por\s+/i, '');
    const own: Partial<Card> = {
      id: found.item,
      url: found.url.href,
      title: card.text('.poly-component__title', '.ui-search-item__title'),
      image: card.attr('data-src', 'img') ?? card.attr('src', 'img[src*="mlstatic"]'),
      price,
      priceBefore: before && price && Number(before.amount) > Number(price.amount) ? before : undefined,
      rating: meanOf(card.text('.poly-reviews__rating', '.ui-search-reviews__rating-number')),
      reviewCount: wholeOf(card.text('.poly-reviews__total', '.ui-search-reviews__amount')),
      sponsored: card.has(AD) || found.link.matches(AD),
      seller: seller ? { name: seller } : undefined,
    };
    return fillCard(own, found, hint);
  };
  const boxes = [
    ...document.querySelectorAll('li.ui-search-layout__item,.poly-card,.ui-search-result__wrapper'),
  ].slice(0, LIMITS.cards);
  const cards = boxes
    .filter((one) => !boxes.includes(one.parentElement?.closest('li.ui-search-layout__item') as Element))
    .flatMap((element) => {
      const link = element.querySelector('a[href]');
      const href = link?.getAttribute('href') ?? '';
      if (!link || !URL.canParse(href, url.href)) return [];
      const target = new URL(href, url.href);
      // The link of an advertisement goes by a counter; the item is in what it carries.
      const item =
        mercadolibreSite.itemId(target) ?? /(?:wid=|item_id(?:%3A|:|=))(M[A-Z]{2}\d{6,})/.exec(href)?.[1];
      return [read({ element, link, url: target, item: item ?? '' })];
    });
  const found = cards.length
    ? cards
    : findCards(document, url, (link) =>
        /mercadoli[bv]re\./.test(link.hostname) ? mercadolibreSite.itemId(link) : null,
      ).map(read);
  return { layout: cards.length ? '2020 ui-search' : found.length ? 'linked items' : null, cards: found };
}

function trader(page: Shown, url: URL): Draft {
  const id = /^\/(?:perfil|pagina)\/([^/]+)/.exec(url.pathname)?.[1];
  const name = page.text('.seller-info__name', '#store-name', '.profile__name', 'h1', 'h3') ?? id;
  return { layout: name ? 'profile' : null, listing: { seller: name ? { id, name } : undefined } };
}
