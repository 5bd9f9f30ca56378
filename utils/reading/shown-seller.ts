import type { Listing } from '../listing/listing.ts';
import type { Row } from './shown-rows.ts';
import { isCalled, type Spot } from './spots.ts';

const SOLD_BY =
  /^(?:(?:sold|shipped|dispatched|ships)(?: from)?(?: and (?:sold|shipped))?(?: by)(?: and (?:sold|shipped) by)?|seller|verkäufer|verkauf(?: und versand)? durch|verkauft (?:von|durch)|anbieter|händler|vendu(?: et expédié)? par|vendeur|vendido(?: y enviado)? por|vendedor|venduto(?: e spedito)? da|venditore|sprzedawca|sprzedaje|verkocht(?: en verzonden)? door|verkoper|prodejce|продавец|продаёт|магазин|賣家|店鋪|掌柜|auction house|auctioneer)\s*[:：]?\s*/;

/** What a line names as its seller: "Sold by Acme" → "Acme", a label alone → "". */
function soldBy(text: string): string | undefined {
  const label = SOLD_BY.exec(text.toLowerCase())?.[0];
  return label === undefined ? undefined : text.slice(label.length);
}

const SELLER =
  /(?:seller|merchant|vendor|auctioneer|auction-?house|shop|store|profile|user)-?_?(?:name|title|link|username)/;

/** Who sells: what a row or a line says ("Sold by Acme"), else what is marked as the seller's name. */
export function sellerOf(spots: readonly Spot[], rows: readonly Row[]): Listing['seller'] {
  const row = rows.find(({ name, value }) => value.length <= 80 && soldBy(name) !== undefined);
  if (row) return { name: row.value };
  let marked: Listing['seller'];
  for (const spot of spots) {
    const { text, elsewhere, tag, element } = spot;
    if (!text || elsewhere || text.length > 100) continue;
    const name = soldBy(text);
    if (name && name.length > 1 && name.length <= 60 && !/^(?:[:.]|us\b|you\b)/.test(name))
      return { name: name.replace(/\s*[.,|].*$/, '') };
    if (marked || tag === 'FORM' || tag === 'UL') continue;
    if (isCalled(spot, SELLER) && text.length <= 60 && !/follow|contact|message|visit/i.test(text))
      marked = { name: text, url: tag === 'A' ? (element.getAttribute('href') ?? undefined) : undefined };
  }
  return marked;
}
