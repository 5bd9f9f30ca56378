import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing } from '../../listing/listing.ts';
import { type PriceHint, parsePrice } from '../../listing/price.ts';
import { fromAttributes } from '../attributes.ts';
import { type FoundCard, fillCard, findCards } from '../cards.ts';
import { countryOf } from '../countries.ts';
import { ldProduct } from '../json-ld.ts';
import { wholeOf } from '../numbers.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf, type Shown, shown } from '../shown.ts';

/**
 * Etsy. Product pages: 2016 (itemprop meta tags, #item-overview), since 2020 (JSON-LD, data-buy-box-region). Its
 * JSON-LD calls the shop the brand and rates the shop, not the item. Results: v2-listing-card since 2019. Details
 * of the trader come into #reg-seller-details-overlay when a person opens it.
 */
export const etsySite: Site = {
  id: 'etsy',
  name: 'Etsy',
  hosts: ['etsy.com'],
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: { network: 'Awin', parameters: /^awc$/ },
  itemId: ({ pathname }) =>
    /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?listing\/(\d+)(?:\/|$)/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    const path = url.pathname.replace(/^\/[a-z]{2}(?:-[a-z]{2})?(?=\/)/, '');
    if (/^\/(?:shop\/[^/]+|people\/[^/]+)\/?$/.test(path)) return 'trader';
    return /^\/(?:search|c|market|featured|browse|gift-guides)(?:\/|$)/.test(path) ? 'results' : 'other';
  },
};
export const etsy: Reader = {
  site: etsySite,
  read(document, url, kind) {
    const hint = { host: url.hostname, language: document.documentElement?.lang };
    const page = shown(document, hint);
    if (kind === 'trader') return shop(page, url);
    return kind === 'results' ? results(document, url, hint) : product(document, page, url, hint);
  },
};

const SHIPS_FROM =
  /(?:ships (?:worldwide )?from|dispatched from|dispatches from|versand(?: erfolgt)? aus|expédiée? (?:depuis|de)|spedito da|spedizione da|(?:se )?env[ií](?:ado|a|o) desde|verzonden vanuit|wysyłka z) ([^.]{2,40})/i;

