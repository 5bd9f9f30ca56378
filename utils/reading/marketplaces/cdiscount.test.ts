import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { cdiscount } from './cdiscount.ts';

const item =
  'https://www.cdiscount.com/electromenager/bouilloires/bouilloire-parus/f-1101704-auc6954248714500.html';
const read = (html: string, url = item) => readPage(documentOf(html), url, [cdiscount]);

test.each([
  [item, 'product', 'auc6954248714500'],
  ['https://www.cdiscount.com/x/f-107140308-par123.html?idOffre=5', 'product', 'par123'],
  ['https://www.cdiscount.com/search/10/bouilloire.html', 'results', null],
  ['https://www.cdiscount.com/electromenager/bouilloires/l-1101704.html', 'results', null],
  ['https://www.cdiscount.com/mpv-8-PARUS.html', 'trader', null],
  ['https://www.cdiscount.com/', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(cdiscount.site.pageKind(new URL(url))).toBe(kind);
  expect(cdiscount.site.itemId(new URL(url))).toBe(id);
});

test('2021 and later: c-fp classes; cents after the sign, the struck price first', () => {
  const html = `<html lang="fr"><body><div class="c-breadcrumb"><a href="/">Accueil</a><a href="/e">Électroménager</a></div>
    <div class="c-fp-heading__title"><h1>Bouilloire Parus</h1></div>
    <span class="c-price c-price--strikeout">59€99</span><span class="c-price c-price--xl c-price--promo">1 049<span>€99</span></span><span>ou 4 x 12,50 €</span>
    <img id="mainImage" src="https://www.cdiscount.com/1.jpg"><dl class="c-productHighlights__list"><dd>Rapide</dd></dl>
    <input id="fpAddBsk" type="submit"><div class="c-fp-seller">Vendu et expédié par <a href="/mpv-8-PARUS.html">Parus Boutique</a></div>
    <table class="table--fpDescTb"><tr><td>Marque</td><td>Parus</td></tr><tr><td>EAN</td><td>4006381333931</td></tr></table></body></html>`;
  expect(read(html)).toMatchObject({
    layout: '2021 c-fp classes',
    health: 'read',
    listing: {
      title: 'Bouilloire Parus',
      price: { amount: '1049.99', currency: 'EUR' },
      priceBefore: { amount: '59.99', currency: 'EUR' },
      brand: 'Parus',
      category: ['Électroménager'],
      identifiers: { gtin: '4006381333931' },
      availability: 'InStock',
      seller: { id: 'PARUS', name: 'Parus Boutique' },
      images: ['https://www.cdiscount.com/1.jpg'],
    },
  });
});

test('2012 to 2021: fp classes with microdata', () => {
  const html = `<html lang="fr"><body itemscope itemtype="http://schema.org/Product"><div class="fpTMain"><div class="fpDesCol"><h1 itemprop="name">Bouilloire Parus</h1></div></div>
    <div id="fpBlocPrice" itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span class="fpStriked">59,99 €</span><span class="fpPrice" itemprop="price" content="49.99">49€<sup>99</sup></span><meta itemprop="priceCurrency" content="EUR"><link itemprop="availability" href="http://schema.org/InStock"></div>
    <div class="fpSellBy">Vendu par : <a href="/mpv-8-PARUS.html">Parus Boutique</a></div><img itemprop="image" src="https://i2.cdscdn.com/1.jpg">
    <div role="dialog"><h2>Informations sur le vendeur</h2><p>Raison sociale : Parus SARL</p><p>Adresse : 1 rue du Thé, 33000 Bordeaux, France</p><p>SIRET : 73282932000074</p><p>TVA : FR40303265045</p></div></body></html>`;
  expect(read(html)).toMatchObject({
    layout: '2012 fp classes',
    health: 'read',
    listing: {
      price: { amount: '49.99', currency: 'EUR' },
      priceBefore: { amount: '59.99' },
      availability: 'InStock',
      seller: { name: 'Parus Boutique' },
      trader: {
        name: 'Parus SARL',
        address: '1 rue du Thé, 33000 Bordeaux, France',
        registrationNumber: '73282932000074',
        vatNumber: 'FR40303265045',
        country: 'FR',
      },
    },
  });
});

test('an error page is unread', () =>
  expect(read('<html><body><h1>Page introuvable</h1></body></html>').health).toBe('unread'));

test('a trader’s page', () => {
  const html = `<html><body><h1>Parus Boutique</h1><div id="mpInfos"><h2>Mentions légales</h2><p>Raison sociale : Parus SARL</p><p>Adresse : 1 rue du Thé, 33000 Bordeaux</p><p>SIRET : 73282932000074</p></div></body></html>`;
  expect(read(html, 'https://www.cdiscount.com/mpv-8-PARUS.html')).toMatchObject({
    page: 'trader',
    health: 'read',
    listing: {
      seller: { name: 'Parus Boutique' },
      trader: { name: 'Parus SARL', registrationNumber: '73282932000074' },
    },
  });
});

describe('results', () => {
  const list = 'https://www.cdiscount.com/search/10/bouilloire.html';
  const card = (sku: string, more = '') =>
    `<li data-sku="${sku}"><a class="o-card__link" href="/b/f-1101704-${sku}.html"><h2>Bouilloire ${sku}</h2></a><img src="https://i2.cdscdn.com/${sku}.jpg"><span class="c-price c-price--strikeout">59€99</span><span class="c-price c-price--promo">49€99</span>${more}</li>`;
  test('cards of 2021 with their label', () =>
    expect(
      read(
        `<html lang="fr"><body><ul id="lpBloc">${card('par001')}${card('par002', '<span>Sponsorisé</span>')}</ul></body></html>`,
        list,
      ),
    ).toMatchObject({
      layout: '2021 cards',
      cards: [
        {
          id: 'par001',
          title: 'Bouilloire par001',
          price: { amount: '49.99', currency: 'EUR' },
          priceBefore: { amount: '59.99' },
          sponsored: false,
        },
        { id: 'par002', sponsored: true },
      ],
    }));
  test('blocks of 2012', () => {
    const html = `<html lang="fr"><body><div class="prdtBloc"><a class="prdtBILnk" href="https://www.cdiscount.com/b/f-1101704-par003.html"><div class="prdtBTit">Bouilloire rouge</div></a><div class="prdtPrSt">59,99</div><span class="price">49€<sup>99</sup></span></div>
      <div class="prdtBloc"><a class="prdtBILnk" href="https://www.cdiscount.com/b/f-1101704-par004.html"><div class="prdtBTit">Bouilloire bleue</div></a><span class="price">39€<sup>99</sup></span></div></body></html>`;
    expect(read(html, list)).toMatchObject({
      layout: '2012 blocks',
      cards: [
        { id: 'par003', title: 'Bouilloire rouge', price: { amount: '49.99', currency: 'EUR' } },
        { id: 'par004' },
      ],
    });
  });
  test('none found is unread', () => expect(read('<html><body></body></html>', list).health).toBe('unread'));
});
