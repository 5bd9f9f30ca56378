import { describe, expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { generic } from './generic.ts';

const read = (body: string, head = '', url = 'https://shop.example/p/kettle-12345') =>
  generic(
    documentOf(`<html><head><title>Big kettle | Shop</title>${head}</head><body>${body}</body></html>`),
    new URL(url),
  );
const told = (offers: string) =>
  `<script type="application/ld+json">{"@type": "Product", "name": "Big kettle", "offers": ${offers}}</script>`;
const offer = (price: string, more = '') => `{"price": "${price}", "priceCurrency": "EUR"${more}}`;

describe('a page without structured data', () => {
  const page = `<h1>Newsletter</h1><div class="breadcrumb"><a>Home</a><a>Kitchen</a></div>
    <h1 class="product-title">Big kettle</h1><span class="old-price">30,00 €</span><span class="price">19,90 €</span>
    <p>SKU: K-1234</p><table><tr><th>Marke</th><td>Acme</td><th>EAN</th><td>4006381333931</td></tr></table>
    <button>In den Warenkorb</button><div class="related"><span class="price">5,00 €</span></div>`;

  test('is read by its shape: the heading its title names, the price beside it, the rows of its tables', () => {
    const { page: kind, layout, listing } = read(page);
    expect([kind, layout]).toEqual(['product', 'page shape']);
    expect(listing).toMatchObject({
      title: 'Big kettle',
      price: { amount: '19.90', currency: 'EUR' },
      brand: 'Acme',
      id: '12345',
      identifiers: { sku: 'K-1234', gtin: '4006381333931' },
      category: ['Kitchen'],
      availability: 'InStock',
    });
  });

  test('is no product page where nothing can be bought', () => {
    expect(read('<h1>Big kettle</h1><p>Cost 20 € in 1950</p>', '', 'https://blog.example/kettles').page).toBe(
      'other',
    );
  });

  test('is a page of results where many items are linked to', () => {
    const cards = Array.from(
      { length: 9 },
      (_, n) =>
        `<div><a href="/p/pot-${10_000 + n}"><img alt="" src="/${n}.jpg"><h3>Pot number ${n}</h3></a><b class="price">${n + 1},50 €</b></div>`,
    );
    const { page: kind, cards: found } = read(cards.join(''), '', 'https://shop.example/list?q=pot');
    expect(kind).toBe('results');
    expect(found).toHaveLength(9);
    expect(found?.[1]).toMatchObject({
      url: 'https://shop.example/p/pot-10001',
      title: 'Pot number 1',
      price: { amount: '2.50', currency: 'EUR' },
    });
  });
});

describe('a price told to machines and another shown', () => {
  const shown = '<h1>Big kettle</h1><span class="current-price">€11.00</span><button>Add to cart</button>';

  test('a plainly shown lower one is the price, the told one that before the sale', () => {
    expect(read(shown, told(offer('21.99'))).listing).toMatchObject({
      price: { amount: '11.00' },
      priceBefore: { amount: '21.99' },
    });
  });

  test('what two of three accounts say is the price', () => {
    const meta =
      '<meta property="og:price:amount" content="11"><meta property="og:price:currency" content="EUR">';
    expect(read(shown, told(offer('9.00')) + meta).listing?.price).toEqual({
      amount: '11.00',
      currency: 'EUR',
    });
  });

  test('a far lower one belongs to something else', () => {
    expect(read(shown, told(offer('88.00'))).listing).toMatchObject({ price: { amount: '88.00' } });
  });

  test('of several offers the one shown is taken, in whatever spelling of its currency', () => {
    const microdata = `<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Big kettle</h1>
      <div itemprop="offers" itemscope><s itemprop="price">18.00</s><meta itemprop="pricecurrency" content="EUR"></div>
      <div itemprop="offers" itemscope><b itemprop="price" class="price">17,10</b><meta itemprop="pricecurrency" content="EUR"></div></div>`;
    expect(read(microdata).listing?.price).toEqual({ amount: '17.10', currency: 'EUR' });
  });
});

describe('what a page shows of an item', () => {
  const buy = '<button>Add to cart</button>';
  const shown = (body: string) => read(`<h1>Big kettle</h1>${body}${buy}`).listing;

  test.each([
    ['struck out', '<p class="price">€11.00</p><s>€21.99</s>', '11.00', '21.99'],
    ['named', '<p class="list-price">€21.99</p><p class="price">€11.00</p>', '11.00', '21.99'],
    ['told', '<p><b class="price">Was €21.99 Now €11.00</b></p>', '11.00', '21.99'],
    [
      'none where the other is per measure',
      '<p class="price">€11.00</p><p>€22.00/kg</p>',
      '11.00',
      undefined,
    ],
    ['none where it is lower', '<p class="price">€11.00</p><s>€9.00</s>', '11.00', undefined],
  ])('the former price: %s', (_, body, price, before) => {
    const listing = shown(body);
    expect(listing?.price?.amount).toBe(price);
    expect(listing?.priceBefore?.amount).toBe(before);
  });

  test.each([
    ['a table', '<table><tr><th>Colour</th><td>Red</td></tr></table>'],
    ['a definition list', '<dl><dt>Colour:</dt><dd>Red</dd></dl>'],
    ['lines of a list', '<ul><li>Colour: Red</li></ul>'],
    ['a name in bold', '<p><b>Colour:</b> Red</p>'],
    [
      'pairs made alike',
      '<div><p class="a1"><i class="b">Colour</i><i class="c">Red</i></p><p class="a1"><i class="b">Weight</i><i class="c">1 kg</i></p></div>',
    ],
    [
      'names and values in turn',
      '<div><i class="b">Colour</i><i class="c">Red</i><i class="b">Weight</i><i class="c">1 kg</i></div>',
    ],
  ])('attributes in %s', (_, body) =>
    expect(shown(`<p class="price">€11.00</p>${body}`)?.attributes).toContainEqual({
      name: 'Colour',
      value: 'Red',
    }),
  );

  test('menus are no attributes', () => {
    const menu = '<div class="menu"><ul><li><b>Pots:</b> <a href="/a">Small</a></li></ul></div>';
    expect(read(`${menu}<h1>Big kettle</h1><p class="price">€11.00</p>${buy}`).listing?.attributes).toEqual(
      [],
    );
  });

  test('seller, rating, reviews, description and pictures', () => {
    const listing = shown(`<p class="price">€11.00</p><p>Sold by: Acme Trading</p>
      <div class="rating" aria-label="4.5 out of 5"></div><a class="reviews-link">89 reviews</a>
      <div class="product-gallery"><img data-src="/big.jpg" src="data:,"></div>
      <div class="product-description"><p>Boils a litre of water in a minute.</p></div>`);
    expect(listing).toMatchObject({
      seller: { name: 'Acme Trading' },
      rating: 4.5,
      reviewCount: 89,
      description: 'Boils a litre of water in a minute.',
    });
    expect(listing?.images).toContain('/big.jpg');
  });

  test('sold out is said near the heading, not of a related item', () => {
    expect(shown('<p class="price">€11.00</p><p class="stock">Sold out</p>')?.availability).toBe(
      'OutOfStock',
    );
    expect(
      shown('<p class="price">€11.00</p><div class="related"><p class="stock">Sold out</p></div>')
        ?.availability,
    ).toBe('InStock');
  });
});
