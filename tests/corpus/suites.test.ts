import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { brandOf } from '../../utils/listing/brand.ts';
import { gtinOf } from '../../utils/listing/gtin.ts';
import { stepsOf } from '../../utils/reading/breadcrumb.ts';
import { generic } from '../../utils/reading/generic.ts';
import { readProduct } from '../../utils/reading/product.ts';
import { ratingOf } from '../../utils/reading/rating.ts';
import { structuredData } from '../../utils/reading/structured-data.ts';
import { textOf } from '../../utils/reading/text.ts';
import { CORPUS, corpusIsThere, jsonAt } from './pages.ts';

const plain = (text: unknown) =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
const htmlAt = (...path: string[]) => readFileSync(join(CORPUS, ...path), 'utf8');
const url = new URL('https://shop.example/item');

/** Holds a share of right answers, and says which were wrong. */
const expectShare = (wrong: unknown[], all: number, least: number) => {
  expect(all).toBeGreaterThan(0);
  expect(1 - wrong.length / all, JSON.stringify(wrong, null, 1)).toBeGreaterThanOrEqual(least);
};

describe.skipIf(!corpusIsThere())('another project’s values', () => {
  test('GTINs and what is none', () => {
    const { GTIN_CLASSIFICATION_CASES: kinds, GTIN_IDS: ids }: Record<string, [string, string | null][]> =
      jsonAt('suites/zyte-parsers/gtin_cases.json');
    const kindOf = (gtin: string | undefined) => {
      if (!gtin) return null;
      if (/^9790/.test(gtin)) return 'ismn';
      if (/^97[89]/.test(gtin)) return 'isbn13';
      return gtin.length === 12 ? 'upc' : `gtin${gtin.length}`;
    };
    // An ISSN is no GTIN before it is made one with 977.
    for (const [text, kind] of kinds ?? [])
      expect(kindOf(gtinOf(text)), text).toBe(kind === 'issn' ? null : kind);
    for (const [text, id] of ids ?? []) {
      const got = gtinOf(text) ?? null;
      if (id?.length === 10) expect(got?.slice(3, -1), text).toBe(id.slice(0, -1));
      else expect(got, text).toBe(id);
    }
  });

  test('ratings', () => {
    const cases: { html: string; ratingValue: number | null }[] = jsonAt(
      'suites/zyte-parsers/rating_values.json',
    );
    const wrong = cases.filter(
      ({ html, ratingValue }) =>
        (ratingOf(textOf(documentOf(html).body, 200))?.value ?? null) !== ratingValue,
    );
    expectShare(wrong, cases.length, 0.97);
  });

  test('brands, without the label and the word logo that the suite keeps', () => {
    const cases: { html: string; value: string | null }[] = jsonAt('suites/zyte-parsers/brand_values.json');
    const bare = (text: string | null) =>
      text &&
      (plain(text)
        .replace(/[\u200e\u200f]/g, '')
        .replace(/^[^:]{3,20}: ?/, '')
        .replace(/ logo$/i, '') ||
        null);
    const wrong = cases.filter(({ html, value }) => {
      const { body } = documentOf(html);
      const alt = body.querySelector('img')?.getAttribute('alt');
      const got = brandOf(textOf(body, 200) || alt || textOf(body.querySelector('title'), 200));
      return plain(bare(got ?? null)) !== plain(bare(value));
    });
    expectShare(wrong, cases.length, 0.97);
  });

  test('breadcrumbs', () => {
    const cases: { snippet_path: string; base_url: string; expected: { name?: string }[] }[] = jsonAt(
      'suites/zyte-parsers/breadcrumb_items_extract.json',
    );
    const wrong = cases.filter(({ snippet_path, expected }) => {
      const snippet = htmlAt('suites/zyte-parsers/breadcrumb_items_snippets', snippet_path);
      // A cell by itself is dropped as browsers drop it; in its page it stood in a table.
      const whole = /^\s*<t[dr]\b/i.test(snippet) ? `<table>${snippet}</table>` : snippet;
      const root = documentOf(whole).body;
      const names = stepsOf(root.firstElementChild ?? root).map(({ name }) => name);
      // The parser reads character references that the suite leaves as they are.
      const unescaped = (text: unknown) => textOf(documentOf(plain(text)).body, 500);
      return (
        names.join('|').toLowerCase() !==
        expected
          .map(({ name }) => unescaped(name))
          .filter(Boolean)
          .join('|')
          .toLowerCase()
      );
    });
    expectShare(wrong, cases.length, 0.95);
  });
});

