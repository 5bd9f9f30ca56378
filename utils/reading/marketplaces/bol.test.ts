import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { bol } from './bol.ts';

const item = 'https://www.bol.com/nl/nl/p/parus-waterkoker/9300000016569200/';
const read = (html: string, url = item) => readPage(documentOf(html), url, [bol]);

test.each([
  [item, 'product', '9300000016569200'],
  ['https://www.bol.com/be/fr/p/parus/9300000016569200/?bltgh=x', 'product', '9300000016569200'],
  ['https://www.bol.com/nl/p/parus/9200000098453400/', 'product', '9200000098453400'],
  ['https://www.bol.com/nl/nl/s/?searchtext=koker', 'results', null],
  ['https://www.bol.com/nl/nl/l/waterkokers/20701/', 'results', null],
  ['https://www.bol.com/nl/nl/v/parus-shop/1234567/', 'trader', null],
  ['https://www.bol.com/nl/nl/', 'other', null],
  ['https://www.bol.com/nl/nl/account/', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(bol.site.pageKind(new URL(url))).toBe(kind);
  expect(bol.site.itemId(new URL(url))).toBe(id);
});

describe('2018 to 2025: data-test', () => {
  const drawn = `<nav class="breadcrumbs"><a href="/">Home</a><a href="/l/k">Keuken</a></nav><h1 class="page-heading"><span data-test="title">Parus Waterkoker</span></h1>
    <div data-test="brand">Merk: <a href="/b/parus">Parus</a></div>
    <del data-test="list-price">39,99</del><span class="promo-price" data-test="price">14 <sup class="promo-price__fraction" data-test="price-fraction">44</sup></span>
    <div data-test="delivery-highlight">Op voorraad. Voor 23:59 besteld, morgen in huis</div>
    <div class="buy-block__seller">Verkoop door <a href="/nl/nl/v/parus-shop/1234567/">Parus Shop</a></div>
    <div data-test="product-main-image"><img src="https://media.s-bol.com/1.jpg"></div><div data-test="description">Kookt snel.</div>
    <div class="specs__row"><dt class="specs__title">EAN</dt><dd class="specs__value">4006381333931</dd></div>`;

  test('is read whole; cents stand in sup', () =>
    expect(read(`<html lang="nl"><body>${drawn}</body></html>`)).toMatchObject({
      layout: '2018 data-test',
      health: 'read',
      listing: {
        title: 'Parus Waterkoker',
        price: { amount: '14.44', currency: 'EUR' },
        priceBefore: { amount: '39.99', currency: 'EUR' },
        brand: 'Parus',
        category: ['Keuken'],
        identifiers: { gtin: '4006381333931' },
        availability: 'InStock',
        description: 'Kookt snel.',
        seller: { id: '1234567', name: 'Parus Shop' },
        images: ['https://media.s-bol.com/1.jpg'],
      },
    }));

  test('a whole price has a dash for cents', () =>
    expect(
      read(
        `<html><body>${drawn.replace('14 <sup class="promo-price__fraction" data-test="price-fraction">44', '799 <sup class="promo-price__fraction">-')}</body></html>`,
      ).listing?.price,
    ).toEqual({
      amount: '799',
      currency: 'EUR',
    }));

  test('who sells and who made it, in a dialog opened later', () => {
    const dialog = `<div role="dialog"><h2>Informatie over de verkoper</h2><p>Handelsnaam: Parus BV</p><p>Vestigingsadres: Straat 1, 3511 AB Utrecht, Nederland</p><p>KvK: 12345678</p><p>Btw-nummer: NL123456789B01</p></div>
      <div data-test="product-safety"><h3>Fabrikant</h3><p>Parus BV</p><p>Straat 1, Utrecht</p><h3>Verantwoordelijke persoon in de EU</h3><p>Rep BV</p></div>`;
    expect(read(`<html><body>${drawn}${dialog}</body></html>`).listing).toMatchObject({
      trader: {
        name: 'Parus BV',
        address: 'Straat 1, 3511 AB Utrecht, Nederland',
        registrationNumber: '12345678',
        vatNumber: 'NL123456789B01',
        country: 'NL',
      },
      manufacturer: { name: 'Parus BV', address: 'Straat 1, Utrecht' },
      responsiblePerson: { name: 'Rep BV' },
    });
  });
});

test('2026: classes that say nothing; the price spelled out, who sells in a line', () => {
  const html = `<html lang="nl"><head><meta property="og:title" content="Parus Waterkoker | bol"><meta property="og:image" content="https://media.s-bol.com/2.jpg"></head><body>
    <p class="text-sm">Gratis verzending vanaf 25 euro</p><h1 class="text-xl">Parus Waterkoker</h1>
    <span class="sr-only">De prijs van dit product is 9 euro en 90 cent</span><p class="mt-2">Verkoop door Parus Shop</p></body></html>`;
  expect(read(html)).toMatchObject({
    health: 'partial',
    missing: [],
    listing: {
      title: 'Parus Waterkoker',
      price: { amount: '9.90', currency: 'EUR' },
      seller: { name: 'Parus Shop' },
      images: ['https://media.s-bol.com/2.jpg'],
    },
  });
});

test('an error page and a wall are unread', () => {
  expect(read('<html><body><h1>Deze pagina bestaat niet</h1></body></html>').health).toBe('unread');
  expect(read('<html><body><h1>Even geduld</h1><div id="px-captcha"></div></body></html>').health).toBe(
    'unread',
  );
});

test('a partner’s page', () => {
  const html = `<html><body><h1>Parus Shop</h1><main><h2>Gegevens verkoper</h2><p>Handelsnaam: Parus BV</p><p>Adres: Straat 1, 3511 AB Utrecht</p><p>KvK-nummer: 12345678</p></main></body></html>`;
  expect(read(html, 'https://www.bol.com/nl/nl/v/parus-shop/1234567/')).toMatchObject({
    page: 'trader',
    health: 'read',
    listing: { seller: { name: 'Parus Shop' }, trader: { name: 'Parus BV', registrationNumber: '12345678' } },
  });
});

describe('results', () => {
  const list = 'https://www.bol.com/nl/nl/s/?searchtext=koker';
  const card = (id: string, more = '') =>
    `<li class="product-item--row"><a href="/nl/nl/p/koker/${id}/"><img src="https://media.s-bol.com/${id}.jpg"></a><a class="product-title" href="/nl/nl/p/koker/${id}/">Koker ${id}</a><span class="promo-price" data-test="price">9<sup class="promo-price__fraction">90</sup></span>${more}</li>`;
  test('items with their label', () => {
    const reading = read(
      `<html><body><ul>${card('9300000000000001')}${card('9300000000000002', '<div>Gesponsord</div>')}</ul></body></html>`,
      list,
    );
    expect(reading).toMatchObject({ layout: '2018 items', health: 'read' });
    expect(reading.cards).toMatchObject([
      {
        id: '9300000000000001',
        title: 'Koker 9300000000000001',
        price: { amount: '9.90', currency: 'EUR' },
        sponsored: false,
      },
      { id: '9300000000000002', sponsored: true },
    ]);
  });
  test('none found is unread', () => expect(read('<html><body></body></html>', list).health).toBe('unread'));
});
