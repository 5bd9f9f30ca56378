import { expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { taobao } from './taobao.ts';

const item = 'https://item.taobao.com/item.htm?id=562283240178';
const read = (body: string, url = item) =>
  readPage(documentOf(`<html><body>${body}</body></html>`), url, [taobao]);

test.each([
  [item, 'product'],
  ['https://detail.tmall.com/item.htm?spm=1&id=562283240178', 'product'],
  ['https://world.taobao.com/item/562283240178.htm', 'product'],
  ['https://s.taobao.com/search?q=x', 'results'],
  ['https://www.taobao.com/', 'other'],
  ['https://item.taobao.com/item.htm', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(taobao.site.pageKind(new URL(url))).toBe(kind));

test('2017: is read whole', () => {
  const reading =
    read(`<meta name="microscope-data" content="shopId=1;userid=134583372;"><h3 class="tb-main-title" data-title="水壶"> 水壶 促销 </h3><em class="tb-rmb-num">149.00 - 159.00</em>
    <div class="tb-shop-name"><a href="//shop.taobao.com">水壶店</a></div><img id="J_ImgBooth" src="https://gd3.alicdn.com/1.jpg_400x400.jpg">
    <ul class="attributes-list"><li title="Boil">品牌:&nbsp;Boil</li><li>型号:&nbsp;K-2</li></ul>
    <ul class="J_TSaleProp"><li data-value="1:2"><a><span>红</span></a></li></ul><script>Hub.config = { skuMap : {";1:2;":{"price":"149.00"},";9:9;":{"price":"1"}} }</script>`);
  expect(reading).toMatchObject({ layout: '2017 tb', health: 'read' });
  expect(reading.listing).toMatchObject({
    id: '562283240178',
    title: '水壶',
    price: { amount: '149.00', currency: 'CNY' },
    brand: 'Boil',
    model: 'K-2',
    images: ['https://gd3.alicdn.com/1.jpg'],
    variants: [{ name: '红', price: { amount: '149.00', currency: 'CNY' } }],
    seller: { id: '134583372', name: '水壶店', url: 'https://shop.taobao.com/' },
  });
});

test('2024: classes with hashes', () =>
  expect(
    read(
      '<h1 class="mainTitle--x1">水壶</h1><span class="priceText--y2">¥149</span><span class="shopName--z">店</span>',
    ),
  ).toMatchObject({
    layout: '2024 hashed classes',
    listing: { title: '水壶', price: { amount: '149', currency: 'CNY' }, seller: { name: '店' } },
  }));

test('results, and nothing', () => {
  const card = (id: string) =>
    `<div class="card"><a href="//item.taobao.com/item.htm?id=${id}"><div class="title">水壶水壶 ${id}</div></a><div class="price">¥9.90</div></div>`;
  const { cards } = read(
    `<div>${card('111111111')}${card('222222222')}</div>`,
    'https://s.taobao.com/search?q=x',
  );
  expect(cards).toMatchObject([
    { id: '111111111', price: { amount: '9.90', currency: 'CNY' } },
    { id: '222222222' },
  ]);
  expect(read('', 'https://s.taobao.com/search?q=x').health).toBe('unread');
  expect(read('<p>验证</p>').health).toBe('unread');
});
