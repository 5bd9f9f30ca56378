import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { vinted } from './vinted.ts';

const item = 'https://www.vinted.fr/items/7654321098-echarpe-rouge';
const read = (html: string, url = item) => readPage(documentOf(html), url, [vinted]);

test.each([
  [item, 'product', '7654321098'],
  ['https://www.vinted.co.uk/items/7654321098', 'product', '7654321098'],
  ['https://www.vinted.fr/items/7654321098/edit', 'other', '7654321098'],
  ['https://www.vinted.de/catalog?search_text=schal', 'results', null],
  ['https://www.vinted.pl/catalog/5-mezczyzni', 'results', null],
  ['https://www.vinted.fr/member/12345-anna', 'trader', null],
  ['https://www.vinted.fr/inbox', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(vinted.site.pageKind(new URL(url))).toBe(kind);
  expect(vinted.site.itemId(new URL(url))).toBe(id);
});

const product = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: 'Écharpe rouge',
  description: 'Chaude et douce.',
  brand: { '@type': 'Brand', name: 'Parus' },
  image: 'https://images1.vinted.net/t/1.jpeg',
  offers: {
    '@type': 'Offer',
    price: '12.00',
    priceCurrency: 'EUR',
    itemCondition: 'UsedCondition',
    availability: 'InStock',
  },
};
const row = (name: string, title: string, value: string) =>
  `<div data-testid="item-attributes-${name}"><div class="details-list__item"><div class="details-list__item-value">${title}</div><div class="details-list__item-value" itemprop="${name}"><span>${value}</span></div></div></div>`;
const drawn = `<ul class="breadcrumbs"><li class="breadcrumbs__item"><a href="/"><span>Accueil</span></a></li><li class="breadcrumbs__item"><a href="/women"><span>Femmes</span></a></li></ul>
  <div data-testid="item-page-summary-plugin"><h1>Écharpe rouge</h1></div>
  <div><p data-testid="item-price">12,00 €</p><button>13,30 € inclut la Protection acheteurs</button></div>
  ${row('status', 'État', 'Très bon état')}${row('size', 'Taille', 'M')}
  <div itemprop="description">Chaude et douce.</div>
  <a href="/member/123-anna" data-testid="profile-link"><span data-testid="profile-username">anna</span></a>
  <img data-testid="item-photo-1--img" src="https://images1.vinted.net/t/1.jpeg">`;
const streamed = `<script>self.__next_f.push([1,"{\\"user\\":{\\"login\\":\\"anna\\",\\"country_title_local\\":\\"France\\",\\"business\\":false}}"])</script>`;
const page = (body: string, data: unknown = product) =>
  `<html lang="fr"><head><script type="application/ld+json">${JSON.stringify(data)}</script></head><body>${body}</body></html>`;

describe('2023 to 2025: test ids and schema.org', () => {
  test('are read whole; the price with the protection is none', () =>
    expect(read(page(drawn + streamed))).toMatchObject({
      page: 'product',
      layout: '2023 test ids',
      health: 'read',
      listing: {
        title: 'Écharpe rouge',
        price: { amount: '12.00', currency: 'EUR' },
        brand: 'Parus',
        category: ['Femmes'],
        condition: 'UsedCondition',
        availability: 'InStock',
        description: 'Chaude et douce.',
        attributes: [
          { name: 'État', value: 'Très bon état' },
          { name: 'Taille', value: 'M' },
        ],
        seller: { id: '123', name: 'anna', url: 'https://www.vinted.fr/member/123-anna', country: 'FR' },
        shipsFrom: 'FR',
        images: ['https://images1.vinted.net/t/1.jpeg'],
      },
    }));

  test('new with tags is new', () =>
    expect(read(page(drawn.replace('Très bon état', 'Neuf avec étiquette'))).listing?.condition).toBe(
      'NewCondition',
    ));

  test('a trader among members is disclosed', () => {
    const pro = `<div data-testid="item-business-seller"><h3>Informations sur le vendeur</h3><p>Nom: Écharpes SARL</p><p>Adresse: 1 rue du Fil, 59000 Lille, France</p><p>SIRET: 73282932000074</p><p>E-mail: contact@echarpes.example</p></div>`;
    expect(read(page(drawn + pro)).listing?.trader).toMatchObject({
      name: 'Écharpes SARL',
      address: '1 rue du Fil, 59000 Lille, France',
      registrationNumber: '73282932000074',
      email: 'contact@echarpes.example',
      country: 'FR',
    });
  });

  test('streamed state cut short or of other types does no harm', () => {
    const odd = '<script>self.__next_f.push([1,"\\"country_title_local\\":\\"</script>';
    expect(read(page(drawn + odd)).listing?.seller?.country).toBeUndefined();
  });
});

