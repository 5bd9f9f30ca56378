import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { LIMITS } from '../listing/limits.ts';
import { readingSchema } from '../messages.ts';
import { generic } from './generic.ts';
import { marketplaces } from './marketplaces/index.ts';
import { readPage } from './read.ts';

const ali = 'https://www.aliexpress.com/item/1005001234567890.html';
const shop = 'https://shop.example/p/12345';

/** Reads a page as the extension and the audit do; every reading must be one the background accepts. */
function readAll(html: string) {
  return [ali, 'https://www.aliexpress.com/w/wholesale-x.html', shop].map((url) => {
    const reading = readPage(documentOf(html), url, marketplaces, generic);
    const { error } = readingSchema.safeParse(reading);
    expect(error?.issues ?? []).toEqual([]);
    expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
    return reading;
  });
}
const deep = (n: number) => `${'{"a":['.repeat(n)}1${']}'.repeat(n)}`;
const product = (fields: string) =>
  `<html><head><script type="application/ld+json">{"@type":"Product","name":"Kettle",${fields}}</script></head><body><h1>Kettle</h1></body></html>`;
const runParams = (data: string) =>
  `<html><body><script>window.runParams = { data: ${data} };</script></body></html>`;

describe('hostile pages', () => {
  const long = `x <b>y</b> ${'z '.repeat(50)}`.repeat(45_000);
  test.each([
    ['an empty page', ''],
    ['no element at all', 'just text'],
    [
      'markup in the title',
      `<html><body><h1>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</h1></body></html>`,
    ],
    ['a description of 5 MB', product(`"description":${JSON.stringify(long)}`)],
    [
      'a page of 5 MB of text',
      `<html><body><h1>Kettle</h1><div id="product-description">${long}</div></body></html>`,
    ],
    ['JSON-LD nested 100,000 deep', product(`"x":${deep(50_000)},"offers":${deep(50_000)}`)],
    ['broken JSON-LD nested 100,000 deep', product(`"x":${'['.repeat(100_000)}`)],
    ['state nested 100,000 deep', runParams(deep(50_000))],
    [
      '__proto__ and constructor',
      product(
        '"__proto__":{"name":"x","offers":1},"constructor":{"prototype":{"price":1}},"offers":{"__proto__":{"price":3},"hasOwnProperty":1}',
      ),
    ],
    [
      '__proto__ in microdata',
      '<html><body><div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name __proto__ constructor toString">K</h1></div></body></html>',
    ],
    [
      'huge arrays',
      product(
        `"image":${JSON.stringify(Array(200_000).fill('a.jpg'))},"additionalProperty":${JSON.stringify(Array(50_000).fill({ name: 'a', value: 'b' }))}`,
      ),
    ],
    ['lone surrogates', product('"description":"\\ud800 \\udfff","brand":"\\ud83d"')],
    [
      'numbers that are none',
      product(
        '"sku":1e999,"aggregateRating":{"ratingValue":"NaN","reviewCount":-5},"offers":{"price":1e999,"priceCurrency":"EUR"}',
      ),
    ],
    ['a price of 400 digits', product(`"offers":{"price":"${'9'.repeat(400)}","priceCurrency":"EURO"}`)],
    [
      'addresses that run',
      product(
        '"image":["javascript:alert(1)","data:text/html,x","file:///etc/passwd","//",":"],"offers":{"price":1,"seller":{"name":"s","url":"javascript:alert(1)"}}',
      ),
    ],
    ['a language that is none', '<html lang="\'><script>"><body><h1>K</h1></body></html>'],
    [
      'wrong types everywhere',
      runParams(
        '{"titleModule":{"subject":{"a":1}},"priceModule":[],"storeModule":7,"specsModule":{"props":[null,1,"a",{}]},"imageModule":{"imagePathList":[{},null,5]}}',
      ),
    ],
    [
      'elements nested 20,000 deep',
      `<html><body>${'<div class="price" itemscope>'.repeat(20_000)}<h1 itemprop="name">K</h1></body></html>`,
    ],
    [
      '50,000 links',
      `<html><body>${'<a href="/item/1005001234567891.html">x</a><a href="/item/2.html">y</a>'.repeat(25_000)}</body></html>`,
    ],
    [
      '20,000 meta tags',
      `<html><head>${'<meta property="og:title" content="x">'.repeat(20_000)}</head></html>`,
    ],
    [
      'itemref in a circle',
      '<html><body><div id=a itemscope itemref="b a"><p id=b itemprop=name itemscope itemref=a>x</p></div></body></html>',
    ],
  ])(
    '%s',
    (_, html) => {
      const started = performance.now();
      readAll(html);
      // Parsing the page thrice, without a browser's speed, is most of this.
      expect(performance.now() - started).toBeLessThan(60_000);
    },
    90_000,
  );

  test('text stays text, addresses stay http', () => {
    const [, , reading] = readAll(
      product(
        '"brand":"<b>A</b>","image":["javascript:alert(1)","/k.jpg"],"description":"<script>x<\\/script>ok"',
      ),
    );
    expect(reading?.listing).toMatchObject({ images: ['https://shop.example/k.jpg'] });
    expect(readAll('<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>')[0]?.listing?.title).toBe(
      '<script>alert(1)</script>',
    );
  });

  test('any page made of these pieces', () => {
    const name = fc.constantFrom(
      'name',
      'price',
      'offers',
      'image',
      '__proto__',
      'constructor',
      'brand',
      'gtin',
      'url',
      '@type',
      'itemListElement',
      'hasVariant',
      'aggregateRating',
      'toString',
      'category',
      'seller',
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.constantFrom('Product', 'Offer', '1e999', '€ 5', 'javascript:x', 'http://[', '\ud800'),
        fc.array(tie('any')),
        fc.dictionary(name, tie('any')),
      ),
    })).any;
    const html = fc.record({
      ld: fc.dictionary(name, value),
      data: value,
      title: fc.string({ unit: 'binary' }),
      lang: fc.string(),
      attribute: fc.string(),
    });
    fc.assert(
      fc.property(html, ({ ld, data, title, lang, attribute }) => {
        readAll(
          `<html lang="${lang}"><head><script type="application/ld+json">${JSON.stringify({ '@type': 'Product', name: 'x', ...ld })}</script></head>
           <body itemscope itemtype="${attribute}"><h1 itemprop="name">${title}</h1><b class="price" itemprop="${attribute}">${title}</b>
           <a href="${attribute}">x</a><script>window.runParams = {data: {"titleModule": {"subject": ${JSON.stringify(data) ?? 1}}}}; _init_data_ = {data: ${JSON.stringify(data) ?? 1}}</script></body></html>`,
        );
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

test('an address over the limit is cut to one that fits', () => {
  const reading = readPage(documentOf('<h1>K</h1>'), `${ali}?x=${'y'.repeat(LIMITS.url)}`, marketplaces);
  expect(reading.url).toBe(ali);
  expect(readingSchema.safeParse(reading).success).toBe(true);
});

test('a page of no marketplace is `other` unless the generic reader is given', () => {
  const html = product('"offers":{"price":"5","priceCurrency":"EUR"}');
  expect(readPage(documentOf(html), shop, marketplaces)).toMatchObject({
    page: 'other',
    reader: 'generic',
    listing: null,
  });
  expect(readPage(documentOf(html), shop, marketplaces, generic)).toMatchObject({
    page: 'product',
    health: 'read',
    listing: { title: 'Kettle' },
  });
});

test('where a marketplace’s layout is not known, the generic reader gives a partial reading', () => {
  const html = product('"offers":{"price":"5","priceCurrency":"EUR"}').replaceAll('h1', 'h2');
  expect(readPage(documentOf(html), ali, marketplaces)).toMatchObject({ health: 'unread', listing: null });
  expect(readPage(documentOf(html), ali, marketplaces, generic)).toMatchObject({
    reader: 'aliexpress',
    health: 'partial',
    listing: { title: 'Kettle', marketplace: 'aliexpress' },
  });
});

test('an empty address of a picture is none, not the page’s own', () => {
  const html = product(
    '"image":["",{"contentURL":"https://shop.example/1.jpg"},{}],"offers":{"price":"5","priceCurrency":"EUR"}',
  );
  expect(readPage(documentOf(html), shop, marketplaces, generic).listing?.images).toEqual([
    'https://shop.example/1.jpg',
  ]);
});

test('what is no address of the web is refused', () => {
  for (const url of ['', 'about:blank', 'file:///x.html'])
    expect(() => readPage(documentOf(''), url, marketplaces)).toThrow();
});
