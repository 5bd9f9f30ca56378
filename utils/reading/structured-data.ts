import { looseJson, parseJson } from './json.ts';
import { askableIn, isPlugin } from './plugins.ts';
import { plain, textOf } from './text.ts';

/**
 * What a page says of itself for machines: JSON-LD, microdata, RDFa and meta tags (schema.org, ogp.me). The
 * three notations come out as one kind of thing, so that whoever reads products knows no notation.
 */
export type Thing = Readonly<Record<string, unknown>>;

export interface StructuredData {
  /** Products that the page is about, JSON-LD first, then microdata, then RDFa. */
  products: Thing[];
  /** Products that stand in a list of the page. */
  listed: Thing[];
  /** BreadcrumbLists. */
  breadcrumbs: Thing[];
  /** Every type named, in lower case without its vocabulary: "product", "musicevent". */
  types: Set<string>;
  /** Content of the meta tags by their property, name or itemprop, in lower case; the first of each. */
  meta: Map<string, string>;
}

/** Bounds on what one page may make this do. */
const MOST_ELEMENTS = 5_000;
const MOST_THINGS = 20_000;
const DEEPEST = 12;
const LONGEST_SCRIPT = 4_000_000;
const LONGEST_TEXT = 20_000;

const PRODUCT =
  /^(?:product|productgroup|productmodel|individualproduct|someproducts|vehicle|car|motorcycle|book)$/;
/** Where a product is another one than the page's. */
const ELSEWHERE =
  /^(?:is(?:relatedto|similarto|variantof|accessoryorsparepartfor|consumablefor)|hasvariant|review|model)$/i;

/** The values of a property, in the spellings that pages use, arrays opened and `@value` taken out. */
export function values(thing: unknown, name: string): unknown[] {
  if (typeof thing !== 'object' || thing === null) return [];
  const own = [name, name[0]?.toUpperCase() + name.slice(1), name.toLowerCase()].find((key) =>
    Object.hasOwn(thing, key),
  );
  const value = own && (thing as Thing)[own];
  return (Array.isArray(value) ? value.slice(0, 500).flat(2) : [value])
    .map((one) => (one && Object.hasOwn(one, '@value') ? (one as Thing)['@value'] : one))
    .filter((one) => one !== undefined && one !== null && one !== '');
}

/** The first value of a property as text; of a thing, its name. */
export function text(thing: unknown, name: string): string | undefined {
  for (const value of values(thing, name)) {
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    const inner = name === 'name' ? undefined : text(value, 'name');
    if (inner) return inner;
  }
  return undefined;
}

