import { LETTERS } from '../listing/words.ts';
import { decimalOf, wholeOf } from './numbers.ts';

/** A mean rating and the best there is, as far as a text says so. */
export interface Rating {
  value: number;
  best: number | undefined;
}

/** "4.5 out of 5", "4,5/5", "3,8 de 5", "4 su 5", "4,6 von 5"; Japanese and Chinese name the best first. */
const OUT_OF =
  /(\d{1,3}(?:[.,]\d{1,6})?)\s*(?:\/|out of|of|von|de|su|sur|van|av|av totalt|z|из|na|ud af|din|\/)\s*(100|10|[4-6])(?![\d.,])/i;
const BEST_FIRST = /(10|5)\s*(?:つ星のうち|分中|점 만점에|星，?共)\s*(\d(?:[.,]\d{1,3})?)/;

/** Reads the rating in a short text: the mean where it names a scale, else the first number. */
export function ratingOf(text: string | null | undefined): Rating | undefined {
  const line = (text ?? '').slice(0, 200).trim();
  const [, best, first] = BEST_FIRST.exec(line) ?? [];
  const [, mean = first, scale = best] = OUT_OF.exec(line) ?? [];
  const value = decimalOf(mean ?? /(?<![\d.,])\d{1,3}(?:[.,]\d{1,6})?(?![\d,]|\.\d)/.exec(line)?.[0]);
  if (value === undefined || value > 100) return undefined;
  return { value, best: scale ? Number(scale) : undefined };
}

/** The mean alone. */
export const meanOf = (text: string | null | undefined): number | undefined => ratingOf(text)?.value;

/** Words that ratings and reviews are counted in. */
const COUNTED =
  'reviews?|ratings?|votes?|bewertung(?:en)?|rezension(?:en)?|kundenbewertung(?:en)?|avis|notes?|commentaires?|valoraci(?:ón|ones)|opini(?:ón|ones|e|i)|calificaciones|reseñas?|recension[ei]|valutazioni|voti|avaliaç(?:ão|ões)|opinii|opinie|ocen[ay]?|beoordeling(?:en)?|recensies?|omdömen|anmeldelser|arvostelu[at]?|hodnocení|recenz[ei]|отзыв(?:а|ов)?|оцен(?:ка|ки|ок)|則評價|评价|評價|レビュー';
/** A number of reviews, with its word, in lower case. Marked as pure, so that readers that count none carry none of the words. */
const COUNT = /* @__PURE__ */ new RegExp(
  `(\\d[\\d.,\\s]{0,12})\\s*(?:[${LETTERS}]+\\s){0,2}(?:${COUNTED})(?![${LETTERS}])|(?:${COUNTED})\\s*[:(]\\s*(\\d[\\d.,]{0,12})`,
);

/** "5 average, 1 review" → "5 average, ": a text, in lower case, without a number of reviews. */
export const withoutCount = (text: string): string => text.toLowerCase().replace(COUNT, '');

/** "472 ratings", "Reviews (12)", "(89)" → the number of reviews; undefined where the text names none. */
export function reviewCountOf(text: string | null | undefined): number | undefined {
  const line = (text ?? '').slice(0, 120).toLowerCase();
  if (!/\d/.test(line)) return undefined;
  const [, before, after] = COUNT.exec(line) ?? [];
  return wholeOf(before ?? after ?? /^\(\s*(\d[\d.,]{0,9})\s*\)$/.exec(line.trim())?.[1]);
}
