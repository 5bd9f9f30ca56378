/** An element of a page with what is asked of it again and again, so that it is asked of the document once. */
export interface Spot {
  element: Element;
  /** Name of the element, upper case. */
  tag: string;
  /** Class, id and the names that tests and analytics give it, lower case: what its makers call it. */
  marks: string;
  /** Its text as `textOf` gives it, or "" where that is longer than `LONGEST`. */
  text: string;
  /** Place of its parent, -1 for the root; places are in document order. */
  up: number;
  /** The place after its last descendant. */
  end: number;
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

const INLINE =
  /^(?:A|ABBR|B|BDI|BDO|BIG|CITE|CODE|DEL|EM|FONT|I|INS|KBD|LABEL|MARK|Q|S|SMALL|SPAN|STRIKE|STRONG|SUB|SUP|TIME|U|VAR|WBR)$/;
const UNSEEN = /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|IFRAME|SVG|TEXTAREA)$/;
const STRUCK = /^(?:S|DEL|STRIKE)$/;
const ELSEWHERE =
  /relat(?!ive)|recommend|similar|carousel|upsell|cross-?sell|\balso|recent(?:ly)?[-_]?view|sponsor|compare(?!-?at)|bundle|accessor|footer|\bnav(?!igation_page)|menu|minicart|mini-cart|suggest(?!ed-?(?:retail|price))|featured|teaser|widget-?list|swiper-slide|modal|popup|customer-?reviews|you-?may|tuijian|linjia/;
const CENTS = /cent|decimal|fraction|kop/;

/**
 * Every element of a page, in one walk. Never lays the page out; reads no more than a bounded number of elements.
 */
export function spotsOf(document: Document): Spot[] {
  const spots: Spot[] = [];
  // Pages call many of their elements the same.
  const known = new Map<string, boolean>();
  const isCalledElsewhere = (marks: string): boolean => {
    let told = known.get(marks);
    if (told === undefined) {
      told = ELSEWHERE.test(marks);
      known.set(marks, told);
    }
    return told;
  };

  const visit = (
    element: Element,
    up: number,
    reach: number,
    struckAbove: boolean,
    depth: number,
  ): string | null => {
    const tag = element.nodeName.toUpperCase();
    if (UNSEEN.test(tag) || spots.length >= MOST || depth > DEEPEST) return '';
    const read = (name: string) => element.getAttribute(name);
    const marks =
      `${read('class') ?? ''} ${read('id') ?? ''} ${read('itemprop') ?? ''} ${read('data-testid') ?? read('data-qa') ?? ''}`
        .slice(0, 400)
        .toLowerCase();
    const style = read('style') ?? '';
    const hidden = element.hasAttribute('hidden') || (style && /display:\s*none/.test(style));
    const far = hidden || tag === 'NAV' || tag === 'FOOTER' || isCalledElsewhere(marks) ? REACH : reach - 1;
    const struck = struckAbove || STRUCK.test(tag) || style.includes('line-through');
    const place = spots.length;
    const spot: Spot = { element, tag, marks, text: '', up, end: 0, elsewhere: far > 0, struck };
    spots.push(spot);
    let text: string | null = '';
    for (let child = element.firstChild; child; child = child.nextSibling) {
      let piece: string | null = '';
      if (child.nodeType === 3) piece = child.nodeValue as string;
      else if (child.nodeType === 1) {
        const from = spots.length;
        piece = visit(child as Element, place, far, struck, depth + 1);
        const inner = spots[from];
        // "12<sup>99</sup>" is 12.99.
        if (
          piece &&
          /^\s*\d\d\s*$/.test(piece) &&
          text &&
          /\d\s*$/.test(text) &&
          inner &&
          (inner.tag === 'SUP' || CENTS.test(inner.marks))
        )
          piece = `.${piece.trim()}`;
        else if (piece !== null && inner && !INLINE.test(inner.tag)) piece = ` ${piece} `;
      }
      text = text === null || piece === null ? null : text + piece;
      if (text && text.length > LONGEST * 4) text = null;
    }
    spot.end = spots.length;
    const clean: string | null = text?.replace(/\s+/g, ' ') ?? null;
    if (clean !== null && clean.length <= LONGEST) spot.text = clean.trim();
    return clean === null || clean.length > LONGEST ? null : clean;
  };

  if (document.body) visit(document.body, -1, 0, false, 0);
  return spots;
}

/** Whether one of the elements at most `levels` above a place, or it itself, is called so. */
export function isWithin(spots: readonly Spot[], place: number, pattern: RegExp, levels: number): boolean {
  for (let here = place, up = 0; here >= 0 && up < levels; up++) {
    const spot = spots[here] as Spot;
    if (pattern.test(spot.marks)) return true;
    here = spot.up;
  }
  return false;
}
