import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { aliexpress } from './aliexpress.ts';

const item = 'https://de.aliexpress.com/item/1005001234567890.html';
const read = (html: string, url = item) => readPage(documentOf(html), url, [aliexpress]);

test.each([
  [item, 'product'],
  ['https://www.aliexpress.us/item/Some-Name/3256801234567890.html?aff_fcid=x', 'product'],
  ['https://www.aliexpress.com/w/wholesale-kettle.html', 'results'],
  ['https://www.aliexpress.com/wholesale?SearchText=kettle', 'results'],
  ['https://www.aliexpress.com/store/1102345', 'trader'],
  ['https://shoprenderview.aliexpress.com/credential/showcredential.htm?storeNum=1102345', 'trader'],
  ['https://www.aliexpress.com/', 'other'],
  ['https://www.aliexpress.com/p/order/index.html', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(aliexpress.site.pageKind(new URL(url))).toBe(kind));

describe('2020: window.runParams', () => {
  const data = {
    commonModule: { productId: 1005001234567890 },
    titleModule: { subject: 'Kettle “big”', feedbackRating: { averageStar: '4.8', totalValidNum: 12 } },
    priceModule: {
      minActivityAmount: { currency: 'EUR', value: 9.5 },
      minAmount: { currency: 'EUR', value: 19 },
    },
    storeModule: {
      storeNum: 77,
      storeName: 'Kettle Store',
      storeURL: '//de.aliexpress.com/store/77',
      countryCompleteName: 'China',
    },
    specsModule: {
      props: [
        { attrName: 'Markenname', attrNameId: 2, attrValue: 'NoName' },
        { attrName: 'Volume', attrNameId: 9, attrValue: '2 l' },
      ],
    },
    imageModule: { imagePathList: ['https://ae01.alicdn.com/kf/1.jpg', 'https://ae01.alicdn.com/kf/1.jpg'] },
    crossLinkModule: { breadCrumbPathList: [{ name: 'Home' }, { name: 'Kitchen' }] },
    quantityModule: { totalAvailQuantity: 0 },
  };
  const page = (state: unknown) =>
    `<html lang="de_DE"><body><script>window.runParams = {\n data: ${JSON.stringify(state)},\n csrfToken: 'x', abtestMap: {} };</script></body></html>`;

  test('is read whole', () => {
    const reading = read(page(data), `${item}?aff_fcid=abc`);
    expect(reading).toMatchObject({ page: 'product', layout: '2020 runParams', health: 'read', missing: [] });
    expect(reading.listing).toEqual({
      url: `${item}?aff_fcid=abc`,
      marketplace: 'aliexpress',
      id: '1005001234567890',
      title: 'Kettle “big”',
      price: { amount: '9.5', currency: 'EUR' },
      priceBefore: { amount: '19', currency: 'EUR' },
      brand: 'NoName',
      category: ['Kitchen'],
      attributes: [
        { name: 'Markenname', value: 'NoName' },
        { name: 'Volume', value: '2 l' },
      ],
      images: ['https://ae01.alicdn.com/kf/1.jpg'],
      rating: 4.8,
      reviewCount: 12,
      availability: 'OutOfStock',
      seller: { id: '77', name: 'Kettle Store', url: 'https://de.aliexpress.com/store/77', country: 'CN' },
      affiliate: { network: 'AliExpress Portals', parameter: 'aff_fcid' },
      language: 'de-DE',
    });
  });

  test('says null of what the page has a place for and does not give', () => {
    const { listing } = read(page({ ...data, priceModule: {}, specsModule: { props: [] } }));
    expect(listing).toMatchObject({ price: null, brand: null, attributes: null });
  });

  test('every variant by the names of its parts, with the price it is sold at', () => {
    const sku = {
      productSKUPropertyList: [
        {
          skuPropertyName: 'Color',
          skuPropertyValues: [{ propertyValueId: 14, propertyValueDisplayName: 'Red' }],
        },
        { skuPropertyName: 'Size', skuPropertyValues: [{ propertyValueId: 5, propertyValueName: '2 l' }] },
      ],
      skuPriceList: [
        {
          skuPropIds: '14,5',
          skuVal: {
            skuActivityAmount: { value: 9.5, currency: 'EUR' },
            skuAmount: { value: 19, currency: 'EUR' },
          },
        },
        { skuPropIds: '14', skuVal: { skuAmount: { value: 19, currency: 'EUR' } } },
        { skuPropIds: 7, skuVal: null },
      ],
    };
    expect(read(page({ ...data, skuModule: sku })).listing?.variants).toEqual([
      { name: 'Red, 2 l', price: { amount: '9.5', currency: 'EUR' } },
      { name: 'Red', price: { amount: '19', currency: 'EUR' } },
    ]);
    for (const odd of [null, 7, { productSKUPropertyList: 'x', skuPriceList: {} }])
      expect(read(page({ ...data, skuModule: odd })).health).toBe('read');
  });

  test('state left over from the item before is not read', () => {
    const reading = read(page({ ...data, commonModule: { productId: 1 } }));
    expect(reading).toMatchObject({ health: 'unread', listing: null });
  });
});

test('2023: components instead of modules', () => {
  const data = {
    productInfoComponent: { subject: 'Kettle', id: '1005001234567890' },
    priceComponent: {
      discountPrice: { minActivityAmount: { value: 9.5, currency: 'EUR' } },
      origPrice: { minAmount: { value: 19, currency: 'EUR' } },
      skuPriceList: [{ skuPropIds: '14', skuVal: { skuAmount: { value: 19, currency: 'EUR' } } }],
    },
    skuComponent: {
      productSKUPropertyList: [
        { skuPropertyValues: [{ propertyValueId: 14, propertyValueDisplayName: 'Red' }] },
      ],
    },
    sellerComponent: { storeNum: 77, storeName: 'Kettle Store', countryCompleteName: 'China' },
    productPropComponent: { props: [{ attrName: 'Model Number', attrValue: 'K-2' }] },
    imageComponent: { imagePathList: ['https://ae01.alicdn.com/kf/1.jpg'] },
    inventoryComponent: { totalAvailQuantity: 4 },
  };
  const reading = read(
    `<html><body><script>window.runParams = { data: ${JSON.stringify(data)} };</script></body></html>`,
  );
  expect(reading).toMatchObject({ layout: '2023 runParams', health: 'read' });
  expect(reading.listing).toMatchObject({
    title: 'Kettle',
    price: { amount: '9.5', currency: 'EUR' },
    priceBefore: { amount: '19' },
    model: 'K-2',
    availability: 'InStock',
    seller: { id: '77', country: 'CN' },
    variants: [{ name: 'Red', price: { amount: '19', currency: 'EUR' } }],
  });
});

describe('2024: a shell, drawn late', () => {
  const head = `<meta property="og:url" content="//de.aliexpress.com/item/1005001234567890.html">
    <meta property="og:title" content="Kettle - big - AliExpress 509">`;
  const shell = `<script>window.runParams = {};</script>
    <script>window._d_c_ = window._d_c_ || {}; window._d_c_.DCData = {"imagePathList":["https://ae01.alicdn.com/kf/1.jpg"],"extParams":{"site":"glo"}};</script>`;

  test('before it is drawn, only title and pictures are there, and that is said', () => {
    expect(read(`<html><head>${head}</head><body>${shell}</body></html>`)).toMatchObject({
      layout: '2024 shell',
      health: 'partial',
      missing: ['price', 'seller'],
      listing: { title: 'Kettle - big', images: ['https://ae01.alicdn.com/kf/1.jpg'] },
    });
  });

  test('the shell of another item is not believed', () => {
    const other = head.replace('1005001234567890', '1005009999999999');
    expect(read(`<html><head>${other}</head><body>${shell}</body></html>`).health).toBe('unread');
  });
});

test('2025: classes with hashes are matched by their beginnings', () => {
  const reading = read(`<html lang="en"><body>
    <h1 data-pl="product-title">Kettle big</h1>
    <div class="price-default--wrap--x1"><span class="price-default--current--F8OlYIo">€9,50</span>
      <span class="price-default--original--CWcHOit">€19,00</span></div>
    <div class="slider--img--K0YbWOO"><img src="//ae01.alicdn.com/kf/1.jpg_220x220.jpg"></div>
    <a href="//www.aliexpress.com/store/77?spm=1">Kettle Store</a>
    <div class="quantity--info--jnoo_pD">1.234 available</div>
    <div class="reviewer--rating--xrWWFzx"><strong>4.8</strong></div><a class="reviewer--reviews--cx7Zs_V">12 Reviews</a>
    <div class="specification--prop--Jh28bKu"><div class="specification--title--SfH3sA8">Volume</div>
      <div class="specification--desc--Dxx6W0W">2 l</div></div>
    <div id="product-description"><p>Boils</p><p>fast</p><script>x()</script></div></body></html>`);
  expect(reading).toMatchObject({ layout: '2025 hashed classes', health: 'read' });
  expect(reading.listing).toMatchObject({
    title: 'Kettle big',
    price: { amount: '9.50', currency: 'EUR' },
    priceBefore: { amount: '19.00', currency: 'EUR' },
    images: ['https://ae01.alicdn.com/kf/1.jpg'],
    seller: { id: '77', name: 'Kettle Store', url: 'https://www.aliexpress.com/store/77?spm=1' },
    attributes: [{ name: 'Volume', value: '2 l' }],
    description: 'Boils fast',
    availability: 'InStock',
    rating: 4.8,
    reviewCount: 12,
  });
});

describe('panels of the page of 2025', () => {
  const page = (more: string) => `<html lang="en"><body><h1 data-pl="product-title">Kettle</h1>
    <a class="store-detail--wrap--I1" href="//www.aliexpress.com/store/77"><div>Sold By</div><span class="store-detail--storeName--L2">Kettle Store</span><span>(Trader)</span></a>${more}</body></html>`;
  const row = (name: string, value: string) => `<tr><td>${name}</td><td>${value}</td></tr>`;

  test('the popover of the store: only the shop’s own name and place is no trader', () => {
    const shop = row('Name:', 'Kettle Store') + row('Store no.:', '77') + row('Location:', 'China');
    const { listing } = read(page(`<div class="store-detail--pop--x"><table>${shop}</table></div>`));
    expect(listing?.seller).toEqual({
      id: '77',
      name: 'Kettle Store',
      url: 'https://www.aliexpress.com/store/77',
      country: 'CN',
    });
    expect(listing).not.toHaveProperty('trader');
    const legal =
      row('Company name:', 'Kettle Co., Ltd') +
      row('Business address:', '1 Steam Road, Shenzhen, China') +
      row('Email:', '');
    expect(
      read(page(`<div class="store-detail--pop--x"><table>${legal}</table></div>`)).listing?.trader,
    ).toEqual({
      name: 'Kettle Co., Ltd',
      address: '1 Steam Road, Shenzhen, China',
      email: null,
      country: 'CN',
    });
  });

  test('product compliance, and the choices', () => {
    const { listing } = read(
      page(`<div class="sku-item--image--a"><img alt="Red"></div><div class="sku-item--text--b" title="2 l"></div>
        <div class="product-compliance--x"><h3>Manufacturer</h3><p>Boil Ltd</p><p>1 Steam Road</p><h3>EU responsible person</h3><p>Rep GmbH</p><p>rep@boil.example</p></div>`),
    );
    expect(listing).toMatchObject({
      variants: [{ name: 'Red' }, { name: '2 l' }],
      manufacturer: { name: 'Boil Ltd', address: '1 Steam Road', contact: null },
      responsiblePerson: { name: 'Rep GmbH', address: null, contact: 'rep@boil.example' },
    });
  });
});

describe('stores', () => {
  test('a store’s page', () =>
    expect(
      read(
        '<html><body><span class="store-name--x">Kettle Store</span></body></html>',
        'https://www.aliexpress.com/store/77',
      ),
    ).toMatchObject({
      page: 'trader',
      health: 'read',
      listing: { seller: { id: '77', name: 'Kettle Store', url: 'https://www.aliexpress.com/store/77' } },
    }));

  test('its business information', () => {
    const { listing } = read(
      `<html><body><table><tr><td>Company name:</td><td>Kettle Co., Ltd</td></tr><tr><td>Business registration number:</td><td>9144</td></tr>
       <tr><td>Company address:</td><td>1 Steam Road, Shenzhen, China</td></tr></table></body></html>`,
      'https://shoprenderview.aliexpress.com/credential/showcredential.htm?storeNum=77',
    );
    expect(listing).toMatchObject({
      seller: { id: '77', country: 'CN' },
      trader: {
        name: 'Kettle Co., Ltd',
        registrationNumber: '9144',
        address: '1 Steam Road, Shenzhen, China',
      },
    });
  });
});

test('a product page of no known layout is unread, never empty', () => {
  expect(read('<html><body><p>Please slide to verify</p></body></html>')).toMatchObject({
    page: 'product',
    layout: null,
    health: 'unread',
    listing: null,
  });
});

describe('results', () => {
  const results = 'https://www.aliexpress.com/w/wholesale-kettle.html';

  test('from _init_data_', () => {
    const content = [
      {
        productId: '1005001',
        title: { displayTitle: 'Kettle' },
        prices: {
          salePrice: { minPrice: 9.5, currencyCode: 'EUR' },
          originalPrice: { minPrice: 19, currencyCode: 'EUR' },
        },
        image: { imgUrl: '//ae01.alicdn.com/1.jpg' },
        store: { storeId: 77, storeName: 'Kettle Store' },
        evaluation: { starRating: 4.8 },
        productType: 'natural',
      },
      { productId: '1005002', title: { displayTitle: 'Pot' }, productType: 'ad', p4p: { adTag: 'AD' } },
    ];
    const state = JSON.stringify({ root: { fields: { mods: { itemList: { content } } } } });
    const reading = read(
      `<html><body><script>window._dida_config_ = {}; window._init_data_= { data: {data: ${state}} }</script></body></html>`,
      results,
    );
    expect(reading).toMatchObject({
      page: 'results',
      layout: '2024 _init_data_',
      health: 'read',
      listing: null,
    });
    expect(reading.cards).toEqual([
      {
        id: '1005001',
        url: 'https://www.aliexpress.com/item/1005001.html',
        title: 'Kettle',
        price: { amount: '9.5', currency: 'EUR' },
        priceBefore: { amount: '19', currency: 'EUR' },
        image: 'https://ae01.alicdn.com/1.jpg',
        rating: 4.8,
        sponsored: false,
        seller: { id: '77', name: 'Kettle Store' },
      },
      {
        id: '1005002',
        url: 'https://www.aliexpress.com/item/1005002.html',
        title: 'Pot',
        price: null,
        sponsored: true,
      },
    ]);
  });

  test('from what is drawn', () => {
    const card = (id: number, extra = '') =>
      `<div class="search-item-card--x"><a href="//www.aliexpress.com/item/${id}.html?algo=1"><img src="//ae01.alicdn.com/${id}.jpg">
       <h3>Kettle ${id}</h3><div class="multi--price-sale--u"><span>€</span><span>9</span><span>.50</span></div>
       <div class="multi--price-original--u"><span>€19.00</span></div>${extra}</a></div>`;
    const reading = read(
      `<html><body><div>${card(1005001)}${card(1005002, '<span class="multi--ad-tag--z">AD</span>')}</div></body></html>`,
      results,
    );
    expect(reading.cards).toMatchObject([
      {
        id: '1005001',
        title: 'Kettle 1005001',
        price: { amount: '9.50', currency: 'EUR' },
        priceBefore: { amount: '19.00' },
        sponsored: false,
      },
      { id: '1005002', sponsored: true },
    ]);
  });

  test('none found is unread', () =>
    expect(read('<html><body></body></html>', results).health).toBe('unread'));
});
