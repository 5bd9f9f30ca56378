import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { etsy } from './etsy.ts';

const item = 'https://www.etsy.com/listing/123456789/copper-kettle';
const read = (body: string, url = item) =>
  readPage(documentOf(`<html lang="en-GB"><body>${body}</body></html>`), url, [etsy]);

test.each([
  [item, 'product'],
  ['https://www.etsy.com/de/listing/123456789/kupferkessel?ref=x', 'product'],
  ['https://www.etsy.com/search?q=kettle', 'results'],
  ['https://www.etsy.com/fr/c/home-and-living/kitchen', 'results'],
  ['https://www.etsy.com/market/copper_kettle', 'results'],
  ['https://www.etsy.com/shop/KettleWorks', 'trader'],
  ['https://www.etsy.com/shop/KettleWorks/reviews', 'other'],
  ['https://www.etsy.com/', 'other'],
  ['https://www.etsy.com/cart', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(etsy.site.pageKind(new URL(url))).toBe(kind));

const overlay = (hidden: boolean, name = '', number = '', address = '') =>
  `<div id="reg-seller-details-overlay" role="dialog" aria-hidden="${hidden}"><p id="seller-details-trader-info">${name}</p>
   <p id="seller-details-reg-number">${number}</p><p id="seller-details-addresss">${address}</p></div>`;

describe('2020: JSON-LD', () => {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Copper kettle',
    sku: '123456789',
    gtin: 'n/a',
    brand: { '@type': 'Brand', name: 'KettleWorks' },
    category: 'Home < Kitchen',
    description: 'Sings.',
    image: [{ '@type': 'ImageObject', contentURL: 'https://i.etsystatic.com/1/il_fullxfull.1_a.jpg' }],
    aggregateRating: { '@type': 'AggregateRating', ratingValue: '4.7', reviewCount: 9406 },
    offers: {
      '@type': 'AggregateOffer',
      lowPrice: '49.99',
      highPrice: '59.99',
      priceCurrency: 'USD',
      availability: 'https://schema.org/InStock',
    },
  };
  const page = (
    more = '',
    told: unknown = data,
  ) => `<meta name="description" content="A Kitchen item by KettleWorks. Ships from Türkiye. Listed on Feb 3">
    <script type="application/ld+json">${JSON.stringify(told)}</script>
    <a href="https://www.etsy.com/shop/KettleWorks?ref=shop-header-name">KettleWorks</a>
    <h1 data-buy-box-listing-title="true">Copper kettle</h1>
    <div data-buy-box-region="price"><p><span>Price:</span> €40.63+</p><p><span class="wt-text-strikethrough">€54.17+</span></p></div>
    <div data-carousel-pane><img src="https://i.etsystatic.com/1/il_794xN.2_b.jpg"></div>
    <label id="label-s0">Size</label><select id="variation-selector-0" aria-labelledby="label-s0"><option value="">Choose</option>
      <option value="1">1 l (€40.63)</option><option value="2">2 l (€48.75)</option><option value="3">3 l (sold out)</option></select>
    <ul><li class="wt-block-grid__item">Materials: Copper</li><li class="wt-block-grid__item">Width: 25 cm; Height: 11 cm</li></ul>
    <div data-id="description-text"><p>Sings<br>well</p></div>${more}`;

  test('is read whole; the shop is not the brand, and its ratings not the item’s', () => {
    const header = `<div class="reviews-header"><input name="rating" value="5"> Reviews for this item (1,002 reviews)</div>`;
    const reading = read(page(header));
    expect(reading).toMatchObject({ layout: '2020 JSON-LD', health: 'read', missing: [] });
    expect(reading.listing).toEqual({
      url: item,
      marketplace: 'etsy',
      id: '123456789',
      title: 'Copper kettle',
      price: { amount: '40.63', currency: 'EUR' },
      priceBefore: { amount: '54.17', currency: 'EUR' },
      description: 'Sings well',
      category: ['Home', 'Kitchen'],
      attributes: [
        { name: 'Materials', value: 'Copper' },
        { name: 'Width', value: '25 cm' },
        { name: 'Height', value: '11 cm' },
        { name: 'Size', value: '1 l, 2 l, 3 l (sold out)' },
      ],
      identifiers: { sku: '123456789' },
      images: [
        'https://i.etsystatic.com/1/il_fullxfull.2_b.jpg',
        'https://i.etsystatic.com/1/il_fullxfull.1_a.jpg',
      ],
      variants: [
        { name: '1 l', price: { amount: '40.63', currency: 'EUR' } },
        { name: '2 l', price: { amount: '48.75', currency: 'EUR' } },
        { name: '3 l (sold out)' },
      ],
      availability: 'InStock',
      rating: 5,
      reviewCount: 1002,
      shipsFrom: 'TR',
      seller: { id: 'KettleWorks', name: 'KettleWorks', url: 'https://www.etsy.com/shop/KettleWorks' },
      language: 'en-GB',
    });
  });

  test('the trader: not looked at, then opened and empty, then there', () => {
    expect(read(page(overlay(true))).listing).not.toHaveProperty('trader');
    expect(read(page(overlay(false))).listing?.trader).toBe(null);
    expect(
      read(page(overlay(false, 'Kettle GmbH', 'HRB 1', '1 Steam Road, Izmir, Türkiye'))).listing?.trader,
    ).toEqual({
      name: 'Kettle GmbH',
      registrationNumber: 'HRB 1',
      address: '1 Steam Road, Izmir, Türkiye',
      country: 'TR',
    });
  });

  test.each([[null], [[]], [{ '@type': 'Product', name: 7, offers: 'x', brand: [null] }], ['text']])(
    'state of strange types (%j) is survived',
    (told) =>
      expect(read(page('', told)).listing).toMatchObject({
        title: 'Copper kettle',
        price: { amount: '40.63' },
      }),
  );
});

test('2016: itemprop meta tags, options with prices in brackets', () => {
  const { listing, layout } =
    read(`<h1><span itemprop="name">Kettle decal</span></h1><meta itemprop="price" content="2.99"><meta itemprop="currency" content="USD">
    <meta itemprop="rating" content="4.9156"><meta itemprop="count" content="1221"><span class="shop-name"><a href="https://www.etsy.com/shop/Decals?ref=l2">Decals</a></span>
    <div id="item-overview"><ul class="properties"><li>Materials: <span>vinyl</span></li><li>Ships worldwide from <span class="origin">United States</span></li></ul></div>
    <div><label>Dimensions</label><select class="variation"><option value="">Select</option><option value="1">3 x 3 inches [US$2.99]</option></select></div>
    <ul id="listing-tag-list"><li><a href="https://www.etsy.com/c/decals">Decals</a></li></ul>
    <ul id="image-carousel"><li data-full-image-href="https://img0.etsystatic.com/0/il_fullxfull.7_a.jpg"></li></ul>`);
  expect(layout).toBe('2016 microdata');
  expect(listing).toMatchObject({
    price: { amount: '2.99', currency: 'USD' },
    rating: 4.9156,
    reviewCount: 1221,
    category: ['Decals'],
    shipsFrom: 'US',
    seller: { name: 'Decals' },
    images: ['https://img0.etsystatic.com/0/il_fullxfull.7_a.jpg'],
    variants: [{ name: '3 x 3 inches', price: { amount: '2.99', currency: 'USD' } }],
  });
});

test('no heading, no reading', () => expect(read('<p>Verify you are human</p>').health).toBe('unread'));

describe('results', () => {
  const url = 'https://www.etsy.com/search?q=kettle';
  const card = (
    id: number,
    caption: string,
    title = 'listing-title',
  ) => `<li><div class="v2-listing-card" data-listing-id="${id}"><a class="listing-link" href="https://www.etsy.com/listing/${id}/kettle?ref=sr_gallery-1">
    <img src="https://i.etsystatic.com/${id}.jpg"><h3 id="${title}-${id}" class="v2-listing-card__title">Kettle ${id}</h3>
    <span class="lc-price"><span class="currency-symbol">€</span><span class="currency-value">40.63</span></span><p class="wt-text-caption">${caption}</p></a></div></li>`;
  const page = (...cards: string[]) =>
    `<style>.seen{display:inline-block}.unseen{display:none}</style><ul data-results-grid-container>${cards.join('')}</ul>`;

  test('ads by their title’s id, or by the words that are not hidden', () => {
    const { cards, layout } = read(
      page(
        card(1111111, '<span class="unseen">Ad by Etsy seller</span><span class="seen">KettleWorks</span>'),
        card(2222222, '<span class="seen">Ad by Etsy seller</span><span class="unseen">KettleWorks</span>'),
        card(3333333, '', 'ad-listing-title'),
        card(4444444, '<span data-ad-label="Ad by Etsy seller"></span>'),
        card(5555555, '<span aria-hidden="true">Ad by Etsy seller</span>'),
      ),
      url,
    );
    expect(layout).toBe('2019 v2-listing-card');
    expect(cards.map(({ id, sponsored }) => [id, sponsored])).toEqual([
      ['1111111', false],
      ['2222222', true],
      ['3333333', true],
      ['4444444', true],
      ['5555555', false],
    ]);
    expect(cards[0]).toEqual({
      id: '1111111',
      url: 'https://www.etsy.com/listing/1111111',
      title: 'Kettle 1111111',
      price: { amount: '40.63', currency: 'EUR' },
      image: 'https://i.etsystatic.com/1111111.jpg',
      sponsored: false,
    });
  });

  test('none found is unread', () => expect(read('', url).health).toBe('unread'));
});

test('a shop’s page, with its trader once the dialog is open', () =>
  expect(
    read(`<h1>KettleWorks</h1>${overlay(false, 'Kettle GmbH')}`, 'https://www.etsy.com/shop/KettleWorks'),
  ).toMatchObject({
    page: 'trader',
    health: 'read',
    listing: { seller: { id: 'KettleWorks' }, trader: { name: 'Kettle GmbH', address: null } },
  }));
