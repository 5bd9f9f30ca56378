import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing } from '../../listing/listing.ts';
import { type PriceHint, parsePrice } from '../../listing/price.ts';
import { conditionOf, fromAttributes, named, said } from '../attributes.ts';
import { type FoundCard, fillCard, findCards } from '../cards.ts';
import { countryOf } from '../countries.ts';
import { embedded } from '../embedded.ts';
import { at, listAt } from '../json.ts';
import { wholeOf } from '../numbers.ts';
import { term } from '../product.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { type Attribute, lineOf, type Shown, shown } from '../shown.ts';
import { linesOf, textOf } from '../text.ts';
import { imprintFrom, safetyFrom } from '../trader.ts';

/**
 * eBay, every country's site. Product pages: 2016–2021 (#itemTitle, #prcIsum, td.attrLabels, microdata), since 2022
 * (x-item-title, x-price-primary, ux-labels-values). Results: li.s-item until 2024, li.s-card since 2025. The
 * seller's description is in a frame of another host. Sellers' legal notices and product safety are known from
 * the page of 2020 and, for later ones, from code and the wording of their headings only.
 */
export const ebaySite: Site = {
  id: 'ebay',
  name: 'eBay',
  hosts: 'com co.uk de at ch fr it es nl ie pl be com.au ca com.hk com.sg com.my ph'
    .split(' ')
    .map((end) => `ebay.${end}`),
  expected: ['title', 'price', 'images', 'seller'],
  descriptionFrames: ['vi.vipr.ebaydesc.com', 'itm.ebaydesc.com'],
  affiliates: { network: 'eBay Partner Network', parameters: /^(?:campid|mkrid|mkcid|pub)$/ },
  itemId: ({ pathname, searchParams }) =>
    /^\/(?:itm|p)\/(?:[^/]+\/)?(\d{9,15})\/?$/.exec(pathname)?.[1] ??
    (/ViewItem/i.test(searchParams.toString().slice(0, 50) + pathname) ? searchParams.get('item') : null),
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^\/(?:usr|str)\/[^/]+/.test(url.pathname)) return 'trader';
    return /^\/(?:sch|b|e|deals|shop)(?:\/|$)/.test(url.pathname) ? 'results' : 'other';
  },
};
export const ebay: Reader = {
  site: ebaySite,
  read(document, url, kind) {
    const hint = { host: url.hostname, language: document.documentElement?.lang };
    const page = shown(document, hint);
    if (kind === 'trader') return seller(page, url);
    return kind === 'results' ? results(document, page, url, hint) : product(document, page, url);
  },
};

/** The text of a page of `descriptionFrames`: the seller's own part of it. */
export const frameDescription = (document: Document): string =>
  textOf(document.querySelector('#ds_div') ?? document.body, LIMITS.description);

/** Pairs that are terms of sale and not the item's. */
const TERMS_OF_SALE = /--(?:shipping|returns|deliverto|paymentsMethods|itemLocation|importCharges)\b/i;

function attributesOf(page: Shown): Attribute[] {
  return page.all('td.attrLabels,.ux-labels-values__labels').flatMap((label) => {
    if (label.parentElement && TERMS_OF_SALE.test(label.parentElement.getAttribute('class') ?? '')) return [];
    const value = lineOf(label.nextElementSibling, LIMITS.line);
    const name = lineOf(label, LIMITS.name).replace(/\s*:$/, '');
    // The definition of a condition follows it: "New: A brand-new, unused …".
    const short = /^(.{2,40}?)\s?: .{40}/.exec(value)?.[1] ?? value;
    return name && value ? [{ name, value: conditionOf(short) && short !== value ? short : value }] : [];
  });
}

