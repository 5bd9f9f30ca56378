import { LIMITS } from '../../listing/limits.ts';
import type { Listing } from '../../listing/listing.ts';
import { fromAttributes } from '../attributes.ts';
import { findCards, readCard } from '../cards.ts';
import { embedded } from '../embedded.ts';
import { at } from '../json.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf, type Shown, shown } from '../shown.ts';

/**
 * Taobao and Tmall. Product pages of 2017–2021 (tb-main-title, skuMap); those since 2024 (classes with hashes) are
 * known from code only. Descriptions and reviews come by script and are mostly not there.
 */
export const taobaoSite: Site = {
  id: 'taobao',
  name: 'Taobao',
  hosts: ['taobao.com', 'tmall.com'],
  expected: ['title', 'price', 'images', 'seller'],
  affiliates: { network: 'Alimama', parameters: /^(?:ali_trackid|ali_refid|pid)$/ },
  itemId: ({ pathname, searchParams }) => {
    const id =
      /^\/item\/(\d{6,})\.htm/.exec(pathname)?.[1] ??
      (/^\/item(?:_o)?\.htm/.test(pathname) ? searchParams.get('id') : null);
    return id && /^\d{6,20}$/.test(id) ? id : null;
  },
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    return /^\/(?:search|list|search_product\.htm)(?:\/|$|\.)/.test(url.pathname) &&
      /^(?:s|list|uland)\./.test(url.hostname)
      ? 'results'
      : 'other';
  },
};
export const taobao: Reader = {
  site: taobaoSite,
  read(document, url, kind) {
    const hint = { host: url.hostname, language: 'zh-CN' };
    if (kind === 'results') {
      const cards = findCards(document, url, (link) =>
        /(?:taobao|tmall)\.com$/.test(link.hostname) ? taobaoSite.itemId(link) : null,
      ).map((found) => ({
        ...readCard(found, hint),
        id: found.item,
        sponsored: found.element.querySelector('a[href*="click.simba.taobao.com"],[class*="adTag"]') !== null,
      }));
      return { layout: cards.length ? 'linked items' : null, cards };
    }
    return product(document, shown(document, hint));
  },
};

function product(document: Document, page: Shown): Draft {
  const title =
    page.attr('data-title', '.tb-main-title') ??
    page.text('.tb-main-title', '.tb-detail-hd h1', '[class^="mainTitle--"],[class*=" mainTitle--"]');
  if (!title) return { layout: null };
  const attributes = [
    ...page.all('ul.attributes-list li,#J_AttrUL li').flatMap((one) => {
      const [, name, value] = /^([^::]{1,40})[::]\s*(.+)$/.exec(lineOf(one, LIMITS.line)) ?? [];
      return name && value ? [{ name, value }] : [];
    }),
    ...page.rows(
      '[class*="generalParamsInfoWrap"] [class*="infoItem--"]',
      '[class*="Title--"]',
      '[class*="Content--"],[class*="SubTitle--"]',
    ),
  ];
  const { identifiers, ...told } = fromAttributes(attributes);
  const shop = page.all('.tb-shop-name a,.slogo-shopname,[class*="shopName--"]')[0];
  const href = shop?.closest('a')?.getAttribute('href') ?? undefined;
  const listing: Partial<Listing> = {
    ...told,
    identifiers,
    title,
    price:
      page.price(
        '#J_PromoPriceNum',
        '.tb-rmb-num',
        '.tm-promo-price .tm-price',
        '.tm-price',
        '[class*="priceText--"]',
        '[class*="Price--"]',
      ) ?? null,
    images: page
      .all('#J_ImgBooth,#J_UlThumb img,[class*="thumbnailPic--"],[class*="mainPic--"]')
      .map((one) =>
        (one.getAttribute('data-src') ?? one.getAttribute('src') ?? '').replace(
          /(\.(?:jpe?g|png|webp))_.*$/,
          '$1',
        ),
      ),
    seller: shop ? { name: lineOf(shop), url: href, id: sellerId(document) } : null,
    shipsFrom: undefined,
    variants: variants(document, page),
  };
  if (listing.price && !listing.price.currency)
    listing.price = { amount: listing.price.amount, currency: 'CNY' };
  return { layout: page.has('.tb-main-title,.tb-detail-hd') ? '2017 tb' : '2024 hashed classes', listing };
}

function sellerId(document: Document): string | undefined {
  const told = document.querySelector('meta[name="microscope-data"]')?.getAttribute('content') ?? '';
  return /userid=(\d+)/.exec(told)?.[1];
}

/** Every combination with its price; the state names only the ids of colour, size … */
function variants(document: Document, page: Shown): Listing['variants'] {
  const names = new Map(
    page
      .all('.J_TSaleProp li[data-value]')
      .map((one) => [one.getAttribute('data-value'), lineOf(one.querySelector('span'), LIMITS.name)]),
  );
  const found = Object.entries(Object(embedded(document, 'skuMap'))).flatMap(([ids, sku]) => {
    const name = ids
      .split(';')
      .flatMap((id) => names.get(id) ?? [])
      .join(', ');
    const price = String(at(sku, 'price') ?? '');
    return name
      ? [{ name, price: /^\d+(?:\.\d+)?$/.test(price) ? { amount: price, currency: 'CNY' } : undefined }]
      : [];
  });
  return found.length ? found : undefined;
}
