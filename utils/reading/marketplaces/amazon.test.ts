import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { amazon } from './amazon.ts';

const item = 'https://www.amazon.de/Kettle-big/dp/B0KETTLE01';
const read = (body: string, url = item, lang = 'de-DE') =>
  readPage(documentOf(`<html lang="${lang}"><body>${body}</body></html>`), url, [amazon]);

test.each([
  [item, 'product'],
  ['https://www.amazon.co.uk/gp/product/1849000001?tag=x-21', 'product'],
  ['https://www.amazon.com.be/-/nl/dp/B0KETTLE01/ref=sr_1_1', 'product'],
  ['https://www.amazon.fr/s?k=bouilloire', 'results'],
  ['https://www.amazon.es/s/ref=nb_sb_noss?field-keywords=x', 'results'],
  ['https://www.amazon.it/gp/bestsellers/kitchen/', 'results'],
  ['https://www.amazon.com/Best-Sellers-Electronics/zgbs/electronics', 'results'],
  ['https://www.amazon.de/-/en/sp?seller=A1KETTLESELLER', 'trader'],
  ['https://www.amazon.co.uk/gp/help/seller/at-a-glance.html?seller=A1KETTLESELLER', 'trader'],
  ['https://www.amazon.de/', 'other'],
  ['https://www.amazon.de/product-reviews/B0KETTLE01', 'other'],
  ['https://www.amazon.de/gp/cart/view.html', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(amazon.site.pageKind(new URL(url))).toBe(kind));

const head = `<span id="productTitle"> Kettle, 2 l </span><a id="bylineInfo" href="/stores/Boil">Besuchen Sie den Boil-Store</a>
  <div id="wayfinding-breadcrumbs_feature_div"><a>Küche</a><span>›</span><a>Wasserkocher</a></div>
  <span id="acrPopover" title="4,1 von 5 Sternen"></span><span id="acrCustomerReviewText">1.234 Sternebewertungen</span>
  <img id="landingImage" src="data:image/gif;base64,R0" data-old-hires="https://m.media-amazon.com/images/I/71abc._AC_SL1500_.jpg">
  <div id="feature-bullets"><ul><li>Boils fast</li></ul></div>
  <table id="prodDetails"><tr><th>Modellnummer</th><td>\u200eK-2</td></tr><tr><th>EAN</th><td>4006381333931</td></tr></table>`;

describe('2023: offer display', () => {
  const offer = `<div id="corePriceDisplay_desktop_feature_div"><span class="a-price priceToPay"><span class="a-offscreen"> </span>
      <span aria-hidden="true"><span class="a-price-whole">39<span class="a-price-decimal">,</span></span><span class="a-price-fraction">90</span><span class="a-price-symbol">€</span></span></span>
      <span class="basisPrice">UVP: <span class="a-price a-text-price" data-a-strike="true"><span class="a-offscreen">49,90€</span></span></span>
      <span class="pricePerUnit"><span class="a-price a-text-price"><span class="a-offscreen">19,95€</span></span></span></div>
    <div id="usedAccordionRow"><div id="corePrice_feature_div"><span class="a-price"><span class="a-offscreen">21,00€</span></span></div>
      <div id="merchant-info">Verkauf durch Amazon Retourenkauf.</div></div>
    <div id="merchantInfoFeature_feature_div"><div class="offer-display-feature-label">Verkäufer</div>
      <span class="offer-display-feature-text-message">Boil GmbH</span>
      <a id="sellerProfileTriggerId" href="/gp/help/seller/at-a-glance.html?seller=A1BOIL">Boil GmbH</a></div>
    <input id="add-to-cart-button" type="submit">`;

  test('is read whole, by the main offer', () => {
    const reading = read(`${head}${offer}`, `${item}?tag=deals-21`);
    expect(reading).toMatchObject({ layout: '2023 offer display', health: 'read', missing: [] });
    expect(reading.listing).toEqual({
      url: `${item}?tag=deals-21`,
      marketplace: 'amazon',
      id: 'B0KETTLE01',
      title: 'Kettle, 2 l',
      price: { amount: '39.90', currency: 'EUR' },
      priceBefore: { amount: '49.90', currency: 'EUR' },
      brand: 'Boil',
      model: 'K-2',
      category: ['Küche', 'Wasserkocher'],
      attributes: [
        { name: 'Modellnummer', value: 'K-2' },
        { name: 'EAN', value: '4006381333931' },
      ],
      identifiers: { gtin: '4006381333931', sku: 'B0KETTLE01' },
      images: ['https://m.media-amazon.com/images/I/71abc.jpg'],
      description: 'Boils fast',
      rating: 4.1,
      reviewCount: 1234,
      availability: 'InStock',
      condition: 'NewCondition',
      seller: {
        id: 'A1BOIL',
        name: 'Boil GmbH',
        url: 'https://www.amazon.de/gp/help/seller/at-a-glance.html?seller=A1BOIL',
      },
      affiliate: { network: 'Amazon Associates', parameter: 'tag' },
      language: 'de-DE',
    });
  });

  test('variants by their combined names, with the prices on their buttons', () => {
    const swatches = `<script>var dataToReturn = {"dimensionValuesDisplayData" : {"B0KETTLE01":["Red","2 l"],"B0KETTLE02":["Blue",3]}};</script>
      <div id="twister"><ul><li data-defaultasin="B0KETTLE01"><span id="color_name_0_price">ab 39,90 €</span></li>
      <li data-defaultasin="B0KETTLE02"></li></ul></div>`;
    expect(read(`${head}${offer}${swatches}`).listing?.variants).toEqual([
      { name: 'Red, 2 l', price: { amount: '39.90', currency: 'EUR' } },
      { name: 'Blue, 3' },
    ]);
    const broken = swatches.replace('["Red","2 l"]', '{"a":1}');
    expect(read(`${head}${offer}${broken}`).listing?.variants).toEqual([{ name: 'Blue, 3' }]);
  });

  test('product safety, once its panel is opened; null of what it says there is none of', () => {
    const panel = `<div id="buffet-sidesheet-manufacturer-content-container"><div class="a-box-inner"><h6>Boil Ltd</h6><ul>
        <li>1 Steam Road, Shenzhen</li><li>CN</li><li>safety@boil.example</li></ul></div></div>
      <div id="buffet-sidesheet-rsp-content-container"><p>Nicht verfügbar</p></div>
      <div id="buffet-sidesheet-psi-content-container">Keep away from children.</div>`;
    expect(read(`${head}${offer}${panel}`).listing).toMatchObject({
      manufacturer: {
        name: 'Boil Ltd',
        address: '1 Steam Road, Shenzhen, CN',
        contact: 'safety@boil.example',
      },
      responsiblePerson: null,
      safetyInformation: 'Keep away from children.',
    });
    expect(read(`${head}${offer}`).listing).not.toHaveProperty('responsiblePerson');
  });
});

test('2021: core price, the seller in the tabular buy box', () => {
  const { listing, layout } = read(`${head}
    <div id="corePrice_desktop"><span class="a-price a-text-price" data-a-strike="true"><span class="a-offscreen">49,90 €</span></span>
      <span class="a-price a-text-price apexPriceToPay"><span class="a-offscreen">39,90 €</span></span></div>
    <div id="tabular-buybox"><div class="tabular-buybox-text" tabular-attribute-name="Versand">Amazon</div>
      <div class="tabular-buybox-text" tabular-attribute-name="Verkäufer">Boil GmbH</div></div>`);
  expect(layout).toBe('2021 core price');
  expect(listing).toMatchObject({
    price: { amount: '39.90' },
    priceBefore: { amount: '49.90' },
    seller: { name: 'Boil GmbH' },
  });
});

describe('2016: price block', () => {
  test.each([
    ['Ships from and sold by Amazon.com. Gift-wrap available.', 'Amazon.com'],
    ['Verkauf und Versand durch Amazon.', 'Amazon'],
    ['Verkauf durch Boil GmbH und Versand durch Amazon.', 'Boil GmbH'],
    ['Expédié et vendu par Bouilloires SARL.', 'Bouilloires SARL'],
    ['Venduto e spedito da Amazon. Confezione regalo disponibile.', 'Amazon'],
    ['Vendido y enviado por Boil ES.', 'Boil ES'],
    ['Verkocht door Boil NL en verzonden door Amazon.', 'Boil NL'],
  ])('%s', (line, name) => {
    const { listing } = read(`${head}<span id="priceblock_ourprice">39,90 €</span>
      <div id="merchant-info">${line}</div><div class="card">Zahle 39,90 € 9,90 € mit Karte</div>`);
    expect(listing?.price).toEqual({ amount: '39.90', currency: 'EUR' });
    expect(listing?.seller).toEqual({ name });
  });

  test('the offer of a used one beside it is not the price', () => {
    const { listing } = read(`${head}<div id="usedBuySection"><span class="offer-price">5,00 €</span></div>
      <div id="newOfferAccordionRow"><span class="header-price">15,98 €</span><span class="a-text-strike">17,00 €</span></div>`);
    expect(listing).toMatchObject({
      price: { amount: '15.98' },
      priceBefore: { amount: '17.00' },
      condition: 'NewCondition',
    });
  });
});

test('a used offer alone is read as used; a book has authors and no brand', () => {
  const { listing } =
    read(`<span id="productTitle">Boiling</span><div id="bylineInfo"><span class="author"><a>A. Writer</a></span></div>
    <div id="usedBuySection"><span class="a-color-price offer-price">£4.45</span></div>
    <div id="usedOnlyBuybox"><a id="sellerProfileTriggerId" href="/sp?seller=A2OLD">Old Books</a></div>
    <div id="detailBullets_feature_div"><ul><li><span><span class="a-text-bold">ISBN-13 \u200f : \u200e</span> <span>978-3-16-148410-0</span></span></li></ul></div>
    <div id="bookDescription_feature_div"><noscript><div>All of <b>steam</b>.</div></noscript></div>`);
  expect(listing).toMatchObject({
    price: { amount: '4.45', currency: 'GBP' },
    condition: 'UsedCondition',
    seller: { id: 'A2OLD', name: 'Old Books' },
    identifiers: { gtin: '9783161484100' },
    description: 'All of steam.',
  });
  expect(listing).not.toHaveProperty('brand');
});

test('a page without an offer has no price and no seller, whatever its carousels ask', () => {
  const { listing, health } =
    read(`${head}<div id="outOfStock">Derzeit nicht verfügbar.</div><div id="merchant-info"></div>
    <div class="a-carousel"><div id="corePrice_feature_div"><span class="a-price"><span class="a-offscreen">9,99 €</span></span></div></div>`);
  expect(listing).toMatchObject({ price: null, seller: null, availability: 'OutOfStock' });
  expect(health).toBe('read');
});

test.each([
  ['Visit the Boil Store', 'Boil'],
  ['Visiter la boutique Boil', 'Boil'],
  ['Visita lo Store di Boil', 'Boil'],
  ['Visita la tienda de Boil', 'Boil'],
  ['Bezoek de Boil-winkel', 'Boil'],
  ['Odwiedź sklep Boil', 'Boil'],
  ['Marke: Boil', 'Boil'],
  ['Boil', 'Boil'],
])('%s is of the brand %s', (line, brand) =>
  expect(read(`<span id="productTitle">K</span><a id="bylineInfo">${line}</a>`).listing?.brand).toBe(brand),
);

test('a robot check is unread', () =>
  expect(read('<form action="/errors/validateCaptcha"></form>')).toMatchObject({
    health: 'unread',
    layout: null,
  }));

describe('results', () => {
  const url = 'https://www.amazon.de/s?k=kettle';
  const card = (
    asin: string,
    more = '',
    price = '39,90 €',
  ) => `<div data-component-type="s-search-result" class="s-result-item" data-asin="${asin}">
    <img class="s-image" src="https://m.media-amazon.com/images/I/${asin}.jpg"><h2 class="a-size-mini">Boil</h2>
    <a href="/Kettle/dp/${asin}/ref=sr_1"><h2 aria-label="Gesponserte Anzeige - Kettle ${asin}"><span>Kettle ${asin}</span></h2></a>
    <i><span class="a-icon-alt">4,5 von 5 Sternen</span></i>
    <span class="a-price"><span class="a-offscreen">${price}</span></span>
    <span class="a-price a-text-price"><span class="a-offscreen">1,99 €</span></span>
    <span class="a-price a-text-price" data-a-strike="true"><span class="a-offscreen">49,90 €</span></span>${more}</div>`;

  test('cards, ads by any of their marks, no placeholder', () => {
    const { cards, layout } = read(
      `${card('B0KETTLE01')}${card('B0KETTLE02', '<span class="puis-label-popover"><span class="puis-sponsored-label-text">Gesponsert</span></span>')}
       ${card('B0KETTLE03', '<a href="/gp/slredirect/picassoRedirect.html?url=%2Fdp%2FB0KETTLE03">x</a>')}
       <div class="AdHolder">${card('B0KETTLE04')}</div>${card('')}
       <div class="s-result-item" data-asin=""><a href="/dp/B0WIDGET01x">More results</a></div>`,
      url,
    );
    expect(layout).toBe('result items');
    expect(cards.map(({ id, sponsored }) => [id, sponsored])).toEqual([
      ['B0KETTLE01', false],
      ['B0KETTLE02', true],
      ['B0KETTLE03', true],
      ['B0KETTLE04', true],
    ]);
    expect(cards[0]).toEqual({
      id: 'B0KETTLE01',
      url: 'https://www.amazon.de/dp/B0KETTLE01',
      title: 'Kettle B0KETTLE01',
      price: { amount: '39.90', currency: 'EUR' },
      priceBefore: { amount: '49.90', currency: 'EUR' },
      rating: 4.5,
      image: 'https://m.media-amazon.com/images/I/B0KETTLE01.jpg',
      sponsored: false,
    });
  });

  test('best sellers', () => {
    const row = (
      asin: string,
    ) => `<div id="gridItemRoot"><div id="p13n-asin-index-0"><div data-asin="${asin}"><span class="zg-bdg-text">#1</span>
      <a href="/Pot/dp/${asin}/ref=zg"><img class="p13n-product-image" src="https://images-na.ssl-images-amazon.com/images/I/1.jpg" alt="Pot"></a>
      <a href="/Pot/dp/${asin}/ref=zg"><span><div class="_x_p13n-sc-css-line-clamp-3_y">Pot ${asin}</div></span></a>
      <span class="_x_p13n-sc-price_y">XOF 6,765</span></div></div></div>`;
    const { cards } = read(
      row('B0POT00001') + row('B0POT00002'),
      'https://www.amazon.com/gp/bestsellers/kitchen',
    );
    expect(cards).toMatchObject([
      {
        id: 'B0POT00001',
        title: 'Pot B0POT00001',
        price: { amount: '6765', currency: 'XOF' },
        sponsored: false,
      },
      { id: 'B0POT00002' },
    ]);
  });

  test('none found is unread', () => expect(read('<p>nothing</p>', url).health).toBe('unread'));
});

describe('sellers', () => {
  const url = 'https://www.amazon.de/sp?seller=A1BOIL';
  const row = (label: string, value = '') =>
    `<div class="a-row a-spacing-none"><span class="a-text-bold">${label}: </span><span>${value}</span></div>`;
  const line = (text: string) => `<div class="a-row a-spacing-none indent-left"><span>${text}</span></div>`;

  test('the business details that the law wants', () => {
    const { listing, page, health } = read(
      `<h1 id="seller-name">Boil shop</h1><div id="page-section-detail-seller-info"><div class="a-box-inner">
       ${row('Geschäftsname', 'Boil GmbH')}${row('Geschäftsart', 'Unternehmen in Privatbesitz')}
       ${row('Handelsregisternummer', 'HRB 12345')}${row('UStID', 'DE123456789')}${row('Unternehmensvertreter', 'B. Oil')}
       ${row('Telefonnummer', '+49 30 1234567')}${row('E-Mail')}
       ${row('Kundendienstadresse')}${line('Elsewhere 9')}
       ${row('Geschäftsadresse')}${line('Dampfweg 1')}${line('10115 Berlin')}${line('DE')}</div></div>`,
      url,
    );
    expect({ page, health }).toEqual({ page: 'trader', health: 'read' });
    expect(listing?.seller).toEqual({ id: 'A1BOIL', name: 'Boil shop', country: 'DE' });
    expect(listing?.trader).toEqual({
      name: 'Boil GmbH',
      registrationNumber: 'HRB 12345',
      vatNumber: 'DE123456789',
      phone: '+49 30 1234567',
      email: null,
      address: 'Dampfweg 1, 10115 Berlin, DE',
      country: 'DE',
    });
  });

  test('an empty box is null, no box is absent', () => {
    expect(
      read('<h1 id="seller-name">S</h1><div id="page-section-detail-seller-info"></div>', url).listing
        ?.trader,
    ).toBe(null);
    expect(read('<h1 id="seller-name">S</h1>', url).listing).not.toHaveProperty('trader');
  });
});
