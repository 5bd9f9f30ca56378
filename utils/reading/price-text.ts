import { textOf } from './text.ts';

/** Small or separate digits after the whole ones: cents with no mark before them ("63⁰⁷ Lei"). */
const CENTS = 'sup,[class*="fraction" i],[class*="cents" i]';

/** The text of a price, with the mark that its layout leaves out between whole and cents. */
export function priceText(element: Element): string {
  const text = textOf(element, 100);
  const cents = textOf(element.querySelector(CENTS), 10).replace(/\D+$/, '');
  const place = /^\d\d$/.test(cents) ? text.lastIndexOf(cents) : -1;
  const whole = text.slice(0, Math.max(place, 0)).trimEnd();
  return /\d$/.test(whole) ? whole + (whole.includes('.') ? ',' : '.') + text.slice(place) : text;
}
