import { otherShopPage, page2020, page2024, page2025, resultsPage, singlePage } from './aliexpress.ts';
import { ebayDescription, ebayPage } from './ebay.ts';
import { cable, helmet, honey, type Item, lamp, socks, tablets, tabletten } from './goods.ts';
import { hostileId, hostilePage } from './hostile.ts';
import { picture } from './pictures.ts';

/** One answer of the shop. */
export interface ShopPage {
  url: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

const itemUrl = (id: string, host = 'www') => `https://${host}.aliexpress.com/item/${id}.html`;

/** Where to find what in the shop. */
export const addresses = {
  /** A risky listing in the layout of 2025. */
  risky: itemUrl(tablets.id),
  risky2020: itemUrl(honey.id),
  /** Drawn late by a script, in German. */
  risky2024: itemUrl(tabletten.id, 'de'),
  harmless: itemUrl(lamp.id),
  harmless2020: itemUrl(socks.id),
  harmless2024: itemUrl(cable.id),
  /** A product address with nothing in it that a reader knows. */
  unreadable: itemUrl('1005006100000021'),
  results: 'https://www.aliexpress.com/w/wholesale-men-vitality.html',
  /** A harmless listing that changes into a risky one and back without loading. */
  singlePage: itemUrl('1005006100000031'),
  /** A risky listing under the strictest content security policy, trusted types included. */
  strict: itemUrl('1005006100000032'),
  hostile: itemUrl(hostileId),
  /** A listing whose number is in a safety alert. */
  recalled: itemUrl(helmet.id),
  /** A listing whose title is harmless; what it offers is said in a frame of another host. */
  framed: 'https://www.ebay.com/itm/123456789012',
  /** A risky product of a shop that no reader knows. */
  otherShop: 'https://www.corner-shop.example/products/royal-honey?variant=2',
  /** A page of the marketplace that offers nothing. */
  help: 'https://www.aliexpress.com/help/returns.html',
} as const;

const descriptionFrame = 'https://vi.vipr.ebaydesc.com/itmdesc/123456789012';
const strictPolicy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const under = (item: Item, id: string): Item => ({ ...item, id });

/** Everything the shop shows. */
export function shopPages(): ShopPage[] {
  const pictures = ['blister', 'bottle', 'lamp', 'sachets', 'socks', 'cable'] as const;
  return [
    { url: addresses.risky, body: page2025(tablets) },
    { url: addresses.risky2020, body: page2020(honey) },
    { url: addresses.risky2024, body: page2024(tabletten, 'de', 400) },
    { url: addresses.harmless, body: page2025(lamp) },
    { url: addresses.harmless2020, body: page2020(socks) },
    { url: addresses.harmless2024, body: page2024(cable, 'en', 400) },
    {
      url: addresses.unreadable,
      body: '<!doctype html><html lang="en"><title>AliExpress</title><div id="root"></div></html>',
    },
    { url: addresses.recalled, body: page2025(helmet) },
    {
      url: addresses.framed,
      body: ebayPage(
        { title: 'Wellness gift box for him', price: '24.90', seller: 'gift-corner' },
        descriptionFrame,
      ),
    },
    {
      url: descriptionFrame,
      body: ebayDescription('Inside you find 20 sildenafil 100 mg tablets, no prescription needed.'),
    },
    { url: addresses.results, body: resultsPage([lamp, tablets, socks, honey, cable]) },
    { url: addresses.singlePage, body: singlePage([under(lamp, '1005006100000031'), tablets, socks], 300) },
    {
      url: addresses.strict,
      body: page2025(under(tablets, '1005006100000032')),
      headers: { 'content-security-policy': strictPolicy },
    },
    { url: addresses.hostile, body: hostilePage() },
    { url: addresses.otherShop, body: otherShopPage(honey) },
    {
      url: addresses.help,
      body: '<!doctype html><html lang="en"><title>Returns</title><h1>How to return an item</h1></html>',
    },
    ...pictures.map((name) => ({
      url: `https://ae01.alicdn.com/kf/${name}.svg`,
      body: picture(name),
      headers: { 'content-type': 'image/svg+xml' },
    })),
  ];
}