function product(document: Document, page: Shown, url: URL): Draft {
  const old = page.all('#itemTitle')[0];
  const hidden = lineOf(old?.querySelector('.g-hdn'));
  const title = old
    ? lineOf(old).slice(hidden.length).trim()
    : page.text('.x-item-title__mainTitle', '[data-testid="x-item-title"] h1', 'h1.product-title');
  if (!title) return { layout: null };
  const attributes = attributesOf(page);
  const told = fromAttributes(attributes);
  const price = page.price(
    '#prcIsum,#mm-saleDscPrc',
    '#prcIsum_bidPrice',
    '.x-bin-price .x-price-primary',
    '.x-price-primary',
    '.x-bid-price .ux-textspans',
    '.vi-VR-cvipPrice,.display-price,[itemprop="price"]',
  );
  const before = page.price(
    '#orgPrc,#mm-saleOrgPrc',
    '.x-price-section .ux-textspans--STRIKETHROUGH,.x-additional-info .ux-textspans--STRIKETHROUGH',
    '.vi-originalPrice,.x-was-price .ux-textspans--STRIKETHROUGH',
  );
  const condition =
    page.text(
      '#vi-itm-cond',
      '.x-item-condition-text .ux-textspans',
      '.x-item-condition-value .ux-textspans',
    ) ?? named(attributes, 'condition');
  const place = page.first(
    [
      '[itemprop="availableAtOrFrom"]',
      '#itemLocation',
      '.ux-labels-values--itemLocation',
      '.ux-labels-values--shipping',
    ],
    (one) =>
      one &&
      countryOf(
        linesOf(one, LIMITS.name)
          .findLast((line) => (/[:,]/.test(line) || isCapital(line)) && countryIn(line))
          ?.replace(/^.*:/, ''),
      ),
  );
  const listing: Partial<Listing> = {
    ...told,
    identifiers: { ...told.identifiers, sku: ebaySite.itemId(url) },
    brand: told.brand ?? (page.has('[itemprop="brand"]') ? said(page.text('[itemprop="brand"]')) : undefined),
    title,
    price: price ?? null,
    priceBefore: before && price && Number(before.amount) > Number(price.amount) ? before : null,
    condition: conditionOf(condition),
    availability:
      term(
        page.attr('content', '[itemprop="availability"]') ?? page.attr('href', '[itemprop="availability"]'),
      ) ?? stockOf(page),
    category: page
      .all('#vi-VR-brumb-lnkLst ul')
      .slice(0, 1)
      .concat(page.all('nav.breadcrumbs,[data-testid="d-breadcrumb"],.x-breadcrumb').slice(0, 1))
      .slice(0, 1)
      .flatMap((list) => shown(list).lines('a[href*="/b/"],a[href*="/sch/"],a[href*="/c/"]')),
    images: page
      .all('#icImg,#vi_main_img_fs img,.ux-image-carousel-item img,.ux-image-filmstrip-carousel-item img')
      .map(
        (one) =>
          one.getAttribute('data-zoom-src') ?? one.getAttribute('data-src') ?? one.getAttribute('src') ?? '',
      )
      .filter((src) => /ebayimg/.test(src))
      .map((src) => src.replace(/\/s-l\d+\./, '/s-l1600.')),
    description: description(document, page),
    rating: meanOf(
      page.attr('content', '[itemprop="ratingValue"]') ?? page.text('.ux-summary__start--rating'),
    ),
    reviewCount: wholeOf(page.attr('content', '[itemprop="reviewCount"]') ?? page.text('.ux-summary__count')),
    shipsFrom: place,
    seller: sellerOf(page) ?? null,
    trader: traderOf(page),
    variants: variants(document, page),
    ...safetyFrom(linesOf(page.section(SAFETY), LIMITS.line)),
  };
  return { layout: old ? '2016 microdata' : '2022 ux', listing };
}

const isCapital = (line: string) => line.charAt(0) !== line.charAt(0).toLowerCase();
const countryIn = (line: string) => countryOf(line.replace(/^.*:/, '')) !== undefined;

const stockOf = (page: Shown) =>
  page.has(
    '#binBtn_btn,#isCartBtn_btn,#bidBtn_btn,.x-buybox-cta,[data-testid="x-bin-action"],[data-testid="x-atc-action"],[data-testid="x-bid-action"]',
  )
    ? 'InStock'
    : page.has(
          '.vi-acc-del-range .endedDate,#w1-5-_msg,.d-statusmessage,.x-ended-item,[data-testid="d-statusmessage"]',
        )
      ? 'OutOfStock'
      : undefined;

