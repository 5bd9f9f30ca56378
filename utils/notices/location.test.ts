import { expect, test } from 'vitest';
import { canonicalUrl } from './location.ts';

test.each([
  [
    'https://de.aliexpress.com/item/1005006.html?spm=a2g0o.productlist.main.1.7f&algo_pvid=ab-0&aff_fcid=x&sku_id=12000036&gatewayAdapt=glo2deu#nav-review',
    'https://de.aliexpress.com/item/1005006.html?sku_id=12000036&gatewayAdapt=glo2deu',
  ],
  [
    'https://www.amazon.de/Some-Thing/dp/B0ABCDEF12/ref=sr_1_3?crid=1X&keywords=thing&qid=17&sr=8-3&th=1&psc=1&tag=friend-21',
    'https://www.amazon.de/Some-Thing/dp/B0ABCDEF12?th=1&psc=1',
  ],
  [
    'https://www.ebay.fr/itm/2958?hash=item44:g:x&var=594&_trksid=p2&mkcid=1&campid=53',
    'https://www.ebay.fr/itm/2958?var=594',
  ],
  [
    'https://www.temu.com/goods.html?_x_src=1&goods_id=601099',
    'https://www.temu.com/goods.html?goods_id=601099',
  ],
  [
    'https://www.etsy.com/listing/12/ring?ref=hp&variation0=44',
    'https://www.etsy.com/listing/12/ring?variation0=44',
  ],
  // Elsewhere `ref`, `tag` and `hash` may well be what names the product.
  ['https://shop.example/p?ref=A12&tag=9&UTM_Source=mail&gclid=1', 'https://shop.example/p?ref=A12&tag=9'],
  // What is kept is kept letter for letter.
  [
    'https://shop.example/p?q=a+b%20c&fbclid=1&q=%E4%BD%A0&flag',
    'https://shop.example/p?q=a+b%20c&q=%E4%BD%A0&flag',
  ],
  ['https://ada:secret@shop.example:8443/p/7?#top', 'https://shop.example:8443/p/7'],
])('%s', (address, canonical) => {
  expect(canonicalUrl(address)).toBe(canonical);
  expect(canonicalUrl(canonical)).toBe(canonical);
});
