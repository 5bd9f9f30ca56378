import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { ebay, frameDescription } from './ebay.ts';

const item = 'https://www.ebay.de/itm/123456789012';
const read = (body: string, url = item, lang = 'de') =>
  readPage(documentOf(`<html lang="${lang}"><body>${body}</body></html>`), url, [ebay]);

test.each([
  [item, 'product'],
  ['https://www.ebay.co.uk/itm/Old-kettle-/123456789012?hash=x', 'product'],
  ['https://www.ebay.com/ws/eBayISAPI.dll?ViewItem&item=123456789012', 'product'],
  ['https://www.ebay.fr/sch/i.html?_nkw=bouilloire', 'results'],
  ['https://www.ebay.it/b/Bollitori/20681/bn_1', 'results'],
  ['https://www.ebay.ie/usr/kettle-shop', 'trader'],
  ['https://www.ebay.es/str/kettleshop', 'trader'],
  ['https://www.ebay.pl/', 'other'],
  ['https://www.ebay.de/help/home', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(ebay.site.pageKind(new URL(url))).toBe(kind));

describe('2016: microdata', () => {
  const page = (more = '') => `<h1 id="itemTitle"><span class="g-hdn">Details zu &nbsp;</span>Kettle, 2 l</h1>
    <span id="prcIsum" itemprop="price" content="19.5">EUR 19,50</span><span id="orgPrc">EUR 29,00</span><span id="convbinPrice">US $22.00</span>
    <div id="vi-itm-cond">Neu</div><span itemprop="availableAtOrFrom">Shenzhen, China</span>
    <link itemprop="availability" href="http://schema.org/InStock">
    <a href="https://www.ebay.de/usr/kettle-shop"><span class="mbg-nw">kettle-shop</span></a>
    <table><tr><td id="vi-VR-brumb-lnkLst"><ul><li><a href="https://www.ebay.de/b/Haushalt/11700">Haushalt</a></li><li><a href="/b/Wasserkocher/1">Wasserkocher</a></li></ul>
      <ul><li><a href="/b/Other/2">Anderes</a></li></ul></td></tr></table>
    <img id="icImg" src="https://i.ebayimg.com/images/g/abc/s-l300.jpg">
    <meta property="og:description" content="Boils fast.">
    <table><tr><td class="attrLabels">Artikelzustand:</td><td>Neu: Neuer, unbenutzter Artikel in ungeöffneter Verpackung, so wie er im Laden steht.</td>
    <td class="attrLabels">Marke:</td><td>Markenlos</td><td class="attrLabels">MPN:</td><td>Nicht zutreffend</td>
    <td class="attrLabels">EAN:</td><td>4006381333931</td></tr></table>${more}`;

  test('is read whole', () => {
    const reading = read(page(), `${item}?campid=1`);
    expect(reading).toMatchObject({ layout: '2016 microdata', health: 'read', missing: [] });
    expect(reading.listing).toEqual({
      url: `${item}?campid=1`,
      marketplace: 'ebay',
      id: '123456789012',
      title: 'Kettle, 2 l',
      price: { amount: '19.50', currency: 'EUR' },
      priceBefore: { amount: '29.00', currency: 'EUR' },
      attributes: [
        { name: 'Artikelzustand', value: 'Neu' },
        { name: 'Marke', value: 'Markenlos' },
        { name: 'MPN', value: 'Nicht zutreffend' },
        { name: 'EAN', value: '4006381333931' },
      ],
      identifiers: { gtin: '4006381333931', sku: '123456789012' },
      condition: 'NewCondition',
      availability: 'InStock',
      category: ['Haushalt', 'Wasserkocher'],
      images: ['https://i.ebayimg.com/images/g/abc/s-l1600.jpg'],
      description: 'Boils fast.',
      shipsFrom: 'CN',
      seller: { id: 'kettle-shop', name: 'kettle-shop', url: 'https://www.ebay.de/usr/kettle-shop' },
      affiliate: { network: 'eBay Partner Network', parameter: 'campid' },
      language: 'de',
    });
  });

  test('the legal notice of a business', () => {
    const notice = `<div id="bsi-c"><h2>Rechtliche Informationen des Verkäufers</h2><div class="bsi-bn">Kettle Ltd</div><div class="bscd">
      <div class="bsi-c1"><div>- -</div><div>2 Steam Road</div><div>Dudley</div><div>United Kingdom</div></div>
      <div class="bsi-c2"><div><span class="bsi-lbl">E-Mail:</span><span>a@kettle.example</span></div>
      <div><span class="bsi-lbl">Handelsregisternummer:</span></div></div></div></div>`;
    expect(read(page(notice)).listing?.trader).toEqual({
      name: 'Kettle Ltd',
      address: '2 Steam Road, Dudley, United Kingdom',
      email: 'a@kettle.example',
      registrationNumber: null,
      country: 'GB',
    });
    expect(read(page()).listing).not.toHaveProperty('trader');
  });

  test('variants by their traits; state of strange types is survived', () => {
    const state = (
      traits: unknown,
    ) => `<select id="msku-sel-1"></select><script>x({"menuItemMap":{"0":{"displayName":"Red"},"1":{"displayName":"2 l"}},
      "itemVariationsMap":{"7":{"price":"EUR 19,50","traitValuesMap":${JSON.stringify(traits)}}}})</script>`;
    expect(read(page(state({ Colour: 0, Size: 1 }))).listing?.variants).toEqual([
      { name: 'Red, 2 l', price: { amount: '19.50', currency: 'EUR' } },
    ]);
    expect(read(page(state(null))).health).toBe('read');
  });

  test('an auction', () => {
    const { listing } = read(
      `<h1 id="itemTitle">Kettle</h1><span id="prcIsum_bidPrice" itemprop="price" content="5100.0">£5,100.00</span>`,
    );
    expect(listing?.price).toEqual({ amount: '5100.00', currency: 'GBP' });
  });
});

describe('2022: ux', () => {
  const row = (label: string, value: string, kind = '') =>
    `<dl class="ux-labels-values${kind}"><dt class="ux-labels-values__labels"><span class="ux-textspans">${label}</span></dt>
     <dd class="ux-labels-values__values"><span class="ux-textspans">${value}</span></dd></dl>`;
  const page = (
    more = '',
  ) => `<h1 class="x-item-title__mainTitle"><span class="ux-textspans">Kettle, 2 l</span></h1>
    <nav class="breadcrumbs"><a href="https://www.ebay.de/">eBay</a><a href="/b/Haushalt/11700">Haushalt</a></nav>
    <div class="x-sellercard-atf__info__about-seller"><a href="https://www.ebay.de/str/kettleshop?_ssn=kettle-shop"><span>Kettle Shop</span></a></div>
    <div class="x-price-section"><div class="x-price-primary"><span class="ux-textspans">EUR 19,50</span></div>
      <span class="ux-textspans ux-textspans--STRIKETHROUGH">EUR 29,00</span></div>
    <div class="x-item-condition-text"><span class="ux-textspans">Gebraucht</span></div>
    <div class="ux-image-carousel-item"><img data-src="https://i.ebayimg.com/images/g/abc/s-l500.jpg"></div>
    ${row('Versand:', 'EUR 4,90 Standort: Lyon, Frankreich', ' ux-labels-values--shipping')}
    ${row('Marke', 'Boil')}${row('Herstellernummer', 'K-2')}${more}`;

  test('is read whole', () => {
    const { listing, layout, health } = read(page());
    expect({ layout, health }).toEqual({ layout: '2022 ux', health: 'read' });
    expect(listing).toMatchObject({
      title: 'Kettle, 2 l',
      price: { amount: '19.50', currency: 'EUR' },
      priceBefore: { amount: '29.00' },
      brand: 'Boil',
      identifiers: { mpn: 'K-2' },
      attributes: [
        { name: 'Marke', value: 'Boil' },
        { name: 'Herstellernummer', value: 'K-2' },
      ],
      category: ['Haushalt'],
      condition: 'UsedCondition',
      shipsFrom: 'FR',
      images: ['https://i.ebayimg.com/images/g/abc/s-l1600.jpg'],
      seller: { id: 'kettle-shop', name: 'Kettle Shop' },
    });
  });

  test('product safety by its headings', () => {
    const safety = `<div class="any"><h2>Informationen zur Produktsicherheit</h2><h3>Hersteller</h3><div>Boil Ltd</div><div>1 Steam Road</div>
      <div>safety@boil.example</div><h3>EU-Verantwortlicher</h3><h3>Sicherheitshinweise</h3><p>Hot.</p></div>`;
    expect(read(page(safety)).listing).toMatchObject({
      manufacturer: { name: 'Boil Ltd', address: '1 Steam Road', contact: 'safety@boil.example' },
      responsiblePerson: null,
      safetyInformation: 'Hot.',
    });
    expect(read(page()).listing).not.toHaveProperty('manufacturer');
  });

  test('the legal notice under its heading', () => {
    const notice = `<div><div><h2>Rechtliche Informationen des Verkäufers</h2></div><div><div>Kettle GmbH</div><div>Dampfweg 1</div><div>10115 Berlin</div><div>Deutschland</div>
      <div>Telefon: 030 1234567</div><div>E-Mail: a@kettle.example</div><div>USt-IdNr.: DE 123456789</div></div></div>`;
    expect(read(page(notice)).listing?.trader).toEqual({
      name: 'Kettle GmbH',
      address: 'Dampfweg 1, 10115 Berlin, Deutschland',
      country: 'DE',
      phone: '030 1234567',
      email: 'a@kettle.example',
      vatNumber: 'DE 123456789',
    });
  });

  test('variants by the combinations they are sold in', () => {
    const state = `<div data-testid="x-msku"></div><script>{"MSKU":{"menuItemMap":{"0":{"displayName":"Red"},"3":{"displayName":"2 l"}},
      "variationCombinations":{"0_3":7},"variationsMap":{"7":{"binModel":{"price":{"textSpans":[{"text":"EUR 19,50"}]}}}}}}</script>`;
    expect(read(page(state)).listing?.variants).toEqual([
      { name: 'Red, 2 l', price: { amount: '19.50', currency: 'EUR' } },
    ]);
  });
});

test('no title, no reading', () => expect(read('<p>Pardon our interruption</p>').health).toBe('unread'));

test('the frame of a description holds more than the seller’s part', () =>
  expect(frameDescription(documentOf('<div>Menu</div><div id="ds_div"><p>Boils</p><p>fast</p></div>'))).toBe(
    'Boils fast',
  ));

describe('results', () => {
  const url = 'https://www.ebay.de/sch/i.html?_nkw=kettle';
  const old = (
    id: string,
    label: string,
    price = 'EUR 19,50',
  ) => `<li class="s-item"><a href="https://www.ebay.de/itm/${id}?hash=1"><h3 class="s-item__title">Kettle ${id}</h3></a>
    <img src="https://i.ebayimg.com/thumbs/${id}.jpg"><span class="s-item__price">${price}</span>
    <span><span aria-labelledby="${label}" class="s-1_s-2" role="group"><span aria-hidden="true">Sponsored</span></span></span></li>`;

  test('until 2024: every card says Sponsored, only some point to a label that does', () => {
    const { cards, layout } = read(
      `<span id="s-1">Anzeige</span><span id="s-2"></span><li class="s-item"><a href="https://ebay.com/itm/123456"><h3 class="s-item__title">Shop on eBay</h3></a><span class="s-item__price">$20.00</span></li>
       <ul class="srp-results">${old('111111111111', 's-1')}${old('222222222222', 's-2', 'EUR 10,00 bis EUR 15,00')}</ul>`,
      url,
    );
    expect(layout).toBe('s-item');
    expect(cards).toEqual([
      {
        id: '111111111111',
        url: 'https://www.ebay.de/itm/111111111111',
        title: 'Kettle 111111111111',
        price: { amount: '19.50', currency: 'EUR' },
        image: 'https://i.ebayimg.com/thumbs/111111111111.jpg',
        sponsored: true,
      },
      expect.objectContaining({
        id: '222222222222',
        price: { amount: '10.00', currency: 'EUR' },
        sponsored: false,
      }),
    ]);
  });

  test('since: the token in the link says whether it is paid for', () => {
    const card = (
      id: string,
      token: string,
    ) => `<li class="s-card" data-listingid="${id}"><a class="s-card__link" href="https://www.ebay.de/itm/${id}?itmprp=enc%3AAQ%7Ctkp%3A${token}"></a>
      <div class="s-card__title"><span class="su-styled-text">Kettle ${id}</span></div><span class="s-card__price">EUR 9,99</span>
      <span class="strikethrough">EUR 12,00</span><div aria-labelledby="s-1"></div></li>`;
    const { cards, layout } = read(
      `<span id="s-1">Anzeige</span>${card('2500219655424533', 'Bk9SRx')}${card('111111111111', 'BFBMxx')}${card('222222222222', 'BlBMUx')}${card('333333333333', 'Bk9SRx')}`,
      url,
    );
    expect(layout).toBe('2025 s-card');
    expect(cards.map(({ id, sponsored, price }) => [id, sponsored, price?.amount])).toEqual([
      ['111111111111', true, '9.99'],
      ['222222222222', true, '9.99'],
      ['333333333333', false, '9.99'],
    ]);
  });

  test('none found is unread', () => expect(read('', url).health).toBe('unread'));
});

test('a seller’s page', () =>
  expect(
    read('<h1 class="str-seller-card__store-name">Kettle Shop</h1>', 'https://www.ebay.de/str/kettleshop'),
  ).toMatchObject({
    page: 'trader',
    health: 'read',
    listing: { seller: { id: 'kettleshop', name: 'Kettle Shop' } },
  }));