/** Types in lower case without prefix: "https://schema.org/Product" and "schema:Product" are "product". */
export const typesOf = (thing: unknown): string[] =>
  values(thing, '@type').flatMap((type) =>
    typeof type === 'string'
      ? [
          type
            .slice(0, 200)
            .replace(/^.*[/#:]/, '')
            .toLowerCase(),
        ]
      : [],
  );

export function structuredData(document: Document): StructuredData {
  const data: StructuredData = {
    products: [],
    listed: [],
    breadcrumbs: [],
    types: new Set(),
    meta: meta(document),
  };
  const scripts: unknown[] = [];
  for (const script of document.querySelectorAll('script[type*="ld+json" i]')) {
    const source = script.textContent ?? '';
    if (source.length <= LONGEST_SCRIPT) scripts.push(parseJson(source) ?? looseJson(source));
  }
  sort(scripts, data);
  sort(marked(document, 'itemscope', 'itemtype', 'itemprop'), data);
  sort(marked(document, 'typeof', 'typeof', 'property'), data);
  return data;
}

/**
 * Walks what was found, outermost first, and puts products and breadcrumbs where they belong. A thing that is
 * only an `@id` stands for the thing of that `@id`, and an offer's `itemOffered` for a product with that offer.
 */
function sort(root: unknown, data: StructuredData): void {
  const queue: [value: unknown, depth: number, inList: boolean][] = [[root, 0, false]];
  const seen = new Set<unknown>();
  const named = new Map<unknown, object>();
  const references: [holder: Record<string, unknown>, key: string, id: unknown][] = [];
  const found: [thing: Thing, inList: boolean][] = [];
  for (let next = 0; next < queue.length; next++) {
    const [value, depth, inList] = queue[next] as (typeof queue)[number];
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const types = typesOf(value);
    const id = (value as Thing)['@id'];
    if (id && types.length && !named.has(id)) named.set(id, value);
    for (const type of types) data.types.add(type);
    if (types.includes('breadcrumblist')) data.breadcrumbs.push(value as Thing);
    else if (types.some((type) => PRODUCT.test(type))) found.push([value as Thing, inList]);
    if (depth >= DEEPEST) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (queue.length >= MOST_THINGS) break;
      if (typeof inner !== 'object' || inner === null || ELSEWHERE.test(key)) continue;
      if (Object.hasOwn(inner, '@id') && Object.keys(inner).length === 1)
        references.push([value as Record<string, unknown>, key, (inner as Thing)['@id']]);
      else if (key === 'itemOffered' && !Object.hasOwn(inner, 'offers') && !Array.isArray(inner))
        (inner as Record<string, unknown>).offers = value;
      else if (key === 'itemReviewed' && types.includes('aggregaterating') && !Array.isArray(inner))
        (inner as Record<string, unknown>).aggregateRating = value;
      queue.push([inner, depth + 1, inList || key === 'itemListElement']);
    }
  }
  for (const [holder, key, id] of references) holder[key] = named.get(id) ?? holder[key];
  for (const [thing, inList] of found)
    if (text(thing, 'name')) (inList ? data.listed : data.products).push(thing);
}

/**
 * Microdata (HTML standard, 5) and RDFa Lite 1.1, which differ in the names of three attributes: things as
 * JSON-LD has them. Each property goes to the nearest scope above it, or to the scope whose itemref names an
 * element above it.
 */
function marked(document: Document, scope: string, type: string, prop: string): Thing[] {
  const things = new Map<Element, Record<string, unknown>>();
  const roots: Thing[] = [];
  const referred = new Map<Element, Element>();
  const scopes = askableIn(document, `[${scope}]`).slice(0, MOST_ELEMENTS);
  for (const element of scopes) {
    things.set(element, { '@type': words(element.getAttribute(type)) });
    for (const id of words(element.getAttribute('itemref')).slice(0, 20)) {
      const target = document.getElementById(id);
      if (target) referred.set(target, element);
    }
  }
  if (!scopes.length) return roots;
  for (const element of askableIn(document, `[${prop}]`).slice(0, MOST_ELEMENTS)) {
    const own = things.get(element);
    const owner = things.get(above(element, things, referred) as Element);
    if (!owner) continue;
    // `<meta itemprop="brand" itemscope content="Acme">`: a thing without parts, named by its content.
    const content = own && element.getAttribute('content');
    if (content) own.name ??= [content];
    const value = own ?? contentOf(element);
    for (const name of words(element.getAttribute(prop))) {
      const key = name.replace(/^.*[/#:]/, '');
      // `__proto__` and its like are names of nothing in schema.org.
      if (key in {}) continue;
      owner[key] = [...((owner[key] as unknown[]) ?? []), value].slice(0, 500);
    }
  }
  for (const [element, thing] of things)
    if (!element.hasAttribute(prop) || !above(element, things, referred)) roots.push(thing);
  return roots;
}

const words = (list: string | null) => (list ?? '').slice(0, 1_000).split(/\s+/).filter(Boolean);

function above(
  from: Element,
  things: Map<Element, unknown>,
  referred: Map<Element, Element>,
): Element | null {
  let element: Element | null = from;
  for (let steps = 0; element && !isPlugin(element) && steps < 200; steps++) {
    const target = referred.get(element);
    if (target && target !== from) return target;
    element = element.parentElement;
    if (element && things.has(element)) return element;
  }
  return null;
}

const LINKS = /^(?:url|image|logo|sameAs|availability|itemCondition|itemtype)$/;

function contentOf(element: Element): string {
  const read = (name: string) => element.getAttribute(name);
  const content = read('content') ?? read('data-content');
  if (content !== null) return content.slice(0, LONGEST_TEXT);
  const tag = element.nodeName.toUpperCase();
  const link = read('href') ?? read('src');
  const isLink = LINKS.test((read('itemprop') ?? read('property') ?? '').replace(/^.*[/#:]/, ''));
  if (link !== null && (isLink || !/^(?:A|AREA)$/.test(tag))) return link;
  const told = tag === 'TIME' ? read('datetime') : tag === 'DATA' || tag === 'METER' ? read('value') : null;
  return told ?? textOf(element, LONGEST_TEXT);
}

function meta(document: Document): Map<string, string> {
  const found = new Map<string, string>();
  for (const tag of [...document.querySelectorAll('meta[content]')].slice(0, 1_000)) {
    const name = tag.getAttribute('property') ?? tag.getAttribute('name') ?? tag.getAttribute('itemprop');
    const content = plain(tag.getAttribute('content') ?? '', LONGEST_TEXT);
    if (name && content && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), content);
  }
  return found;
}
