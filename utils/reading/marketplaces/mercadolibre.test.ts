import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { mercadolibre } from './mercadolibre.ts';

const item = 'https://www.mercadolibre.com.co/hervidor-2-l/p/MCO12345678';
const read = (body: string, url = item) =>
  readPage(documentOf(`<html lang="es-CO"><body>${body}</body></html>`), url, [mercadolibre]);

test.each([
  [item, 'product'],
  ['https://articulo.mercadolibre.com.ar/MLA-123456789-hervidor-_JM', 'product'],
  ['https://produto.mercadolivre.com.br/MLB-123456789-chaleira-_JM', 'product'],
  ['https://www.mercadolibre.com.mx/hervidor/up/MLMU1234567', 'product'],
  ['https://listado.mercadolibre.cl/hervidor', 'results'],
  ['https://lista.mercadolivre.com.br/chaleira', 'results'],
  ['https://www.mercadolibre.com.uy/ofertas', 'results'],
  ['https://www.mercadolibre.com.pe/perfil/HERVIDORES', 'trader'],
  ['https://www.mercadolibre.com.co/', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(mercadolibre.site.pageKind(new URL(url))).toBe(kind));

test('an item’s id has no hyphen', () =>
  expect(
    mercadolibre.site.itemId(new URL('https://articulo.mercadolibre.com.ar/MLA-123456789-hervidor-_JM')),
  ).toBe('MLA123456789'));

const amount = (whole: string, more = '', tag = 'span') =>
  `<${tag} class="andes-money-amount ${more}"><span class="andes-money-amount__currency-symbol">$</span><span class="andes-money-amount__fraction">${whole}</span></${tag}>`;
const price = `<div class="ui-pdp-price">${amount('88.480', 'ui-pdp-price__original-value andes-money-amount--previous', 's')}
  <div class="ui-pdp-price__second-line">${amount('71.492')}<span>19% OFF</span></div>${amount('11.915')}</div>`;
const told = {
  '@type': 'Product',
  name: 'Hervidor 2 l',
  brand: 'Boil',
  sku: 'MCO12345678',
  image: 'https://http2.mlstatic.com/D_NQ_NP_1-MLA1_032026-O.webp',
  offers: {
    '@type': 'Offer',
    price: 71492,
    priceCurrency: 'COP',
    availability: 'https://schema.org/InStock',
    shippingDetails: { shippingOrigin: { addressCountry: 'CO' } },
  },
};
const page = `<script type="application/ld+json">${JSON.stringify(told)}</script>
  <script>x({"event_data":{"seller_id":334337979,"seller_name":"Mundo Hervidor","x":1}})</script>
  <h1 class="ui-pdp-title">Hervidor 2 l</h1><span class="ui-pdp-subtitle">Nuevo | +500 vendidos</span>${price}
  <span class="ui-pdp-review__rating">4.8</span><span class="ui-pdp-review__amount">(485)</span>
  <div class="ui-pdp-seller__header__title"><span>Tienda oficial</span><a href="https://www.mercadolibre.com.co/tienda/mundo?x=1">Mundo Hervidor</a></div>
  <table class="andes-table"><tr><th>Marca</th><td>Boil</td></tr><tr><th>Modelo</th><td>K-2</td></tr></table>
  <a class="ui-pdp-outside_variations__thumbnails__item"><img alt="Negro"></a>
  <p class="ui-pdp-description__content">Hierve rápido.</p>`;

test('a product page is read whole: points group thousands, the old price and instalments are told apart', () => {
  const reading = read(page);
  expect(reading).toMatchObject({ layout: '2020 ui-pdp', health: 'read', missing: [] });
  expect(reading.listing).toMatchObject({
    id: 'MCO12345678',
    title: 'Hervidor 2 l',
    price: { amount: '71492', currency: 'COP' },
    priceBefore: { amount: '88480', currency: 'COP' },
    brand: 'Boil',
    model: 'K-2',
    rating: 4.8,
    reviewCount: 485,
    condition: 'NewCondition',
    availability: 'InStock',
    shipsFrom: 'CO',
    description: 'Hierve rápido.',
    images: ['https://http2.mlstatic.com/D_NQ_NP_2X_1-MLA1_032026-F.webp'],
    variants: [{ name: 'Negro' }],
    seller: { id: '334337979', name: 'Mundo Hervidor', url: 'https://www.mercadolibre.com.co/tienda/mundo' },
  });
});

test('without JSON-LD the drawn price has the money of the site', () => {
  const { listing } = read(
    `<h1 class="ui-pdp-title">Hervidor</h1>${price}`,
    'https://www.mercadolibre.com.pe/x/p/MPE12345678',
  );
  expect(listing?.price).toEqual({ amount: '71492', currency: 'PEN' });
  const cents = `<div class="ui-pdp-price__second-line"><span class="andes-money-amount"><span class="andes-money-amount__currency-symbol">R$</span><span class="andes-money-amount__fraction">1.299</span><span class="andes-money-amount__cents">90</span></span></div>`;
  expect(
    read(`<h1 class="ui-pdp-title">X</h1>${cents}`, 'https://www.mercadolivre.com.br/x/p/MLB12345678').listing
      ?.price,
  ).toEqual({
    amount: '1299.90',
    currency: 'BRL',
  });
});

test('nothing known is unread', () => expect(read('<p>Verifica tu cuenta</p>').health).toBe('unread'));

describe('results', () => {
  const url = 'https://listado.mercadolibre.com.co/hervidor';
  const card = (
    link: string,
    more = '',
  ) => `<li class="ui-search-layout__item"><div class="poly-card"><img data-src="https://http2.mlstatic.com/1.webp">
    <a class="poly-component__title" href="${link}">Hervidor</a>${more}<div class="poly-price">${amount('88.480', '', 's')}
    <div class="poly-price__current">${amount('71.492')}</div></div></div></li>`;

  test('cards, ads by their label or the counter in their link', () => {
    const { cards } = read(
      card('https://www.mercadolibre.com.co/h/p/MCO11111111') +
        card('https://click1.mercadolibre.com.co/mclics/clicks/external/MCO/count?a=x#wid=MCO22222222') +
        card(
          'https://articulo.mercadolibre.com.co/MCO-333333333-h-_JM',
          '<span class="poly-component__ads-promotions">Promocionado</span>',
        ),
      url,
    );
    expect(cards).toMatchObject([
      {
        id: 'MCO11111111',
        title: 'Hervidor',
        price: { amount: '71492', currency: 'COP' },
        priceBefore: { amount: '88480' },
        sponsored: false,
      },
      { id: 'MCO22222222', sponsored: true },
      { id: 'MCO333333333', sponsored: true },
    ]);
    expect(cards[0]?.image).toBe('https://http2.mlstatic.com/1.webp');
  });

  test('none found is unread', () => expect(read('', url).health).toBe('unread'));
});

test('a seller’s profile', () =>
  expect(
    read(
      '<h3 class="seller-info__name">HERVIDORES</h3>',
      'https://www.mercadolibre.com.pe/perfil/HERVIDORES',
    ),
  ).toMatchObject({
    page: 'trader',
    listing: { seller: { id: 'HERVIDORES', name: 'HERVIDORES' } },
  }));
