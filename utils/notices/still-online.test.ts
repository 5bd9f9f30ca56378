import { expect, test } from 'vitest';
import { sampleEntry } from './sample-notice.ts';
import { isOnline, noticesOn } from './still-online.ts';

const entry = sampleEntry();
const url = 'https://www.aliexpress.com/item/1005001.html';
const listing = { marketplace: 'aliexpress', id: '1005001' };
const named = [{ id: entry.id, url }];

test('a notice is about the page under its address, however it was reached', () => {
  expect(noticesOn([entry], { url, listing: null, status: null })).toEqual(named);
  expect(noticesOn([entry], { url: `${url}?spm=a2g0o.home#reviews`, listing, status: 200 })).toEqual(named);
});

test('and about the same item under another address', () => {
  const elsewhere = 'https://de.aliexpress.com/item/1005001.html';
  expect(noticesOn([entry], { url: elsewhere, listing, status: 200 })).toEqual(named);
});

test('not about another item, nor about the same number elsewhere', () => {
  const other = 'https://www.aliexpress.com/item/2.html';
  expect(noticesOn([entry], { url: other, listing: { ...listing, id: '2' }, status: 200 })).toEqual([]);
  expect(
    noticesOn([entry], { url: other, listing: { ...listing, marketplace: 'ebay' }, status: 200 }),
  ).toEqual([]);
  expect(noticesOn([entry], { url: other, listing: { marketplace: 'aliexpress' }, status: 200 })).toEqual([]);
});

test.each([
  [{ listing, status: 200 }, true],
  [{ listing: { ...listing, availability: 'OutOfStock' }, status: null }, true],
  [{ listing: { ...listing, availability: 'Discontinued' }, status: 200 }, false],
  [{ listing: null, status: 404 }, false],
  [{ listing: null, status: 410 }, false],
  [{ listing: null, status: 200 }, null],
  [{ listing: null, status: 503 }, null],
  [{ listing: null, status: null }, null],
])('%j is online: %s', (seen, online) => {
  expect(isOnline({ url, ...seen })).toBe(online);
});
