import { expect, it } from 'vitest';
import { cardFinder } from './flagged.ts';

const card = (id: string | null, url: string) => ({ card: { id, url }, findings: [] });
const tablets = card('1005006100000001', 'https://www.aliexpress.com/item/1005006100000001.html');
const book = card('B00TEST123', 'https://www.amazon.de/dp/B00TEST123');
const plain = card(null, 'https://shop.example/goods/honey');
const find = cardFinder([tablets, book, plain]);

it.each([
  ['https://www.aliexpress.com/item/1005006100000001.html', tablets],
  ['https://de.aliexpress.com/item/1005006100000001.html?spm=a2g0o#reviews', tablets],
  ['https://www.amazon.de/Some-Title/dp/B00TEST123/ref=sr_1_1', book],
  ['https://shop.example/goods/honey?from=search', plain],
])('finds the card %s leads to', (href, expected) => {
  expect(find(href)).toBe(expected);
});

it.each([
  'https://www.aliexpress.com/item/10050061000000012.html',
  'https://www.aliexpress.com/w/wholesale.html?id=1005006100000001',
  'https://shop.example/goods',
  'javascript:alert(1005006100000001)',
  'not an address',
])('finds none for %s', (href) => {
  expect(find(href)).toBeUndefined();
});
