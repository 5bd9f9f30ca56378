import { expect, test } from 'vitest';
import { indexRecalls, type Recall } from './recalls.ts';

const recall = (id: string, more: Partial<Recall>): Recall => ({
  id,
  authority: 'Safety Gate',
  date: '2026-01-05',
  product: 'Kettle',
  brand: null,
  models: [],
  gtins: [],
  batches: null,
  hazard: 'The kettle may burn.',
  measure: 'Recall of the product from end users',
  url: `https://ec.europa.eu/safety-gate-alerts/${id}`,
  ...more,
});
const index = indexRecalls([
  recall('A', { gtins: ['4006381333931', '00012345678905'] }),
  recall('B', { brand: 'Boil®, Kettle Works', models: ['KW-2000 B', '1500 W'] }),
  recall('C', { brand: 'Unknown', models: ['KW-2000 B'] }),
  recall('D', { brand: 'Steam', models: ['ST500'] }),
]);
const found = (listing: Parameters<typeof index.find>[0]) =>
  index.find(listing).map(({ recall: { id }, by, confidence }) => [id, by, confidence]);

test('by GTIN, whatever its length, in its own field or an attribute', () => {
  expect(found({ identifiers: { gtin: '4006381333931' } })).toEqual([['A', 'gtin', 'high']]);
  expect(found({ identifiers: { gtin: '012345678905' } })).toEqual([['A', 'gtin', 'high']]);
  expect(found({ attributes: [{ name: 'EAN', value: ' 4006381333931' }] })).toEqual([['A', 'gtin', 'high']]);
  expect(found({ attributes: [{ name: 'Weight', value: '4006381333931' }] })).toEqual([]);
});

test('by brand and model together; never by one of them', () => {
  expect(found({ brand: 'BOIL', model: 'KW2000B' })).toEqual([['B', 'brand-and-model', 'medium']]);
  expect(found({ brand: 'kettle works', identifiers: { mpn: 'kw/2000b' } })).toEqual([
    ['B', 'brand-and-model', 'medium'],
  ]);
  expect(found({ title: 'Steam kettle ST500, 2 litres' })).toEqual([['D', 'brand-and-model', 'low']]);
  expect(found({ brand: 'Steam', model: 'ST500' })).toEqual([['D', 'brand-and-model', 'medium']]);
  expect(found({ model: 'KW2000B' })).toEqual([]);
  expect(found({ brand: 'Boil', title: 'Boil kettle' })).toEqual([]);
  expect(found({ brand: 'unknown', model: 'KW2000B' })).toEqual([]);
  expect(found({ brand: 'Boil', title: 'Boil kettle 1500 W' })).toEqual([]);
});

test('points at the very words', () => {
  const title = 'New Kettle Works KW-2000-B kettle';
  for (const { field, text, start, end } of index.find({ title }).flatMap(({ places }) => places)) {
    expect(field).toBe('title');
    expect(title.slice(start, end)).toBe(text);
  }
  expect(index.find({ title })[0]?.places.map(({ text }) => text)).toEqual(['Kettle Works', 'KW-2000-B']);
});
