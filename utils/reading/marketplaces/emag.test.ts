import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { emag } from './emag.ts';

const item = 'https://www.emag.ro/fierbator-mare/pd/DYLFJ0BBM/';
const read = (html: string, url = item) => readPage(documentOf(html), url, [emag]);

test.each([
  [item, 'product', 'DYLFJ0BBM'],
  ['https://www.emag.bg/kana/pd/DYLFJ0BBM/?ref=x', 'product', 'DYLFJ0BBM'],
  ['https://www.emag.ro/search/fierbator?ref=effective_search', 'results', null],
  ['http://www.emag.ro/hard_disk-uri/c', 'results', null],
  ['https://www.emag.ro/fierbatoare/brand/parus/c', 'results', null],
  ['https://www.emag.hu/vendor-name/1234/v', 'results', null],
  ['https://www.emag.ro/', 'other', null],
  ['https://www.emag.ro/cart/products', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(emag.site.pageKind(new URL(url))).toBe(kind);
  expect(emag.site.itemId(new URL(url))).toBe(id);
});

const product = {
  '@context': 'https://schema.org/',
  '@type': 'Product',
  name: 'Fierbator mare Parus',
  sku: 'DYLFJ0BBM',
  brand: { '@type': 'Brand', name: 'Parus' },
  image: ['https://s13emagst.akamaized.net/products/1.jpg'],
  aggregateRating: { ratingValue: 4.6, reviewCount: 12 },
  offers: {
    '@type': 'Offer',
    price: '1639.07',
    priceCurrency: 'RON',
    availability: 'https://schema.org/InStock',
    itemCondition: 'https://schema.org/NewCondition',
    seller: 'Ceainic Shop',
  },
};
const drawn = `<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/electrocasnice/d">Electrocasnice</a></li></ol>
  <h1 class="page-title">Fierbator mare Parus</h1>
  <div class="product-highlight product-page-pricing"><p class="product-old-price"><s>1.899<sup>99</sup> Lei</s></p><p class="product-new-price">1.639<sup>07</sup> <span>Lei</span></p><span>Rate de la 136,59 Lei</span></div>
  <span class="label label-in_stock">În stoc</span>
  <table class="specifications-table"><tr><td>Tip produs</td><td>Fierbator</td></tr><tr><td>Cod producator</td><td>F-1</td></tr></table>
  <div id="description-body">Fierbe repede.</div>`;
const page = (body: string, data: unknown = product) =>
  `<html lang="ro"><head><script type="application/ld+json">${JSON.stringify(data)}</script></head><body>${body}</body></html>`;

describe('item pages since 2016', () => {
  test('are read whole: cents stand in sup, the vendor is a string', () =>
    expect(read(page(drawn))).toMatchObject({
      layout: '2016 page',
      health: 'read',
      listing: {
        title: 'Fierbator mare Parus',
        price: { amount: '1639.07', currency: 'RON' },
        priceBefore: { amount: '1899.99', currency: 'RON' },
        brand: 'Parus',
        seller: { name: 'Ceainic Shop' },
        availability: 'InStock',
        condition: 'NewCondition',
        rating: 4.6,
        reviewCount: 12,
        description: 'Fierbe repede.',
        attributes: [
          { name: 'Tip produs', value: 'Fierbator' },
          { name: 'Cod producator', value: 'F-1' },
        ],
      },
    }));

  test('the vendor of the inline state and the line that names one', () => {
    const state = `<script>EM.vendor_id = 55; EM.page = {vendor:{"id":55,"name":{"display":"Alt Shop"},"url":{"path":"/alt-shop/55/v"}}};</script>`;
    expect(read(page(drawn + state)).listing?.seller).toEqual({
      id: '55',
      name: 'Alt Shop',
      url: 'https://www.emag.ro/alt-shop/55/v',
    });
    const line = drawn.replace(
      '<span>Rate',
      '<div>Vândut și livrat de <a href="/x/9/v">Noul Shop</a></div><span>Rate',
    );
    expect(
      read(page(line, { ...product, offers: { ...product.offers, seller: undefined } })).listing?.seller,
    ).toMatchObject({
      id: '9',
      name: 'Noul Shop',
    });
  });

  test('prices without a mark in Hungary and in euros in Bulgaria', () => {
    const hu = `<h1 class="page-title">Vízforraló</h1><p class="product-new-price">12.990 Ft</p><div class="product-highlight"><p>Forgalmazza a(z): eMAG</p></div>`;
    expect(
      read(`<html><body>${hu}</body></html>`, 'https://www.emag.hu/viz/pd/D1LFJ0BBM/').listing,
    ).toMatchObject({
      price: { amount: '12990', currency: 'HUF' },
      seller: { name: 'eMAG' },
    });
    const bg = `<h1 class="page-title">Кана</h1><p class="product-new-price">24<sup>99</sup> €</p><table class="specifications-table"><tr><td>Марка</td><td>Parus</td></tr></table>`;
    expect(
      read(`<html><body>${bg}</body></html>`, 'https://www.emag.bg/kana/pd/D1LFJ0BBM/').listing,
    ).toMatchObject({
      price: { amount: '24.99', currency: 'EUR' },
      brand: 'Parus',
    });
  });

  test('product safety, opened later', () => {
    const panel = `<div role="dialog"><h3>Informații producător</h3><p>Parus SRL</p><p>Str. Abur 1, Cluj</p><h3>Persoana responsabilă</h3><p>Rep SRL</p><p>Str. Doi 2, Iași</p></div>`;
    expect(read(page(drawn + panel)).listing).toMatchObject({
      manufacturer: { name: 'Parus SRL', address: 'Str. Abur 1, Cluj' },
      responsiblePerson: { name: 'Rep SRL' },
    });
  });

  test('only schema.org left is said to be so', () =>
    expect(read(page('<h1>Fierbator mare Parus</h1>'))).toMatchObject({
      layout: 'structured data',
      listing: { price: { amount: '1639.07', currency: 'RON' }, seller: { name: 'Ceainic Shop' } },
    }));

  test('a wall is unread', () =>
    expect(read('<html><body><h1>Verificare</h1><div class="captcha-box"></div></body></html>').health).toBe(
      'unread',
    ));
});

describe('lists', () => {
  const list = 'http://www.emag.ro/hard_disk-uri/c';
  const money = (whole: string, cents: string) =>
    `<span class="money-int">${whole}</span><sup class="money-decimal">${cents}</sup> <span class="money-currency">Lei</span>`;

  test('2014: grid, with an advertised item of the menu left out', () => {
    const html = `<html><body><div class="menu"><a href="/joc/pd/DM16LBBBM/">Joc</a></div>
      <div class="product-holder-grid"><a href="/hdd-1/pd/E8G7KBBBM/" title="HDD 1"><img src="//s1.emagst.net/1.jpg"></a><h2><a href="/hdd-1/pd/E8G7KBBBM/">HDD 1 TB</a></h2>
      <span class="old initial_price">${money('239', '99')}</span><span class="discount">(-15 Lei)</span><span class="price-over">${money('224', '99')}</span></div>
      <div class="product-holder-grid"><h2><a href="/hdd-2/pd/EBQDNBBBM/">HDD 2 TB</a></h2><span class="price-over">${money('1.219', '97')}</span></div></body></html>`;
    const reading = read(html, list);
    expect(reading).toMatchObject({ layout: '2014 grid', health: 'read' });
    expect(reading.cards).toMatchObject([
      {
        id: 'E8G7KBBBM',
        title: 'HDD 1 TB',
        price: { amount: '224.99', currency: 'RON' },
        priceBefore: { amount: '239.99' },
        sponsored: false,
      },
      { id: 'EBQDNBBBM', price: { amount: '1219.97', currency: 'RON' } },
    ]);
    expect(reading.cards).toHaveLength(2);
  });

  test('since 2016: cards', () => {
    const card = (id: string, more = '') =>
      `<div class="card-item card-v2"><a href="/x/pd/${id}/"><img src="https://s13emagst.akamaized.net/1.jpg"></a><a class="card-v2-title" href="/x/pd/${id}/">Fierbator ${id}</a>
       <p class="product-old-price"><s>99<sup>99</sup> Lei</s></p><p class="product-new-price">63<sup>07</sup> Lei</p>${more}</div>`;
    expect(
      read(
        `<html><body>${card('DAAAAABBM')}${card('DBBBBBBBM', '<span>Sponsorizat</span>')}</body></html>`,
        'https://www.emag.ro/search/x',
      ).cards,
    ).toMatchObject([
      {
        id: 'DAAAAABBM',
        title: 'Fierbator DAAAAABBM',
        price: { amount: '63.07', currency: 'RON' },
        priceBefore: { amount: '99.99' },
        sponsored: false,
      },
      { id: 'DBBBBBBBM', sponsored: true },
    ]);
  });

  test('none found is unread', () => expect(read('<html><body></body></html>', list).health).toBe('unread'));
});
