import { expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { fromShopify } from './shopify.ts';

const page = (product: object) =>
  documentOf(
    `<html><body><script>window.x = 1;\nvar meta = ${JSON.stringify({ product })};\nfor (;;) {}</script></body></html>`,
  );
const variant = (name: string, price: number, sku: string) => ({
  id: 1,
  price,
  name: `Kettle - ${name}`,
  public_title: name,
  sku,
});

test('number, vendor, variants and prices in hundredths', () => {
  expect(
    fromShopify(
      page({
        id: 8405584,
        vendor: 'Acme',
        variants: [variant('red', 1999, 'K-R'), variant('blue', 2450, 'K-B')],
      }),
      'EUR',
    ),
  ).toEqual({
    id: '8405584',
    brand: 'Acme',
    variants: [
      { name: 'red', price: { amount: '19.99', currency: 'EUR' } },
      { name: 'blue', price: { amount: '24.50', currency: 'EUR' } },
    ],
  });
});

test('the code of an only variant is the item’s', () => {
  expect(fromShopify(page({ id: 1, vendor: 'n/a', variants: [variant('red', 1999, 'K-R')] }), null)).toEqual({
    id: '1',
    identifiers: { sku: 'K-R' },
  });
});

test('another shop, and a broken one, say nothing', () => {
  expect(fromShopify(documentOf('<script>var meta = {"page": 1}</script>'), null)).toEqual({});
  expect(fromShopify(documentOf('<script>var meta = {"product":{</script>'), null)).toMatchObject({});
});
