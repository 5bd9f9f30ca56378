import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing, Money } from '../../listing/listing.ts';
import { conditionOf, fromAttributes, said } from '../attributes.ts';
import { findCards, readCard } from '../cards.ts';
import { at, listAt, parseJson } from '../json.ts';
import { ldProduct } from '../json-ld.ts';
import { stripMarkup } from '../markup.ts';
import { term } from '../product.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { shown } from '../shown.ts';

/**
 * Walmart (US, Canada, Mexico). Since 2021 the state in __NEXT_DATA__, whose items are known from real answers of
 * 2025–26 but whose pages were not seen whole; where it is missing, JSON-LD and the marked-up heading and price.
 * The other countries' sites are shops of another platform, which the generic reader knows.
 */
export const walmartSite: Site = {
  id: 'walmart',
  name: 'Walmart',
  hosts: ['walmart.com', 'walmart.ca', 'walmart.com.mx'],
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: { network: 'Impact', parameters: /^(?:irgwc|clickid|wmlspartner)$/ },
  itemId: ({ pathname }) =>
    /^\/(?:en\/|fr\/)?ip\/(?:[^/]+\/){0,2}([A-Z\d]{6,20})\/?$/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^\/(?:global\/)?seller\/\d+/.test(url.pathname)) return 'trader';
    return /^\/(?:en\/|fr\/)?(?:search|browse|shop|cp)(?:\/|$)/.test(url.pathname) ? 'results' : 'other';
  },
};
export const walmart: Reader = {
  site: walmartSite,
  read(document, url, kind) {
    const state = parseJson(document.querySelector('#__NEXT_DATA__')?.textContent?.slice(0, 6_000_000) ?? '');
    const data =
      at(state, 'props', 'pageProps', 'initialData', 'data') ??
      at(state, 'props', 'pageProps', 'initialData');
    if (kind === 'trader') return trader(document, data, url);
    return kind === 'results'
      ? results(document, at(state, 'props', 'pageProps', 'initialData'), url)
      : product(document, data, url);
  },
};

const textAt = (value: unknown, ...path: (string | number)[]): string | undefined => {
  const found = at(value, ...path);
  return (typeof found === 'string' && found.trim() !== '') || typeof found === 'number'
    ? String(found)
    : undefined;
};
const numberAt = (value: unknown, ...path: string[]): number | undefined => {
  const found = at(value, ...path);
  return typeof found === 'number' && found > 0 ? found : undefined;
};

const CURRENCIES: Record<string, string> = { ca: 'CAD', mx: 'MXN', com: 'USD' };
const money = (price: unknown, url: URL): Money | undefined => {
  const amount = numberAt(price, 'price');
  const currency = textAt(price, 'currencyUnit') ?? CURRENCIES[url.hostname.split('.').at(-1) ?? ''];
  return amount ? { amount: String(Math.round(amount * 100) / 100), currency: currency ?? null } : undefined;
};

function product(document: Document, data: unknown, url: URL): Draft {
  const item = at(data, 'product');
  const title = textAt(item, 'name');
  const id = textAt(item, 'usItemId');
  // After single-page navigation the state may still be the last item's.
  if (!title || (id && id !== walmartSite.itemId(url))) return fallback(document, url);
  const idml = at(data, 'idml');
  const attributes = listAt(idml, 'specifications').flatMap((one) => {
    const [name, value] = [textAt(one, 'name'), textAt(one, 'value')];
    return name && value ? [{ name, value }] : [];
  });
  const { identifiers, ...own } = fromAttributes(attributes);
  const price = money(at(item, 'priceInfo', 'currentPrice'), url);
  const before =
    money(at(item, 'priceInfo', 'wasPrice'), url) ?? money(at(item, 'priceInfo', 'listPrice'), url);
  const seller = textAt(item, 'sellerDisplayName') ?? textAt(item, 'sellerName');
  const sellerId = textAt(item, 'catalogSellerId') ?? textAt(item, 'sellerId');
  const upc = textAt(item, 'upc');
  const prose = [
    textAt(idml, 'shortDescription') ?? textAt(item, 'shortDescription'),
    textAt(idml, 'longDescription'),
  ];
  const warnings = listAt(idml, 'warnings').flatMap((one) => textAt(one, 'value') ?? textAt(one) ?? []);
  const listing: Partial<Listing> = {
    ...own,
    title,
    price: price ?? null,
    priceBefore: before && price && Number(before.amount) > Number(price.amount) ? before : null,
    brand: said(textAt(item, 'brand')) ?? own.brand,
    model: said(textAt(item, 'model')) ?? own.model,
    identifiers: {
      sku: id,
      gtin: upc && /^\d{8}(?:\d{4,6})?$/.test(upc) ? upc : identifiers?.gtin,
      mpn: said(textAt(item, 'manufacturerProductId')) ?? identifiers?.mpn,
    },
    description: prose
      .map((one) => one && stripMarkup(one, LIMITS.description))
      .filter(Boolean)
      .join(' '),
    category: listAt(item, 'category', 'path').flatMap((one) => textAt(one, 'name') ?? []),
    images: listAt(item, 'imageInfo', 'allImages').flatMap(
      (one) => textAt(one, 'url')?.replace(/\?.*$/, '') ?? [],
    ),
    rating: numberAt(item, 'averageRating') ?? numberAt(data, 'reviews', 'averageOverallRating'),
    reviewCount: numberAt(item, 'numberOfReviews') ?? numberAt(data, 'reviews', 'totalReviewCount'),
    availability: term(textAt(item, 'availabilityStatus')),
    condition: conditionOf(textAt(item, 'conditionType') ?? textAt(item, 'condition')) ?? undefined,
    seller: seller
      ? { name: seller, id: sellerId, url: sellerId && `${url.origin}/seller/${sellerId}` }
      : null,
    safetyInformation: warnings.length
      ? warnings.map((one) => stripMarkup(one, LIMITS.line)).join(' ')
      : undefined,
    variants: variantsOf(item, url),
  };
  return { layout: '2021 __NEXT_DATA__', listing };
}

