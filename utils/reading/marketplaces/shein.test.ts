import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { shein } from './shein.ts';

const item = 'https://de.shein.com/Parus-Shirt-p-52376688.html';
const read = (html: string, url = item) => readPage(documentOf(html), url, [shein]);

test.each([
  [item, 'product', '52376688'],
  ['https://us.shein.com/Parus-Shirt-p-52376688-cat-1733.html?mallCode=1', 'product', '52376688'],
  ['https://www.shein.com.mx/Parus-p-52376688.html', 'product', '52376688'],
  ['https://us.shein.com/Women-Dresses-c-1727.html', 'results', null],
  ['https://us.shein.com/pdsearch/shirt/', 'results', null],
  ['https://us.shein.com/top-trend', 'results', null],
  ['https://us.shein.com/risk/challenge?captcha_type=903', 'other', null],
  ['https://us.shein.com/user/auth/login', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(shein.site.pageKind(new URL(url))).toBe(kind);
  expect(shein.site.itemId(new URL(url))).toBe(id);
});

describe('2020 to 2024: productIntroData', () => {
  const intro = {
    detail: {
      goods_id: '52376688',
      goods_sn: 'sz24111321',
      goods_name: 'Parus Shirt',
      brand: 'Parus',
      stock: 4,
      store_code: 4054387281,
      salePrice: { amount: '10.99', amountWithSymbol: '10,99€', usdAmount: '12.10' },
      retailPrice: { amount: '13.29', amountWithSymbol: '13,29€' },
      productDetails: [{ attr_name: 'Material', attr_value: 'Cotton' }],
    },
    parentCats: [{ cat_name: 'Women' }, { cat_name: 'Tops' }],
    goods_imgs: {
      main_image: { origin_image: '//img.ltwebstatic.com/1.jpg' },
      detail_image: [{ origin_image: '//img.ltwebstatic.com/2.jpg' }],
    },
    commentInfo: { comment_num: 31, comment_rank_average: '4.82' },
    storeInfo: { storeName: 'Parus Store' },
    sku_list: [
      { sku_sale_attr: [{ attr_value_name: 'M' }], price: { salePrice: { amountWithSymbol: '10,99€' } } },
    ],
  };
  const page = (data: unknown) =>
    `<html lang="de"><body><h1>Parus Shirt</h1><script>window.goodsDetailV3SsrData = ${JSON.stringify({ pageTitle: 'x', productIntroData: data })}</script></body></html>`;

  test('is read whole', () =>
    expect(read(page(intro))).toMatchObject({
      layout: '2020 productIntroData',
      health: 'read',
      listing: {
        title: 'Parus Shirt',
        price: { amount: '10.99', currency: 'EUR' },
        priceBefore: { amount: '13.29', currency: 'EUR' },
        brand: 'Parus',
        category: ['Women', 'Tops'],
        attributes: [{ name: 'Material', value: 'Cotton' }],
        identifiers: { sku: 'sz24111321' },
        images: ['https://img.ltwebstatic.com/1.jpg', 'https://img.ltwebstatic.com/2.jpg'],
        rating: 4.82,
        reviewCount: 31,
        availability: 'InStock',
        seller: { id: '4054387281', name: 'Parus Store' },
        variants: [{ name: 'M', price: { amount: '10.99' } }],
      },
    }));

  test('the state of another colour is not believed', () =>
    expect(
      read(page({ ...intro, detail: { ...intro.detail, goods_id: '1', goods_name: 'Other' } })).listing
        ?.title,
    ).not.toBe('Other'));

  test('hostile types do no harm', () =>
    expect(
      read(
        page({
          detail: { goods_id: '52376688', goods_name: {}, salePrice: [], productDetails: 'x' },
          goods_imgs: 4,
          parentCats: {},
        }),
      ).health,
    ).not.toBe('read'));
});

describe('2026: goodsDetailSchema', () => {
  const group = (price: string) => ({
    '@context': 'https://schema.org',
    '@type': 'ProductGroup',
    name: 'Parus Shirt',
    color: 'Blue',
    productGroupID: 'z24111321065',
    image: ['https://img.ltwebstatic.com/1.jpg'],
    variesBy: ['https://schema.org/size'],
    hasVariant: ['S', 'M'].map((size) => ({
      '@type': 'Product',
      name: 'Parus Shirt',
      sku: 'sz24111321',
      size,
      offers: { '@type': 'Offer', price, priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
    })),
  });
  const page = (price: string, body = '') =>
    `<html lang="de"><body><h1>Parus Shirt</h1>${body}<script type="application/ld+json" id="goodsDetailSchema">${JSON.stringify(group(price))}</script></body></html>`;

  test('is read with its variants', () =>
    expect(read(page('10.99'))).toMatchObject({
      layout: '2026 goodsDetailSchema',
      health: 'read',
      listing: {
        price: { amount: '10.99', currency: 'EUR' },
        identifiers: { sku: 'sz24111321' },
        availability: 'InStock',
        variants: [
          { name: 'S', price: { amount: '10.99' } },
          { name: 'M', price: { amount: '10.99' } },
        ],
      },
    }));

  test('a price of 0.00 is none; the drawn one is read', () =>
    expect(
      read(page('0.00', '<div>Versand ab 29,00€ gratis</div><div id="productMainPriceId">11,49€</div>'))
        .listing?.price,
    ).toEqual({
      amount: '11.49',
      currency: 'EUR',
    }));

  test('the dialog about the seller gives the trader', () => {
    const dialog = `<div role="dialog"><h2>Angaben zum Händler</h2><p>Firmenname: Guangzhou Parus Co., Ltd.</p><p>Adresse: Room 1, 510000 Guangzhou, China</p><p>E-Mail: parus@shop.example</p><p>Handelsregisternummer: 91440101MA5</p></div>`;
    expect(read(page('10.99', dialog)).listing?.trader).toMatchObject({
      name: 'Guangzhou Parus Co., Ltd.',
      email: 'parus@shop.example',
      country: 'CN',
      registrationNumber: '91440101MA5',
    });
  });
});

test('a wall at the address of an item is unread', () =>
  expect(read('<html><body><h1>Verify</h1><div id="captcha_container"></div></body></html>')).toMatchObject({
    page: 'product',
    layout: null,
    health: 'unread',
    listing: null,
  }));

describe('results', () => {
  const card = (id: number, price: string, more = '') =>
    `<section class="product-card" aria-label="Shirt ${id}"><a class="S-product-card__img-container" href="javascript:void(0)" data-id="${id}" data-title="Shirt ${id}" data-price="9.00" data-us-price="10.99" data-store_code="7">
     <div data-before-crop-src="//img.ltwebstatic.com/${id}.jpg"><img src="data:image/gif;base64,AA"></div></a>
     <div class="product-card__price"><span class="normal-price-ctn__sale-price">${price}</span></div>${more}</section>`;

  test('2025: data in attributes, empty twins dropped', () => {
    const reading = read(
      `<html><body>${card(52376688, '$10.99')}<section class="product-card"></section>${card(52376688, '$10.99')}${card(40698595, '', '<div>Sponsored</div>')}</body></html>`,
      'https://us.shein.com/top-trend',
    );
    expect(reading).toMatchObject({ page: 'results', layout: '2025 cards', health: 'read' });
    expect(reading.cards).toEqual([
      {
        id: '52376688',
        url: 'https://us.shein.com/Shirt-52376688-p-52376688.html',
        title: 'Shirt 52376688',
        price: { amount: '10.99', currency: 'USD' },
        image: 'https://img.ltwebstatic.com/52376688.jpg',
        sponsored: false,
        seller: { id: '7' },
      },
      expect.objectContaining({ id: '40698595', price: { amount: '9.00', currency: null }, sponsored: true }),
    ]);
  });

  test('none found is unread', () =>
    expect(read('<html><body></body></html>', 'https://us.shein.com/pdsearch/x/').health).toBe('unread'));
});
