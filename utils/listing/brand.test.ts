import { describe, expect, test } from 'vitest';
import { brandOf } from './brand.ts';

describe('brandOf', () => {
  test.each([
    ['Acme', 'Acme'],
    ['  Acme\n Tools ', 'Acme Tools'],
    ['Visit the Acme Store', 'Acme'],
    ['Besuche den Acme-Store', 'Acme'],
    ['Visita la tienda de Acme', 'Acme'],
    ['Visiter la boutique Acme', 'Acme'],
    ['Odwiedź sklep Acme', 'Acme'],
    ['Brand: Acme', 'Acme'],
    ['Marke : Acme', 'Acme'],
    ['品牌：Acme', 'Acme'],
    ['Acme logo', 'Acme'],
    ['Unbranded', 'Unbranded'],
    ['The North Face', 'The North Face'],
    ['All Saints', 'All Saints'],
    ['Shop all Acme', 'Acme'],
  ])('%j is %s', (text, want) => expect(brandOf(text)).toBe(want));

  test.each([
    '',
    ' – ',
    'n/a',
    'N/A',
    'none',
    'Does not apply',
    'Nicht zutreffend',
    'Ali',
    'https://shop.example/acme',
  ])('%j is none', (text) => expect(brandOf(text)).toBeUndefined());

  test('a name that the marketplace passes off as one is none', () => {
    expect(brandOf('JanesShop', "Jane's Shop")).toBeUndefined();
    expect(brandOf('Acme', "Jane's Shop", null)).toBe('Acme');
  });

  test('is quick on whatever a page holds', () => {
    const started = performance.now();
    for (const part of ['visit the ', 'a ', ' logo', ' \u200b']) brandOf(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
