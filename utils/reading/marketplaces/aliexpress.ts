import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing, Money } from '../../listing/listing.ts';
import { conditionOf, fromAttributes, named } from '../attributes.ts';
import { findCards, readCard } from '../cards.ts';
import { countryOf } from '../countries.ts';
import { embedded } from '../embedded.ts';
import { at, listAt } from '../json.ts';
import { wholeOf } from '../numbers.ts';
import { meanOf } from '../rating.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf, type Shown, shown } from '../shown.ts';
import { linesOf } from '../text.ts';
import { safetyFrom, traderFrom } from '../trader.ts';

/**
 * AliExpress, its layouts (2020 runParams with modules, 2023 runParams with components, 2024 shell with late DOM,
 * 2025 hashed classes), results, store pages and the sellers' business information. The components of 2023 and
 * the panels of trader and product safety are known from code only.
 */
export const aliexpressSite: Site = {
  id: 'aliexpress',
  name: 'AliExpress',
  hosts: ['aliexpress.com', 'aliexpress.us'],
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: {
    network: 'AliExpress Portals',
    parameters: /^aff_(?:fcid|platform|trace_key|fsk|short_key)$/,
  },
  itemId: ({ pathname }) => /^\/(?:item|i)\/(?:[^/]+\/)?(\d+)\.html$/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    if (/^\/(?:store\/\d|credential\/showcredential)/.test(url.pathname)) return 'trader';
    return /^\/(?:w|wholesale|popular|category|af|premium|gcp|ssr|p\/calp-plus)(?:[/-]|$)/.test(url.pathname)
      ? 'results'
      : 'other';
  },
};
export const aliexpress: Reader = {
  site: aliexpressSite,
  read(document, url, kind) {
    const page = shown(document, { language: document.documentElement?.lang, host: url.hostname });
    if (kind === 'results') return results(document, url);
    if (kind === 'trader') return store(page, url);
    return fromRunParams(document, url) ?? fromPage(document, page, url);
  },
};

