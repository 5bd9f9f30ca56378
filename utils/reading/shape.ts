import { LIMITS } from '../listing/limits.ts';
import type { Listing, Money } from '../listing/listing.ts';
import { type PriceHint, parsePrice } from '../listing/price.ts';
import { withoutEnds } from './product.ts';
import { textOf } from './text.ts';

/** What the shape of a page gives away of the product on it. */
export interface Shape {
  listing: Partial<Listing>;
  /** Where the price stands. */
  priceAt: Element | undefined;
  /** The price stands plainly beside the heading. */
  sure: boolean;
  /** There is a button to buy. */
  buys: boolean;
  /** The address holds what looks like an item id. */
  id: string | undefined;
}

const BUY =
  /add.{0,3}to.{0,3}(?:cart|bag|basket|trolley)|addto(?:cart|bag|basket)|buy.{0,3}(?:now|it|box)|purchase|in den (?:warenkorb|einkaufswagen)|ajouter au panier|acheter|(?:al|ao) carrito|adicionar ao carrinho|comprar|al carrello|acquista|do koszyka|kup teraz|in winkel(?:wagen|mand)|в корзину|купить|do košíku|în coș|lisää ostoskoriin|place.{0,3}bid|加入購物車|立即購買/i;
const OTHER_PRICE =
  /old|was\b|strike|struck|crossed|list.?price|regular|rrp|msrp|uvp|original|before|retail|ship|deliver|unit|installment|month|save|saving|discount|coupon|voucher|total|minicart|filter|range-?slider|warranty|points|cashback/i;
const OTHER_PRODUCT =
  /relat|recommend|similar|carousel|slider|upsell|cross-?sell|also|recent|sponsor|compare|bundle|accessor|footer|header|\bnav|menu|basket|suggest|featured|teaser|widget-?list|used|swiper|modal|popup|review/i;
const BETTER_PRICE =
  /sale|current|final|our|offer|buybox|main|now|special|actual|product-?price|price-?value/i;

const marksOf = (element: Element) => `${element.getAttribute('class') ?? ''} ${element.id}`;

interface FoundPrice {
  money: Money;
  score: number;
  element: Element;
}

function inside(element: Element, pattern: RegExp, levels: number): boolean {
  let here: Element | null = element;
  for (let up = 0; here && up < levels; up++, here = here.parentElement)
    if (pattern.test(marksOf(here).slice(0, 500))) return true;
  return false;
}

export function shapeOf(document: Document, url: URL, hint: PriceHint): Shape {
  const buys = [
    ...document.querySelectorAll(
      'button,input[type=submit],input[type=button],a,form,img[id],[class*="cart" i]',
    ),
  ]
    .slice(0, 3_000)
    .some((one) =>
      BUY.test(
        `${marksOf(one)} ${one.getAttribute('value') ?? ''} ${one.getAttribute('name') ?? ''} ${textOf(one, 60)}`,
      ),
    );
  const id = idIn(url);
  const rows = rowsOf(document);
  const heading = headingOf(document);
  const found = priceOf(document, heading, hint);
  const row = (names: RegExp) => rows.find(({ name }) => names.test(name))?.value;
  return {
    priceAt: found?.element,
    sure: found !== undefined && found.score >= 9,
    buys,
    id,
    listing: {
      id,
      title: textOf(heading, LIMITS.title) || undefined,
      price: found?.money,
      brand:
        brandOf(document) ??
        row(/^(?:brand|marke|marque|marca|merk|marka|бренд|märke|značka|品牌|hersteller)(?: name)?$/i),
      model: row(/^(?:item )?(?:model|modell|modèle|modello|modelo)(?: (?:number|nummer|name))?$/i),
      identifiers: {
        sku: skuOf(document),
        mpn: row(
          /^(?:mpn|(?:manufacturer )?part number|herstellernummer|kod producenta|item model number)$/i,
        ),
        gtin: row(/^(?:ean|gtin|upc|isbn(?:-13)?|barcode)\b/i)?.replace(/\D/g, ''),
      },
      availability: availabilityOf(document, buys && found !== undefined),
      attributes: rows,
      category: breadcrumbOf(document, textOf(heading, LIMITS.title)),
      images: [
        ...document.querySelectorAll('[class*="gallery" i] img,[class*="product" i] img,[id*="image" i] img'),
      ]
        .slice(0, 20)
        .map((one) => one.getAttribute('data-src') ?? one.getAttribute('src') ?? ''),
      description:
        textOf(
          document.querySelector(
            '[itemprop="description"],#description,#product-description,[class*="product-description" i],[class*="description" i]',
          ),
          LIMITS.description,
        ) || undefined,
    },
  };
}

