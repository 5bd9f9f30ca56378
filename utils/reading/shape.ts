import { brandOf } from '../listing/brand.ts';
import { gtinOf } from '../listing/gtin.ts';
import { LIMITS } from '../listing/limits.ts';
import type { Listing, Money } from '../listing/listing.ts';
import type { PriceHint } from '../listing/price.ts';
import { wordsOf } from '../listing/words.ts';
import { named } from './attributes.ts';
import { HOME, stepsOf, withoutEnds } from './breadcrumb.ts';
import { ratingOf, reviewCountOf, withoutCount } from './rating.ts';
import { priceOf } from './shown-price.ts';
import { type Row, rowsOf } from './shown-rows.ts';
import { isCalled, isWithin, type Spot, spotsOf } from './spots.ts';
import { textOf } from './text.ts';

/** What the shape of a page gives away of the product on it. */
export interface Shape {
  title: string | undefined;
  price: Money | undefined;
  priceBefore: Money | undefined;
  /** Where the price stands. */
  priceAt: Element | undefined;
  /** The price stands plainly beside the heading. */
  sure: boolean;
  /** It stands within a screen after the heading. */
  near: boolean;
  /** There is a button to buy. */
  buys: boolean;
  /** The page says that the item is sold out. */
  gone: boolean;
  /** The address holds what looks like an item id. */
  id: string | undefined;
  /** All else, looked for only where `told`, an account that will be heard first, says nothing of it. */
  listing(told: Partial<Listing>): Partial<Listing>;
}

const BUY =
  /add.{0,3}to.{0,3}(?:cart|bag|basket|trolley)|addto(?:cart|bag|basket)|buy.{0,3}(?:now|it|box)|purchase|in den (?:warenkorb|einkaufswagen)|ajouter au panier|acheter|(?:al|ao) carrito|adicionar ao carrinho|comprar|al carrello|acquista|do koszyka|kup teraz|in winkel(?:wagen|mand)|в корзину|купить|do košíku|în coș|lisää ostoskoriin|place.{0,3}bid|加入購物車|立即購買|加入购物车|立即购买|カートに入れる|장바구니|ielikt grozā|į krepšelį|lisa ostukorvi|kosárba|sepete ekle|legg i handle|lägg i (?:varu|kund)korg|læg i kurv|bestellen|pridať do|добави в количка|στο καλάθι|join_?cart/;

export function shapeOf(document: Document, url: URL, hint: PriceHint): Shape {
  const spots = spotsOf(document);
  const heading = headingOf(document, spots);
  const title = heading < 0 ? '' : textOf((spots[heading] as Spot).element, LIMITS.title);
  const found = priceOf(spots, heading, hint);
  const buys = spots.some(isToBuy);
  const id = idIn(url);
  const gone = isGone(spots, heading);
  return {
    title: title || undefined,
    price: found?.money,
    priceBefore: found?.before,
    priceAt: found && spots[found.place]?.element,
    sure: found !== undefined && found.score >= 9,
    near: found !== undefined && heading >= 0 && found.place > heading && found.place - heading < 100,
    buys,
    gone,
    id,
    listing: (told) => {
      const rows = rowsOf(spots, heading);
      const { sku, mpn, gtin } = told.identifiers ?? {};
      return {
        id,
        title: title || undefined,
        price: found?.money,
        priceBefore: found?.before,
        brand: told.brand ? undefined : brandIn(spots, heading, title, rows),
        model: told.model ? undefined : named(rows, 'model'),
        identifiers: {
          sku: sku ? undefined : skuOf(spots, heading),
          mpn: mpn ? undefined : named(rows, 'mpn'),
          gtin: gtin ? undefined : gtinOf(named(rows, 'gtin')),
        },
        availability: gone ? 'OutOfStock' : found && buys ? 'InStock' : undefined,
        attributes: rows.map(({ name, value }) => ({ name, value })),
        category: told.category?.length ? undefined : categoryOf(spots, title),
        images: imagesOf(spots, heading),
        description: descriptionOf(spots, found?.place ?? -1),
        seller: told.seller?.name ? undefined : sellerOf(spots, rows),
        ...(told.rating === undefined || told.reviewCount === undefined ? ratingIn(spots, heading) : {}),
      };
    },
  };
}