const text = (value: unknown, ...path: (string | number)[]): string | undefined => {
  const found = at(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
};
const money = (value: unknown): Money | undefined => {
  const [amount, currency] = [text(value, 'value'), text(value, 'currency')];
  return amount && Number(amount) > 0 ? { amount, currency: currency ?? null } : undefined;
};

/** 2020 and 2023: everything is in `window.runParams = { data: {…} }`, in modules and later in components. */
function fromRunParams(document: Document, url: URL): Draft | null {
  const data = at(embedded(document, 'window.runParams'), 'data');
  const part = (module: string, component: string) => at(data, module) ?? at(data, component);
  const title = text(data, 'titleModule', 'subject') ?? text(data, 'productInfoComponent', 'subject');
  const id = text(data, 'commonModule', 'productId') ?? text(data, 'productInfoComponent', 'id');
  // After single-page navigation the state may still be the last item's.
  if (!title || (id && id !== aliexpressSite.itemId(url))) return null;
  const price = part('priceModule', 'priceComponent');
  const shop = part('storeModule', 'sellerComponent');
  const attributes = listAt(part('specsModule', 'productPropComponent'), 'props').map((one) => ({
    name: text(one, 'attrName') ?? '',
    value: text(one, 'attrValue') ?? '',
    id: text(one, 'attrNameId'),
  }));
  const now = money(at(price, 'minActivityAmount')) ?? money(at(price, 'discountPrice', 'minActivityAmount'));
  const full = money(at(price, 'minAmount')) ?? money(at(price, 'origPrice', 'minAmount'));
  const rating = at(data, 'titleModule', 'feedbackRating') ?? at(data, 'feedbackComponent');
  const told = fromAttributes(attributes);
  const listing: Partial<Listing> = {
    title,
    price: now ?? full ?? null,
    priceBefore: now && full && now.amount !== full.amount ? full : null,
    // Attribute 2 is the brand, in whatever language its name is.
    brand: attributes.find((one) => one.id === '2')?.value ?? told.brand ?? null,
    model: told.model ?? attributes.find((one) => /\bmodel\b/i.test(one.name))?.value,
    identifiers: told.identifiers,
    category: listAt(
      part('crossLinkModule', 'breadcrumbComponent'),
      at(data, 'crossLinkModule') ? 'breadCrumbPathList' : 'pathList',
    )
      .map((one) => text(one, 'name') ?? '')
      .slice(1),
    attributes: attributes.length ? attributes : null,
    images: listAt(part('imageModule', 'imageComponent'), 'imagePathList') as string[],
    variants: variantsOf(part('skuModule', 'skuComponent'), listAt(price, 'skuPriceList')),
    condition: conditionOf(
      named(attributes, 'condition') ?? attributes.find((one) => one.id === '200001041')?.value,
    ),
    rating: meanOf(text(rating, 'averageStar') ?? text(rating, 'evarageStar')),
    reviewCount: wholeOf(text(rating, 'totalValidNum')),
    availability: stock(text(part('quantityModule', 'inventoryComponent'), 'totalAvailQuantity')),
    seller: {
      id: text(shop, 'storeNum'),
      name: text(shop, 'storeName'),
      url: text(shop, 'storeURL'),
      country: countryOf(text(shop, 'countryCompleteName')),
    },
  };
  return { layout: at(data, 'titleModule') ? '2020 runParams' : '2023 runParams', listing };
}

/** Every combination of colour, size … with its price: the list of them names only the ids of its parts. */
function variantsOf(sku: unknown, prices: unknown[]): Listing['variants'] {
  const names = new Map<string, string>();
  for (const property of listAt(sku, 'productSKUPropertyList'))
    for (const value of listAt(property, 'skuPropertyValues')) {
      const name = text(value, 'propertyValueDisplayName') ?? text(value, 'propertyValueName');
      for (const id of ['propertyValueId', 'propertyValueIdLong'])
        if (name) names.set(text(value, id) ?? '', name);
    }
  const list = listAt(sku, 'skuPriceList').length ? listAt(sku, 'skuPriceList') : prices;
  const variants = list.slice(0, LIMITS.variants).flatMap((one) => {
    const name = (text(one, 'skuPropIds') ?? '')
      .split(',')
      .flatMap((id) => names.get(id) ?? [])
      .join(', ');
    const price = money(at(one, 'skuVal', 'skuActivityAmount')) ?? money(at(one, 'skuVal', 'skuAmount'));
    return name ? [{ name, price }] : [];
  });
  return variants.length ? variants : undefined;
}

const stock = (quantity: string | undefined) => quantity && (Number(quantity) > 0 ? 'InStock' : 'OutOfStock');

/** 2024 and later: drawn by script. Class names end in a hash that changes, so their beginnings are matched. */
function fromPage(document: Document, page: Shown, url: URL): Draft {
  const heading = page.text('h1[data-pl]', 'h1');
  const shell = embedded(document, 'DCData');
  const attributes = page.rows(
    '[class*="specification--prop"]',
    '[class*="specification--title"]',
    '[class*="specification--desc"]',
  );
  const images = page
    .all('[class*="slider--img"] img')
    .map((image) => (image.getAttribute('src') ?? '').replace(/(\.(?:jpe?g|png|webp))_\d.*$/, '$1'));
  const known = listAt(shell, 'imagePathList') as string[];
  // The address and pictures of the shell are the first item's, also after single-page navigation.
  const address = page.attr('content', 'meta[property="og:url"]') ?? '/';
  const fresh =
    URL.canParse(address, url.href) &&
    aliexpressSite.itemId(new URL(address, url)) === aliexpressSite.itemId(url);
  const shared = page.attr('content', 'meta[property="og:title"]')?.replace(/\s*[-|]\s*AliExpress.*$/i, '');
  const link = page.all('[class*="store-detail--wrap"],a[href*="/store/"]')[0];
  const href =
    link?.closest('a')?.getAttribute('href') ?? link?.querySelector('a')?.getAttribute('href') ?? '';
  const details = pairsIn(
    page,
    '[class*="store-detail"] tr,[class*="store-info"] tr,[class*="comet-v2-popover"] tr',
  );
  const { identifiers, ...told } = fromAttributes(attributes);
  const choices = page.all('[class*="sku-item--image"] img,[class*="sku-item--text"]').flatMap((one) => {
    const name = one.getAttribute('alt') || one.getAttribute('title') || lineOf(one, LIMITS.name);
    return name ? [{ name }] : [];
  });
  const listing: Partial<Listing> = {
    ...told,
    identifiers,
    title: heading ?? (fresh ? shared : undefined),
    price: page.price(
      '[class*="price-default--current"]',
      '[class*="price--currentPrice"]',
      '[class*="product-price-current"]',
    ),
    priceBefore: page.price('[class*="price-default--original"]', '[class*="price--original"]'),
    images: images.length || !fresh ? images : known,
    description: page.prose('#product-description', '[class*="description--product"]') ?? framed(document),
    category: page.lines('[class*="breadcrumb"] a').slice(1),
    rating: meanOf(page.text('[class*="reviewer--rating"]')),
    reviewCount: wholeOf(page.text('[class*="reviewer--reviews"]')),
    availability: stock(/\d+/.exec(page.text('[class*="quantity--info"]')?.replace(/[.,]/g, '') ?? '')?.[0]),
    condition: conditionOf(named(attributes, 'condition')),
    variants: choices.length ? choices : undefined,
    seller: link
      ? {
          name:
            page.text('[class*="store-detail--storeName--"]', '[class*="store-info--name"]') ?? lineOf(link),
          url: href,
          id: /\/store\/(\d+)/.exec(href)?.[1],
          country: details.country,
        }
      : undefined,
    trader: details.trader,
    ...safetyFrom(
      linesOf(
        page.all('[class*="compliance"],[class*="gpsr"]')[0] ??
          page.section(/compliance|product safety|produktsicherheit/i),
        LIMITS.line,
      ),
    ),
  };
  const layout = heading ? '2025 hashed classes' : shell && fresh ? '2024 shell' : null;
  return { layout, listing };
}

/** The seller's description, where it stands in a frame or a shadow tree that this page may read. */
function framed(document: Document): string | undefined {
  try {
    const frame = document.querySelector(
      'iframe[class*="description"],#product-description iframe',
    ) as HTMLIFrameElement | null;
    return frame?.contentDocument?.body ? shown(frame.contentDocument).prose('body') : undefined;
  } catch {
    return undefined;
  }
}

/** Pairs of label and value about a store: its trader's details, and the country it says it is in. */
function pairsIn(page: Shown, rows: string): { trader: Listing['trader']; country: string | undefined } {
  const pairs = page.all(rows).flatMap((row) => {
    const [name, ...values] = [...row.children].map((one) => lineOf(one, LIMITS.line));
    return name ? [{ name, lines: values }] : [];
  });
  const where = pairs.find(({ name }) =>
    /^(?:location|country|standort|land|pays|lieu|paese|país|ubicación|kraj|lokalizacja)/i.test(name),
  );
  // "Name" and "Store no." alone are of the shop, not of who stands behind it.
  const legal = pairs.some(({ name }) =>
    /business|company|address|vat|firm|unternehmen|entreprise|azienda|empresa/i.test(name),
  );
  const trader = legal
    ? traderFrom(
        pairs.filter(({ name }) => !/^store|no\.?:?$/i.test(name)),
        countryOf,
      )
    : undefined;
  return { trader, country: countryOf(where?.lines[0]) ?? trader?.country ?? undefined };
}

/** A store's page, or the page of its business information, which is behind a captcha. */
function store(page: Shown, url: URL): Draft {
  const id = /^\/store\/(\d+)/.exec(url.pathname)?.[1] ?? url.searchParams.get('storeNum') ?? undefined;
  const name = page.text(
    '[class*="store-name"]',
    '[class*="storeName"]',
    '.shop-name',
    '[class*="shop-name"]',
    'h1',
  );
  const { trader, country } = pairsIn(page, 'tr,dl,.credential-item');
  const found = name || trader;
  return {
    layout: found ? 'store' : null,
    listing: {
      seller: found ? { id, name, country, url: id && `${url.origin}/store/${id}` } : undefined,
      // The page of business information is there to show it.
      trader: trader ?? (name && /showcredential/.test(url.pathname) ? null : undefined),
    },
  };
}

const AD = '[class*="multi--ad-"],[data-spm="seoads"],a[href*="aem_p4p_detail="]';

/** Results: the state they were drawn from where it is there, and else what is drawn. */
function results(document: Document, url: URL): Draft {
  const mods =
    at(embedded(document, '_init_data_'), 'data', 'data', 'root', 'fields', 'mods') ??
    at(embedded(document, '_init_data_'), 'data', 'root', 'fields', 'mods');
  const items = listAt(mods, 'itemList', 'content');
  if (items.length) return { layout: '2024 _init_data_', cards: items.map((item) => card(item, url)) };
  const cards = findCards(document, url, aliexpressSite.itemId).map((found) => ({
    ...readCard(found, {}),
    id: found.item,
    sponsored: found.element.querySelector(AD) !== null,
  }));
  return { layout: cards.length ? 'rendered cards' : null, cards };
}

function card(item: unknown, url: URL): Partial<Card> {
  const id = text(item, 'productId') ?? '';
  const price = (kind: string) => {
    const prices = at(item, 'prices', kind);
    const amount = text(prices, 'minPrice');
    return amount ? { amount, currency: text(prices, 'currencyCode') ?? null } : undefined;
  };
  return {
    id,
    url: `${url.origin}/item/${id}.html`,
    title: text(item, 'title', 'displayTitle'),
    price: price('salePrice') ?? price('originalPrice') ?? null,
    priceBefore: price('salePrice') && price('originalPrice'),
    rating: meanOf(text(item, 'evaluation', 'starRating')),
    image: text(item, 'image', 'imgUrl'),
    sponsored: at(item, 'p4p') !== undefined || (text(item, 'productType') ?? 'natural') !== 'natural',
    seller: {
      id: text(item, 'store', 'storeId'),
      name: text(item, 'store', 'storeName'),
      url: text(item, 'store', 'storeUrl'),
    },
  };
}
