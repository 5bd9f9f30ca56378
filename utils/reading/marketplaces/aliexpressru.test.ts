import { expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { aliexpressru } from './aliexpressru.ts';

const item = 'https://aliexpress.ru/item/1005001234567890.html';
const read = (body: string, url = item, head = '') =>
  readPage(documentOf(`<html lang="ru"><head>${head}</head><body>${body}</body></html>`), url, [
    aliexpressru,
  ]);

test.each([
  [`${item}?sku_id=1`, 'product'],
  ['https://aliexpress.ru/popular/%D1%87%D0%B0%D0%B9%D0%BD%D0%B8%D0%BA', 'results'],
  ['https://aliexpress.ru/wholesale?SearchText=x', 'results'],
  ['https://aliexpress.ru/category/202/kettles', 'results'],
  ['https://aliexpress.ru/store/77', 'trader'],
  ['https://aliexpress.ru/', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(aliexpressru.site.pageKind(new URL(url))).toBe(kind));

test('2023: classes by their beginnings', () => {
  const reading = read(`<h1 class="x HazeProductDescription_HazeProductDescription__name__1f">Чайник</h1>
    <div data-unformatted-price="950">950 ₽</div><div class="HazeProductPrice_SnowPrice__old__k">1 900 ₽</div>
    <a href="https://aliexpress.ru/store/77?x=1"><span class="SnowStoreInfo_SnowStoreInfo__storeName__1a">Kettle Store</span></a>
    <div class="SnowProductGallery_x"><img src="https://ae04.alicdn.com/kf/1.jpg_640x640.jpg"></div>
    <ul class="SnowSku_SkuPropertyItem__optionList__1l"><li><button><img alt="Красный"></button></li><li><button>2 л</button></li></ul>
    <div class="HazeProductCharacteristics_HazeProductCharacteristics__itemForSku__x"><span class="ProductCharacteristicsItem__name__a">Бренд</span><span class="ProductCharacteristicsItem__value__b">Boil</span></div>`);
  expect(reading).toMatchObject({ layout: '2023 Haze classes', health: 'read' });
  expect(reading.listing).toMatchObject({
    title: 'Чайник',
    price: { amount: '950', currency: 'RUB' },
    priceBefore: { amount: '1900', currency: 'RUB' },
    brand: 'Boil',
    images: ['https://ae04.alicdn.com/kf/1.jpg'],
    variants: [{ name: 'Красный' }, { name: '2 л' }],
    seller: { id: '77', name: 'Kettle Store' },
  });
});

test('only meta tags: partial, and only of the item of this address', () => {
  const head = (id: string) =>
    `<meta property="og:url" content="https://aliexpress.ru/item/${id}.html"><meta property="og:title" content="Чайник - AliExpress">`;
  expect(read('', item, head('1005001234567890'))).toMatchObject({
    layout: 'meta tags',
    health: 'partial',
    missing: ['price', 'images', 'seller'],
    listing: { title: 'Чайник' },
  });
  expect(read('', item, head('1005009999999999')).health).toBe('unread');
});

test('2025: results as drawn, paid places by what their class says', () => {
  const card = (
    id: number,
    extra = '',
  ) => `<div class="red-snippet_RedSnippet__container__e" data-product-id="${id}"><a href="https://aliexpress.ru/item/${id}.html?sku_id=1">
    <img src="https://ae04.alicdn.com/kf/${id}.jpg"></a><a href="https://aliexpress.ru/item/${id}.html?sku_id=1"><div class="red-snippet_RedSnippet__priceOld__e"><div class="s_caption_strikethrough__1">10.88 GEL</div><div>-57%</div></div>
    <div class="red-snippet_RedSnippet__priceNew__e"><span>4.68 GEL</span></div><div class="red-snippet_RedSnippet__title__e">Kettle ${id}</div>${extra}</a></div>`;
  const { cards, layout } = read(
    `<div>${card(1005001)}${card(1005002, '<div class="red-snippet_RedSnippet__p4pElement__e">Recommended</div>')}</div>`,
    'https://aliexpress.ru/popular/kettle',
  );
  expect(layout).toBe('2025 red-snippet');
  expect(cards).toEqual([
    {
      id: '1005001',
      url: 'https://aliexpress.ru/item/1005001.html',
      title: 'Kettle 1005001',
      price: { amount: '4.68', currency: 'GEL' },
      priceBefore: { amount: '10.88', currency: 'GEL' },
      image: 'https://ae04.alicdn.com/kf/1005001.jpg',
      sponsored: false,
    },
    expect.objectContaining({ id: '1005002', sponsored: true }),
  ]);
});

test('none found is unread', () => expect(read('', 'https://aliexpress.ru/popular/x').health).toBe('unread'));

test('a store', () =>
  expect(
    read('<h1 class="SnowStoreInfo__storeName">Kettle Store</h1>', 'https://aliexpress.ru/store/77'),
  ).toMatchObject({
    page: 'trader',
    listing: { seller: { id: '77', name: 'Kettle Store' } },
  }));