const CART = /cart|basket|\bbag|buy/;
const isToBuy = (spot: Spot) => {
  if (!CLICKED.test(spot.tag) && !isCalled(spot, CART)) return false;
  const { marks, text, tag, element } = spot;
  const said = `${marks} ${text.slice(0, 60)} ${tag === 'DIV' || tag === 'SPAN' ? '' : labelled(element)}`;
  return BUY.test(said.toLowerCase());
};

const CLICKED = /^(?:BUTTON|INPUT|A|FORM|IMG)$/;
const labelled = (element: Element) =>
  `${element.getAttribute('value') ?? ''} ${element.getAttribute('name') ?? ''} ${element.getAttribute('alt') ?? ''}`;

const words = (text: string) => new Set(wordsOf(text).filter((word) => word.length > 1));
const TITLED = /title|product-?name|item-?name|(?:^| )name(?: |$)|headline/;

/** Place of the heading that says most of what the document's own title says; -1 where there is none. */
function headingOf(document: Document, spots: readonly Spot[]): number {
  const title = words(textOf(document.querySelector('title'), LIMITS.title));
  let best = -1;
  let most = 0;
  for (let place = 0, tried = 0; place < spots.length && tried < 300; place++) {
    const spot = spots[place] as Spot;
    const { tag, text, element } = spot;
    if (tag !== 'H1' && !isCalled(spot, TITLED)) continue;
    const shown = words(text || (tag === 'H1' ? textOf(element, LIMITS.title) : ''));
    if (!shown.size) continue;
    tried++;
    const shared = [...shown].filter((word) => title.has(word)).length;
    // Half for saying nothing else, half for saying all of it; a first-level heading wins a draw.
    const score = shared / shown.size / 2 + shared / (title.size || 1) / 2 + (tag === 'H1' ? 0.25 : 0);
    if (score > most) [best, most] = [place, score];
  }
  return best;
}

/** What an element says: its text, else what stands for a picture in it. */
function saying(spots: readonly Spot[], place: number): string {
  const { text, element, end } = spots[place] as Spot;
  if (text || end - place > 12) return text;
  const picture = spots.slice(place, end).find(({ tag }) => tag === 'IMG')?.element;
  return (
    picture?.getAttribute('alt') || picture?.getAttribute('title') || element.getAttribute('content') || ''
  );
}

/**
 * The brand: what a table of specifications says, else what is marked as brand near the heading, else a brand's
 * link or picture, or a step of the breadcrumb in another script or in capitals, that the heading names as well.
 */
function brandIn(
  spots: readonly Spot[],
  heading: number,
  title: string,
  rows: readonly Row[],
): string | undefined {
  const told = brandOf(named(rows, 'brand'));
  if (told) return told;
  let fallback: string | undefined;
  for (let place = 0; place < spots.length; place++) {
    const spot = spots[place] as Spot;
    const { element, text, tag, elsewhere } = spot;
    const marked = isCalled(spot, BRANDED);
    const link =
      tag === 'A' &&
      /\/(?:brands?|manufacturers?|marken?|marques?|producers?|hersteller)\//i.test(
        element.getAttribute('href') ?? '',
      );
    const picture =
      tag === 'IMG' &&
      /brand|manufacturer|producer|marque|hersteller/i.test(element.getAttribute('src') ?? '');
    if ((!marked && !link && !picture) || elsewhere || text.length > 60) continue;
    const name = brandOf(saying(spots, place));
    if (!name || name.length > 60) continue;
    if (isNamed(name, title)) return name;
    if (marked && heading >= 0 && Math.abs(place - heading) < 40) fallback ??= name;
  }
  return fallback;
}