/** Every variant by the names of its choices: "Red, 2 l". */
function variantsOf(item: unknown, url: URL): Listing['variants'] {
  const names = new Map<string, string>();
  for (const criterion of listAt(item, 'variantCriteria'))
    for (const one of listAt(criterion, 'variantList')) {
      const [id, name] = [textAt(one, 'id'), textAt(one, 'name')];
      if (id && name) names.set(id, name);
    }
  const models = at(item, 'variantsMap');
  const variants = Object.values(Object(models))
    .slice(0, LIMITS.variants)
    .flatMap((one) => {
      const called = listAt(one, 'variants')
        .flatMap((id) => names.get(String(id)) ?? [])
        .join(', ');
      return called ? [{ name: called, price: money(at(one, 'priceInfo', 'currentPrice'), url) }] : [];
    });
  return variants.length ? variants : undefined;
}

/** Without the state: JSON-LD, or the marked-up heading and price of 2017–2021. */
function fallback(document: Document, url: URL): Draft {
  const hint = { host: url.hostname };
  const page = shown(document, hint);
  const told = ldProduct(document, url, hint);
  const title = page.text('h1[itemprop="name"]', '#main-title', 'h1.prod-ProductTitle', 'h1') ?? told?.title;
  if (!title || !(told || page.has('[itemprop="price"],h1.prod-ProductTitle'))) return { layout: null };
  const seller = page.text(
    '[data-testid="product-seller-info"] a',
    '.seller-name',
    'a[data-tl-id*="SellerName"]',
  );
  return {
    layout: told ? 'JSON-LD' : '2017 microdata',
    listing: {
      ...told,
      title,
      price: page.price('[itemprop="price"]') ?? told?.price ?? null,
      rating: told?.rating ?? meanOf(page.text('[itemprop="ratingValue"]')),
      seller: seller ? { name: seller } : told?.seller,
    },
  };
}

const AD =
  '#sponsored-label,[data-testid="sponsored-label"],[data-ad-component-type="wpa-tile"],a[href*="wrd.walmart."]';

function results(document: Document, initial: unknown, url: URL): Draft {
  const search = at(initial, 'searchResult') ?? at(initial, 'data', 'searchResult');
  const items = listAt(search, 'itemStacks').flatMap((stack) => listAt(stack, 'items'));
  const cards = items.flatMap((item): Partial<Card>[] => {
    const id = textAt(item, 'usItemId');
    const name = textAt(item, 'name');
    if (!id || !name) return [];
    const price = money(at(item, 'priceInfo', 'currentPrice'), url);
    const line = textAt(item, 'priceInfo', 'linePrice')?.replace(/[^\d.]/g, '');
    const seller = textAt(item, 'sellerName');
    return [
      {
        id,
        url: `${url.origin}/ip/${id}`,
        title: name,
        price: price ?? money({ price: Number(line) || numberAt(item, 'price') }, url) ?? null,
        image: textAt(item, 'imageInfo', 'thumbnailUrl') ?? textAt(item, 'image'),
        rating: numberAt(item, 'averageRating') ?? numberAt(item, 'rating', 'averageRating'),
        reviewCount: numberAt(item, 'numberOfReviews') ?? numberAt(item, 'rating', 'numberOfReviews'),
        sponsored: at(item, 'isSponsoredFlag') === true || (at(item, 'sponsoredProduct') ?? null) !== null,
        seller: seller ? { name: seller, id: textAt(item, 'sellerId') } : undefined,
      },
    ];
  });
  if (cards.length) return { layout: '2021 __NEXT_DATA__', cards };
  const hint = { host: url.hostname };
  const drawn = findCards(document, url, (link) =>
    /(?:^|\.)walmart\./.test(link.hostname) ? walmartSite.itemId(link) : null,
  ).map((found) => ({
    ...readCard(found, hint),
    id: found.item,
    sponsored: found.element.querySelector(AD) !== null || found.element.closest(AD) !== null,
  }));
  return { layout: drawn.length ? 'linked items' : null, cards: drawn };
}

/** A seller's page: known from code only, so little is asked of it. */
function trader(document: Document, data: unknown, url: URL): Draft {
  const id = /\/seller\/(\d+)/.exec(url.pathname)?.[1];
  const info = at(data, 'seller') ?? at(data, 'sellerInfo');
  const name = textAt(info, 'sellerDisplayName') ?? textAt(info, 'sellerName') ?? shown(document).text('h1');
  const [address, email, phone] = [
    textAt(info, 'sellerAddress'),
    textAt(info, 'sellerEmail'),
    textAt(info, 'sellerPhone'),
  ];
  const trader =
    address || email || phone ? { name: textAt(info, 'sellerName'), address, email, phone } : undefined;
  return { layout: name ? 'seller' : null, listing: { seller: name ? { id, name } : undefined, trader } };
}
