import { expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { isWithin, spotsOf } from './spots.ts';

const read = (html: string) => spotsOf(documentOf(html));
const called = (html: string, marks: string) =>
  read(html).find((spot) => spot.marks.split(' ').includes(marks));

test('an element has its text, its place and what its makers call it', () => {
  const spots = read('<div id="A"><p class="B">one <b>two</b></p><ul><li>three</li><li>four</li></ul></div>');
  expect(spots.map(({ tag, text }) => `${tag} ${text}`)).toEqual([
    'BODY one two three four',
    'DIV one two three four',
    'P one two',
    'B two',
    'UL three four',
    'LI three',
    'LI four',
  ]);
  expect(spots[2]).toMatchObject({ up: 1, end: 4 });
  expect(isWithin(spots, 3, /\bb\b/, 2)).toBe(true);
  expect(isWithin(spots, 3, /\ba\b/, 2)).toBe(false);
});

test('cents set higher, or called so, are cents', () => {
  expect(called('<p class="x">€12<sup>99</sup></p>', 'x')?.text).toBe('€12.99');
  expect(called('<p class="x">12<span class="cents">50</span> €</p>', 'x')?.text).toBe('12.50 €');
});

test('what is hidden, in a menu or among related items stands elsewhere; what is relative does not', () => {
  for (const around of ['<nav>', '<div class="related-items">', '<div hidden>', '<div style="display:none">'])
    expect(called(`${around}<p class="x">1</p>`, 'x')?.elsewhere, around).toBe(true);
  expect(called('<div class="relative"><p class="x">1</p></div>', 'x')?.elsewhere).toBe(false);
});

test('struck out is what stands in s, del or under a line', () => {
  expect(called('<s><b class="x">1</b></s>', 'x')?.struck).toBe(true);
  expect(called('<b class="x" style="text-decoration: line-through">1</b>', 'x')?.struck).toBe(true);
});

test('any depth and any length, in linear time', () => {
  const started = performance.now();
  read('<div>'.repeat(5_000));
  read('<p>word</p>'.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(20_000);
});