const BRANDED =
  /(?:^|[ _-])(?:brand|manufacturer|producer|designer|vendor)(?:$|[ _-]|name|link|logo)|productbrand|brandname/;

const isNamed = (name: string, title: string) =>
  name.length > 1 && ` ${wordsOf(title).join(' ')} `.includes(` ${wordsOf(name).join(' ')} `);

/** In lower case, for a pattern that matches whatever the case takes a browser many times as long to compile. */
const SKU_LABEL =
  /(?:\bsku|\bart(?:ikel|icle|\.)?[ .-]{0,2}(?:nr|no|number|nummer|n\u00b0)|\bitem (?:no|number|#|id)|\b(?:product|produkt|item)[ -]?(?:code|id|number|nummer|kode|kod)|\bid (?:do |del )?produ(?:c)?to|\bproducto id|\bprodukta kods|\bprekės kodas|\btoote kood|\btuotenumero|\bvarenr|\btermékkód|\bcod produs|\bκωδικός|\bstyle (?:no|number)|\bréf(?:érence)?|\bref(?:erence|\.)?|\bcódigo|\bcod(?:ice)?|\bkod produktu|артикул|(?<![а-я])код(?: товара)?|модель|貨號|商品編號|\basin)\.?\s{0,2}[:#№°]?\s{0,2}#?/g;
const CODE =
  /(?=[a-z\u00c0-\u1fff\u3041-\ufaff._/-]*\d)[a-z\d\u00c0-\u1fff\u3041-\ufaff][a-z\d\u00c0-\u1fff\u3041-\ufaff._/-]{2,}/y;
const LONGEST_CODE = 40;
const CODED =
  /sku|article-?(?:number|no)|product-?(?:number|code|id|identifier)|item-?(?:number|no\b)|artikelnummer|model-?number/;

function labelledCode(text: string): string | undefined {
  if (!/\d/.test(text)) return undefined;
  const lower = text.toLowerCase();
  for (const label of lower.matchAll(SKU_LABEL)) {
    CODE.lastIndex = label.index + label[0].length;
    const found = CODE.exec(lower)?.[0];
    if (found) return text.slice(CODE.lastIndex - found.length, CODE.lastIndex).slice(0, LONGEST_CODE);
  }
  return undefined;
}
const isCode = (text: string) => {
  CODE.lastIndex = 0;
  return (
    text.length <= LONGEST_CODE &&
    /(?:\d\D*){4}/.test(text) &&
    CODE.exec(text.toLowerCase())?.[0].length === text.length
  );
};

function skuOf(spots: readonly Spot[], heading: number): string | undefined {
  let labelled: string | undefined;
  for (let place = 0; place < spots.length; place++) {
    const spot = spots[place] as Spot;
    const { text, element, elsewhere, up } = spot;
    if (elsewhere) continue;
    if (isCalled(spot, CODED)) {
      const shown = element.getAttribute('content') ?? text;
      const code = labelledCode(shown) ?? (isCode(shown) ? shown : undefined);
      if (code) return code;
    }
    // The outermost element short enough holds both label and code.
    if ((!labelled || place < heading) && text !== spots[up]?.text) labelled = labelledCode(text) ?? labelled;
  }
  return labelled;
}

const OUT =
  /out.?of.?stock|sold.?out|currently unavailable|no longer available|ausverkauft|nicht (?:verfügbar|auf lager|lieferbar)|rupture de stock|épuisé|agotado|esaurito|non disponibile|esgotado|indisponível|brak w magazynie|niedostępny|uitverkocht|нет в наличии|vyprodáno|distant?stock-?none|售完|缺貨|已售完|slutsåld|udsolgt|loppuunmyyty|tükendi|elfogyott|stoc epuizat/i;

const STOCK = /availab|stock|delivery-?status|soldout|sold-out/;
const CHOICE = /template|variant|swatch|size|option/;

/** Whether the page says near the heading, or where it tells of stock, that the item is gone. */
function isGone(spots: readonly Spot[], heading: number): boolean {
  return spots.some((spot, place) => {
    const { text, elsewhere, tag, element } = spot;
    if (elsewhere || tag === 'OPTION' || !text || text.length > 100 || place < heading) return false;
    const told = isCalled(spot, STOCK) || (tag === 'BUTTON' && !element.hasAttribute('hidden'));
    return told && OUT.test(text) && !isCalled(spot, CHOICE);
  });
}

function categoryOf(spots: readonly Spot[], title: string): string[] | undefined {
  const read = (place: number) =>
    withoutEnds(
      stepsOf((spots[place] as Spot).element)
        .map(({ name }) => name)
        .slice(0, LIMITS.categories),
      title,
    );
  const root = spots[0]?.element;
  const labels = new Set(root?.querySelectorAll('[aria-label*="breadcrumb" i]:not(object,embed)'));
  for (let place = 0; place < spots.length; place++) {
    const spot = spots[place] as Spot;
    if (!isCalled(spot, CRUMBS) && !labels.has(spot.element)) continue;
    const path = read(place);
    if (path.length) return path;
  }
  // Not called a breadcrumb: a short line of links that begins with the home page.
  const links = spots.flatMap(({ tag }, place) => (tag === 'A' ? place : []));
  for (const [n, link] of links.entries()) {
    if (!HOME.test((spots[link] as Spot).text)) continue;
    const lines: number[] = [];
    for (let up = (spots[link] as Spot).up; up > (links[n - 1] ?? -1); up = (spots[up] as Spot).up) {
      const { text, end, elsewhere } = spots[up] as Spot;
      if (!text || end - up > 40) break;
      if (!elsewhere && (links[n + 1] ?? end) < end && /[>»›→/|\\]/.test(text)) lines.unshift(up);
    }
    for (const line of lines) {
      const path = read(line);
      if (path.length) return path;
    }
  }
  return undefined;
}

const CRUMBS = /breadcrumb|bread-?crumb|crumbs?(?:$| )|navigation_page|you-?are-?here|ariadne|fil-?ariane/;

const GALLERY =
  /gallery|product-?(?:image|img|media|photo)|image-?(?:main|zoom|viewer)|main-?image|zoom|slider|carousel|thumb|photo/;
const PICTURE = /product|item|image|img|pic/;

function imagesOf(spots: readonly Spot[], heading: number): string[] {
  const found: string[] = [];
  for (let place = 0; place < spots.length && found.length < 30; place++) {
    const { tag, element, elsewhere } = spots[place] as Spot;
    if (tag !== 'IMG') continue;
    if (
      !isWithin(spots, place, GALLERY, 5) &&
      (elsewhere || Math.abs(place - heading) > 150 || !isWithin(spots, place, PICTURE, 5))
    )
      continue;
    const src = ['data-zoom-image', 'data-large', 'data-src', 'data-original', 'data-lazy', 'src']
      .map((name) => element.getAttribute(name))
      .find((one) => one && !/^data:|\.gif(?:\?|$)|pixel|spacer|blank|placeholder/i.test(one));
    if (src && !found.includes(src)) found.push(src);
  }
  return found;
}

const ABOUT =
  /descri(?:ption|pcion|zione)|beschreibung|descripti|opis\b|popis\b|product-?(?:details|info|overview|story|features)|overview|(?:^|[ _-])(?:details|features|bullets)(?:$|[ _-])|postingbody|about-?(?:product|item)|produktinfo|lot-?description|(?:^| )rte(?:$| )|prod(?:uct)?-?desc/;

const NO_BLOCK = /^(?:A|BUTTON|META|INPUT|UL)$/;
const BESIDE = /review|title|tab-?(?:nav|list|header)|meta/;

/** The blocks that are called description or details, outermost first, each text once. */
function descriptionOf(spots: readonly Spot[], price: number): string | undefined {
  const wholes = spots.flatMap(({ tag }, place) => (tag === 'H1' || tag === 'FORM' ? place : []));
  const texts: string[] = [];
  let length = 0;
  for (let place = 0; place < spots.length && length < LIMITS.description && texts.length < 8; place++) {
    const spot = spots[place] as Spot;
    const { element, elsewhere, end, tag } = spot;
    if (!isCalled(spot, ABOUT) || elsewhere || NO_BLOCK.test(tag) || isCalled(spot, BESIDE)) continue;
    // What holds the price or the heading is the whole item, not what is said of it.
    if ((price > place && price < end) || wholes.some((one) => one >= place && one < end)) continue;
    const text = textOf(element, LIMITS.description);
    if (text.length >= 20 && !texts.some((have) => have.includes(text))) {
      texts.push(text);
      length += text.length;
    }
    place = end - 1;
  }
  return texts.join('\n').slice(0, LIMITS.description) || undefined;
}

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
function sellerOf(spots: readonly Spot[], rows: readonly Row[]): Listing['seller'] {
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

const RATES = /rating|stars?(?:$|[ _-])|score|bewertung|review|note-?moyenne|valoraci/;

/** The mean rating of the item and how many rated it, from what stands near the heading first. */
function ratingIn(spots: readonly Spot[], heading: number): Pick<Listing, 'rating' | 'reviewCount'> {
  let rating: number | undefined;
  let reviewCount: number | undefined;
  for (
    let place = Math.max(0, heading - 10);
    place < spots.length && (rating === undefined || reviewCount === undefined);
    place++
  ) {
    const spot = spots[place] as Spot;
    const { text, element, elsewhere } = spot;
    if (elsewhere || !isCalled(spot, RATES)) continue;
    const said = [
      text,
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
      element.getAttribute('alt'),
    ].find((one) => one && /\d/.test(one) && one.length < 100);
    if (!said) continue;
    const counts = reviewCountOf(said);
    reviewCount ??= counts;
    if (rating !== undefined) continue;
    // "5 average, 1 review": the number of reviews is no mean.
    const { value, best } = ratingOf(counts === undefined ? said : withoutCount(said)) ?? {};
    if (
      value !== undefined &&
      value <= (best ?? 5) &&
      (best || /^\D{0,12}\d(?:[.,]\d{1,4})?\D{0,20}$/.test(said) || reviewCountOf(said) !== undefined)
    )
      rating = value;
  }
  return {
    rating: rating || undefined,
    reviewCount: rating === undefined ? reviewCount || undefined : reviewCount,
  };
}

/** The likeliest item id in an address: a parameter named so, else the last code with enough digits in the path. */
export function idIn({ search, searchParams, pathname }: URL): string | undefined {
  if (search)
    for (const [name, value] of searchParams) if (ID.test(name) && /^[\w-]{3,40}$/.test(value)) return value;
  if (!/\d/.test(pathname)) return undefined;
  const path = pathname.includes('%')
    ? decodeURIComponent(pathname.replace(/%(?![\da-f]{2})/gi, '%25').replace(/%[89a-f]./gi, ''))
    : pathname;
  const parts = path.split('/').filter(Boolean).reverse().slice(0, 4);
  for (const part of parts) {
    if (!/\d/.test(part)) continue;
    const codes = part.replace(/\.(?:html?|php|aspx?|p)$/i, '').match(/[A-Z]{0,4}\d{4,20}/gi) ?? [];
    if (/^[A-Z0-9]{10}$/.test(part)) return part;
    const capitals = /(?:^|[_-])((?=(?:[A-Z]*\d){2})(?=(?:\d*[A-Z]){2})[A-Z\d]{8,14})$/.exec(part)?.[1];
    if (capitals) return capitals;
    if (codes.length) return codes.at(-1)?.replace(/^[a-z]$|^[a-z]+(?=\d{7})/, '');
  }
  return undefined;
}

const ID = /^(?:id|pid|item|itemid|item_id|product_?id|sku|childsku|variant|goods_id)$/i;
