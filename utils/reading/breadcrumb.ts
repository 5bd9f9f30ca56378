import { LIMITS } from '../listing/limits.ts';
import { wordsOf } from '../listing/words.ts';
import { askable } from './plugins.ts';
import { textOf } from './text.ts';

/** A step of a breadcrumb: its name, and where it leads unless it is the page itself. */
export interface Step {
  name: string;
  href: string | undefined;
}

/** How shops call their home page in a breadcrumb. */
export const HOME =
  /^(?:home(?:page)?|start(?:seite|page)?|accueil|inicio|início|strona główna|etusivu|главная|hjem|hem|domů|首頁|homepage)$/i;

const SEPARATORS = /^[\s>»›→/|\\·•:‹<⟩▸►▶–—-]+|[\s>»›→/|\\·•:⟩▸►▶–—-]+$/g;
const MOST_STEPS = 40;

/** A way back, which many shops print in front. */
const BACK =
  /^(?:«\s*)?(?:go )?(?:back|zurück|tilbage|tillbaka|retour|volver|indietro|wstecz|powrót|terug|voltar|назад|zpět)(?: to (?:results|search))?»?$/i;
/** Elements inside a breadcrumb that are no part of it: menus that open from a step, ways to the next item. */
const ASIDE = /dropdown-(?:menu|list|content)|sub-?menu|flyout|tooltip|(?:^|[ _-])(?:prev|next)(?:$|[ _-])/i;
const UNSEEN = /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SVG|SELECT|BUTTON)$/;

/**
 * The steps of the breadcrumb in an element, outermost first: each link, and text that stands by itself between or
 * after links. Signs between steps are left out.
 */
export function stepsOf(root: Element): Step[] {
  const steps: Step[] = [];
  const add = (name: string, href?: string) => {
    let clean = name.replace(/\s+/g, ' ').replace(SEPARATORS, '').trim();
    if (clean.includes('«')) clean = clean.replace(/(?<=«[^»]*)$/, '»');
    const last = steps.at(-1);
    const again =
      last?.name.toLowerCase() === clean.toLowerCase() && (!href || !last.href || last.href === href);
    // Words before the first link say what the line is: "You are here:".
    if (
      !wordsOf(clean).length ||
      again ||
      (href === undefined && !last && !HOME.test(clean)) ||
      BACK.test(clean) ||
      steps.length >= MOST_STEPS
    )
      return;
    steps.push({ name: clean, href });
  };
  const visit = (element: Element, depth: number, folded = false) => {
    let words = '';
    for (let child = askable(element.firstChild); child; child = askable(child.nextSibling)) {
      if (child.nodeType === 3) {
        // A parser may leave one text in pieces.
        words += (child.nodeValue as string).slice(0, LIMITS.name);
        if (askable(child.nextSibling)?.nodeType !== 3) {
          add(words.slice(0, LIMITS.name));
          words = '';
        }
      }
      if (child.nodeType !== 1 || depth > 30) continue;
      const inner = child as Element;
      const tag = inner.nodeName.toUpperCase();
      const marks = `${inner.getAttribute('class') ?? ''} ${inner.getAttribute('id') ?? ''}`;
      const folds = folded || /drop-?down/i.test(marks);
      if (UNSEEN.test(tag) || ASIDE.test(marks) || (folds && /^[UO]L$/.test(tag))) continue;
      if (tag === 'A') {
        const href = inner.getAttribute('href') ?? '';
        const alt = inner.querySelector('img')?.getAttribute('alt');
        const name = textOf(inner, LIMITS.name) || inner.getAttribute('title') || alt || '';
        add(name, href);
      } else visit(inner, depth + 1, folds);
    }
  };
  if (root.nodeName.toUpperCase() === 'A')
    add(textOf(root, LIMITS.name), root.getAttribute('href') ?? undefined);
  else visit(root, 0);
  return steps;
}

/** Whether one name holds the other, whatever their case and punctuation. */
export const isSameName = (a: string, b: string) => {
  const [x, y] = [a, b].map((one) => wordsOf(one).join('')) as [string, string];
  return x !== '' && y !== '' && (x.includes(y) || y.includes(x));
};

/** A path without the shop's home page in front and the product at its end. */
export function withoutEnds(steps: string[], title: string): string[] {
  const from = HOME.test(steps[0] ?? '') || /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}$/i.test(steps[0] ?? '') ? 1 : 0;
  const last = steps.at(-1) ?? '';
  const ends = last !== '' && last.length > 3 && isSameName(last, title) && last.length >= title.length / 2;
  return steps.slice(from, ends ? -1 : undefined);
}
