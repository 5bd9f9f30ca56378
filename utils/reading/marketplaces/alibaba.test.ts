import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { alibaba } from './alibaba.ts';

const item = 'https://www.alibaba.com/product-detail/Parus-Kettle_1600123456789.html';
const read = (html: string, url = item) => readPage(documentOf(html), url, [alibaba]);

test.each([
  [item, 'product', '1600123456789'],
  ['https://parus.en.alibaba.com/product/1600123456789-801/Kettle.html', 'product', '1600123456789'],
  ['https://german.alibaba.com/product-detail/kettle-1600123456789.html', 'product', '1600123456789'],
  ['https://www.alibaba.com/trade/search?SearchText=kettle', 'results', null],
  ['https://www.alibaba.com/showroom/kettle.html', 'results', null],
  ['https://parus.en.alibaba.com/productlist.html', 'results', null],
  ['https://parus.en.alibaba.com/company_profile.html', 'trader', null],
  ['https://www.alibaba.com/', 'other', null],
])('%s is of kind %s', (url, kind, id) => {
  expect(alibaba.site.pageKind(new URL(url))).toBe(kind);
  expect(alibaba.site.itemId(new URL(url))).toBe(id);
});

const schema = `<script type="application/ld+json">${JSON.stringify({
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: 'Parus Kettle - Buy Kettle,Big Kettle,Parus Product on Alibaba.com',
  brand: { '@type': 'Brand', name: 'Ali' },
  image: 'https://s.alicdn.com/1.jpg',
  offers: { '@type': 'AggregateOffer', lowPrice: '2.10', highPrice: '3.50', priceCurrency: 'USD' },
})}</script>`;

describe('2018 to 2021: the page as drawn', () => {
  const row = (name: string, value: string) =>
    `<dl class="do-entry-item"><dt class="do-entry-item"><span class="attr-name">${name}:</span></dt><dd class="do-entry-item-val"><div class="ellipsis">${value}</div></dd></dl>`;
  const page = (rows: string) =>
    `<html lang="en"><head>${schema}</head><body><ol class="detail-breadcrumb"><li><a href="/">Home</a></li><li><a href="/p">All Industries</a></li><li><a href="/k">Kettles</a></li></ol>
     <h1 class="ma-title" title="Parus Kettle">Parus Kettle</h1><div class="ma-price-wrap"><span class="ma-ref-price">$2.10 - $3.50</span></div><span>Shipping: $9.99</span>
     <a data-aui="company-name" href="//parus.en.alibaba.com/company_profile.html">Parus Trading Co., Ltd.</a><span class="register-country">CN</span>${rows}</body></html>`;

  test('is read whole; the brand of its attributes is the brand', () =>
    expect(
      read(
        page(
          row('Brand Name', 'Parus') +
            row('Model Number', 'PK-1') +
            row('Place of Origin', 'Zhejiang, China'),
        ),
      ),
    ).toMatchObject({
      layout: '2018 page',
      health: 'read',
      listing: {
        title: 'Parus Kettle',
        price: { amount: '2.10', currency: 'USD' },
        brand: 'Parus',
        model: 'PK-1',
        category: ['Kettles'],
        images: ['https://s.alicdn.com/1.jpg'],
        seller: {
          name: 'Parus Trading Co., Ltd.',
          url: 'https://parus.en.alibaba.com/company_profile.html',
          country: 'CN',
        },
      },
    }));

  test('"Ali" is nobody’s brand', () => {
    expect(read(page(row('Model Number', 'PK-1'))).listing?.brand).toBeNull();
    expect(read(page('')).listing?.brand).toBeUndefined();
    expect(read(page(row('Brand Name', 'N/A'))).listing?.brand).toBeNull();
  });

  test('only schema.org left: without the advertising behind the title', () =>
    expect(read(`<html><head>${schema}</head><body></body></html>`)).toMatchObject({
      layout: 'structured data',
      health: 'partial',
      listing: { title: 'Parus Kettle', price: { amount: '2.10', currency: 'USD' } },
    }));
});

