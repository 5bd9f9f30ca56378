import type { Card, Listing } from '../../listing/listing.ts';
import { parsePrice } from '../../listing/price.ts';
import { fromAttributes } from '../attributes.ts';
import { findCards, readCard } from '../cards.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf, shown } from '../shown.ts';

/**
 * 1688.com, Alibaba's wholesale site for China. Results of 2024–26 (search-offer-wrapper, the id in
 * data-renderkey). Product pages are known from code only: heading, price and attributes by their classes.
 */
export const alibabacnSite: Site = {
  id: 'alibabacn',
  name: '1688',
  hosts: ['1688.com'],
  expected: ['title', 'price', 'images', 'seller'],
  itemId: ({ pathname, searchParams }) => {
    const id = /\/offer\/(\d{6,})\.html/.exec(pathname)?.[1] ?? searchParams.get('offerId');
    return id && /^\d{6,20}$/.test(id) ? id : null;
  },
  pageKind(url) {
    if (/^\/(?:selloffer|page)\/offer_search|^\/selloffer/.test(url.pathname)) return 'results';
    return this.itemId(url) ? 'product' : 'other';
  },
};
export const alibabacn: Reader = {
  site: alibabacnSite,
  read(document, url, kind) {
    return kind === 'results' ? results(document, url) : product(document, url);
  },
};

const hintOf = (url: URL) => ({ host: url.hostname, language: 'zh-CN', currency: 'CNY' });

/** "¥" "3" ".1" stand in elements of their own. */
const priceIn = (element: Element | null | undefined, url: URL) =>
  parsePrice(lineOf(element, 100).replace(/\s+/g, ''), hintOf(url));

function results(document: Document, url: URL): Draft {
  const cards = [...document.querySelectorAll('.search-offer-wrapper[data-renderkey]')].flatMap(
    (element): Partial<Card>[] => {
      const id = /_(\d{6,20})$/.exec(element.getAttribute('data-renderkey') ?? '')?.[1];
      const card = shown(element);
      const title = card.text('.title-text', '.offer-title-row', '[class*="title"]');
      if (!id || !title) return [];
      const seller = card.text(
        '.offer-shop-row a .desc-text',
        '.offer-hover-wrapper > .offer-desc-item .desc-text',
        '.offer-shop-row .desc-text',
      );
      return [
        {
          id,
          url: `https://detail.1688.com/offer/${id}.html`,
          title,
          price: priceIn(element.querySelector('.price-item'), url),
          image: card.attr('src', 'img.main-img', 'img'),
          // Paid places without a label are counted by their key ("_p4p_"), and are not said to be advertisements.
          sponsored: element.matches('.cardui-adOffer') || card.has('.adTag'),
          seller: seller ? { name: seller } : undefined,
        },
      ];
    },
  );
  if (cards.length) return { layout: '2024 search-offer-wrapper', cards };
  const linked = findCards(document, url, (link) =>
    /(?:^|\.)1688\.com$/.test(link.hostname) ? alibabacnSite.itemId(link) : null,
  ).map((found) => ({
    ...readCard(found, hintOf(url)),
    id: found.item,
  }));
  return { layout: linked.length ? 'linked items' : null, cards: linked };
}

function product(document: Document, url: URL): Draft {
  const page = shown(document, hintOf(url));
  const title = page.text('.title-text', '.d-title', '[class*="title-content"] h1', 'h1');
  if (!title) return { layout: null };
  const attributes = [
    ...page.rows('.offer-attr-item', '.offer-attr-item-name', '.offer-attr-item-value'),
    ...page.rows('#productAttributes tr,.obj-content tr', 'th,.de-feature', 'td,.de-value'),
  ];
  const { identifiers, ...told } = fromAttributes(attributes);
  const seller = page.text(
    '.company-name',
    '[class*="companyName"]',
    '[class*="shop-company-name"] h1',
    '.title.single',
  );
  const listing: Partial<Listing> = {
    ...told,
    identifiers,
    title,
    price: page.first(
      ['.price-text', '.price-content .price', '.price-component', '.mod-detail-price .value'],
      (one) => priceIn(one, url) ?? undefined,
    ),
    images: page
      .all('.detail-gallery-img,.od-gallery-img,#dt-tab img')
      .map((one) => one.getAttribute('src') ?? ''),
    seller: seller ? { name: seller } : undefined,
  };
  return { layout: 'headings and classes', listing };
}
