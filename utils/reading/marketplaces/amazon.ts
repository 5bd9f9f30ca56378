import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing } from '../../listing/listing.ts';
import type { PriceHint } from '../../listing/price.ts';
import { fromAttributes, named } from '../attributes.ts';
import { type FoundCard, fillCard, findCards } from '../cards.ts';
import { embedded } from '../embedded.ts';
import { parseJson } from '../json.ts';
import { stripMarkup } from '../markup.ts';
import { wholeOf } from '../numbers.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf, type Shown, shown } from '../shown.ts';
import { operatorFrom, traderFrom } from '../trader.ts';

/**
 * Amazon, every country's site. Product pages give no structured data, so all is read from what is drawn, by ids
 * that have lasted: 2016–2020 (#priceblock_*, #merchant-info), 2021–22 (#corePrice_desktop, #tabular-buybox),
 * since 2023 (#corePriceDisplay_*, #merchantInfoFeature_*), books, Kindle, games, used offers alone. Results:
 * s-search-result since 2018, s-result-item before, best sellers. Sellers: /sp since 2019, at-a-glance before.
 * The panel "Product safety and resources" is filled once opened; its ids are known from code only.
 */
export const amazonSite: Site = {
  id: 'amazon',
  name: 'Amazon',
  hosts: 'com de fr it es nl pl se ie com.be co.uk com.tr ca com.mx com.br com.au co.jp in sg ae sa eg co.za'
    .split(' ')
    .map((end) => `amazon.${end}`),
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: { network: 'Amazon Associates', parameters: /^(?:tag|ascsubtag|linkCode)$/ },
  itemId: ({ pathname }) =>
    /\/(?:dp(?:\/product)?|gp\/product(?:\/glance)?|gp\/aw\/d|gp\/offer-listing|exec\/obidos\/ASIN|o\/ASIN)\/([A-Z\d]{10})(?:\/|$)/.exec(
      pathname,
    )?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (
      /^(?:\/-\/[a-z]{2})?\/(?:sp|gp\/help\/seller\/|gp\/aag\/)/.test(url.pathname) &&
      url.searchParams.has('seller')
    )
      return 'trader';
    return /^\/(?:-\/[a-z]{2}(?:_[A-Z]{2})?\/)?(?:[^/]+\/)?(?:s|b|zgbs|gp\/(?:search|browse|bestsellers|new-releases|movers-and-shakers|most-wished-for|most-gifted))(?:\/|\.html|$)/.test(
      url.pathname,
    )
      ? 'results'
      : 'other';
  },
};
export const amazon: Reader = {
  site: amazonSite,
  read(document, url, kind) {
    const hint = { host: url.hostname, language: document.documentElement?.lang };
    const page = shown(document, hint);
    if (kind === 'trader') return seller(page, url);
    return kind === 'results'
      ? results(document, page, url, hint)
      : product(document, page, page.without(BESIDE), url);
  },
};

/** Boxes of a used offer that stand beside the main one, and of other products. */
const BESIDE =
  '#usedAccordionRow,#usedOfferAccordionRow,[data-csa-c-slot-id="usedAccordionRow"],[data-csa-c-buying-option-type="USED"],.a-carousel,#HLCXComparisonTable';
const USED = '#usedBuySection,#usedOnlyBuybox,#usedbuyBox';

const PRICES = [
  '#corePriceDisplay_desktop_feature_div .priceToPay',
  '#corePriceDisplay_mobile_feature_div .priceToPay',
  '#corePrice_feature_div .a-price:not(.a-text-price)',
  '#corePrice_desktop .apexPriceToPay .a-offscreen',
  '#corePrice_desktop .a-price:not([data-a-strike]) .a-offscreen',
  '#corePrice_feature_div .apexPriceToPay .a-offscreen',
  '#apex_desktop .priceToPay,#apex_desktop .apexPriceToPay .a-offscreen',
  '#priceblock_dealprice,#priceblock_saleprice,#priceblock_ourprice,#priceblock_pospromoprice',
  '#newBuyBoxPrice,#price_inside_buybox',
  '#newOfferAccordionRow .header-price,#newAccordionRow_0 .a-price .a-offscreen,#newAccordionRow .a-price .a-offscreen',
  '#buyNewSection .offer-price,#buyNewSection .a-color-price,#buyNew_noncbb .a-color-price',
  '#kindle-price,#actualPriceValue,#digital-list-price .a-color-price',
  '#buyBoxInner .a-color-price,#priceBlock .priceLarge',
  '#mediaAccordion .header-price,#mediaNoAccordion .header-price,#buyBoxAccordion .header-price',
  '#usedBuySection .offer-price,#usedOnlyBuybox .a-color-price,#usedBuySection .a-color-price',
  '#olp-upd-new-used .a-color-price,#olp-upd-new .a-color-price,#olp_feature_div .a-color-price',
  '#tmmSwatches .selected .a-color-price,#tmmSwatches .a-button-selected .a-color-price',
];
const PRICES_BEFORE = [
  '#corePriceDisplay_desktop_feature_div .basisPrice .a-offscreen',
  '#corePriceDisplay_mobile_feature_div .basisPrice .a-offscreen',
  '#corePriceDisplay_desktop_feature_div [data-a-strike="true"] .a-offscreen',
  '#corePrice_desktop [data-a-strike="true"] .a-offscreen',
  '#corePrice_feature_div [data-a-strike="true"] .a-offscreen',
  '#price .priceBlockStrikePriceString,#listPriceValue,#listPrice',
  '#newOfferAccordionRow .a-text-strike,#buyNewSection .a-text-strike',
];

