import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { allegro } from './allegro.ts';

const item = 'https://allegro.pl/oferta/czajnik-duzy-10757269800';
const read = (html: string, url = item) => readPage(documentOf(html), url, [allegro]);
const box = (state: unknown) =>
  `<script type="application/json" data-serialize-box-id="abc==">${JSON.stringify(state)}</script>`;

test.each([
  [item, 'product', '10757269800'],
  ['https://allegro.cz/nabidka/velka-konvice-10757269800', 'product', '10757269800'],
  ['https://allegro.sk/ponuka/kanvica-10757269800', 'product', '10757269800'],
  ['https://allegro.hu/ajanlat/nagy-vizforralo-10757269800?utm=1', 'product', '10757269800'],
  [
    'https://allegro.pl/produkt/czajnik-0a1b2c3d-1111-2222-3333-444455556666?offerId=12345678901',
    'product',
    '12345678901',
  ],
  ['https://allegro.pl/listing?string=czajnik', 'results', null],
  ['https://allegro.pl/kategoria/czajniki-67398', 'results', null],
  ['https://allegro.pl/uzytkownik/Sklep_1', 'results', null],
  ['https://allegro.pl/uzytkownik/Sklep_1/oceny', 'other', null],
  ['https://allegro.pl/', 'other', null],
  ['https://allegro.pl/moje-allegro/zakupy', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(allegro.site.pageKind(new URL(url))).toBe(kind);
  expect(allegro.site.itemId(new URL(url))).toBe(id);
});

describe('2021: boxes of state', () => {
  const summary = {
    offerTitle: { title: 'Czajnik duży 2000', sellerName: 'Sklep_1' },
    price: { priceInteger: '59', priceFraction: '99' },
    product: { name: 'Another name', rating: { ratingValue: 4.7, ratingCount: 31 } },
    variants: {
      attributeSet: [
        {
          name: 'Kolor',
          attributes: [{ value: 'czerwony' }, { value: '2fa62601-a138-486b-ab2c-ffc6a377c791' }],
        },
      ],
    },
    notifyAndWatch: {
      quantity: 3,
      sellingMode: {
        buyNow: {
          price: {
            original: { amount: '79.99', currency: 'PLN' },
            sale: { amount: '59.99', currency: 'PLN' },
          },
        },
      },
    },
  };
  const parameters = {
    groups: [
      {
        singleValueParams: [
          { name: 'Stan', value: { name: 'Nowy' } },
          { name: 'Marka', value: { name: 'Parus' } },
          { name: 'Kod producenta', value: { name: 'P-1' } },
          { name: 'EAN (GTIN)', value: { name: '5901234123457' } },
        ],
        multiValueParams: [{ name: 'Cechy', values: [{ name: 'cichy' }, { name: 'lekki' }] }],
      },
    ],
  };
  const page = (...more: unknown[]) =>
    `<html lang="pl-PL"><body><h1>Czajnik duży 2000</h1>
     <ol itemscope itemtype="http://schema.org/BreadcrumbList">
       <li itemprop="itemListElement" itemscope><a itemprop="item" href="/"><span itemprop="name">Allegro</span></a><meta itemprop="position" content="1"></li>
       <li itemprop="itemListElement" itemscope><a itemprop="item" href="/kategoria/agd"><span itemprop="name">AGD</span></a><meta itemprop="position" content="2"></li></ol>
     <p>najtańsze od 8,99 zł</p>
     ${[
       summary,
       parameters,
       {
         images: [
           { original: 'https://a.allegroimg.com/original/1', thumbnail: 'https://a.allegroimg.com/s64/1' },
         ],
       },
       {
         standardized: {
           sections: [
             { items: [{ type: 'TEXT', content: '<p>Gotuje &amp; gwiżdże</p>' }, { type: 'IMAGE' }] },
           ],
         },
       },
       { offerLocation: 'Bychawa, Polska' },
       ...more,
     ]
       .map(box)
       .join('')}</body></html>`;

  test('are read whole', () => {
    expect(read(page())).toMatchObject({
      page: 'product',
      layout: '2021 boxes',
      health: 'read',
      listing: {
        id: '10757269800',
        title: 'Czajnik duży 2000',
        price: { amount: '59.99', currency: 'PLN' },
        priceBefore: { amount: '79.99', currency: 'PLN' },
        brand: 'Parus',
        category: ['AGD'],
        condition: 'NewCondition',
        identifiers: { gtin: '5901234123457', mpn: 'P-1' },
        images: ['https://a.allegroimg.com/original/1'],
        description: 'Gotuje & gwiżdże',
        rating: 4.7,
        reviewCount: 31,
        availability: 'InStock',
        shipsFrom: 'PL',
        seller: { name: 'Sklep_1', url: 'https://allegro.pl/uzytkownik/Sklep_1' },
        variants: [{ name: 'Kolor: czerwony' }],
      },
    });
    expect(read(page()).listing?.attributes).toContainEqual({ name: 'Cechy', value: 'cichy, lekki' });
  });

  test('nothing struck out is said to be nothing', () => {
    const plain = structuredClone(summary) as {
      notifyAndWatch: { sellingMode: { buyNow: { price: { original: unknown } } } };
    };
    plain.notifyAndWatch.sellingMode.buyNow.price.original = null;
    expect(read(`<html><body>${box(plain)}${box(parameters)}</body></html>`).listing?.priceBefore).toBeNull();
  });

  test('state of other types than it has does no harm', () => {
    const reading = read(
      `<html><body><h1>Czajnik</h1>${box({ ...summary, price: 'free', notifyAndWatch: [], variants: 7, product: 'x', offerTitle: { title: 5, sellerName: {} } })}${box({ groups: { a: 1 } })}${box({ images: [null, 3, {}] })}</body></html>`,
    );
    expect(reading.health).not.toBe('read');
  });

  test('the sidebar about the seller, opened later, gives the trader', () => {
    const sidebar = `<div role="dialog"><h2>O sprzedawcy</h2><h3>Dane firmy</h3><p>Czajniki Polskie Sp. z o.o.</p><p>ul. Parowa 1</p><p>00-950 Warszawa, Polska</p>
      <p>NIP: 5250001009</p><p>REGON: 012345678</p><p>e-mail: biuro@czajniki.example</p><p>Telefon: +48 22 123 45 67</p></div>`;
    expect(read(page().replace('</body>', `${sidebar}</body>`)).listing?.trader).toMatchObject({
      address: expect.stringContaining('ul. Parowa 1'),
      vatNumber: '5250001009',
      registrationNumber: '012345678',
      email: 'biuro@czajniki.example',
      phone: '+48 22 123 45 67',
      country: 'PL',
    });
  });

  test('product safety is read from its headings', () => {
    const safety = `<section class="gpsr"><h3>Dane producenta</h3><p>Parus SA</p><p>ul. Ciepła 2, 30-001 Kraków</p><p>kontakt@parus.example</p>
      <h3>Osoba odpowiedzialna</h3><p>Rep GmbH</p><p>Ring 3, Wien</p><h3>Informacje o bezpieczeństwie</h3><p>Nie zanurzać w wodzie.</p></section>`;
    expect(read(page().replace('</body>', `${safety}</body>`)).listing).toMatchObject({
      manufacturer: {
        name: 'Parus SA',
        address: 'ul. Ciepła 2, 30-001 Kraków',
        contact: 'kontakt@parus.example',
      },
      responsiblePerson: { name: 'Rep GmbH', address: 'Ring 3, Wien' },
      safetyInformation: 'Nie zanurzać w wodzie.',
    });
  });
});

test('2026: a formatted price and a gallery', () => {
  const reading = read(
    `<html><head><meta property="og:title" content="Czajnik duży - Allegro.pl"></head><body><h1>Czajnik duży</h1>
     ${box({ price: { formattedPrice: '1 609,00 zł', currency: 'PLN' }, coupon: null })}
     ${box({ gallery: [{ original: 'https://a.allegroimg.com/original/9' }] })}
     ${box({ sellerName: 'Sklep_2', sellerListingUrl: 'https://allegro.pl/uzytkownik/Sklep_2' })}
     <ul><li><b>Stan:</b> Używany</li><li><b>Marka:</b> Parus</li></ul></body></html>`,
  );
  expect(reading).toMatchObject({
    layout: '2026 boxes',
    health: 'read',
    listing: {
      title: 'Czajnik duży',
      price: { amount: '1609.00', currency: 'PLN' },
      images: ['https://a.allegroimg.com/original/9'],
      seller: { name: 'Sklep_2' },
      condition: 'UsedCondition',
      brand: 'Parus',
    },
  });
});

test('a wall is unread', () => {
  const wall = `<html><head><title>allegro.pl</title></head><body><h1>Potwierdź</h1><iframe src="https://geo.captcha-delivery.com/captcha/?x"></iframe></body></html>`;
  expect(read(wall)).toMatchObject({ page: 'product', layout: null, health: 'unread', listing: null });
});

describe('results', () => {
  const results = 'https://allegro.pl/listing?string=czajnik';
  const offer = {
    id: '10757269800',
    url: 'https://allegro.pl/events/clicks?x=1&redirect=https%3A%2F%2Fallegro.pl%2Foferta%2Fczajnik-10757269800&sig=2',
    title: { text: 'Czajnik' },
    price: { normal: { amount: '59.99', currency: 'PLN' } },
    shipping: { itemWithDelivery: { amount: '69.99', currency: 'PLN' } },
    isSponsored: true,
    mainThumbnail: 'https://a.allegroimg.com/s180/1',
    seller: { id: '5', login: 'Sklep_1', userListingUrl: 'https://allegro.pl/uzytkownik/Sklep_1' },
  };
  const newer = {
    id: 'x',
    alt: 'Garnek',
    eventData: { offer_id: '12345678901' },
    url: 'https://allegro.pl/oferta/garnek-12345678901',
    price: { mainPrice: { amount: '20.00', currency: 'PLN' } },
  };
  const state = (elements: unknown) => ({ items: { elements } });

  test.each([
    ['JSON within JSON, 2018 to 2021', (value: unknown) => JSON.stringify(value)],
    ['plain, since 2022', (value: unknown) => value],
  ])('store state as %s', (_, wrap) => {
    const elements = [offer, { type: 'label', label: 'Oferty promowane' }, newer];
    const reading = read(
      `<html><body>${box({ __listing_StoreState: wrap(state(elements)) })}</body></html>`,
      results,
    );
    expect(reading).toMatchObject({ page: 'results', layout: 'store state', health: 'read' });
    expect(reading.cards).toMatchObject([
      {
        id: '10757269800',
        url: 'https://allegro.pl/oferta/czajnik-10757269800',
        title: 'Czajnik',
        price: { amount: '59.99', currency: 'PLN' },
        sponsored: true,
        seller: { name: 'Sklep_1' },
      },
      { id: '12345678901', title: 'Garnek', price: { amount: '20.00' }, sponsored: false },
    ]);
  });

  test('a search without results is no page of results, whatever it recommends', () => {
    const html = `<html><body>${box({ __listing_StoreState: JSON.stringify(state([])) })}<a href="/oferta/inny-11111111111">Inny 9,99 zł</a></body></html>`;
    expect(read(html, results)).toMatchObject({ page: 'other', cards: [] });
  });

  test('drawn cards where the state is gone; a paid link is one', () => {
    const html = `<html><body><article><a href="${offer.url}"><h2>Czajnik</h2></a><span class="price">59,99 zł</span><div>Oferta sponsorowana</div></article>
      <article><a href="/oferta/garnek-12345678901"><h2>Garnek</h2></a><span class="price">20,00 zł</span></article></body></html>`;
    expect(read(html, results).cards).toMatchObject([
      { id: '10757269800', sponsored: true, price: { amount: '59.99' } },
      { id: '12345678901', sponsored: false },
    ]);
  });

  test('nothing at all is unread', () =>
    expect(read('<html><body></body></html>', results).health).toBe('unread'));
});