describe('2021 and later: detailData', () => {
  const state = {
    globalData: {
      global: { productPriceCurrencySimpleName: 'US $' },
      product: {
        productId: 1600123456789,
        subject: 'Parus Kettle big',
        price: {
          productLadderPrices: [
            { min: 10, max: 99, price: 3.5 },
            { min: 100, price: 2.1 },
          ],
        },
        productBasicProperties: [
          { attrName: 'Brand Name', attrValue: 'Parus' },
          { attrName: 'Material', attrValue: 'Steel' },
        ],
        mediaItems: [{ type: 'video' }, { type: 'image', imageUrl: { big: '//s.alicdn.com/9.jpg' } }],
        sku: { skuAttrs: [{ name: 'Color', values: [{ name: 'Red' }, { name: 'Blue' }] }] },
      },
      seller: { companyId: 77, companyName: 'Parus Trading Co., Ltd.', companyRegisterCountry: 'CN' },
      seo: {
        breadCrumb: { pathList: [{ hrefObject: { name: 'Home' } }, { hrefObject: { name: 'Kettles' } }] },
      },
      review: { productReview: { averageStar: '4.8', totalReviewCount: 12 } },
    },
  };
  const page = (data: unknown) =>
    `<html lang="en"><head>${schema}</head><body><h1>Other heading</h1><script>window.detailData = ${JSON.stringify(data)};window.x={};</script></body></html>`;

  test('is read whole', () =>
    expect(read(page(state))).toMatchObject({
      layout: '2021 detailData',
      health: 'read',
      listing: {
        title: 'Parus Kettle big',
        price: { amount: '3.5', currency: 'USD' },
        brand: 'Parus',
        category: ['Kettles'],
        images: ['https://s.alicdn.com/9.jpg'],
        rating: 4.8,
        reviewCount: 12,
        seller: { id: '77', name: 'Parus Trading Co., Ltd.', country: 'CN' },
        variants: [{ name: 'Color: Red' }, { name: 'Color: Blue' }],
      },
    }));

  test('state of another item or of other types is not believed', () => {
    const other = structuredClone(state);
    other.globalData.product.productId = 1;
    expect(read(page(other)).listing?.title).not.toBe('Parus Kettle big');
    const odd = {
      globalData: {
        product: { productId: {}, subject: 7, price: [], mediaItems: 'x', sku: { skuAttrs: {} } },
        seller: 'me',
      },
    };
    expect(read(page(odd)).listing?.variants).toBeUndefined();
  });
});

test('a wall is unread', () =>
  expect(read('<html><body><h1>Sorry</h1><div id="baxia-punish"></div></body></html>').health).toBe(
    'unread',
  ));

test('a supplier’s page gives who it is', () => {
  const html = `<html><body><h1 class="company-name">Parus Trading</h1><table class="content-table"><tr><th>Company Name:</th><td>Parus Trading Co., Ltd.</td></tr>
    <tr><th>Operational Address:</th><td>Road 1, Hangzhou 310000, China</td></tr><tr><th>Telephone:</th><td>86-571-1234567</td></tr><tr><th>Registration No.:</th><td>91330100MA</td></tr></table></body></html>`;
  expect(read(html, 'https://parus.en.alibaba.com/contactinfo.html')).toMatchObject({
    page: 'trader',
    health: 'read',
    listing: {
      seller: { name: 'Parus Trading Co., Ltd.', country: 'CN' },
      trader: {
        name: 'Parus Trading Co., Ltd.',
        address: 'Road 1, Hangzhou 310000, China',
        registrationNumber: '91330100MA',
      },
    },
  });
});

describe('results', () => {
  const list = 'https://www.alibaba.com/trade/search?SearchText=kettle';
  const card = (id: number, more = '') =>
    `<div class="searchx-offer-item"><a href="//www.alibaba.com/product-detail/Kettle_${id}.html?s=p"><img src="//s.alicdn.com/${id}.jpg"></a>
     <h2 class="search-card-e-title"><a href="//www.alibaba.com/product-detail/Kettle_${id}.html">Kettle ${id}</a></h2><div class="search-card-e-price-main">$2.10-3.50</div>${more}</div>`;

  test('cards, with the ways in which paid ones are marked', () => {
    const html = `<html lang="en"><body>${card(1600000001)}${card(1600000002, '<span class="searchx-card-e-ad">Ad</span>')}<div data-aplus-auto-offer="x=1&amp;is_ad=true">${card(1600000003)}</div></body></html>`;
    expect(read(html, list).cards).toMatchObject([
      {
        id: '1600000001',
        title: 'Kettle 1600000001',
        price: { amount: '2.10', currency: 'USD' },
        sponsored: false,
      },
      { id: '1600000002', sponsored: true },
      { id: '1600000003', sponsored: true },
    ]);
  });
  test('none found is unread', () => expect(read('<html><body></body></html>', list).health).toBe('unread'));
});
