import { LIMITS } from '../listing/limits.ts';
import type { Listing, Money } from '../listing/listing.ts';
import { type PriceHint, parsePrice } from '../listing/price.ts';
import { askableIn } from './plugins.ts';
import { priceText } from './price-text.ts';
import { textOf } from './text.ts';

export type Attribute = NonNullable<Listing['attributes']>[number];

const BIDI = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A line without the marks of writing direction that marketplaces put around names and values. */
export const lineOf = (element: Element | null | undefined, max: number = LIMITS.title): string =>
  textOf(element, max).replace(BIDI, '').trim();

/** The elements of a page that have an id, by it; found once, when first asked for. */
type Ids = () => ReadonlyMap<string, Element[]>;

function idsOf(root: ParentNode): Ids {
  let ids: Map<string, Element[]> | undefined;
  return () => {
    if (ids) return ids;
    ids = new Map();
    for (const one of askableIn(root, '[id]')) {
      const known = ids.get(one.id);
      if (known) known.push(one);
      else ids.set(one.id, [one]);
    }
    return ids;
  };
}

/**
 * All that a list of selectors selects. A list makes any DOM walk the whole page: so what begins with an id is
 * looked for under the elements that have it, if any do.
 */
function select(root: ParentNode, list: string, ids: Ids): Element[] {
  if (!list.includes('#')) return askableIn(root, list);
  const rest: string[] = [];
  const found: Element[] = [];
  for (const selector of list.split(',')) {
    const [, id, inside] = /^#([\w-]+)(?: ([^>+~ ].*))?$/.exec(selector) ?? [];
    if (!id) rest.push(selector);
    else for (const one of ids().get(id) ?? []) found.push(...(inside ? askableIn(one, inside) : [one]));
  }
  if (rest.length) found.push(...askableIn(root, rest.join(',')));
  return [...new Set(found)];
}

/**
 * Looks up what a page shows. Selectors are tried in the order given, the likeliest layout first, so that the
 * layouts of a marketplace are lists and not code; within one list those by id come first, then others in the
 * order of the page. What stands in an element that `ignored` selects is not looked at: other products and offers.
 */
export function shown(root: ParentNode, hint: PriceHint = {}, ignored?: string, ids: Ids = idsOf(root)) {
  const all = (selector: string): Element[] => {
    const found = select(root, selector, ids).slice(0, LIMITS.attributes);
    return ignored ? found.filter((one) => !one.closest(ignored)) : found;
  };
  const first = <T>(
    selectors: readonly string[],
    take: (element: Element) => T | undefined,
  ): T | undefined => {
    for (const selector of selectors)
      for (const element of all(selector)) {
        const found = take(element);
        if (found !== undefined) return found;
      }
    return undefined;
  };
  return {
    /** The same page without what stands in elements that a selector selects. */
    without: (selector: string) => shown(root, hint, selector, ids),
    all,
    first,
    has: (selector: string): boolean => select(root, selector, ids).length > 0,
    /** The first that says anything. */
    text: (...selectors: string[]) => first(selectors, (one) => lineOf(one) || undefined),
    attr: (name: string, ...selectors: string[]) =>
      first(selectors, (one) => one.getAttribute(name)?.trim() || undefined),
    /** The first that is an amount of money. */
    price: (...selectors: string[]): Money | undefined =>
      first(
        selectors,
        (one) => parsePrice(priceText(one) || (one.getAttribute('content') ?? ''), hint) ?? undefined,
      ),
    /** Everything that any of them says, in their order, each once. */
    prose: (...selectors: string[]): string | undefined =>
      [
        ...new Set(
          selectors.flatMap((selector) => all(selector).map((one) => textOf(one, LIMITS.description))),
        ),
      ]
        .join(' ')
        .trim() || undefined,
    lines: (selector: string) =>
      all(selector)
        .map((one) => lineOf(one, LIMITS.name))
        .filter(Boolean),
    /** The section that a heading opens: the nearest element around it that says more than the heading. */
    section: (words: RegExp): Element | undefined => {
      const heading = all('h2,h3,h4').find((one) => words.test(lineOf(one, 200)));
      let box = heading?.parentElement;
      for (let up = 0; box && up < 4; up++, box = box.parentElement)
        if (lineOf(box).length > lineOf(heading).length + 10) return box;
      return undefined;
    },
    /** Pairs of name and value: of each row the part named, and another part or else what is left of the row. */
    rows: (row: string, name: string, value?: string): Attribute[] =>
      all(row).flatMap((one) => {
        const label = one.querySelector(name);
        const told = lineOf(value ? one.querySelector(value) : one, LIMITS.line);
        const key = lineOf(label, LIMITS.name);
        const rest = value || !told.startsWith(key) ? told : told.slice(key.length);
        const pair = { name: key.replace(/\s*[::]\s*$/, ''), value: rest.replace(/^[\s::]+/, '') };
        return pair.name && pair.value ? [pair] : [];
      }),
  };
}
export type Shown = ReturnType<typeof shown>;
