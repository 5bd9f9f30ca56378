import type { Card, Listing, Money } from '../../listing/listing.ts';
import { parsePrice } from '../../listing/price.ts';
import { fromAttributes } from '../attributes.ts';
import { embedded } from '../embedded.ts';
import { at, listAt, seek, textAt } from '../json.ts';
import { decimalOf, wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, isPaid, type Page, pageOf, productDraft } from '../page.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { shown } from '../shown.ts';

/**
 * SHEIN, its countries as subdomains. Lists of 2025, seen as drawn; items of 2020 to 2024 with their state under
 * `productIntroData` and of 2026 with schema.org's ProductGroup, where a price of 0.00 means "not told", both known
 * from code only. One address is one colour. A wall ("/risk/challenge") shows none of this.
 */
export const sheinSite: Site = {
  id: 'shein',
  name: 'SHEIN',
  hosts: ['shein.com', 'shein.com.mx', 'shein.co.uk'],
  expected: ['title', 'price', 'images', 'identifiers'],
  itemId: ({ pathname, searchParams }) =>
    /-p-(\d{4,})(?:-cat-\d+)?\.html$/.exec(pathname)?.[1] ??
    (/\/goods\.html$/.test(pathname) ? (searchParams.get('goods_id')?.match(/^\d{4,}$/)?.[0] ?? null) : null),
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    return /-s?c-\d+\.html$|^\/(?:[a-z]{2}\/)?(?:pdsearch|search|top-trend|trends?|daily-new|flash-sale|new|sale|promotion|campaign|brand|store|category|style|recommend)(?:[/-]|$)/i.test(
      url.pathname,
    )
      ? 'results'
      : 'other';
  },
};
export const shein: Reader = {
  site: sheinSite,
  read(document, url, kind) {
    const page = pageOf(document, url);
    return kind === 'results' ? results(page) : product(page);
  },
};

const STATES = [
  'goodsDetailV3SsrData',
  'goodsDetailv2SsrData',
  'gbProductSsrData',
  'gbRawData',
  'productIntroData',
];

function product(page: Page): Draft {
  const { document, url, hint, text, attr, has, rows, lines, all, prose } = page;
  let intro: unknown;
  for (const name of STATES) {
    const state = embedded(document, name);
    intro =
      at(seek(state, 'productIntroData'), 'productIntroData') ?? (at(state, 'detail') ? state : undefined);
    if (intro) break;
  }
  const detail = at(intro, 'detail');
  const own = !detail || textAt(detail, 'goods_id') === sheinSite.itemId(url) ? detail : undefined;
  const cost = (value: unknown): Money | undefined =>
    parsePrice(textAt(value, 'amountWithSymbol') ?? textAt(value, 'amount') ?? '', hint) ?? undefined;
  const now = cost(at(own, 'salePrice')) ?? cost(at(intro, 'getPrice', 'salePrice'));
  const full = cost(at(own, 'retailPrice')) ?? cost(at(intro, 'getPrice', 'retailPrice'));
  const stated = [...listAt(own, 'productDetails'), ...listAt(own, 'attributeList')].map((one) => ({
    name: textAt(one, 'attr_name') ?? '',
    value: textAt(one, 'attr_value') ?? '',
  }));
  const attributes = stated.length
    ? stated
    : rows(
        '.product-intro__description-table-item,.product-intro__attr-list-item',
        '.key,.product-intro__attr-key',
        '.val,.product-intro__attr-value',
      );
  const shop = at(intro, 'storeInfo');
  const goods = at(intro, 'goods_imgs');
  const listing: Partial<Listing> = {
    title:
      textAt(own, 'goods_name') ??
      text('.product-intro__head-name', '.goods-detail__goods-name', 'h1.goods-name', 'h1'),
    price:
      now ??
      full ??
      page.price(
        '#productMainPriceId',
        '.productPrice__main',
        '[class*="productPrice"] [class*="sale"]',
        '.product-intro__head-mainprice .discount',
        '.product-intro__head-mainprice .from',
        '.product-intro__head-price .discount',
        '.product-intro__head-price .from',
        '.product-intro__head-mainprice',
        '.product-intro__head-price',
      ),
    priceBefore:
      now && full && now.amount !== full.amount
        ? full
        : page.price(
            '.productDiscountInfo__retail',
            '[class*="productPrice"] del',
            '.product-intro__head-mainprice del',
            '.product-intro__head-price .del-price',
          ),
    ...fromAttributes(attributes),
    category: listAt(intro, 'parentCats').length
      ? listAt(intro, 'parentCats').map((one) => textAt(one, 'cat_name') ?? '')
      : lines('.bread-crumb a,.bread-crumb__item a,[class*="breadcrumb" i] a').slice(1),
    images: [at(goods, 'main_image'), ...listAt(goods, 'detail_image')]
      .map((one) => textAt(one, 'origin_image') ?? '')
      .filter(Boolean).length
      ? [at(goods, 'main_image'), ...listAt(goods, 'detail_image')].map(
          (one) => textAt(one, 'origin_image') ?? '',
        )
      : all(
          '.product-intro__thumbs-inner img,.main-picture img,.crop-image-container[data-before-crop-src]',
        ).map(
          (one) =>
            one.getAttribute('data-before-crop-src') ??
            one.getAttribute('data-src') ??
            one.getAttribute('src') ??
            '',
        ),
    description: prose('.product-intro__description', '.product-intro__description-table'),
    rating: decimalOf(
      textAt(intro, 'commentInfo', 'comment_rank_average') ??
        text('.product-intro__head-reviews .rate-num', '.common-rate__num'),
    ),
    reviewCount: wholeOf(
      textAt(intro, 'commentInfo', 'comment_num') ??
        text('.product-intro__head-reviews-text', '.product-intro__head-reviews'),
    ),
    availability: own
      ? Number(textAt(own, 'stock')) > 0 && textAt(own, 'is_on_sale') !== '0'
        ? 'InStock'
        : 'OutOfStock'
      : undefined,
    seller: {
      id: textAt(own, 'store_code') ?? textAt(shop, 'store_code'),
      name:
        textAt(shop, 'storeName') ??
        textAt(shop, 'title') ??
        text('.shop-entry__name', '[class*="shopEntry"] [class*="name"]', '.store-info__name'),
      url: attr('href', 'a[href*="/store/"]'),
    },
    variants: listAt(seek(intro, 'sku_list'), 'sku_list').map((one) => ({
      name: listAt(one, 'sku_sale_attr')
        .map((part) => textAt(part, 'attr_value_name') ?? textAt(part, 'attr_value') ?? '')
        .filter(Boolean)
        .join(', '),
      price: cost(at(one, 'price', 'salePrice') ?? at(one, 'mall_price', 0, 'salePrice')),
    })),
  };
  const brand = textAt(own, 'brand') ?? textAt(intro, 'brandDetailInfo', 'name');
  return productDraft(
    page,
    own
      ? '2020 productIntroData'
      : has('#goodsDetailSchema')
        ? '2026 goodsDetailSchema'
        : has('[class*="product-intro"]')
          ? 'drawn page'
          : null,
    /\s*[|-]\s*SHEIN\b.*$/i,
    listing,
    {
      brand,
      identifiers: {
        sku:
          textAt(own, 'goods_sn') ??
          /(?:SKU|sku)\s*:?\s*(\w+)/.exec(
            text('.product-intro__head-sku', '.product-intro__head-sku-text') ?? '',
          )?.[1],
      },
    },
    disclosed(page, '[class*="business-info" i],[class*="store-info" i],[class*="seller-info" i]'),
  );
}

