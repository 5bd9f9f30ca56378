import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { otto } from './otto.ts';

const item = 'https://www.otto.de/p/parus-wasserkocher-gross-848068900/';
const read = (html: string, url = item) => readPage(documentOf(html), url, [otto]);

test.each([
  [item, 'product', '848068900'],
  ['https://www.otto.de/p/parus-laminat-S0HCX01E/#variationId=S0HCX01EABCD', 'product', 'S0HCX01E'],
  ['https://www.otto.de/suche/wasserkocher/', 'results', null],
  ['https://www.otto.de/haushalt/wasserkocher/', 'results', null],
  ['https://www.otto.de/', 'other', null],
  ['https://www.otto.de/user/login', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(otto.site.pageKind(new URL(url))).toBe(kind);
  expect(otto.site.itemId(new URL(url))).toBe(id);
});

const variation = (id: string, color: string, cents: unknown) => ({
  id,
  name: 'Parus Wasserkocher »Groß«',
  images: [{ id: `img-${id}` }],
  availability: { status: 'available', orderable: true },
  dimensions: { dimension: [{ color: { displayName: 'Farbe', value: color } }] },
  articleNumberWithPromotion: '2800395200',
  retailer: { id: '7', name: 'Parus Shop', isOtto: false },
  sellingPoints: { sellingPoint: ['Kocht schnell'] },
  displayPrice: {
    priceAmount: cents,
    comparativePriceAmount: '149,99',
    techPriceAmount: '119.01',
    installments: { amount: '10,65' },
  },
  ean: '4006381333931',
});
const state = {
  id: '848068900',
  brand: 'Parus',
  description: 'Ein Kocher.',
  htmlCharacteristics:
    '<table><tr><td><b>Technik<#ft5_slash#b><#ft5_slash#td><#ft5_slash#tr><tr><td class="left"><span>max. Druck<#ft5_slash#span><#ft5_slash#td><td>120 bar<#ft5_slash#td><#ft5_slash#tr><#ft5_slash#table>',
  sortedVariationIds: ['836', '837'],
  variations: { 836: variation('836', 'gelb', 11901), 837: variation('837', 'rot', 12901) },
};
const page = (data: unknown, more = '') =>
  `<html><body><h1 data-qa="variationName">Parus Wasserkocher »Groß«</h1><div>Finanzierung ab € 10,65</div>
   <script id="productDataJson" type="application/json">${JSON.stringify(data)}</script>${more}</body></html>`;

describe('2021: productDataJson', () => {
  test('is read whole, cents as cents', () =>
    expect(read(page(state))).toMatchObject({
      layout: '2021 productDataJson',
      health: 'read',
      listing: {
        title: 'Parus Wasserkocher »Groß«',
        price: { amount: '119.01', currency: 'EUR' },
        priceBefore: { amount: '149.99', currency: 'EUR' },
        brand: 'Parus',
        attributes: [{ name: 'max. Druck', value: '120 bar' }],
        description: 'Ein Kocher. Kocht schnell',
        identifiers: { gtin: '4006381333931', sku: '2800395200' },
        images: ['https://i.otto.de/i/otto/img-836'],
        availability: 'InStock',
        seller: { id: '7', name: 'Parus Shop' },
        variants: [
          { name: 'gelb', price: { amount: '119.01' } },
          { name: 'rot', price: { amount: '129.01' } },
        ],
      },
    }));

  test('the variation in the address is the one read', () =>
    expect(read(page(state), `${item}#variationId=837`).listing?.price?.amount).toBe('129.01'));

  test('cents that are none are not read as euros', () => {
    const odd = { ...state, variations: { 836: variation('836', 'gelb', '119,01'), 837: 5 } };
    expect(read(page(odd)).listing?.price).toBeUndefined();
  });

  test('microdata stands in where the state is of another item', () => {
    const micro = `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Parus Wasserkocher »Groß«</span>
      <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR"><span itemprop="price" content="99.50">€ 99,50</span></div></div>`;
    expect(read(page({ ...state, id: '1' }, micro))).toMatchObject({
      layout: 'structured data',
      listing: { price: { amount: '99.50', currency: 'EUR' } },
    });
  });
});

test('2023: pdp classes', () => {
  const html = `<html lang="de"><body><h1 class="js_pdp_short-info__main-name">Wasserkocher</h1><span class="pdp_short-info__brand-name">Parus</span>
    <div class="pdp_price__strike-through-price">UVP 59,99 €</div><div class="js_pdp_price__tag" data-price-cents="4999"><span class="pdp_price__retail-price">49,99 €</span></div>
    <div class="js_pdp_main-image__slide" data-image-id="abc"></div><div class="js_pdp_description">Kocht.</div>
    <div class="pdp_details__characteristics-html"><table><tr><td class="left">Höhe</td><td>20 cm</td></tr></table></div>
    <span class="js_pdp_cr-rating-score">4,6</span><span class="js_pdp_cr-rating--review-count">1.234 Bewertungen</span>
    <div role="dialog"><h2>Informationen zum Verkäufer</h2><p>Firma: Parus GmbH</p><p>Adresse: Kesselweg 1, 20095 Hamburg, Deutschland</p><p>USt-IdNr.: DE123456789</p></div>
    </body></html>`;
  expect(read(html)).toMatchObject({
    layout: '2023 pdp classes',
    health: 'read',
    listing: {
      title: 'Wasserkocher',
      brand: 'Parus',
      price: { amount: '49.99', currency: 'EUR' },
      priceBefore: { amount: '59.99' },
      images: ['https://i.otto.de/i/otto/abc'],
      attributes: [{ name: 'Höhe', value: '20 cm' }],
      rating: 4.6,
      reviewCount: 1234,
      trader: {
        name: 'Parus GmbH',
        address: 'Kesselweg 1, 20095 Hamburg, Deutschland',
        vatNumber: 'DE123456789',
        country: 'DE',
      },
    },
  });
});

test('an error page is unread', () =>
  expect(read('<html><body><h1>Leider nicht gefunden</h1></body></html>').health).toBe('unread'));

describe('lists', () => {
  const tile = (id: number, more = '') =>
    `<article class="product"><a class="find_tile__productLink" href="/p/kocher-${id}/#variationId=1" title="Kocher ${id}"><img src="https://i.otto.de/i/otto/${id}"></a>
     <p class="find_tile__name">Kocher ${id}</p><span class="find_tile__strikeThroughPrice">59,99 €</span><span class="find_tile__priceValue">49,99 €</span>${more}</article>`;

  test('tiles with their label', () =>
    expect(
      read(
        `<html><body>${tile(100000001)}${tile(100000002, '<span>gesponsert</span>')}</body></html>`,
        'https://www.otto.de/suche/kocher/',
      ).cards,
    ).toMatchObject([
      {
        id: '100000001',
        title: 'Kocher 100000001',
        price: { amount: '49.99', currency: 'EUR' },
        priceBefore: { amount: '59.99' },
        sponsored: false,
      },
      { id: '100000002', sponsored: true },
    ]));

  test('none in a search is unread, none elsewhere is no list', () => {
    expect(read('<html><body></body></html>', 'https://www.otto.de/suche/kocher/').health).toBe('unread');
    expect(read('<html><body></body></html>', 'https://www.otto.de/unternehmen/').page).toBe('other');
  });
});
