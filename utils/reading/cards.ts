import { LIMITS } from '../listing/limits.ts';
import type { Card, Money } from '../listing/listing.ts';
import { type PriceHint, parsePrice } from '../listing/price.ts';
import { LETTERS } from '../listing/words.ts';
import { askableIn, isPlugin } from './plugins.ts';
import { textOf } from './text.ts';

const MOST_LINKS = 8_000;
const HIGHEST = 12;
const OLD =
  's,del,strike,[class*="old" i],[class*="origin" i],[class*="strike" i],[class*="before" i],[class*="uvp" i]';
const PRICES = '[class*="price" i],[data-price],[itemprop="price"]';

/** An element that shows one item, before it is read. */
export interface FoundCard {
  element: Element;
  link: Element;
  url: URL;
  /** What `itemOf` made of the address. */
  item: string;
}

/**
 * The cards of a page as drawn: for each item linked to, the largest element that links to no other item. Holds
 * for any layout, so that a new one needs no new selectors. `itemOf` tells the item an address leads to.
 */
export function findCards(
  document: Document,
  base: URL,
  itemOf: (url: URL) => string | null | undefined,
): FoundCard[] {
  const owners = new Map<Element, string | null>();
  const firsts = new Map<string, { link: Element; url: URL }>();
  // A card links to its item from picture, title and more.
  const known = new Map<string, { url: URL; item: string } | null>();
  const leadsTo = (href: string) => {
    const url = href.length > LIMITS.url ? null : URL.parse(href, base.href);
    const item = url && itemOf(url);
    return item ? { url, item } : null;
  };
  for (const link of [...document.querySelectorAll('a[href]')].slice(0, MOST_LINKS)) {
    const href = link.getAttribute('href') ?? '';
    let target = known.get(href);
    if (target === undefined) {
      target = leadsTo(href);
      known.set(href, target);
    }
    if (!target) continue;
    const { url, item } = target;
    if (!firsts.has(item)) firsts.set(item, { link, url });
    let element: Element | null = link;
    for (let up = 0; element && !isPlugin(element) && up < HIGHEST; up++, element = element.parentElement) {
      const owner = owners.get(element);
      owners.set(element, owner === undefined || owner === item ? item : null);
    }
  }
  const cards: FoundCard[] = [];
  for (const [item, { link, url }] of firsts) {
    let element = link;
    for (
      let up = 1;
      up < HIGHEST && element.parentElement && owners.get(element.parentElement) === item;
      up++
    )
      element = element.parentElement;
    cards.push({ element, link, url, item });
  }
  return cards.slice(0, LIMITS.cards);
}

/** Two letters and more. */
const TITLE = new RegExp(`[${LETTERS}]{2}.{3}`);
const TITLES = ['h1,h2,h3,h4,h5', '[class*="title" i],[class*="name" i]'];

/** Reads a card from what it shows: heading, picture, prices. */
export function readCard({ element: root, link, url }: FoundCard, hint: PriceHint): Partial<Card> {
  const picture = root.querySelector('img');
  const named = TITLES.flatMap((where) =>
    askableIn(root, where)
      .filter((one) => !one.querySelector(where))
      .slice(0, 5),
  )
    .map((one) => textOf(one, LIMITS.title))
    .find((text) => TITLE.test(text));
  const links = [...root.querySelectorAll('a')].slice(0, 20).map((one) => textOf(one, LIMITS.title));
  const longest = links.sort((a, b) => b.length - a.length)[0];
  const alt = picture?.getAttribute('alt') ?? undefined;
  const title = named ?? link.getAttribute('title') ?? (longest || alt);
  const src = picture?.getAttribute('src') ?? '';
  return {
    url: url.href,
    title: title || undefined,
    image: (/^data:/.test(src) ? picture?.getAttribute('data-src') : src) || undefined,
    ...pricesIn(root, hint),
  };
}

/**
 * A card as its marketplace's own selectors read it, with a general look only for what they did not find; null
 * for a price that nothing shows.
 */
export function fillCard(card: Partial<Card>, found: FoundCard, hint: PriceHint): Partial<Card> {
  if (card.title && card.price && card.image) return card;
  const plain = readCard(found, hint);
  return {
    ...card,
    title: card.title ?? plain.title,
    price: card.price ?? plain.price ?? null,
    priceBefore: card.price ? card.priceBefore : plain.priceBefore,
    image: card.image ?? plain.image,
  };
}

/** The price of an offer and the struck-out one beside it, from the elements that are named for prices. */
function pricesIn(root: Element, hint: PriceHint): { price?: Money; priceBefore?: Money } {
  const old = askableIn(root, OLD).slice(0, 50);
  const read = (element: Element) => {
    const found = parsePrice(textOf(element, 100), hint);
    return found?.currency ? found : undefined;
  };
  const now = askableIn(root, PRICES)
    .slice(0, 50)
    .filter((one) => !old.some((other) => other.contains(one) || one.contains(other)));
  const first = (elements: Element[]) => elements.map(read).find(Boolean);
  const price = first(now) ?? read(root);
  const priceBefore = first(old);
  return {
    ...(price && { price }),
    ...(priceBefore && Number(priceBefore.amount) > Number(price?.amount ?? 0) && { priceBefore }),
  };
}
