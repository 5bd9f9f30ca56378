import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { wish } from './wish.ts';

const id = '5f0c1d2e3a4b5c6d7e8f9a0b';
const item = `https://www.wish.com/product/${id}`;
const read = (html: string, url = item) => readPage(documentOf(html), url, [wish]);

test.each([
  [item, 'product', id],
  [`https://www.wish.com/c/${id}`, 'product', id],
  [`https://www.wish.com/de/product/kettle-${id}?x=1`, 'product', id],
  ['https://www.wish.com/search/kettle', 'results', null],
  ['https://www.wish.com/feed/tabbed_feed_latest', 'results', null],
  ['https://www.wish.com/merchant/parus', 'trader', null],
  ['https://www.wish.com/', 'other', null],
])('%s is of kind %s', (url, kind, found) => {
  expect(wish.site.pageKind(new URL(url))).toBe(kind);
  expect(wish.site.itemId(new URL(url))).toBe(found);
});

describe('2020: the state of the page', () => {
  const product = {
    id,
    name: 'Kettle big',
    description: 'Boils.',
    localizedPrice: { localizedValue: 12.5, currencyCode: 'EUR' },
    localizedRetailPrice: { localizedValue: 25, currencyCode: 'EUR' },
    images: [{ url: 'https://canary.contestimg.wish.com/1.jpg' }],
    rating: 4.2,
    numRatings: 31,
    merchantInfo: { id: 'm1', displayName: 'Parus', country: 'China' },
    variations: [{ color: 'Red', size: 'L', localizedPrice: { localizedValue: 12.5, currencyCode: 'EUR' } }],
  };
  const page = (data: unknown) =>
    `<html lang="de"><body><h1>Other</h1><script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps: { a: [{ product: data }] } } })}</script></body></html>`;

  test('is read whole', () =>
    expect(read(page(product))).toMatchObject({
      layout: '2020 next data',
      health: 'read',
      listing: {
        title: 'Kettle big',
        price: { amount: '12.5', currency: 'EUR' },
        priceBefore: { amount: '25', currency: 'EUR' },
        description: 'Boils.',
        images: ['https://canary.contestimg.wish.com/1.jpg'],
        rating: 4.2,
        reviewCount: 31,
        seller: { id: 'm1', name: 'Parus', country: 'CN' },
        variants: [{ name: 'Red, L', price: { amount: '12.5' } }],
      },
    }));

  test('state of another item, or of other types, is not believed', () => {
    expect(read(page({ ...product, id: 'x' })).health).toBe('unread');
    expect(
      read(page({ id, merchantInfo: [], name: {}, localizedPrice: 'free', images: 7, variations: {} }))
        .health,
    ).toBe('unread');
  });
});

test('2021: styled page, the crossed price first', () => {
  const html = `<html lang="de"><body><h1 class="PurchaseContainer__Name-x">Kettle big</h1><div class="PurchaseContainer__CrossedPrice-y">25 €</div><div class="PurchaseContainer__ActualPrice-z">12,50 €</div>
    <a href="/merchant/5f0c1d2e3a4b5c6d7e8f9a00"><span class="Merchant__MerchantName-w">Parus</span></a></body></html>`;
  expect(read(html)).toMatchObject({
    layout: '2021 styled page',
    health: 'partial',
    missing: ['images'],
    listing: {
      title: 'Kettle big',
      price: { amount: '12.50', currency: 'EUR' },
      priceBefore: { amount: '25' },
      seller: { name: 'Parus', id: '5f0c1d2e3a4b5c6d7e8f9a00' },
    },
  });
});

test('schema.org alone, and nothing at all', () => {
  const data = {
    '@type': 'Product',
    name: 'Kettle | Wish',
    offers: { price: '12.50', priceCurrency: 'EUR' },
  };
  expect(
    read(
      `<html><head><script type="application/ld+json">${JSON.stringify(data)}</script></head><body></body></html>`,
    ),
  ).toMatchObject({
    layout: 'structured data',
    listing: { title: 'Kettle', price: { amount: '12.50' } },
  });
  expect(read('<html><body><h1>Sign up</h1></body></html>').health).toBe('unread');
});

test('a merchant’s page', () =>
  expect(
    read('<html><body><h1>Parus</h1></body></html>', 'https://www.wish.com/merchant/parus'),
  ).toMatchObject({
    page: 'trader',
    listing: { seller: { name: 'Parus' } },
  }));

describe('results', () => {
  const list = 'https://www.wish.com/search/kettle';
  const tile = (end: string, more = '') =>
    `<div class="ProductGrid__FeedTileWidthWrapper-x"><a href="/product/5f0c1d2e3a4b5c6d7e8f9a${end}"><img src="https://canary.contestimg.wish.com/${end}.jpg" alt="Kettle ${end}"><div class="FeedTile__ActualPrice-a">12,50 €</div><div class="FeedTile__CrossedPrice-b">25 €</div></a>${more}</div>`;
  test('tiles; a grey word without a test id marks a paid one', () => {
    const html = `<html><body>${tile('01', '<div class="DesignSpec__TextSpecWrapper-c" color="#6B828F" data-testid="bought">9+ bought</div>')}${tile('02', '<div class="DesignSpec__TextSpecWrapper-c" color="#6B828F">Ad</div>')}</body></html>`;
    expect(read(html, list)).toMatchObject({
      layout: '2021 grid',
      cards: [
        {
          title: 'Kettle 01',
          price: { amount: '12.50', currency: 'EUR' },
          priceBefore: { amount: '25' },
          sponsored: false,
        },
        { title: 'Kettle 02', sponsored: true },
      ],
    });
  });
  test('none found is unread', () => expect(read('<html><body></body></html>', list).health).toBe('unread'));
});