test('2018: details list', () => {
  const html = `<html lang="de"><body><h1>Schal rot</h1><div class="details-list--info"><a href="/member/5-ben"><span itemprop="name">ben</span></a></div>
    <div class="details-list__price"><span itemprop="price" content="9.50">9,50 €</span></div>
    <div class="details-list__item"><div class="details-list__item-title">Zustand</div><div class="details-list__item-value" itemprop="status">Sehr gut</div></div>
    <div class="details-list__item"><div class="details-list__item-title">Marke</div><div class="details-list__item-value">Parus</div></div>
    <div class="item-photo"><img src="https://images.vinted.net/2.jpeg"></div></body></html>`;
  expect(read(html, 'https://www.vinted.de/items/123456-schal')).toMatchObject({
    layout: '2018 details list',
    health: 'read',
    listing: {
      price: { amount: '9.50', currency: 'EUR' },
      condition: 'UsedCondition',
      brand: 'Parus',
      seller: { name: 'ben', id: '5' },
    },
  });
});

test('a page of no item is unread', () =>
  expect(read('<html lang="fr"><body><h1>La page n’existe pas</h1></body></html>').health).toBe('unread'));

describe('members', () => {
  const member = 'https://www.vinted.fr/member/123-anna';
  test('by name; as traders where the page says so', () => {
    const html = `<html lang="fr"><body><h1 data-testid="profile-username">anna</h1><span data-testid="profile-feedback-count">31</span>
      <div class="business-info"><p>Écharpes SARL</p><p>1 rue du Fil, 59000 Lille, France</p><p>contact@echarpes.example</p></div></body></html>`;
    expect(read(html, member)).toMatchObject({
      page: 'trader',
      health: 'read',
      listing: {
        seller: { id: '123', name: 'anna' },
        trader: { name: 'Écharpes SARL', email: 'contact@echarpes.example', country: 'FR' },
      },
    });
  });
  test('nobody is unread', () => expect(read('<html><body></body></html>', member).health).toBe('unread'));
});

describe('results', () => {
  const list = 'https://www.vinted.fr/catalog?search_text=echarpe';
  const box = (id: number, more = '') =>
    `<div class="feed-grid__item"><div data-testid="product-item-id-${id}"><img data-testid="product-item-id-${id}--image--img" src="https://images1.vinted.net/${id}.jpeg">
     <a class="new-item-box__overlay" href="https://www.vinted.fr/items/${id}-echarpe?referrer=catalog" title="Écharpe ${id}, marque: Parus, état: Très bon état, taille: M, 12,00 €, 13,30 € inclut la Protection acheteurs"></a>
     <p data-testid="product-item-id-${id}--description-title">Parus</p><p data-testid="product-item-id-${id}--price-text">12,00 €</p><p>13,30 €</p>${more}</div></div>`;

  test('item boxes, whose titles stand in the links', () => {
    const reading = read(`<html lang="fr"><body>${box(1000001)}${box(1000002)}</body></html>`, list);
    expect(reading).toMatchObject({ page: 'results', layout: 'item boxes', health: 'read' });
    expect(reading.cards).toMatchObject([
      {
        id: '1000001',
        title: 'Écharpe 1000001',
        price: { amount: '12.00', currency: 'EUR' },
        image: 'https://images1.vinted.net/1000001.jpeg',
        sponsored: false,
      },
      { id: '1000002' },
    ]);
  });
  test('none found is unread', () => expect(read('<html><body></body></html>', list).health).toBe('unread'));
});