const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);

/** The heading that says most of what the document's own title says; pages have headings for other things too. */
function headingOf(document: Document): Element | undefined {
  const title = words(textOf(document.querySelector('title'), LIMITS.title));
  let best: { element: Element; score: number } | undefined;
  for (const element of [
    ...document.querySelectorAll(
      'h1,[itemprop="name"],[id*="title" i],[class*="product-title" i],[class*="product-name" i]',
    ),
  ].slice(0, 100)) {
    const shown = words(textOf(element, LIMITS.title));
    if (!shown.size) continue;
    const shared = [...shown].filter((word) => title.has(word)).length;
    // Half for saying nothing else, half for saying all of it; a first-level heading wins a draw.
    const score =
      shared / shown.size / 2 + shared / (title.size || 1) / 2 + (element.nodeName === 'H1' ? 0.25 : 0);
    if (!best || score > best.score) best = { element, score };
  }
  return best?.element;
}

/** The price that stands nearest after the heading, among elements named for prices; else any plain price. */
function priceOf(document: Document, heading: Element | undefined, hint: PriceHint): FoundPrice | undefined {
  let best: FoundPrice | undefined;
  let afterHeading = -1;
  const named =
    '[itemprop="price"],[class*="price" i],[id*="price" i],[data-price],[data-testid*="price" i],[data-qa*="price" i]';
  for (const element of [
    ...document.querySelectorAll(
      `h1,[id*="title" i],[itemprop="name"],[class*="product-title" i],[class*="product-name" i],${named}`,
    ),
  ].slice(0, 800)) {
    if (element === heading) afterHeading = 0;
    if (heading?.contains(element)) continue;
    const shown = textOf(element, 200);
    if (!/\d/.test(shown) || shown.length > 80) continue;
    if (
      element.closest('s,del,strike') ||
      inside(element, OTHER_PRICE, 3) ||
      inside(element, OTHER_PRODUCT, 9)
    )
      continue;
    const money = parsePrice(shown, hint);
    if (!money || Number(money.amount) === 0) continue;
    const score =
      (money.currency ? 4 : 0) +
      (element.getAttribute('itemprop') === 'price' ? 4 : 0) +
      (BETTER_PRICE.test(marksOf(element)) ? 2 : 0) +
      (shown.length < 16 ? 2 : 0) +
      (afterHeading < 0 ? 0 : 4 / (1 + afterHeading / 4));
    if (afterHeading >= 0) afterHeading++;
    if (!best || score > best.score) best = { money, score, element };
  }
  return best ?? plainPrice(heading, hint);
}

/** The first short text after the heading that is a price with its currency. */
function plainPrice(heading: Element | undefined, hint: PriceHint): FoundPrice | undefined {
  let node: Node | null | undefined =
    heading?.nextElementSibling ?? heading?.parentElement?.nextElementSibling;
  for (let steps = 0; node && steps < 2_000; steps++) {
    const text = node.nodeType === 3 ? (node.nodeValue as string).trim() : '';
    const parent = node.parentElement;
    if (
      text &&
      text.length < 25 &&
      /\d/.test(text) &&
      parent &&
      !parent.closest('s,del,strike,a') &&
      !inside(parent, OTHER_PRICE, 3)
    ) {
      const money = parsePrice(text, hint);
      if (money?.currency && Number(money.amount) > 0) return { money, score: 0, element: parent };
    }
    let next: Node | null = /^(?:SCRIPT|STYLE)$/i.test(node.nodeName) ? null : node.firstChild;
    while (!next && node) {
      next = node.nextSibling;
      node = next ? node : node.parentNode;
    }
    node = next;
  }
  return undefined;
}

/** Pairs of name and value in tables, definition lists and lists of specifications. */
function rowsOf(document: Document): { name: string; value: string }[] {
  const rows: { name: string; value: string }[] = [];
  const add = (name: Element | null | undefined, value: Element | null | undefined) => {
    const [key, told] = [textOf(name, 100).replace(/\s*:$/, ''), textOf(value, LIMITS.line)];
    if (key && told && key !== told && told.length < 500) rows.push({ name: key, value: told });
  };
  for (const row of [...document.querySelectorAll('tr')].slice(0, 600)) {
    const cells = [...row.children];
    if (cells.length % 2 || cells.length > 8 || row.querySelector('table')) continue;
    for (let i = 0; i < cells.length; i += 2) add(cells[i], cells[i + 1]);
  }
  for (const term of [...document.querySelectorAll('dt')].slice(0, 300)) add(term, term.nextElementSibling);
  for (const item of [...document.querySelectorAll('li')].slice(0, 2_000)) {
    const parts = [...item.children];
    if (
      parts.length === 2 &&
      /:$|label|name|key|title/i.test(`${marksOf(parts[0] as Element)} ${textOf(parts[0], 100)}`)
    )
      add(parts[0], parts[1]);
  }
  return rows.slice(0, LIMITS.attributes);
}

