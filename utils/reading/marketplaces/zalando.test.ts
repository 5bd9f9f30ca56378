import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { zalando } from './zalando.ts';

const item = 'https://www.zalando.fi/parus-jacket-su221u09p-e11.html';
const read = (html: string, url = item) => readPage(documentOf(html), url, [zalando]);

test.each([
  [item, 'product', 'SU221U09P-E11'],
  ['https://www.zalando.co.uk/parus-jacket-su221u09p-e11.html?size=M', 'product', 'SU221U09P-E11'],
  [
    'https://www.zalando-lounge.pl/campaigns/ZZO11AS/categories/1/articles/EA822O01A-K11',
    'product',
    'EA822O01A-K11',
  ],
  ['https://www.zalando.de/herrenbekleidung/', 'results', null],
  ['https://www.zalando.de/katalog/?q=jeans', 'results', null],
  ['https://www.zalando.de/myaccount/', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(zalando.site.pageKind(new URL(url))).toBe(kind);
  expect(zalando.site.itemId(new URL(url))).toBe(id);
});

const euro = (value: number) => ({ currency: 'EUR', value, formatted: `${value} €` });
const info = {
  id: 'SU221U09P-E11',
  name: 'SPIRIT - Jacket - blue',
  brand: { name: 'Parus' },
  available: true,
  averageStarRating: 4.453,
  reviewsCount: 75,
  modelHeight: 'The model is 177 cm tall',
  displayPrice: { isDiscounted: true, price: euro(74.95), originalPrice: euro(99.95) },
  units: [
    { size: { local: 'XS' }, displayPrice: { price: euro(74.95) } },
    { size: { local: 'S' }, displayPrice: { price: euro(99.95) } },
  ],
  media: { images: [{ sources: { thumb: 'https://img01.ztat.net/1.jpg' } }] },
  attributes: [
    { category: 'heading_material_highlights', data: [{ name: 'key', values: '100PES' }] },
    { category: 'heading_material', data: [{ name: 'Lining', values: '100% nylon' }] },
  ],
};
const page = (articleInfo: unknown) =>
  `<html lang="en"><head><meta name="twitter:data1" content="74,95 €"></head><body><h1>SPIRIT - Jacket</h1>
   <script id="z-vegas-pdp-props" type="application/json"><![CDATA[${JSON.stringify([{ model: { articleInfo } }])}]]></script></body></html>`;

describe('2021: pdp props', () => {
  test('are read whole, decimals as decimals', () =>
    expect(read(page(info))).toMatchObject({
      layout: '2021 pdp props',
      health: 'read',
      listing: {
        title: 'SPIRIT - Jacket - blue',
        brand: 'Parus',
        price: { amount: '74.95', currency: 'EUR' },
        priceBefore: { amount: '99.95', currency: 'EUR' },
        attributes: [{ name: 'Lining', value: '100% nylon' }],
        description: 'Lining: 100% nylon. The model is 177 cm tall',
        images: ['https://img01.ztat.net/1.jpg'],
        rating: 4.5,
        reviewCount: 75,
        availability: 'InStock',
        variants: [
          { name: 'XS', price: { amount: '74.95' } },
          { name: 'S', price: { amount: '99.95' } },
        ],
      },
    }));

  test('the state of another article is not believed', () =>
    expect(read(page({ ...info, id: 'XX221U09P-E11' })).listing?.title).not.toBe('SPIRIT - Jacket - blue'));

  test('hostile types give no listing of nonsense', () => {
    const reading = read(
      page({
        id: 'SU221U09P-E11',
        name: [],
        units: {},
        attributes: 'x',
        displayPrice: { price: { value: {} } },
        media: 1,
      }),
    );
    expect(reading.listing?.variants).toBeUndefined();
    expect(reading.listing?.price).toEqual({ amount: '74.95', currency: 'EUR' });
  });
});

test('2023: schema.org, with the brand before the heading and a decoy price', () => {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'SPIRIT - Jacket',
    brand: { '@type': 'Brand', name: 'Parus' },
    sku: 'SU221U09P-E11',
    image: ['https://img01.ztat.net/2.jpg'],
    offers: [
      { '@type': 'Offer', price: '74.95', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
    ],
  };
  const html = `<html lang="en"><head><meta property="og:title" content="Parus SPIRIT - Jacket - Zalando.fi">
    <script type="application/ld+json">${JSON.stringify(data)}</script></head><body><h1><span>Parus</span><span>SPIRIT - Jacket</span></h1>
    <div>Free delivery over 24,95 €</div>
    <div data-testid="pdp-price-container"><p>74,95 €</p><s>99,95 €</s></div>
    <div data-testid="pdp-accordion-details"><dl><div><dt>Collar:</dt><dd>Hood</dd></div></dl></div></body></html>`;
  expect(read(html)).toMatchObject({
    layout: '2023 test ids',
    health: 'read',
    listing: {
      title: 'SPIRIT - Jacket',
      brand: 'Parus',
      price: { amount: '74.95', currency: 'EUR' },
      priceBefore: { amount: '99.95' },
      attributes: [{ name: 'Collar', value: 'Hood' }],
    },
  });
});

test('an error page has a heading and is no product', () =>
  expect(read('<html><body><h1>We could not find this page</h1></body></html>').health).toBe('unread'));

describe('lists', () => {
  const list = 'https://www.zalando.de/herren-jeans/';
  const card = (id: string, label: string, more = '') =>
    `<article role="link"><a aria-label="${label}" href="/parus-slim-${id}.html"><img alt="SLIM - Jeans" src="https://img01.ztat.net/${id}.jpg"></a>
     <a href="/parus-slim-red-zz121n08p-k99.html" tabindex="-1">red</a>${more}</article>`;

  test('2021: labels on the links; other colours in a card are no cards', () => {
    const reading = read(
      `<html lang="de"><body>${card('di121n08p-k12', 'SLIM - Jeans - Parus. Preis 149,95 €')}
       ${card('di121n0cz-k11', 'SLIM - Jeans - Parus. Originalpreis 119,99 € reduzierter Preis 83,99 €', '<span>Gesponsert</span>')}</body></html>`,
      list,
    );
    expect(reading).toMatchObject({ page: 'results', layout: 'article list', health: 'read' });
    expect(reading.cards).toMatchObject([
      {
        id: 'DI121N08P-K12',
        title: 'SLIM - Jeans',
        price: { amount: '149.95', currency: 'EUR' },
        sponsored: false,
      },
      {
        id: 'DI121N0CZ-K11',
        price: { amount: '83.99', currency: 'EUR' },
        priceBefore: { amount: '119.99' },
        sponsored: true,
      },
    ]);
    expect(reading.cards).toHaveLength(2);
  });

  test('2023: headings and prices as drawn', () => {
    const html = `<html lang="pl"><body><article><a href="/parus-slim-di121n08p-k12.html"><header><h3>Parus</h3><h3>SLIM - Jeansy</h3></header>
      <section><p><span>83,99 zł</span></p><p>Cena początkowa: 119,99 zł <span>-30%</span></p></section></a></article></body></html>`;
    expect(read(html, 'https://www.zalando.pl/jeansy/').cards).toMatchObject([
      {
        title: 'Parus SLIM - Jeansy',
        price: { amount: '83.99', currency: 'PLN' },
        priceBefore: { amount: '119.99' },
      },
    ]);
  });

  test('2020 Lounge: the recommended price stands first, a footnote is glued to the price', () => {
    const html = `<html lang="pl"><body><div>Twoje wyszukiwanie nie przyniosło rezultatów</div>
      <div id="article-EA822O01A-K11"><a href="/campaigns/ZZ/categories/1/articles/EA822O01A-K11"><div style="background-image: url(&quot;https://mosaic03.ztat.net/1.jpg&quot;);"></div></a>
      <div class="Article__ArticleNameWrapper-x"><span><div><span class="articleName___uppercase">Parus - </span>T-shirt - granatowy</div></span></div>
      <div class="Price__PriceWrapper-x"><span>Rek. cena det</span> <span>365,00&nbsp;zł</span> <span>239,00&nbsp;zł<sup> 1</sup></span></div></div></body></html>`;
    expect(read(html, 'https://www.zalando-lounge.pl/campaigns/ZZ/categories/1')).toMatchObject({
      layout: 'lounge list',
      cards: [
        {
          id: 'EA822O01A-K11',
          title: 'T-shirt - granatowy',
          price: { amount: '239.00', currency: 'PLN' },
          priceBefore: { amount: '365.00' },
          image: 'https://mosaic03.ztat.net/1.jpg',
        },
      ],
    });
  });

  test('a page of any name without articles is no list; a search without them is unread', () => {
    expect(read('<html><body><h1>About us</h1></body></html>', 'https://www.zalando.de/about/').page).toBe(
      'other',
    );
    expect(read('<html><body></body></html>', 'https://www.zalando.de/katalog/?q=x')).toMatchObject({
      page: 'results',
      health: 'unread',
    });
  });

  test('the home page with a strip of articles is no list', () =>
    expect(
      read(
        `<html><body>${card('di121n08p-k12', 'SLIM. Preis 1,00 €')}</body></html>`,
        'https://www.zalando.de/',
      ).page,
    ).toBe('other'));
});