/** Every Product of a JSON-LD tree, with what is told of it there. */
function productsIn(value: unknown, found: Record<string, unknown>[] = []): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return found;
  const type = [(value as Record<string, unknown>)['@type']].flat();
  if (type.includes('Product') && 'name' in value) found.push(value as Record<string, unknown>);
  for (const inner of Object.values(value)) productsIn(inner, found);
  return found;
}

describe.skipIf(!corpusIsThere())('products in structured data', () => {
  test('schema.org’s own examples: as JSON-LD, microdata and RDFa', () => {
    const examples: { id: string; json?: string; microdata?: string; rdfa?: string }[] = jsonAt(
      'suites/schemaorg/product_offer_examples_v30.json',
    );
    let seen = 0;
    for (const { id, json = '', microdata = '', rdfa = '' } of examples) {
      const source = /<script[^>]*>([\s\S]*?)<\/script>/.exec(json)?.[1];
      let tree: unknown;
      try {
        tree = JSON.parse(source ?? '');
      } catch {
        continue;
      }
      const [want] = productsIn(tree);
      if (!want || typeof want.name !== 'string') continue;
      for (const [notation, html] of Object.entries({ json, microdata, rdfa })) {
        const { products } = structuredData(documentOf(html));
        if (!products.length && notation !== 'json') continue;
        seen++;
        const thing = products.find((one) => plain([one.name].flat()[0]) === plain(want.name)) ?? products[0];
        const got = readProduct(thing ?? {}, url, {});
        const where = `${id} ${notation}`;
        if (notation === 'json') {
          expect(plain(got.title), where).toBe(plain(want.name));
          if (typeof want.description === 'string')
            expect(plain(got.description), where).toBe(plain(want.description));
          if (want.gtin) expect(got.identifiers?.gtin, where).toBe(want.gtin);
          if (want.sku) expect(got.identifiers?.sku, where).toBe(want.sku);
        }
        // The notations of one example do not all name the same price.
        const price = /(?:itemprop|property)="price"[^>]*content="([\d.]+)"|"price":\s*"?([\d.]+)/.exec(html);
        const amount = Number(price?.[1] ?? price?.[2]);
        // Nothing is what shops write where they name no price.
        if (price && thing) expect(Number(got.price?.amount ?? 0), where).toBe(amount);
        const rating = want.aggregateRating as Record<string, string> | undefined;
        if (rating?.ratingValue) expect(got.rating, where).toBe(Number(rating.ratingValue));
      }
    }
    expect(seen).toBeGreaterThan(10);
  });

  test('extruct’s samples', () => {
    const anvil = {
      title: 'Executive Anvil',
      brand: 'ACME',
      rating: 4.4,
      reviewCount: 89,
      availability: 'InStock',
      condition: 'UsedCondition',
      price: { amount: '119.99', currency: 'USD' },
      seller: { name: 'Executive Objects' },
      identifiers: { mpn: '925872' },
    };
    for (const path of [
      'schema.org/product.html',
      'schema.org/product-ref.html',
      'misc/product_microdata.html',
    ]) {
      const { products } = structuredData(documentOf(htmlAt('suites/extruct/tests/samples', path)));
      expect(readProduct(products[0] ?? {}, url, {}), path).toMatchObject(anvil);
    }
  });

  test('changedetection.io’s shops: price and stock, however the price is written', () => {
    const { named, example_a: nested } = jsonAt('suites/changedetection-itemprop/cases.json');
    const read = (html: string) =>
      generic(documentOf(`<html><body><h1>An item</h1>${html}</body></html>`), url).listing;
    const { instock_props: inStock, out_of_stock_props: outOfStock } = named as Record<string, string[]>;
    for (const price of ['190.96', '190', '1299.95'])
      for (const [stock, cases] of [
        ['InStock', inStock],
        ['OutOfStock', outOfStock],
      ] as const)
        for (const html of cases ?? []) {
          const listing = read(html.replaceAll('$$PRICE$$', price));
          expect(Number(listing?.price?.amount), html).toBe(Number(price));
          expect(listing?.availability, html).toBe(stock);
        }
    expect(read(nested)?.price).toEqual({ amount: '155.55', currency: 'AUD' });
  });
});
