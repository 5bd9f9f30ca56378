import { describe, expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { generic } from './generic.ts';

const url = new URL('https://shop.example/p/kettle-12345');
const read = (body: string, head = '') => {
  const { page, listing } = generic(documentOf(`<html><head>${head}</head><body>${body}</body></html>`), url);
  return { page, ...listing };
};
const jsonLd = (json: string) =>
  read('<h1>Kettle</h1>', `<script type="application/ld+json">${json}</script>`);
const offer = '"offers": {"@type": "Offer", "price": "19.90", "priceCurrency": "EUR"}';
const kettle = { page: 'product', title: 'Kettle', price: { amount: '19.90', currency: 'EUR' } };

describe('JSON-LD', () => {
  test.each([
    ['plain', `{"@context": "https://schema.org", "@type": "Product", "name": "Kettle", ${offer}}`],
    ['@graph', `{"@graph": [{"@type": "WebPage"}, {"@type": "Product", "name": "Kettle", ${offer}}]}`],
    ['list of types', `[{"@type": ["Car", "Product"], "name": "Kettle", ${offer}}]`],
    ['lower case, no context', `{"@type": "product", "name": "Kettle", ${offer}}`],
    ['prefixed type', `{"@type": "http://schema.org/Product", "name": "Kettle", ${offer}}`],
    ['Offers', `{"@type": "Product", "name": "Kettle", "Offers": [{"Price": 19.9, "PriceCurrency": "EUR"}]}`],
    ['mainEntity', `{"@type": "ItemPage", "mainEntity": {"@type": "Product", "name": "Kettle", ${offer}}}`],
    [
      'AggregateOffer',
      '{"@type": "Product", "name": "Kettle", "offers": {"@type": "AggregateOffer", "lowPrice": "19,90", "highPrice": 30, "priceCurrency": "EUR"}}',
    ],
    [
      'priceSpecification',
      '{"@type": "Product", "name": "Kettle", "offers": {"priceSpecification": [{"priceType": "https://schema.org/ListPrice", "price": 25, "priceCurrency": "EUR"}, {"price": 19.9, "priceCurrency": "EUR"}]}}',
    ],
    [
      'ProductGroup',
      `{"@type": "ProductGroup", "name": "Kettle", "hasVariant": [{"@type": "Product", "name": "Kettle red", ${offer}}]}`,
    ],
    ['trailing comma and comment', `/* x */ {"@type": "Product", "name": "Kettle", ${offer},}`],
    ['CDATA', `//<![CDATA[\n{"@type": "Product", "name": "Kettle", ${offer}}\n//]]>`],
    [
      'raw newline in a string',
      `{"@type": "Product", "name": "Kettle", "description": "one\ntwo", ${offer}}`,
    ],
  ])('%s', (_, json) => {
    const { page, title, price } = jsonLd(json);
    expect({ page, title, price: { ...price, amount: Number(price?.amount).toFixed(2) } }).toEqual(kettle);
  });

  test('the fields of a listing', () => {
    expect(
      jsonLd(`{"@type": "Product", "name": "Kettle", "brand": {"@type": "Brand", "name": "Acme"}, "sku": "K-1", "mpn": "MK1",
        "gtin13": "4006381333931", "image": [{"url": "/a.jpg"}, "b.jpg"], "description": "<p>Boils &amp; whistles</p>",
        "aggregateRating": {"ratingValue": "4,5", "reviewCount": "1,234"}, "category": "Home > Kitchen",
        "additionalProperty": [{"name": "Volume", "value": "1.7 l"}],
        "offers": [{"price": "19.90", "priceCurrency": "EUR", "availability": "http://schema.org/InStock",
          "itemCondition": "UsedCondition", "seller": "Jane's shop"}]}`),
    ).toMatchObject({
      brand: 'Acme',
      identifiers: { sku: 'K-1', mpn: 'MK1', gtin: '4006381333931' },
      images: ['/a.jpg', 'b.jpg'],
      description: 'Boils & whistles',
      rating: 4.5,
      reviewCount: 1234,
      category: ['Home', 'Kitchen'],
      attributes: [{ name: 'Volume', value: '1.7 l' }],
      availability: 'InStock',
      condition: 'UsedCondition',
      seller: { name: "Jane's shop" },
    });
  });

  test('what shops write for nothing is nothing', () => {
    const { price, identifiers } = jsonLd(
      '{"@type": "Product", "name": "Kettle", "gtin": "n/a", "offers": {"price": "0.00", "priceCurrency": "EUR"}}',
    );
    expect(price).toBeUndefined();
    expect(identifiers?.gtin).toBeUndefined();
  });

  test('a product related to the page’s is not the page’s', () => {
    const { title, price } = jsonLd(
      `{"@type": "Product", "name": "Kettle", ${offer}, "isRelatedTo": {"@type": "Product", "name": "Toaster", "offers": {"price": 5, "priceCurrency": "EUR"}}}`,
    );
    expect({ page: 'product', title, price }).toEqual(kettle);
  });

  test('points group thousands where the currency has no cents', () => {
    const { price } = jsonLd(
      '{"@type": "Product", "name": "Kettle", "offers": {"price": "2.449", "priceCurrency": "ARS"}}',
    );
    expect(Number(price?.amount)).toBe(2449);
  });
});

describe('microdata', () => {
  test('nested scopes, unquoted attributes, content, links, itemref', () => {
    const found = read(`<div itemscope itemtype=http://schema.org/Product itemref="more">
        <h1 itemprop=name>Kettle</h1><img itemprop=image src=/k.jpg>
        <div itemprop=offers itemscope itemtype=http://schema.org/Offer>
          <span itemprop=price content=19.90>about 20</span><meta itemprop=priceCurrency content=EUR>
          <link itemprop=availability href=http://schema.org/OutOfStock></div>
        <div itemprop=brand itemscope itemtype=http://schema.org/Brand><span itemprop=name>Acme</span></div>
      </div><p id=more><data itemprop=sku value=K-1>one</data></p>`);
    expect(found).toMatchObject({
      ...kettle,
      availability: 'OutOfStock',
      brand: 'Acme',
      identifiers: { sku: 'K-1' },
      images: ['/k.jpg'],
    });
  });

  test('names that are in every object are no properties', () => {
    read(
      '<div itemscope itemtype=http://schema.org/Product><b itemprop="__proto__">x</b><b itemprop=constructor>y</b></div>',
    );
    expect(({} as Record<string, unknown>)[0]).toBeUndefined();
  });
});

test('RDFa', () => {
  expect(
    read(`<div vocab="https://schema.org/" typeof="Product"><h1 property="name">Kettle</h1>
      <div property="offers" typeof="schema:Offer"><span property="schema:price" content="19.90"></span>
      <span property="priceCurrency">EUR</span></div></div>`),
  ).toMatchObject(kettle);
});

test('meta tags', () => {
  const head = `<meta property="og:type" content="product"><meta property="og:title" content="Kettle">
    <meta property="product:price:amount" content="19.90"><meta property="product:price:currency" content="EUR">
    <meta property="product:availability" content="in stock"><meta property="og:image" content="https://shop.example/k.jpg">`;
  expect(read('', head)).toMatchObject({
    ...kettle,
    availability: 'InStock',
    images: ['https://shop.example/k.jpg'],
  });
});

describe('what is no product', () => {
  test.each([
    [
      'an event',
      '<h1>Concert</h1>',
      '<script type="application/ld+json">{"@type": "MusicEvent", "name": "Concert", "offers": {"price": 20, "priceCurrency": "EUR"}}</script>',
    ],
    ['an article', '<h1>Ten kettles</h1><p>From 20 €</p>', '<meta property="og:type" content="article">'],
    ['nothing at all', '', ''],
  ])('%s', (_, body, head) => expect(read(body, head).page).toBe('other'));
});
