import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { walmart } from './walmart.ts';

const item = 'https://www.walmart.com/ip/Kettle-2-l/123456789';
const read = (body: string, url = item) =>
  readPage(documentOf(`<html lang="en-US"><body>${body}</body></html>`), url, [walmart]);
const next = (initialData: unknown) =>
  `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps: { initialData } } })}</script>`;

test.each([
  [item, 'product'],
  ['https://www.walmart.com/ip/123456789?athbdg=L1600', 'product'],
  ['https://www.walmart.ca/en/ip/kettle/6000123456789', 'product'],
  ['https://www.walmart.com/search?q=kettle', 'results'],
  ['https://www.walmart.com/browse/kitchen/4044_90548', 'results'],
  ['https://www.walmart.com/seller/101012345', 'trader'],
  ['https://www.walmart.com/', 'other'],
  ['https://www.walmart.com/reviews/product/123456789', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(walmart.site.pageKind(new URL(url))).toBe(kind));

describe('2021: __NEXT_DATA__', () => {
  const product = {
    usItemId: '123456789',
    name: 'Kettle, 2 l',
    brand: 'Boil',
    model: 'K-2',
    upc: '036000291452',
    manufacturerProductId: 'n/a',
    priceInfo: { currentPrice: { price: 19.5, currencyUnit: 'USD' }, wasPrice: { price: 29 } },
    averageRating: 4.4,
    numberOfReviews: 12,
    availabilityStatus: 'IN_STOCK',
    sellerName: 'Kettle Shop',
    sellerId: 'A1',
    catalogSellerId: 101012345,
    category: { path: [{ name: 'Home' }, { name: 'Kettles' }] },
    imageInfo: { allImages: [{ url: 'https://i5.walmartimages.com/1.jpeg?odnHeight=612' }] },
    shortDescription: '<p>Boils <b>fast</b></p>',
    variantCriteria: [{ name: 'Color', variantList: [{ id: 'color-red', name: 'Red' }] }],
    variantsMap: {
      V1: { variants: ['color-red'], priceInfo: { currentPrice: { price: 19.5, currencyUnit: 'USD' } } },
    },
  };
  const idml = {
    specifications: [{ name: 'Capacity', value: '2 l' }, { name: 'x' }],
    warnings: [{ name: 'Warning', value: 'Hot.' }],
  };

  test('is read whole', () => {
    const reading = read(next({ data: { product, idml } }));
    expect(reading).toMatchObject({ layout: '2021 __NEXT_DATA__', health: 'read', missing: [] });
    expect(reading.listing).toEqual({
      url: item,
      marketplace: 'walmart',
      id: '123456789',
      title: 'Kettle, 2 l',
      price: { amount: '19.5', currency: 'USD' },
      priceBefore: { amount: '29', currency: 'USD' },
      brand: 'Boil',
      model: 'K-2',
      attributes: [{ name: 'Capacity', value: '2 l' }],
      identifiers: { gtin: '036000291452', sku: '123456789' },
      description: 'Boils fast',
      category: ['Home', 'Kettles'],
      images: ['https://i5.walmartimages.com/1.jpeg'],
      rating: 4.4,
      reviewCount: 12,
      availability: 'InStock',
      seller: { id: '101012345', name: 'Kettle Shop', url: 'https://www.walmart.com/seller/101012345' },
      safetyInformation: 'Hot.',
      variants: [{ name: 'Red', price: { amount: '19.5', currency: 'USD' } }],
      language: 'en-US',
    });
  });

  test('the state of another item is not believed', () =>
    expect(read(next({ data: { product: { ...product, usItemId: '9' } } })).health).toBe('unread'));

  test.each([
    [null],
    [7],
    [{ data: [] }],
    [{ data: { product: { name: 'K', priceInfo: 'x', variantsMap: 3, category: { path: 1 } } } }],
  ])('state of strange types (%j) is survived', (state) => expect(() => read(next(state))).not.toThrow());
});

test('without the state, JSON-LD; without that, marked-up heading and price', () => {
  const ld = { '@type': 'Product', name: 'Kettle', offers: { price: '19.50', priceCurrency: 'USD' } };
  expect(
    read(`<h1>Kettle</h1><script type="application/ld+json">${JSON.stringify(ld)}</script>`),
  ).toMatchObject({
    layout: 'JSON-LD',
    listing: { title: 'Kettle', price: { amount: '19.50', currency: 'USD' } },
  });
  expect(
    read('<h1 itemprop="name">Kettle</h1><span itemprop="price" content="19.5">$19.50</span>'),
  ).toMatchObject({
    layout: '2017 microdata',
    listing: { price: { amount: '19.50', currency: 'USD' } },
  });
  expect(read('<h1>Robot or human?</h1>').health).toBe('unread');
});

describe('results', () => {
  const url = 'https://www.walmart.com/search?q=kettle';

  test('from the state', () => {
    const items = [
      {
        usItemId: '1',
        name: 'Kettle',
        priceInfo: { linePrice: '$1,019.50' },
        sellerName: 'S',
        isSponsoredFlag: false,
        imageInfo: { thumbnailUrl: 'https://i5.walmartimages.com/1.jpeg' },
      },
      {
        usItemId: '2',
        name: 'Pot',
        priceInfo: { currentPrice: { price: 9, currencyUnit: 'USD' } },
        isSponsoredFlag: true,
      },
      { __typename: 'AdPlaceholder' },
    ];
    const { cards } = read(next({ searchResult: { itemStacks: [{ items }, null] } }), url);
    expect(cards).toEqual([
      {
        id: '1',
        url: 'https://www.walmart.com/ip/1',
        title: 'Kettle',
        price: { amount: '1019.5', currency: 'USD' },
        image: 'https://i5.walmartimages.com/1.jpeg',
        sponsored: false,
        seller: { name: 'S' },
      },
      {
        id: '2',
        url: 'https://www.walmart.com/ip/2',
        title: 'Pot',
        price: { amount: '9', currency: 'USD' },
        sponsored: true,
      },
    ]);
  });

  test('from what is drawn', () => {
    const tile = (id: string, more = '') =>
      `<div data-item-id="${id}"><a href="/ip/Kettle/${id}"><h3>Kettle ${id}</h3></a><div class="price">$9.00</div>${more}</div>`;
    const { cards } = read(
      `<div>${tile('111111111')}${tile('222222222', '<div id="sponsored-label">Sponsored</div>')}</div>`,
      url,
    );
    expect(cards.map(({ id, sponsored }) => [id, sponsored])).toEqual([
      ['111111111', false],
      ['222222222', true],
    ]);
  });
});

test('a seller’s page', () =>
  expect(
    read(
      next({ data: { seller: { sellerDisplayName: 'Kettle Shop', sellerEmail: 'a@b.example' } } }),
      'https://www.walmart.com/seller/101012345',
    ),
  ).toMatchObject({
    page: 'trader',
    listing: { seller: { id: '101012345', name: 'Kettle Shop' }, trader: { email: 'a@b.example' } },
  }));