function brandOf(document: Document): string | undefined {
  const element = document.querySelector(
    '[itemprop="brand"],[itemprop="manufacturer"],[class*="product-brand" i],[class*="brand-name" i],a[href*="/brand/"],a[href*="/brands/"]',
  );
  return textOf(element, LIMITS.name) || element?.getAttribute('content') || undefined;
}

const SKU_LABEL =
  /(?:\bsku|\bart(?:ikel|icle|\.)?[ .-]{0,2}(?:nr|no|number|nummer|n\u00b0)|\bitem (?:no|number|#|id)|\bproduct (?:code|id|number)|\bstyle (?:no|number)|\bréf(?:érence)?|\bref(?:erence|\.)?|\bcódigo|\bcod(?:ice)?|\bkod produktu|артикул|(?<!\p{L})код(?: товара)?|модель|貨號|商品編號|\basin)\.?\s{0,2}[:#№°]?\s{0,2}#?((?=[\p{L}._/-]{0,20}\d)[\p{L}\d][\p{L}\d._/-]{2,39})/iu;

function skuOf(document: Document): string | undefined {
  for (const element of [
    ...document.querySelectorAll(
      '[itemprop="sku"],[class*="sku" i],[id*="sku" i],[class*="article-number" i],[class*="product-number" i],[class*="product-code" i],[class*="productid" i],[class*="product-identifier" i]',
    ),
  ].slice(0, 40)) {
    const shown = element.getAttribute('content') ?? textOf(element, 200);
    const code =
      SKU_LABEL.exec(shown)?.[1] ?? /^(?=(?:\D*\d){4})[\p{L}\d][\p{L}\d._/-]{3,39}$/u.exec(shown)?.[0];
    if (code && /\d/.test(code)) return code;
  }
  const code = SKU_LABEL.exec(textOf(document.body, 40_000))?.[1];
  return code && /\d/.test(code) ? code : undefined;
}

const OUT =
  /out.?of.?stock|sold.?out|currently unavailable|no longer available|ausverkauft|nicht (?:verfügbar|auf lager)|rupture de stock|épuisé|agotado|esaurito|non disponibile|esgotado|brak w magazynie|niedostępny|uitverkocht|нет в наличии|distant?stock-?none/i;

function availabilityOf(document: Document, buys: boolean): string | undefined {
  if (buys) return 'InStock';
  for (const element of [
    ...document.querySelectorAll(
      '[itemprop="availability"],[class*="availab" i],[id*="availab" i],[class*="stock" i]',
    ),
  ].slice(0, 30)) {
    if (inside(element, OTHER_PRODUCT, 9)) continue;
    if (OUT.test(textOf(element, 200))) return 'OutOfStock';
  }
  return undefined;
}

function breadcrumbOf(document: Document, title: string): string[] | undefined {
  const trail = document.querySelector(
    '[class*="breadcrumb" i],[id*="breadcrumb" i],[aria-label*="breadcrumb" i]',
  );
  if (!trail) return undefined;
  const steps = [...trail.querySelectorAll('a')]
    .slice(0, LIMITS.categories)
    .map((one) => textOf(one, LIMITS.name));
  return withoutEnds(steps.filter(Boolean), title);
}

/** The likeliest item id in an address: a parameter named so, else the last code with enough digits in the path. */
export function idIn(url: URL): string | undefined {
  for (const [name, value] of url.searchParams)
    if (
      /^(?:id|pid|item|itemid|item_id|product_?id|sku|childsku|variant|goods_id)$/i.test(name) &&
      /^[\w-]{3,40}$/.test(value)
    )
      return value;
  const parts = decodeURIComponent(
    url.pathname.replace(/%(?![\da-f]{2})/gi, '%25').replace(/%[89a-f]./gi, ''),
  )
    .split('/')
    .filter(Boolean)
    .reverse();
  for (const part of parts.slice(0, 4)) {
    const codes = part.replace(/\.(?:html?|php|aspx?|p)$/i, '').match(/[A-Z]{0,4}\d{4,20}/giu) ?? [];
    const asin = /^[A-Z0-9]{10}$/.exec(part)?.[0];
    if (asin && /\d/.test(asin)) return asin;
    if (codes.length) return codes.at(-1)?.replace(/^[a-z]$|^[a-z]+(?=\d{7})/, '');
  }
  return undefined;
}
