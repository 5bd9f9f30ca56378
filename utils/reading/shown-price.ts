import type { Money } from '../listing/listing.ts';
import { type PriceHint, parsePrice } from '../listing/price.ts';
import { isCalled, isWithin, type Spot } from './spots.ts';

/** The price that a page shows, the former one beside it, and how sure that is. */
export interface ShownPrice {
  money: Money;
  before: Money | undefined;
  /** Place among the spots. */
  place: number;
  score: number;
}

const PRICE = /price|preis|prix|prezzo|precio|preco|\bcena|cijena|\bpris\b|hinta|\bpret\b|fiyat|kaina|hind\b/;
const SIMPLY = /(?:^| )price(?: |$)/;
const OTHER_PRICE =
  /\bold|was\b|strike|struck|crossed|line-?through|list-?price|regular|rrp|msrp|\buvp|original|before|retail|ship|deliver|\bunit|per-?unit|installment|instalment|finance|credit|month|\bsave|saving|discount|coupon|voucher|total|filter|range-?slider|warranty|points|cashback|bonus|tax-?free|refund|\bstrok/;
const BETTER_PRICE =
  /sale|current|final|\bour|offer|buybox|main|now|special|actual|product-?price|price-?value|salesprice/;
/** Words beside a price that is not the one to pay. */
const OTHER_WORDS =
  /was\b|list price|\brrp\b|msrp|\buvp\b|statt|regular|retail|reg\.|original|save|you save|spare|shipping|delivery|versand|livraison|envío|spedizione|env[ií]o|per month|\/ ?mo|monat|mes\b|原價|原价|市價|市场价|定價|建議售價|運費|每期|期\b/i;
const FORMER_WORDS =
  /was\b|list price|\brrp\b|msrp|\buvp\b|statt|regular|retail|reg\.|original|instead|前|原價|原价|市價|市场价|定價|建議售價/i;

/** Tells the money in a short text. */
type Teller = (text: string) => Money | undefined;

/** An element and those in it often say the same: each text is looked at once. */
function teller(hint: PriceHint): Teller {
  const told = new Map<string, Money | undefined>();
  return (text) => {
    if (text.length > 80 || !/\d/.test(text)) return undefined;
    if (told.has(text)) return told.get(text);
    const money = /\d ?(?:pounds|lbs?)\b/i.test(text) ? null : parsePrice(text, hint);
    const found = money && Number(money.amount) > 0 ? money : undefined;
    told.set(text, found);
    return found;
  };
}

/** The price that stands nearest after the heading, among elements named for prices; else any plain price. */
export function priceOf(spots: readonly Spot[], heading: number, hint: PriceHint): ShownPrice | undefined {
  const moneyIn = teller(hint);
  let best: Omit<ShownPrice, 'before'> | undefined;
  let after = -1;
  const headingEnd = heading < 0 ? 0 : (spots[heading] as Spot).end;
  for (let place = 0, tried = 0; place < spots.length && tried < 800; place++) {
    const spot = spots[place] as Spot;
    if (place === heading) after = 0;
    if (place >= heading && place < headingEnd) {
      if (!spot.text || place === heading) continue;
    }
    if (!isCalled(spot, PRICE) || spot.elsewhere || spot.struck) continue;
    tried++;
    const money = moneyIn(spot.text);
    if (!money || isWithin(spots, place, OTHER_PRICE, 3)) continue;
    const score =
      (money.currency ? 4 : 0) +
      (isCalled(spot, SIMPLY) && spot.element.getAttribute('itemprop') === 'price' ? 4 : 0) +
      (isCalled(spot, BETTER_PRICE) ? 2 : 0) +
      (spot.text.length < 16 ? 2 : 0) +
      (OTHER_WORDS.test(spot.text) ? -3 : 0) +
      (after < 0 ? 0 : 4 / (1 + after / 4));
    if (after >= 0) after++;
    if (!best || score > best.score) best = { money, score, place };
  }
  // A price by its name, far from the heading, is less sure than any price right after it.
  if (!best || best.place - heading > FAR) {
    const plain = plainPrice(spots, headingEnd, moneyIn);
    if (plain && (!best || plain.place - heading < FAR / 2)) best = plain;
  }
  return best && { ...best, before: formerPrice(spots, best, moneyIn) };
}

/** The first short text after the heading that is a price with its currency. */
function plainPrice(spots: readonly Spot[], from: number, moneyIn: Teller) {
  for (let place = from; place < Math.min(spots.length, from + 1_500); place++) {
    const { text, struck, elsewhere, tag, end } = spots[place] as Spot;
    if (
      !text ||
      text.length > 40 ||
      struck ||
      elsewhere ||
      tag === 'A' ||
      tag === 'OPTION' ||
      !/\d/.test(text)
    )
      continue;
    if (OTHER_WORDS.test(text) || isWithin(spots, place, OTHER_PRICE, 3)) continue;
    const money = moneyIn(text);
    if (!money?.currency || spots.slice(place + 1, end).some((inner) => inner.struck)) continue;
    return { money, score: 0, place };
  }
  return undefined;
}

/** How far after its heading an item's price may stand, in elements, before it is doubted. */
const FAR = 150;

const FORMERLY =
  /old|was\b|strike|crossed|line-?through|list|regular|rrp|msrp|uvp|original|before|retail|compare|former/;

/** How far around a price the former one may stand, in elements. */
const AROUND = 40;

/** The nearest higher price around that is struck out or named as the former one. */
function formerPrice(
  spots: readonly Spot[],
  { place, money }: { place: number; money: Money },
  moneyIn: Teller,
) {
  let best: { money: Money; distance: number } | undefined;
  for (let other = Math.max(0, place - AROUND); other < Math.min(spots.length, place + AROUND); other++) {
    const spot = spots[other] as Spot;
    const { text, struck, elsewhere } = spot;
    if (!text || text.length > 60 || elsewhere || !/\d/.test(text)) continue;
    if (!struck && !isCalled(spot, FORMERLY) && !FORMER_WORDS.test(text)) continue;
    const found = formerIn(text, moneyIn);
    if (!found || (found.currency ?? money.currency) !== money.currency) continue;
    const ratio = Number(found.amount) / Number(money.amount);
    const distance = Math.abs(other - place);
    if (ratio > 1 && ratio < 20 && (!best || distance < best.distance))
      best = { money: { ...found, currency: found.currency ?? money.currency }, distance };
  }
  return best?.money;
}

/** "Was $20.00 Now $12.00": the former; else the only price. */
const formerIn = (text: string, moneyIn: Teller): Money | undefined => {
  const word = FORMER_WORDS.exec(text);
  return (word && moneyIn(text.slice(word.index + word[0].length))) || moneyIn(text);
};
