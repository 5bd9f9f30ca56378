import { describe, expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { isPaid, pageOf, productDraft } from './page.ts';

const at = new URL('https://shop.test/item/1');
const pageWith = (html: string) => pageOf(documentOf(`<html><body>${html}</body></html>`), at);
const schema = (thing: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...thing })}</script>`;
const kettle = {
  '@type': 'Product',
  name: 'Kettle big',
  brand: 'Parus',
  offers: { price: '9.50', priceCurrency: 'EUR' },
};

describe('what came of a product page', () => {
  test('what is said for machines fills what the layout does not show', () =>
    expect(productDraft(pageWith(schema(kettle)), 'x', /$^/, { title: 'Kettle big' })).toMatchObject({
      layout: 'x',
      listing: { title: 'Kettle big', brand: 'Parus', price: { amount: '9.50' } },
    }));

  test('but not where it is of the item before', () => {
    const { listing } = productDraft(pageWith(schema(kettle)), 'x', /$^/, {
      title: 'Red woollen scarf',
      price: { amount: '5', currency: 'EUR' },
    });
    expect(listing).toEqual(
      expect.objectContaining({ title: 'Red woollen scarf', price: { amount: '5', currency: 'EUR' } }),
    );
    expect(listing?.brand).toBeUndefined();
  });

  test('null, which is an answer, is kept', () =>
    expect(
      productDraft(pageWith(schema(kettle)), 'x', /$^/, { title: 'Kettle big', brand: null }).listing?.brand,
    ).toBeNull());

  test('a heading alone is no product, nor is a wall', () => {
    expect(productDraft(pageWith('<h1>Not found</h1>'), null, /$^/)).toEqual({ layout: null });
    expect(
      productDraft(pageWith(`<h1>Wait</h1><div id="px-captcha"></div>`), null, /$^/, {
        price: { amount: '1', currency: null },
      }),
    ).toEqual({ layout: null });
  });

  test('the end that a marketplace puts behind its titles is cut, its name before the breadcrumb too', () => {
    const list = {
      '@type': 'BreadcrumbList',
      itemListElement: ['Shop', 'Kitchen', 'Kettle big'].map((name, i) => ({
        '@type': 'ListItem',
        position: i + 1,
        name,
      })),
    };
    const { listing } = productDraft(
      pageWith(schema({ ...kettle, name: 'Kettle big | Shop' }) + schema(list)),
      null,
      / \| Shop$/,
    );
    expect(listing).toMatchObject({ title: 'Kettle big', category: ['Kitchen'] });
  });

  test('variants of a group', () => {
    const group = {
      '@type': 'ProductGroup',
      name: 'Kettle',
      hasVariant: [
        {
          '@type': 'Product',
          name: 'Kettle',
          color: 'Red',
          size: 'L',
          offers: { price: '9', priceCurrency: 'EUR' },
        },
        { '@type': 'Product', name: 'Kettle blue', offers: [{ price: 'free' }] },
      ],
    };
    expect(productDraft(pageWith(schema(group)), null, /$^/).listing?.variants).toEqual([
      { name: 'Red L', price: { amount: '9', currency: 'EUR' } },
      { name: 'Kettle blue', price: undefined },
    ]);
  });
});

test.each([
  ['<span>Gesponsert</span>', true],
  ['<div>Oferta sponsorowana<i>?</i></div>', true],
  ['<p> Sponsorisé </p>', true],
  ['<span>AD</span>', true],
  ['<h3>Sponsored by nobody</h3><span>Anzeige LED 5 V</span>', false],
  ['<span>Reklamační řád</span>', false],
  ['<b class="ad">x</b>', true],
])('%s marks a paid place: %s', (html, paid) =>
  expect(isPaid(documentOf(`<div>${html}</div>`).querySelector('div') as Element, '.ad')).toBe(paid),
);
