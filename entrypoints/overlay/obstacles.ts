import type { Listing } from '../../utils/listing/listing.ts';
import type { Rect } from './place.ts';

/** Anything that may be pressed, and the site's own dialogs. */
const BUTTONS =
  'button, [role=button], input[type=submit], input[type=button], a[class*=btn i], a[class*=button i]';
const DIALOGS = 'dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]';
const PRICES = '[itemprop=price], [class*=price i], [id*=price i], [data-testid*=price i]';

/** Class and id prefixes of buy buttons whose words do not tell. */
const BUY_NAME = /add-?to-?(cart|basket|bag)|buy-?now|buybox|checkout/i;
/** How buying is said on buttons, as the beginnings of words, in the languages of the Union's largest shops. */
const BUY_WORDS =
  /\b(buy|add to (cart|basket|bag)|checkout|order now|(jetzt )?kaufen|in den (waren|einkaufs)|acheter|ajouter au panier|comprar|a[nñ]adir|al carrito|a la cesta|acquista|compra|aggiungi|kup teraz|do koszyka|dodaj do|kopen|in winkelwagen|bestellen|k[oö]p|l[aä]gg i|k[oø]b|osta|lis[aä]ä|koupit|do ko[sš][ií]k|k[uú]pi[tť]|kos[aá]rba|cump[aă]r|adaug)|купи|в корзину|αγορ|καλάθι/iu;

/** More elements than this are not looked at: a page decides how many there are. */
const MOST = 1_500;
/** A price or a button is no taller than this, in px; what is taller is a box around it. */
const TALLEST = 160;

/** What the panel must not cover, as it stands in the viewport now: price, buy buttons, the site's dialogs. */
export function obstacles(document: Document, price: Listing['price']): Rect[] {
  const view = document.documentElement;
  const seen = (rect: Rect) =>
    rect.right > rect.left &&
    rect.bottom > rect.top &&
    rect.right > 0 &&
    rect.left < view.clientWidth &&
    rect.bottom > 0 &&
    rect.top < view.clientHeight;
  const rects = (selector: string, wanted: (element: Element) => boolean, tallest = TALLEST) =>
    [...document.querySelectorAll(selector)]
      .slice(0, MOST)
      .filter(wanted)
      .filter(visible)
      .map((element) => element.getBoundingClientRect())
      .filter((rect) => seen(rect) && rect.height <= tallest);
  return [
    ...rects(BUTTONS, buys),
    ...rects(PRICES, (element) => showsPrice(element, price)),
    ...rects(DIALOGS, () => true, Number.POSITIVE_INFINITY),
  ];
}

function visible(element: Element): boolean {
  return element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true;
}

function buys(element: Element): boolean {
  const words = element instanceof HTMLInputElement ? element.value : (element.textContent ?? '');
  const label = element.getAttribute('aria-label') ?? '';
  return (
    (words.length < 80 && BUY_WORDS.test(words)) ||
    BUY_WORDS.test(label.slice(0, 80)) ||
    BUY_NAME.test(`${element.id} ${element.getAttribute('class') ?? ''}`.slice(0, 300))
  );
}

/** Whether this is the listing's own price, not one of the many others on the page. */
function showsPrice(element: Element, price: Listing['price']): boolean {
  if (element.hasAttribute('itemprop')) return true;
  const digits = (element.textContent ?? '').slice(0, 200).replace(/\D/g, '');
  const wanted = price?.amount.replace(/\D/g, '');
  return wanted !== undefined && digits.length < wanted.length + 6 && digits.includes(wanted);
}
