import { expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { alibabacn } from './alibabacn.ts';

const item = 'https://detail.1688.com/offer/969759354614.html';
const results = 'https://s.1688.com/selloffer/offer_search.htm?keywords=x';
const read = (body: string, url = item) =>
  readPage(documentOf(`<html><body>${body}</body></html>`), url, [alibabacn]);

test.each([
  [item, 'product'],
  ['https://detail.m.1688.com/page/index.html?offerId=969759354614', 'product'],
  [results, 'results'],
  ['https://www.1688.com/', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(alibabacn.site.pageKind(new URL(url))).toBe(kind));

test('results: ids from the key, the price put together, an advertisement by its tag', () => {
  const card = (
    key: string,
    kind: string,
    more = '',
  ) => `<div class="search-offer-wrapper ${kind}" data-renderkey="1_1_${key}"><img class="main-img" src="https://cbu01.alicdn.com/1.jpg">${more}
    <div class="offer-title-row"><div class="title-text"><div>水壶</div></div></div><div class="price-item"><div class="price-units">¥</div><div>3</div><div>.1</div></div>
    <div class="offer-shop-row"><a><div class="desc-text">水壶厂</div></a></div></div>`;
  const { cards, layout } = read(
    card('normal_b2b-1_969759354614', 'cardui-normal') +
      card('bid_b2b-2_1035143160928', 'cardui-adOffer', '<div class="adTag"></div>') +
      card('p4p', 'cardui-normal'),
    results,
  );
  expect(layout).toBe('2024 search-offer-wrapper');
  expect(cards).toEqual([
    {
      id: '969759354614',
      url: item,
      title: '水壶',
      price: { amount: '3.1', currency: 'CNY' },
      image: 'https://cbu01.alicdn.com/1.jpg',
      sponsored: false,
      seller: { name: '水壶厂' },
    },
    expect.objectContaining({ id: '1035143160928', sponsored: true }),
  ]);
  expect(read('', results).health).toBe('unread');
});

test('a product by headings and classes', () =>
  expect(
    read(
      '<h1 class="d-title">水壶</h1><span class="price-text">¥3.10</span><div class="company-name">水壶厂</div><div class="offer-attr-item"><span class="offer-attr-item-name">品牌</span><span class="offer-attr-item-value">Boil</span></div>',
    ),
  ).toMatchObject({
    health: 'partial',
    missing: ['images'],
    listing: {
      title: '水壶',
      brand: 'Boil',
      price: { amount: '3.10', currency: 'CNY' },
      seller: { name: '水壶厂' },
    },
  }));
