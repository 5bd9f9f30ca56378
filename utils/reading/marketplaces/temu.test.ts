import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { temu } from './temu.ts';

const item = 'https://www.temu.com/de/parus-kettle-g-601099512345678.html';
const read = (html: string, url = item) => readPage(documentOf(html), url, [temu]);

test.each([
  [item, 'product', '601099512345678'],
  ['https://www.temu.com/goods.html?goods_id=601099512345678&x=1', 'product', '601099512345678'],
  ['https://www.temu.com/de/parus-m-634418212345678.html', 'trader', null],
  ['https://www.temu.com/search_result.html?search_key=kettle', 'results', null],
  ['https://www.temu.com/de/kitchen-o3-200.html', 'results', null],
  ['https://www.temu.com/', 'other', null],
  ['https://www.temu.com/bgn_verification.html?verifyCode=x', 'other', null],
  ['https://www.temu.com/goods.html?goods_id=%00', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(temu.site.pageKind(new URL(url))).toBe(kind);
  expect(temu.site.itemId(new URL(url))).toBe(id);
});

describe('2023: rawData', () => {
  const store = {
    localInfo: { currency: 'EUR' },
    goods: {
      goodsId: '601099512345678',
      goodsName: 'Kettle big',
      priceInfo: { price: 1249, marketPrice: 2599, currency: 'EUR' },
      gallery: [{ url: 'https://img.kwcdn.com/1.jpg' }],
      goodsProperty: [
        { key: 'Material', values: ['Steel'] },
        { key: 'Brand', values: ['Parus'] },
      ],
    },
    mall: { mallId: 634418, mallName: 'Parus Shop' },
    review: { goodsScore: 4.7, reviewNum: 31 },
    sku: [
      {
        specs: [
          { specKey: 'Color', specValue: 'Red' },
          { specKey: 'Size', specValue: 'L' },
        ],
        normalPrice: 1249,
      },
      { specs: [{ specKey: 'Color', specValue: 'Blue' }], normalPriceStr: '13,49 €' },
    ],
  };
  const page = (data: unknown) =>
    `<html lang="de"><body><h1>Other heading</h1><script>window.rawData=${JSON.stringify({ store: data })};document.dispatchEvent(new Event('x'))</script></body></html>`;

  test('is read whole, cents as cents', () =>
    expect(read(page(store))).toMatchObject({
      layout: '2023 rawData',
      health: 'read',
      listing: {
        title: 'Kettle big',
        price: { amount: '12.49', currency: 'EUR' },
        priceBefore: { amount: '25.99', currency: 'EUR' },
        brand: 'Parus',
        attributes: [
          { name: 'Material', value: 'Steel' },
          { name: 'Brand', value: 'Parus' },
        ],
        images: ['https://img.kwcdn.com/1.jpg'],
        rating: 4.7,
        reviewCount: 31,
        seller: { id: '634418', name: 'Parus Shop' },
        variants: [
          { name: 'Red, L', price: { amount: '12.49', currency: 'EUR' } },
          { name: 'Blue', price: { amount: '13.49', currency: 'EUR' } },
        ],
      },
    }));

  test('cents of currencies without are not guessed; what is written counts', () => {
    const forint = (priceInfo: unknown) => ({
      ...store,
      sku: [],
      localInfo: { currency: 'HUF' },
      goods: { ...store.goods, priceInfo },
    });
    expect(read(page(forint({ price: 459900 }))).listing?.price).toBeUndefined();
    expect(read(page(forint({ price: 459900, priceStr: '4.599 Ft' }))).listing?.price).toEqual({
      amount: '4599',
      currency: 'HUF',
    });
  });

  test('no brand among the attributes is none', () => {
    const plain = {
      ...store,
      goods: { ...store.goods, goodsProperty: [{ key: 'Material', values: ['Steel'] }] },
    };
    expect(read(page(plain)).listing?.brand).toBeNull();
  });

  test('state of another item, or of other types, is not believed', () => {
    expect(read(page({ ...store, goods: { ...store.goods, goodsId: '1' } })).health).toBe('unread');
    const odd = {
      goods: {
        goodsId: '601099512345678',
        goodsName: [],
        priceInfo: { price: -1, currency: 5 },
        gallery: {},
        goodsProperty: [null, 'x'],
      },
      sku: 'x',
      mall: [],
    };
    expect(read(page(odd)).health).toBe('unread');
  });
});

test('schema.org and og: where there is no state', () => {
  const data = {
    '@type': 'Product',
    name: 'Kettle big | Temu',
    image: ['https://img.kwcdn.com/1.jpg'],
    offers: { price: '12.49', priceCurrency: 'EUR', availability: 'InStock' },
  };
  expect(
    read(
      `<html><head><script type="application/ld+json">${JSON.stringify(data)}</script></head><body></body></html>`,
    ),
  ).toMatchObject({
    layout: 'structured data',
    health: 'partial',
    missing: ['seller'],
    listing: { title: 'Kettle big', price: { amount: '12.49', currency: 'EUR' } },
  });
});

test('a wall, and a page before it is drawn, are unread', () => {
  expect(
    read(
      '<html><head><title>temu</title></head><body><div id="captcha_container"></div><h1>Security verification</h1></body></html>',
    ),
  ).toMatchObject({ health: 'unread', listing: null });
  expect(
    read('<html><head><meta property="og:title" content="Temu"></head><body></body></html>').health,
  ).toBe('unread');
});

test('the dialog about the seller gives the trader', () => {
  const html = `<html><head><script type="application/ld+json">{"@type":"Product","name":"Kettle","offers":{"price":1,"priceCurrency":"EUR"}}</script></head><body><h1>Kettle</h1>
    <div role="dialog"><div>Business information</div><div><span>Name</span></div><div>Shenzhen Parus Ltd</div><div>Address</div><div>Road 1, Shenzhen 518000, China</div><div>Email</div><div>parus@shop.example</div><div>Registration number</div><div>91440300MA5</div></div></body></html>`;
  expect(read(html).listing?.trader).toMatchObject({
    name: 'Shenzhen Parus Ltd',
    address: 'Road 1, Shenzhen 518000, China',
    email: 'parus@shop.example',
    registrationNumber: '91440300MA5',
    country: 'CN',
  });
});

describe('results', () => {
  const list = 'https://www.temu.com/search_result.html?search_key=kettle';
  const drawn = (id: string, more = '') =>
    `<div class="goods-container"><a href="/kettle-g-${id}.html"><img src="https://img.kwcdn.com/${id}.jpg"><h2 class="x1">Kettle ${id}</h2></a><span class="price-y2">12,49€</span>${more}</div>`;

  test('from the state; paid places as drawn', () => {
    const goods = (goodsId: string) => ({
      data: {
        goodsId,
        title: `Kettle ${goodsId}`,
        priceInfo: { price: 1249, currency: 'EUR' },
        image: { url: 'https://img.kwcdn.com/1.jpg' },
        seoLinkUrl: `/kettle-g-${goodsId}.html`,
      },
    });
    const state = {
      store: { goodsList: [goods('601099512345671'), goods('601099512345672'), { data: null }] },
    };
    const html = `<html><body>${drawn('601099512345672', '<span>AD</span>')}<script>window.rawData=${JSON.stringify(state)}</script></body></html>`;
    expect(read(html, list)).toMatchObject({
      layout: '2023 rawData',
      health: 'read',
      cards: [
        {
          id: '601099512345671',
          title: 'Kettle 601099512345671',
          price: { amount: '12.49', currency: 'EUR' },
          sponsored: false,
        },
        { id: '601099512345672', sponsored: true },
      ],
    });
  });

  test('as drawn', () =>
    expect(
      read(
        `<html><body>${drawn('601099512345671')}${drawn('601099512345672', '<div>AD</div>')}</body></html>`,
        list,
      ).cards,
    ).toMatchObject([
      {
        id: '601099512345671',
        title: 'Kettle 601099512345671',
        price: { amount: '12.49', currency: 'EUR' },
        sponsored: false,
      },
      { id: '601099512345672', sponsored: true },
    ]));

  test('none found is unread', () => expect(read('<html><body></body></html>', list).health).toBe('unread'));
});

test('a seller’s page', () =>
  expect(
    read(
      '<html><body><h1>Parus Shop</h1></body></html>',
      'https://www.temu.com/parus-m-634418212345678.html',
    ),
  ).toMatchObject({
    page: 'trader',
    listing: { seller: { name: 'Parus Shop' } },
  }));