function sellerOf(page: Shown): Listing['seller'] {
  const link = page
    .all(
      '.mbg-nw,.mbg a,.x-sellercard-atf__info__about-seller a,.x-sellercard-atf a,[data-testid="ux-seller-section"] a,.ux-seller-section__item--seller a,.seller-persona a',
    )
    .find((one) => lineOf(one));
  if (!link) return undefined;
  const href = link.closest('a')?.getAttribute('href') ?? '';
  return {
    name: lineOf(link),
    url: href || undefined,
    id: /[?&]_ssn=([^&]+)/.exec(href)?.[1] ?? /\/(?:usr|str)\/([^/?#]+)/.exec(href)?.[1],
  };
}

/** Headings of the sections that EU law asks for, whose classes are not known for certain. */
const SAFETY =
  /product safety|produktsicherheit|sécurité (?:du|des) produit|sicurezza (?:del|dei) prodott|seguridad de(?:l| los) producto|bezpieczeńst\S+ produkt|productveiligheid/i;
const LEGAL =
  /business seller information|rechtliche informationen des verkäufers|informations? (?:légales? )?(?:sur le |du )?vendeur professionnel|informazioni (?:legali )?(?:sul|del) venditore|información (?:legal )?(?:sobre el |del )vendedor|informacje (?:prawne )?o sprzedawcy|zakelijke verkoper/i;

/** The seller's legal notice, which a page has of a business only. */
function traderOf(page: Shown): Listing['trader'] {
  const name = page.text('#bsi-c .bsi-bn');
  const notice = page.all('#bsi-c .bscd')[0] ?? page.section(LEGAL);
  if (!notice) return name ? { name } : undefined;
  const lines = linesOf(notice, LIMITS.name).filter((line) => !LEGAL.test(line));
  return imprintFrom(name ? [name, ...lines] : lines, countryOf);
}

function description(document: Document, page: Shown): string | undefined {
  let framed = '';
  try {
    const frame = document.querySelector('#desc_ifr') as HTMLIFrameElement | null;
    framed = frame?.contentDocument?.body ? frameDescription(frame.contentDocument) : '';
  } catch {
    // A frame of another host: its description is read in it, not from here.
  }
  return framed || page.attr('content', 'meta[property="og:description"]', 'meta[name="description"]');
}

/** Every variant: 2016 by its traits, since 2022 by the combination of menu entries it is sold under. */
function variants(document: Document, page: Shown): Listing['variants'] {
  if (!page.has('select[id^="msku"],.x-msku,[data-testid="x-msku"],.x-msku-evo')) return undefined;
  const entries = embedded(document, 'menuItemMap');
  const called = (id: unknown) =>
    String(at(entries, String(id), 'displayName') ?? at(entries, String(id), 'valueName') ?? '');
  const money = (told: unknown) => (typeof told === 'string' ? parsePrice(told) : undefined);
  const old = embedded(document, 'itemVariationsMap');
  if (old)
    return Object.values(old).map((one) => ({
      name: Object.values(Object(at(one, 'traitValuesMap')))
        .map(called)
        .join(', '),
      price: money(at(one, 'price')),
    }));
  const models = embedded(document, 'variationsMap');
  return Object.entries(Object(embedded(document, 'variationCombinations'))).map(([ids, model]) => {
    const price = at(models, String(model), 'binModel', 'price');
    return {
      name: ids.split('_').map(called).join(', '),
      price: money(at(listAt(price, 'textSpans')[0], 'text') ?? at(price, 'formattedValue')),
    };
  });
}

/** "Sponsored" in the languages of the sites, as a whole label. */
const LABEL =
  /^(?:sponsored|anzeige|gesponsert|sponsorisé|sponsorizzato|patrocinado|gesponsord|sponsorowane|sponsrad)$/i;

/**
 * Whether a card is an advertisement. Every card says the word; which of the labels it points to is not empty
 * decides (until 2024). Since, links carry a token that begins with PL, "promoted listing", or ORG, in Base64.
 */
function isAd(card: Element, href: string, document: Document): boolean {
  const token = /tkp(?::|%3A|%253A)(\w{5})/i.exec(href)?.[1];
  if (token) return /^B\wBM/.test(token);
  const ids = [...card.querySelectorAll('[aria-labelledby]')].flatMap(
    (one) => one.getAttribute('aria-labelledby')?.split(/\s+/).slice(0, 5) ?? [],
  );
  if (ids.length) return ids.some((id) => LABEL.test(lineOf(document.getElementById(id))));
  return [...card.querySelectorAll('.s-item__title--tagblock,.s-item__ad-badge,.lvsponsored')].some((one) =>
    LABEL.test(lineOf(one)),
  );
}

const CARDS = 'li.s-card,.srp-results li.s-item,li.s-item,li.sresult,li.brwrvr__item-card';

function results(document: Document, page: Shown, url: URL, hint: PriceHint): Draft {
  const read = (found: FoundCard): Partial<Card> => {
    const { element, item } = found;
    const card = shown(element, hint);
    const title = card.text(
      '.s-card__title .su-styled-text',
      '.s-item__title',
      '.lvtitle a',
      '.bsig__title__text',
    );
    const own: Partial<Card> = {
      id: item,
      url: `${url.origin}/itm/${item}`,
      title: title?.replace(
        /^(?:New Listing|Neues Angebot|Nouvelle annonce|Nuova inserzione|Anuncio nuevo)\s*/i,
        '',
      ),
      price: card.price('.s-card__price', '.s-item__price', '.lvprice', '.bsig__price--displayprice'),
      priceBefore: card.price(
        '.s-card__attribute-row .strikethrough',
        '.s-item__trending-price .STRIKETHROUGH,.s-item__original-price',
        '.stk-thr',
      ),
      image: [...element.querySelectorAll('img')]
        .map(
          (one) =>
            one.getAttribute('data-src') ??
            one.getAttribute('data-defer-load') ??
            one.getAttribute('src') ??
            '',
        )
        .find((src) => /ebayimg/.test(src)),
      sponsored: isAd(element, found.link.getAttribute('href') ?? '', document),
    };
    return fillCard(own, found, hint);
  };
  const found = page.all(CARDS).flatMap((element) => {
    const link = element.querySelector('a[href*="/itm/"]');
    const href = link?.getAttribute('href') ?? '';
    const item = /\/itm\/(?:[^/?#]+\/)?(\d+)/.exec(href)?.[1] ?? '';
    // "Shop on eBay" stands first, with an id of its own, to mislead scrapers.
    const real =
      item.length >= 9 &&
      item !== '2500219655424533' &&
      !/^shop on ebay$/i.test(lineOf(element.querySelector('.s-card__title,.s-item__title')));
    return link && real ? [read({ element, item, link, url })] : [];
  });
  if (found.length) return { layout: page.has('li.s-card') ? '2025 s-card' : 's-item', cards: found };
  const linked = findCards(document, url, (link) =>
    /(?:^|\.)ebay\./.test(link.hostname) ? ebaySite.itemId(link) : null,
  ).map(read);
  return { layout: linked.length ? 'linked items' : null, cards: linked };
}

/** A seller's page: its name, and its legal notice where it is a business. */
function seller(page: Shown, url: URL): Draft {
  const id = /^\/(?:usr|str)\/([^/]+)/.exec(url.pathname)?.[1];
  const name = page.text(
    '.str-seller-card__store-name',
    '.str-seller-card h1',
    '.user-info .mbg-nw',
    '.mbg-nw',
    'h1',
  );
  const trader = traderOf(page) ?? storeNotice(page);
  return {
    layout: name ? 'seller' : null,
    listing: { seller: name ? { id, name, country: trader?.country } : undefined, trader },
  };
}

/** The "About" of a store shows the notice as labelled pairs. */
function storeNotice(page: Shown): Listing['trader'] {
  const notice = page.all(
    '.str-about-description__seller-info,.str-business-details,.str-about__business',
  )[0];
  return notice && imprintFrom(linesOf(notice, LIMITS.name), countryOf);
}