function product(document: Document, page: Shown, url: URL, hint: PriceHint): Draft {
  const told = ldProduct(document, url, hint);
  const title = page.text('h1[data-buy-box-listing-title]', 'h1 [itemprop="name"]', 'h1') ?? told?.title;
  if (!title) return { layout: null };
  const region = '[data-buy-box-region="price"]';
  const price =
    page.price(`${region} p:first-of-type`, `${region} .currency-value`) ??
    told?.price ??
    parsePrice(page.attr('content', 'meta[itemprop="price"]') ?? '', {
      ...hint,
      currency: page.attr('content', 'meta[itemprop="currency"],meta[itemprop="priceCurrency"]'),
    });
  const before = page.price(`${region} .wt-text-strikethrough`, `${region} del`);
  const lists = choices(page, hint);
  const attributes = [
    ...page
      .all('li.wt-block-grid__item,#product-details-content-toggle li,#item-overview li')
      .flatMap((one) => lineOf(one, LIMITS.line).split(/;\s/))
      .flatMap((line) => {
        const [, name, value] = /^([^:]{2,40}):\s(.{1,200})$/.exec(line) ?? [];
        return name && value ? [{ name, value }] : [];
      }),
    ...lists.map(({ name, options }) => ({ name, value: options.map((one) => one.name).join(', ') })),
  ];
  const item = page.all('.reviews-header,[data-appears-component-name="reviews_header"]')[0];
  // 2016 rates the shop, and says so; later pages rate the item beside the shop.
  const rating = item
    ? meanOf(shown(item).attr('value', 'input[name="rating"]'))
    : (meanOf(page.attr('content', 'meta[itemprop="rating"],meta[itemprop="ratingValue"]')) ?? told?.rating);
  const reviewCount = item
    ? wholeOf(/\((\d[\d.,\s]*)/.exec(lineOf(item))?.[1])
    : (wholeOf(
        page.attr('content', 'meta[itemprop="count"]') ?? page.text('#same-listing-reviews-tab .wt-badge'),
      ) ?? told?.reviewCount);
  const from =
    page.text('.origin') ?? SHIPS_FROM.exec(page.attr('content', 'meta[name="description"]') ?? '')?.[1];
  const trail = page.lines('[data-breadcrumb-link],#listing-tag-list a').slice(0, LIMITS.categories);
  const { identifiers, ...own } = fromAttributes(attributes);
  const listing: Partial<Listing> = {
    ...own,
    title,
    price: price ?? null,
    priceBefore: before && price && Number(before.amount) > Number(price.amount) ? before : null,
    description:
      page.prose('[data-id="description-text"]') ?? page.prose('#description-text') ?? told?.description,
    category:
      told?.category ?? (trail.length ? trail.filter((one) => !/^(?:homepage|home)$/i.test(one)) : undefined),
    identifiers: { ...identifiers, sku: etsySite.itemId(url) },
    images: [
      ...page
        .all('[data-carousel-pane] img,#image-carousel li,.listing-page-image-carousel-component img')
        .map(
          (one) =>
            one.getAttribute('data-src-zoom-image') ??
            one.getAttribute('data-full-image-href') ??
            one.getAttribute('src') ??
            '',
        ),
      ...(told?.images ?? []),
    ].map((src) => src.replace(/\/il_\w+\./, '/il_fullxfull.')),
    variants: lists.flatMap(({ options }) => options),
    availability:
      told?.availability ??
      (page.has('[data-buy-box] form[action*="cart"],form.add-to-cart-form') ? 'InStock' : undefined),
    condition: /\bvintage\b/i.test(page.text('#item-overview', '.wt-block-grid__item') ?? '')
      ? 'UsedCondition'
      : told?.condition,
    rating,
    reviewCount,
    shipsFrom: countryOf(from),
    seller: sellerOf(page, told?.brand ?? undefined) ?? null,
    trader: traderOf(page),
  };
  if (!listing.variants?.length) listing.variants = told?.variants;
  return {
    layout: told ? '2020 JSON-LD' : page.has('meta[itemprop="price"]') ? '2016 microdata' : 'heading only',
    listing,
  };
}

/** What a person chooses from: "16 Inches (€42.25)". Which choices go together is not said. */
function choices(page: Shown, hint: PriceHint) {
  return page.all('select[id^="variation-selector"],select.variation').map((select) => {
    const label =
      select.ownerDocument.querySelector(`[id="${select.getAttribute('aria-labelledby') ?? ''}"]`) ??
      select.parentElement?.querySelector('label');
    const options = shown(select)
      .all('option[value]')
      .filter((one) => one.getAttribute('value'))
      .map((one) => {
        const [, name = '', told] =
          /^(.*?)\s*(?:[([]([^()[\]]*\d[^()[\]]*)[)\]])?$/.exec(
            (one.textContent ?? '').slice(0, 300).replace(/\s+/g, ' ').trim(),
          ) ?? [];
        const price = told ? parsePrice(told, hint) : null;
        return price?.currency ? { name, price } : { name: told ? `${name} (${told})` : name };
      });
    return { name: lineOf(label) || 'Option', options };
  });
}

/** The shop, which its JSON-LD calls the brand; of the links to shops, that to the one so called, or the nearest. */
function sellerOf(page: Shown, called: string | undefined): Listing['seller'] {
  const links = [
    'a[href*="ref=shop-header-name"],.shop-name a[href*="/shop/"]',
    '.how-its-made-label-product-details a[href*="/shop/"],#listing-page-cart a[href*="/shop/"]',
    'a[href*="/shop/"]',
  ].flatMap((selector) => page.all(selector));
  const nameIn = (one: Element) => /\/shop\/([^/?#]+)/.exec(one.getAttribute('href') ?? '')?.[1];
  const link = links.find((one) => nameIn(one) === called) ?? links.find((one) => lineOf(one));
  const name = (link && nameIn(link)) ?? called;
  // A shop's name is its address; the link may say more ("Visit the shop").
  return name ? { name, url: link?.getAttribute('href')?.replace(/[?#].*$/, ''), id: name } : undefined;
}

/** Absent until a person opens the dialog, for the page does not have it; null if it then says nothing. */
function traderOf(page: Shown): Listing['trader'] {
  const dialog = page.all('#reg-seller-details-overlay')[0];
  if (!dialog) return undefined;
  const told = page.text('#seller-details-trader-info');
  const address = page.all('#seller-details-addresss,#seller-details-address')[0];
  const lines = address ? [lineOf(address)].filter(Boolean) : [];
  const number = page.text('#seller-details-reg-number');
  if (!told && !number && !lines.length)
    return dialog.getAttribute('aria-hidden') === 'false' ? null : undefined;
  return {
    // A sentence about the kind of seller may stand where the name does.
    name: told && told.length < 120 && !/\.$/.test(told) ? told : null,
    address: lines.join(', ') || null,
    registrationNumber: number ?? null,
    country: countryOf(lines.at(-1)),
  };
}

/** Classes that a style sheet in the page hides: the words "Ad by Etsy seller" are in every card, mostly unseen. */
function hiddenClasses(document: Document): Set<string> {
  const hidden = new Set<string>();
  for (const style of [...document.querySelectorAll('style')].slice(0, 60))
    for (const [, name] of (style.textContent ?? '')
      .slice(0, 200_000)
      .matchAll(/\.([\w-]{1,80})\s*\{[^{}]{0,300}?(?:display:\s*none|visibility:\s*hidden|font-size:\s*0)/g))
      if (name) hidden.add(name);
  return hidden;
}

const AD =
  '[id^="ad-listing-title-"],[data-ad-label],a[href*="ref=sc_gallery"],a[href*="ad_id="],[data-is-ad="true"]';
const AD_WORDS =
  /^(?:ad|ads|anzeige|pub|annonce|annuncio|anuncio|advertentie|reklama) (?:by|from|vom|von|par|del|de|van|od)\b/i;

function results(document: Document, url: URL, hint: PriceHint): Draft {
  let hidden: Set<string> | undefined;
  const isAd = (root: Element) =>
    root.matches(AD) ||
    root.querySelector(AD) !== null ||
    [...root.querySelectorAll('.wt-text-caption span,.wt-text-caption')].slice(0, 30).some((one) => {
      if (
        one.firstElementChild ||
        !AD_WORDS.test(lineOf(one, 100)) ||
        one.getAttribute('aria-hidden') === 'true'
      )
        return false;
      hidden ??= hiddenClasses(document);
      const classes = (one.getAttribute('class') ?? '').split(/\s+/);
      return (
        !classes.some((name) => hidden?.has(name)) && !/display:\s*none/.test(one.getAttribute('style') ?? '')
      );
    });
  const read = (found: FoundCard): Partial<Card> => {
    const card = shown(found.element, hint);
    const price = card.price('.lc-price .currency-value', '.currency-value');
    const currency = card.text('.currency-symbol');
    const own: Partial<Card> = {
      id: found.item,
      url: `${url.origin}/listing/${found.item}`,
      title: card.text(
        'h3.v2-listing-card__title',
        '[id^="listing-title-"],[id^="ad-listing-title-"]',
        'h3,h2',
      ),
      price: price && parsePrice(`${currency ?? ''}${price.amount}`, hint),
      priceBefore: card.price('.lc-price .wt-text-strikethrough', '.wt-text-strikethrough'),
      image: card.attr('src', 'img[data-listing-card-listing-image]', 'img[src*="etsystatic"]'),
      rating: meanOf(card.attr('value', 'input[name="rating"]')),
      sponsored: isAd(found.element),
    };
    return fillCard(own, found, hint);
  };
  const cards = findCards(document, url, (link) =>
    /(?:^|\.)etsy\.com$/.test(link.hostname) ? etsySite.itemId(link) : null,
  );
  const listed = cards.filter(
    ({ element }) =>
      element.closest('[data-results-grid-container],[data-search-results],.v2-listing-card') ||
      element.querySelector('.v2-listing-card'),
  );
  return {
    layout: listed.length ? '2019 v2-listing-card' : cards.length ? 'linked items' : null,
    cards: (listed.length ? listed : cards).map(read),
  };
}

function shop(page: Shown, url: URL): Draft {
  const id = /\/(?:shop|people)\/([^/]+)/.exec(url.pathname)?.[1];
  const name = page.text('.shop-name-and-title-container h1', '[data-component="shop-home"] h1', 'h1');
  return {
    layout: name ? 'shop' : null,
    listing: { seller: name ? { id, name } : undefined, trader: traderOf(page) },
  };
}
