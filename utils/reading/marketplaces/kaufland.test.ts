import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { kaufland } from './kaufland.ts';

const item = 'https://www.kaufland.de/product/568730900/';
const read = (html: string, url = item) => readPage(documentOf(html), url, [kaufland]);

test.each([
  [item, 'product', '568730900'],
  ['https://www.kaufland.cz/product/568730900/?kwd=&id_seller=5', 'product', '568730900'],
  ['https://www.kaufland.de/s/?search_value=buggy', 'results', null],
  ['https://www.kaufland.pl/c/wozki/~12345/', 'results', null],
  ['https://www.kaufland.de/', 'other', null],
  ['https://www.kaufland.de/konto/', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(kaufland.site.pageKind(new URL(url))).toBe(kind);
  expect(kaufland.site.itemId(new URL(url))).toBe(id);
});

const drawn = `<div class="rd-breadcrumb__item"><a href="/baby">Baby</a></div><h1 class="rd-title" title="Buggy Parus Milan">Buggy Parus Milan</h1>
  <span class="rd-price-information__price">1.044,90&nbsp;€</span><p class="rd-buybox-comparison__base-price"><span>(10,45&nbsp;€ / kg)</span></p>
  <div class="rd-buybox-comparison__price rd-buybox-comparison__strikeout">1.299,00 €</div>
  <span data-pw="seller-name"><a href="/s/?id_seller=4711">Parus Shop</a></span><span data-pw="delivery-time">Do. 20. – Fr. 21. August</span>
  <div class="rd-gallery__wrapper"><img src="https://media.cdn.kaufland.de/product-images/100x100/abc.webp"></div>
  <div class="rd-description-teaser__description-text">Ein Buggy.</div>
  <table class="rd-product-attributes"><tr><th>EAN</th><td>8721003407246 8721003407246</td></tr><tr><th>Marke</th><td>Parus</td></tr><tr><th>Herstellernummer</th><td>9.16 9.16</td></tr></table>
  <div class="rd-variant__option-box" title="Taupe"></div>`;
const page = (body: string) => `<html lang="de"><body>${body}</body></html>`;

describe('rd classes, 2021 to 2025', () => {
  test('are read whole; doubled numbers are single, the unit price is none', () =>
    expect(read(page(drawn))).toMatchObject({
      layout: '2021 rd classes',
      health: 'read',
      listing: {
        title: 'Buggy Parus Milan',
        price: { amount: '1044.90', currency: 'EUR' },
        priceBefore: { amount: '1299.00', currency: 'EUR' },
        brand: 'Parus',
        category: ['Baby'],
        identifiers: { gtin: '8721003407246', mpn: '9.16' },
        images: ['https://media.cdn.kaufland.de/product-images/1024x1024/abc.webp'],
        availability: 'InStock',
        description: 'Ein Buggy.',
        seller: { id: '4711', name: 'Parus Shop' },
        variants: [{ name: 'Taupe' }],
      },
    }));

  test('a brand that is the number is none', () =>
    expect(read(page(drawn.replace('<td>Parus</td>', '<td>9.16 9.16</td>'))).listing?.brand).toBeUndefined());

  test('crowns and złoty by the country', () => {
    const cz =
      '<h1 class="rd-title">Kočárek</h1><span class="rd-price-information__price">1 299,00 Kč</span>';
    expect(read(page(cz), 'https://www.kaufland.cz/product/1234567/')).toMatchObject({
      health: 'partial',
      listing: { price: { amount: '1299.00', currency: 'CZK' } },
    });
  });

  test('the dialog about the seller, opened later', () => {
    const dialog = `<div class="rd-seller-details" role="dialog"><h2>Verkäuferinformationen</h2><p>Parus Handels GmbH</p><p>Kesselweg 1</p><p>20095 Hamburg</p><p>Deutschland</p>
      <p>E-Mail-Adresse: post@parus.example</p><p>Telefon: +49 40 123456</p><p>Handelsregister: HRB 12345</p><p>USt-IdNr.: DE123456789</p></div>`;
    expect(read(page(drawn + dialog)).listing).toMatchObject({
      trader: {
        name: 'Parus Handels GmbH',
        address: 'Kesselweg 1, 20095 Hamburg, Deutschland',
        email: 'post@parus.example',
        phone: '+49 40 123456',
        registrationNumber: 'HRB 12345',
        vatNumber: 'DE123456789',
        country: 'DE',
      },
      seller: { name: 'Parus Shop', country: 'DE' },
    });
  });

  test('a dialog about cookies names no trader', () => {
    const dialog = `<div role="dialog"><h2>Datenschutzhinweise</h2><p>Wir verwenden Cookies.</p><a>Impressum</a><a>Datenschutz</a><button>Alle akzeptieren</button></div>`;
    const { listing } = read(page(drawn + dialog));
    expect(listing?.trader).toBeUndefined();
    expect(listing?.safetyInformation).toBeUndefined();
  });

  test('product safety', () => {
    const block = `<section data-pw="gpsr-info"><h3>Hersteller</h3><p>Parus BV</p><p>Straat 1, Utrecht</p><p>info@parus.example</p><h3>Verantwortliche Person für die EU</h3><p>Rep GmbH</p><p>Ring 1, Wien</p><h3>Sicherheitshinweise</h3><p>Nicht unbeaufsichtigt lassen.</p></section>`;
    expect(read(page(drawn + block)).listing).toMatchObject({
      manufacturer: { name: 'Parus BV', address: 'Straat 1, Utrecht', contact: 'info@parus.example' },
      responsiblePerson: { name: 'Rep GmbH' },
      safetyInformation: 'Nicht unbeaufsichtigt lassen.',
    });
  });
});

test('schema.org where the classes are gone', () => {
  const data = {
    '@type': 'Product',
    name: 'Buggy',
    brand: 'Parus',
    image: 'https://media.cdn.kaufland.de/1.webp',
    offers: { price: 44, priceCurrency: 'EUR', seller: { name: 'Parus Shop' } },
  };
  expect(
    read(
      `<html><head><script type="application/ld+json">${JSON.stringify(data)}</script></head><body><h1>Buggy</h1></body></html>`,
    ),
  ).toMatchObject({
    layout: 'structured data',
    listing: { title: 'Buggy', price: { amount: '44', currency: 'EUR' }, seller: { name: 'Parus Shop' } },
  });
});

test('the wall before it is unread, though it has a heading', () => {
  const wall = `<html lang="en-US"><head><title>Just a moment...</title></head><body><h1 class="zone-name-title h1">www.kaufland.de</h1><h2 id="challenge-running">Checking the site connection security</h2></body></html>`;
  expect(read(wall)).toMatchObject({ page: 'product', layout: null, health: 'unread', listing: null });
});

describe('results', () => {
  const list = 'https://www.kaufland.de/s/?search_value=buggy';
  const tile = (id: number, kind = '', more = '') =>
    `<article class="product ${kind}"><a class="product-link" href="/product/${id}/"><img src="https://media.cdn.kaufland.de/${id}.webp"><div class="product__title">Buggy ${id}</div></a><div class="product__price"><span class="price">44,00 €</span></div>${more}</article>`;

  test('tiles, paid ones by class, by label and by state', () => {
    const state = { state: { results: { products: [{ id: 1000004, sponsoredAdDetail: { x: 1 } }] } } };
    const html = page(
      `<div class="results">${tile(1000001)}${tile(1000002, 'product--sponsored')}${tile(1000003, '', '<span>Gesponsert</span>')}${tile(1000004)}</div><script>window.__SEARCHFRONTEND__ = ${JSON.stringify(state)}</script>`,
    );
    expect(read(html, list).cards).toMatchObject([
      {
        id: '1000001',
        title: 'Buggy 1000001',
        price: { amount: '44.00', currency: 'EUR' },
        sponsored: false,
      },
      { id: '1000002', sponsored: true },
      { id: '1000003', sponsored: true },
      { id: '1000004', sponsored: true },
    ]);
  });

  test('the state alone', () => {
    const state = {
      state: {
        results: {
          products: [{ id: 1000001, title: 'Buggy', price: { value: 44 } }, { title: 'no id' }, null],
        },
      },
    };
    expect(
      read(page(`<script>window.__SEARCHFRONTEND__ = ${JSON.stringify(state)}</script>`), list),
    ).toMatchObject({
      layout: '2024 search state',
      cards: [{ id: '1000001', title: 'Buggy', price: { amount: '44', currency: 'EUR' }, sponsored: false }],
    });
  });

  test('none found is unread', () => expect(read(page(''), list).health).toBe('unread'));
});