/** A card's data stands in attributes of its links, which may lead nowhere. */
function results(page: Page): Draft {
  const { all, hint } = page;
  const drawn = all('section.product-card,.S-product-item,.product-list__item,.c-goodsitem').flatMap(
    (root): Partial<Card>[] => {
      const at = root.querySelector('[data-id][data-title],[data-id],[goods-id]');
      const id = at?.getAttribute('data-id') ?? at?.getAttribute('goods-id');
      if (!at || !id || !/^\d{4,}$/.test(id)) return [];
      const { price, attr, text } = shown(root, hint);
      const title =
        at.getAttribute('data-title') ??
        root.getAttribute('aria-label') ??
        text('.goods-title-link', '[class*="goods-name"]');
      const slug = (title ?? '')
        .normalize('NFKD')
        .replace(/[^\w]+/g, '-')
        .slice(0, 100);
      const href = attr('href', 'a[href*="-p-"]') ?? `/${slug}-p-${id}.html`;
      const amount = at.getAttribute('data-price') ?? at.getAttribute('data-us-price') ?? '';
      return [
        {
          id,
          url: href,
          title: title ?? undefined,
          price:
            price(
              '[class*="sale-price"]',
              '.product-card__price [class*="price"]',
              '.S-product-item__price',
              '[class*="price"]',
            ) ?? (/^\d{1,9}(?:\.\d{1,2})?$/.test(amount) ? { amount, currency: null } : null),
          priceBefore: price('[class*="origin-price"]', '[class*="retail-price"]', 'del'),
          image:
            attr('data-before-crop-src', '[data-before-crop-src]') ??
            attr('src', 'img[src]:not([src^="data:"])'),
          seller: { id: at.getAttribute('data-store_code') },
          sponsored: isPaid(root, '[class*="sponsor" i],[class*="ad-tag" i]'),
        },
      ];
    },
  );
  // Each card has an empty twin in the carousel of its pictures.
  const cards = [...new Map(drawn.map((card) => [card.id, card])).values()];
  if (cards.length) return { layout: '2025 cards', cards };
  const found = drawnCards(page, (url) => sheinSite.itemId(url));
  return { layout: found.length ? 'rendered cards' : null, cards: found };
}