/** The words before and after a brand in the line under the title; with nothing taken off, it is no such line. */
const BRAND_LINE =
  /^(?:(?:visit the|besuchen sie den|visit(?:er|ez) la boutique|visita lo store (?:di|de)|visita la tienda de|visite a loja|bezoek de|odwiedź sklep|besök|brand|marke|marque|marca|merk|marka|märke)\s*[::]?\s+(.+?)(?:[- ](?:store|shop|winkel|butiken))?|(.+?)(?:のストアを表示| store’u ziyaret edin| store'u ziyaret edin))$/i;

/** Who sells, out of "Ships from and sold by X." in the languages of the sites. */
const SOLD_BY =
  /(?:sold by|verkauf(?:t)?(?: und versand)? durch|vendus? par|(?:vendut[oa]|spedito) da|vendid[oa](?: y enviado)? por|vendido e enviado por|verkocht door|sprzedaw\S+ przez|säljs av|såld av)\s+(.{1,100}?)(?: and | und | et | e spedit| y envia| y gest| en ver| i wys| och |\.(?:\s|$)|$)/i;

const DETAIL_ROWS =
  '#productOverview_feature_div tr,#prodDetails tr,#productDetails_feature_div tr,.prodDetTable tr,#technicalSpecifications_feature_div tr,#tech-specs-table tr';

function product(document: Document, page: Shown, offer: Shown, url: URL): Draft {
  const title = page.text(
    '#productTitle',
    '#ebooksProductTitle',
    '#btAsinTitle',
    '#gc-asin-title',
    'h1#title',
  );
  if (!title) return { layout: null };
  const attributes = [
    ...page.rows(DETAIL_ROWS, 'th,td:first-child', 'td:last-child'),
    ...page.rows('#detailBullets_feature_div li,#detail-bullets li,#detail_bullets_id li', '.a-text-bold,b'),
    ...page.rows('.product-facts-detail', '.a-col-left', '.a-col-right'),
    ...page.rows('.rpi-attribute-content', '.rpi-attribute-label', '.rpi-attribute-value'),
  ].filter(({ value }) => value.length < 500);
  const { brand, identifiers, ...told } = fromAttributes(attributes);
  const price = offer.price(...PRICES);
  const before = offer.price(...PRICES_BEFORE);
  const used = !page.has('#buyNewSection,#newOfferAccordionRow') && page.has(USED);
  // Books name their authors where other things name their brand.
  const line = page.has('#bylineInfo .author,.contributorNameID')
    ? undefined
    : page.text('#bylineInfo', '#brand', '#bylineInfo_feature_div a');
  const cleaned = line && BRAND_LINE.exec(line);
  const buys = page.has('#add-to-cart-button,#buy-now-button,#one-click-button,#one-click-button-ubb');
  const maker = named(attributes, 'manufacturer');
  const where = named(attributes, 'contact');
  const listing: Partial<Listing> = {
    title,
    // A page that sells nothing says so in the same place.
    price: price ?? null,
    priceBefore: before && price && Number(before.amount) > Number(price.amount) ? before : null,
    ...told,
    brand:
      (cleaned ? (cleaned[1] ?? cleaned[2]) : undefined) ?? brand ?? (cleaned === null ? line : undefined),
    identifiers: { ...identifiers, sku: amazonSite.itemId(url) },
    description: description(page),
    category: page.lines('#wayfinding-breadcrumbs_feature_div a'),
    images: page
      .all('#landingImage,#imgBlkFront,#ebooksImgBlkFront,#main-image,#altImages img')
      .flatMap((one) => pictureOf(one) ?? []),
    rating: meanOf(page.text('#acrPopover .a-icon-alt') ?? page.attr('title', '#acrPopover')),
    reviewCount: wholeOf(page.text('#acrCustomerReviewText')),
    // Without a featured offer, "new and used from …" is still an offer.
    availability:
      buys || price
        ? 'InStock'
        : page.has('#outOfStock') || UNAVAILABLE.test(page.text('#availability') ?? '')
          ? 'OutOfStock'
          : undefined,
    condition: used ? 'UsedCondition' : price && 'NewCondition',
    variants: variants(document, page),
    seller: sellerOf(offer) ?? null,
    manufacturer:
      panel(page, 'manufacturer') ?? (maker && where ? { name: maker, address: where } : undefined),
    responsiblePerson: panel(page, 'rsp'),
    safetyInformation: page.prose(`${PANEL}psi${CONTENT}`, '#product-safety-warnings_feature_div'),
  };
  return { layout: layoutOf(page), listing };
}

/** The parts of the panel of product safety: who made the item, who answers for it in the EU. */
const PANEL = '#buffet-sidesheet-';
const CONTENT = '-content-container';
const panel = (page: Shown, part: string) => {
  const box = `${PANEL}${part}${CONTENT}`;
  const lines = page.lines(`${box} h6,${box} li`);
  // Opened and with nothing but a sentence that there is nothing.
  return operatorFrom(lines) ?? (page.text(box) ? null : undefined);
};

const UNAVAILABLE =
  /unavailable|nicht verfügbar|indisponible|non disponibile|no disponible|indisponível|niet (?:op voorraad|beschikbaar|leverbaar)|niedostępn|inte tillgänglig|slut i lager|şu anda mevcut değil|在庫切れ/i;

const LAYOUTS: [name: string, sign: string][] = [
  ['2023 offer display', '#merchantInfoFeature_feature_div,#corePriceDisplay_desktop_feature_div'],
  ['2021 core price', '#corePrice_desktop,#corePrice_feature_div,#tabular-buybox'],
  ['books and used offers', '#usedOnlyBuybox,#mediaAccordion,#kindle-price,#tmmSwatches'],
  ['2016 price block', '#priceblock_ourprice,#priceblock_saleprice,#priceblock_dealprice,#merchant-info'],
];
const layoutOf = (page: Shown) => LAYOUTS.find(([, sign]) => page.has(sign))?.[0] ?? 'title only';

/** The seller of the main offer, by whichever layout names it; undefined where there is no offer. */
function sellerOf(page: Shown): Listing['seller'] {
  const link = page.all('#sellerProfileTriggerId')[0];
  const href = link?.getAttribute('href') ?? undefined;
  const name =
    lineOf(link) ||
    page.text('#merchantInfoFeature_feature_div .offer-display-feature-text-message') ||
    page.first(['#tabular-buybox [tabular-attribute-name].tabular-buybox-text'], (one) =>
      /sold|verk|vend|sprzed|sälj|販売/i.test(one.getAttribute('tabular-attribute-name') ?? '')
        ? lineOf(one) || undefined
        : undefined,
    ) ||
    page.text('#Ebooks-desktop-printSoldBy td:last-child span') ||
    page.first(['#merchant-info', '#shipsFromSoldBy_feature_div'], (one) =>
      SOLD_BY.exec(lineOf(one))?.[1]?.trim(),
    );
  return name ? { name, url: href, id: /[?&]seller=(\w+)/.exec(href ?? '')?.[1] } : undefined;
}

function description(page: Shown): string | undefined {
  // Until 2020 a book's description was for a frame to show, and stood in a <noscript>.
  const hidden = page.all('#bookDescription_feature_div noscript')[0]?.textContent;
  return [
    page.prose('#feature-bullets li', '#productFactsDesktopExpander li', '#productDescription'),
    hidden && stripMarkup(hidden, LIMITS.description),
    page.prose(
      '#bookDescription_feature_div,[id^="drengr_"][id*="DescriptionOverviewContent"]',
      '#aplus',
      '#importantInformation,#important-information',
      '#legal_feature_div',
    ),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The picture at full size: the part of the name between "._" and "_." asks for a smaller one. */
function pictureOf(image: Element): string | undefined {
  const sizes = parseJson(image.getAttribute('data-a-dynamic-image') ?? '');
  const src =
    image.getAttribute('data-old-hires') ||
    (sizes && typeof sizes === 'object' ? Object.keys(sizes)[0] : undefined) ||
    image.getAttribute('src');
  return src && /\/images\/(?:I|W)\//.test(src) ? src.replace(/\._[^/]{1,200}_\.(?=\w+$)/, '.') : undefined;
}

/** Every combination of colour, size … and the price that its button shows. */
function variants(document: Document, page: Shown): Listing['variants'] {
  const buttons = page.all('#twister li[data-defaultasin],.inline-twister-swatch[data-asin]');
  if (!buttons.length) return undefined;
  const asinOf = (one: Element) => one.getAttribute('data-defaultasin') || one.getAttribute('data-asin');
  const prices = new Map(
    buttons.map((one) => [
      asinOf(one),
      shown(one).price('[id$="_price"],.dimension-slot-info,.twisterSwatchPrice'),
    ]),
  );
  const names = embedded(document, 'dimensionValuesDisplayData');
  return names
    ? Object.entries(names).map(([asin, parts]) => ({
        name: Array.isArray(parts) ? parts.join(', ') : '',
        price: prices.get(asin),
      }))
    : buttons.map((one) => ({
        name:
          lineOf(one.querySelector('.twisterTextDiv,.swatch-title-text')) ||
          one.querySelector('img')?.getAttribute('alt') ||
          '',
        price: prices.get(asinOf(one)),
      }));
}

/** Who is paid for a card: the label, the mark on its box, the link that counts clicks. 2017, 2020, 2022, 2024. */
const AD =
  '.puis-sponsored-label-text,.puis-sponsored-label-info-icon,.s-sponsored-label-text,.s-sponsored-label-info-icon,.s-sponsored-info-icon,.s-sponsored-header,.s-sponsored-list-header,[data-ad-feedback],[data-ad-feedback-label-id],[data-component-type="sp-sponsored-result"],.AdHolder,a[href*="/slredirect/"],a[href*="/sspa/click"],.sp_dqs,.hybrid-widget-sponsored-label';
const CARDS =
  '[data-component-type="s-search-result"],.s-result-item,#gridItemRoot,.zg-item-immersion,.zg_itemImmersion';

function results(document: Document, page: Shown, url: URL, hint: PriceHint): Draft {
  const boxes = page.all(CARDS);
  const read = (found: FoundCard): Partial<Card> => {
    const { element, item } = found;
    const card = shown(element, hint);
    const price = card.price(
      '.a-price:not(.a-text-price) .a-offscreen',
      '.a-price:not(.a-text-price)',
      '.s-price,.a-color-price',
      '[class*="p13n-sc-price"]',
    );
    const before = card.price('.a-price[data-a-strike="true"] .a-offscreen', '.a-text-strike');
    const own: Partial<Card> = {
      id: item,
      url: `${url.origin}/dp/${item}`,
      title: card.text(
        '.s-access-title',
        'a h2,h2 a',
        'h2:last-of-type',
        '.p13n-sc-truncated,[class*="line-clamp"]',
      ),
      price,
      priceBefore: before && price && Number(before.amount) > Number(price.amount) ? before : undefined,
      image: card.attr('src', 'img.s-image,img.s-access-image,img.p13n-product-image'),
      rating: meanOf(card.text('.a-icon-alt')),
      reviewCount: wholeOf(card.text('a[href*="customerReviews"]', 'a[href*="product-reviews"]')),
      sponsored: element.matches(AD) || card.has(AD) || element.parentElement?.matches('.AdHolder') === true,
    };
    return fillCard(own, found, hint);
  };
  const cards = boxes.flatMap((element) => {
    const link = element.querySelector('a[href*="/dp/"],a[href*="%2Fdp%2F"],a[href*="/gp/product/"]');
    // A result without an item is a widget of others.
    const item =
      element.getAttribute('data-asin') ??
      (element.matches('.s-result-item') ? '' : undefined) ??
      /(?:\/|%2F)(?:dp|product)(?:\/|%2F)([A-Z\d]{10})/.exec(link?.getAttribute('href') ?? '')?.[1];
    return item && link ? [read({ element, item, link, url })] : [];
  });
  const found = cards.length
    ? cards
    : findCards(document, url, (link) =>
        link.hostname === url.hostname ? amazonSite.itemId(link) : null,
      ).map(read);
  return { layout: cards.length ? 'result items' : found.length ? 'linked items' : null, cards: found };
}

/** A seller's page: name, and the box of business details that EU law wants there. */
function seller(page: Shown, url: URL): Draft {
  const id = url.searchParams.get('seller') ?? undefined;
  const name = page.text('#seller-name', '#sellerName', '#aag_header h1', '#seller-profile-container h1');
  const pairs: { name: string; lines: string[] }[] = [];
  for (const row of page.all(
    '#page-section-detail-seller-info .a-row,#seller-profile-container .a-list-item',
  )) {
    if (row.querySelector('.a-row')) continue;
    const label = row.querySelector('.a-text-bold');
    const told = lineOf(row);
    const key = lineOf(label);
    if (key) pairs.push({ name: key, lines: [told.slice(key.length).trim()] });
    else pairs.at(-1)?.lines.push(told);
  }
  const trader = traderFrom(pairs);
  const shows = page.has('#page-section-detail-seller-info');
  const listing: Partial<Listing> = {
    seller: name || id ? { id, name, country: trader?.country } : undefined,
    trader: trader ? { name: null, address: null, ...trader } : shows ? null : undefined,
  };
  return { layout: name ? (shows ? '2019 seller page' : 'seller name only') : null, listing };
}
