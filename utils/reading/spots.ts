import { askable } from './plugins.ts';

/** An element of a page with what is asked of it again and again, so that it is asked of the document once. */
export interface Spot {
  element: Element;
  /** Name of the element, upper case. */
  tag: string;
  /** Class, id and the names that tests and analytics give it, lower case: what its makers call it. */
  marks: string;
  /** What `isCalled` found out of all that are called so. */
  told: Map<RegExp, boolean>;
  /** Its text as `textOf` gives it, or "" where that is longer than `LONGEST`. */
  text: string;
  /** Place of its parent, -1 for the root; places are in document order. */
  up: number;
  /** The place after its last descendant. */
  end: number;
  /** How many of the elements in it are its children. */
  children: number;
  /** It shows something else than the page's own item: a menu, a footer, related items, or is not shown. */
  elsewhere: boolean;
  /** It is struck out. */
  struck: boolean;
}

const LONGEST = 240;
const MOST = 20_000;
const DEEPEST = 300;
/** How many levels above an element may say that it stands elsewhere. */
const REACH = 9;

const INLINE = new Set(
  'A ABBR B BDI BDO BIG CITE CODE DEL EM FONT I INS KBD LABEL MARK Q S SMALL SPAN STRIKE STRONG SUB SUP TIME U VAR WBR'.split(
    ' ',
  ),
);
const UNSEEN = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SVG TEXTAREA OBJECT EMBED'.split(' '));
const STRUCK = /^(?:S|DEL|STRIKE)$/;
const ELSEWHERE =
  /relat(?!ive)|recommend|similar|carousel|upsell|cross-?sell|\balso|recent(?:ly)?[-_]?view|sponsor|compare(?!-?at)|bundle|accessor|footer|\bnav(?!igation_page)|menu|minicart|mini-cart|suggest(?!ed-?(?:retail|price))|featured|teaser|widget-?list|swiper-slide|modal|popup|customer-?reviews|you-?may|tuijian|linjia/;
const CENTS = /cent|decimal|fraction|kop/;

/** What few elements have, besides a class and an id. */
const RARE = ['itemprop', 'data-testid', 'data-qa', 'data-price', 'style', 'hidden'];

/** What elements are called, looked up by their class: pages call many the same. */
type Called = Pick<Spot, 'marks' | 'told'>;

/**
 * Every element of a page, in one walk. Never lays the page out; reads no more than a bounded number of elements.
 */
export function spotsOf(document: Document): Spot[] {
  const spots: Spot[] = [];
  const { body } = document;
  if (!body) return spots;
  const rare = new Set(body.querySelectorAll(RARE.map((name) => `[${name}]`).join()));
  const byClass = new Map<string, Called>();
  const byMarks = new Map<string, Called>();
  const calledBy = (names: string): Called => {
    const marks = names.slice(0, 400).toLowerCase();
    const called = byMarks.get(marks) ?? { marks, told: new Map() };
    byMarks.set(marks, called);
    return called;
  };
  const calledOf = (element: Element, isRare: boolean): Called => {
    const { className, id } = element;
    const read = (name: string) => element.getAttribute(name);
    if (isRare)
      return calledBy(
        `${className} ${id} ${read('itemprop') ?? ''} ${read('data-testid') ?? read('data-qa') ?? ''}${element.hasAttribute('data-price') ? ' data-price' : ''}`,
      );
    if (id) return calledBy(`${className} ${id}  `);
    const called = byClass.get(className) ?? calledBy(`${className}   `);
    byClass.set(className, called);
    return called;
  };

  // The text of the walk so far, whitespace collapsed: of its beginning only the length is kept.
  let text = '';
  let before = 0;
  let spaced = false;
  const write = (piece: string) => {
    let more = piece === ' ' ? piece : piece.replace(/\s+/g, ' ');
    if (spaced && more.startsWith(' ')) more = more.slice(1);
    if (!more) return;
    text += more;
    spaced = more.endsWith(' ');
    if (text.length > LONGEST * 6) {
      before += text.length - LONGEST * 2;
      text = text.slice(-LONGEST * 2);
    }
  };

  const visit = (element: Element, tag: string, up: number, reach: number, above: boolean, depth: number) => {
    if (spots.length >= MOST || depth > DEEPEST) return;
    const isRare = rare.has(element);
    const { marks, told } = calledOf(element, isRare);
    const style = (isRare && element.getAttribute('style')) || '';
    const hidden =
      isRare && (element.hasAttribute('hidden') || (style !== '' && /display:\s*none/.test(style)));
    const place = spots.length;
    const struck = above || STRUCK.test(tag) || style.includes('line-through');
    const spot: Spot = {
      element,
      tag,
      marks,
      told,
      text: '',
      up,
      end: 0,
      children: 0,
      elsewhere: false,
      struck,
    };
    const far = hidden || tag === 'NAV' || tag === 'FOOTER' || isCalled(spot, ELSEWHERE) ? REACH : reach - 1;
    spot.elsewhere = far > 0;
    spots.push(spot);
    const begins = before + text.length;
    for (let child = askable(element.firstChild); child; child = askable(child.nextSibling)) {
      const kind = child.nodeType;
      if (kind === 3) write(child.nodeValue as string);
      else if (kind === 1) {
        const name = child.nodeName.toUpperCase();
        if (UNSEEN.has(name)) continue;
        const from = spots.length;
        const at = before + text.length;
        const block = !INLINE.has(name);
        if (block) write(' ');
        visit(child as Element, name, place, far, struck, depth + 1);
        const inner = spots[from];
        if (!inner) continue;
        spot.children++;
        // "12<sup>99</sup>" is 12.99.
        const cents = (inner.tag === 'SUP' || isCalled(inner, CENTS)) && /^\d\d$/.test(inner.text);
        if (cents && at > begins && /\d ?$/.test(text.slice(0, at - before))) {
          text = `${text.slice(0, at - before)}.${inner.text}`;
          spaced = false;
        } else if (block) write(' ');
      }
    }
    spot.end = spots.length;
    const length = before + text.length - begins;
    if (length > 0 && length <= LONGEST) spot.text = text.slice(-length).trim();
  };

  visit(body, 'BODY', -1, 0, false, 0);
  return spots;
}

/** Whether what an element is called fits a pattern; asked once of all that are called the same. */
export function isCalled({ marks, told }: Pick<Spot, 'marks' | 'told'>, pattern: RegExp): boolean {
  let known = told.get(pattern);
  if (known === undefined) {
    known = pattern.test(marks);
    told.set(pattern, known);
  }
  return known;
}

/** Whether one of the elements at most `levels` above a place, or it itself, is called so. */
export function isWithin(spots: readonly Spot[], place: number, pattern: RegExp, levels: number): boolean {
  for (let here = place, up = 0; here >= 0 && up < levels; up++) {
    const spot = spots[here] as Spot;
    if (isCalled(spot, pattern)) return true;
    here = spot.up;
  }
  return false;
}
