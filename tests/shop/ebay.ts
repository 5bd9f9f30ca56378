import { escaped } from './aliexpress.ts';

/** A product page in eBay's layout since 2022: the seller's description is in a frame of another host. */
export const ebayPage = (item: { title: string; price: string; seller: string }, frame: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(item.title)} | eBay</title></head><body>
<nav class="breadcrumbs"><ul><li><a href="/b/Home/1">Home &amp; Garden</a></li></ul></nav>
<div class="ux-image-carousel-item"><img src="https://i.ebayimg.com/images/g/x/s-l1600.jpg" alt=""></div>
<h1 class="x-item-title__mainTitle"><span class="ux-textspans">${escaped(item.title)}</span></h1>
<div class="x-price-primary"><span class="ux-textspans">EUR ${item.price}</span></div>
<div class="x-sellercard-atf"><div class="x-sellercard-atf__info__about-seller"><a href="https://www.ebay.com/str/${item.seller}"><span class="ux-textspans">${item.seller}</span></a></div></div>
<button>Buy It Now</button>
<iframe id="desc_ifr" src="${frame}" title="Seller's description"></iframe></body></html>`;

/** What stands in the frame. */
export const ebayDescription = (text: string): string =>
  `<!doctype html><html><body><div id="ds_div"><p>${escaped(text)}</p></div></body></html>`;
