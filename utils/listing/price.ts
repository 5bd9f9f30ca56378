import type { Money } from './listing.ts';
import { hasLetter, LETTERS } from './words.ts';

/** What is known around a price that may name its currency. */
export interface PriceHint {
  /** An ISO 4217 code, or any text beside the price that may name the currency: "USD", "€", "Price in zł". */
  currency?: string | null | undefined;
  /** Host of the page; its country code settles which dollar or krona a bare sign means. */
  host?: string | undefined;
  /** BCP 47 language of the page, used like the host. */
  language?: string | undefined;
  /** Other signs than the common ones. */
  signs?: Signs | undefined;
  /**
   * Tells by the text before and after a number that it is another price than the one to pay, or none: `besides`.
   * Passed in, for a marketplace's script asks only where its prices stand, and has no room for it.
   */
  sense?: ((before: string, after: string) => 'other' | 'none' | undefined) | undefined;
}

/** The currencies that each sign may stand for. Made by `signsOf`. */
export type Signs = ReadonlyMap<string, readonly string[]>;

/**
 * Makes signs from tables with a line for each currency: its ISO 4217 code and how pages write it. A sign named
 * more than once belongs to the currency of the page's country if that is among them, and else to the first;
 * XXX, ISO's "no currency", means undecided.
 */
export function signsOf(...tables: string[]): Signs {
  const owners = new Map<string, string[]>();
  for (const line of tables.join('\n').split('\n')) {
    const [code = '', ...signs] = line.split(' ');
    for (const sign of signs.map((one) => one.normalize('NFKC')))
      owners.set(sign, [...(owners.get(sign) ?? []), code]);
  }
  return owners;
}

/** The signs of the currencies that marketplaces in Europe show; `rarer-signs.ts` has others. */
export const COMMON = `USD $ US$ U$S U$D US dollar dollars
EUR € euro euros Euro
GBP £ pounds
JPY ¥ 円 yen JP¥
CNY ¥ 元 yuan RMB CN¥ CN￥
TWD NT$ NT 元 $
HKD HK$ 元 $
AUD A$ AU$ $
CAD C$ CA$ CAN$ $
NZD NZ$ $
SGD S$ SG$ $
MXN MX$ Mex$ $
ARS AR$ $
CLP CL$ $
COP CO$ COL$ $
BRL R$
XXX kr Kr KR kr. Kr. ₨ Rs Rs.
SEK kr Kr KR kr.
NOK kr Kr KR kr.
DKK kr Kr KR kr. Kr.
INR ₹ Rs Rs.
CHF Fr. SFr. franc
PLN zł zl zł. ZŁ
CZK Kč
HUF Ft
RON lei Lei LEI
BGN лв лв.
RUB ₽ руб руб. р р. Р
UAH ₴ грн грн.
TRY ₺ TL
ILS ₪ nis
KRW ₩ 원
AED د.إ Dh
SAR ر.س ريال`;

/** Currency by country code or, where the two differ, language code. */
const COUNTRIES =
  `ar ARS au AUD ca CAD cl CLP cn CNY zh CNY co COP do DOP hk HKD mx MXN nz NZD sg SGD tw TWD uy UYU
se SEK sv SEK no NOK nb NOK nn NOK dk DKK da DKK is ISK in INR hi INR pk PKR lk LKR np NPR by BYN md MDL eg EGP`.split(
    /\s/,
  );

const codes = new Set(Intl.supportedValuesOf('currency').concat('IRT', 'BTC'));
const common = signsOf(COMMON);

/** The longest sign or code has fewer characters than this. */
const LONGEST = 12;

/** What the signs and codes begin and end with: at most places of a text none can stand. */
const edges = new WeakMap<Signs, { first: ReadonlySet<string>; last: ReadonlySet<string> }>();
function edgesOf(signs: Signs) {
  let known = edges.get(signs);
  if (!known) {
    const all = [...signs.keys(), ...codes];
    known = {
      first: new Set(all.map((one) => one[0] ?? '')),
      last: new Set(all.map((one) => one.at(-1) ?? '')),
    };
    edges.set(signs, known);
  }
  return known;
}

const isLetter = (text: string, at: number) => hasLetter(text.charAt(at));

/**
 * The longest sign or code that begins (or, backwards, ends) at a place in a text. Looked up and not matched by a
 * regular expression: one of all signs takes a browser 50 ms to build. A word must stand by itself, "1 RM" but
 * not "1 ROOM".
 */
function signAt(text: string, place: number, signs: Signs, backwards = false): string | undefined {
  const { first, last } = edgesOf(signs);
  if (!(backwards ? last.has(text.charAt(place - 1)) : first.has(text.charAt(place)))) return undefined;
  for (let length = LONGEST; length > 0; length--) {
    const from = backwards ? place - length : place;
    const sign = from < 0 ? '' : text.slice(from, from + length);
    if (!signs.has(sign) && !codes.has(sign)) continue;
    const end = from + sign.length;
    const cut =
      (isLetter(text, from) && isLetter(text, from - 1)) || (isLetter(text, end - 1) && isLetter(text, end));
    if (!cut) return sign;
  }
  return undefined;
}

function currencyOf(sign: string | undefined, hint: PriceHint): string | null {
  if (!sign || codes.has(sign)) return sign ?? null;
  const [first = null, ...others] = (hint.signs ?? common).get(sign) ?? [];
  // A page may say anything of its language; no BCP 47 tag that is in use is so long.
  const language = (hint.language ?? '').slice(0, 35).toLowerCase();
  const places = [hint.host?.split('.').at(-1), ...language.split('-').reverse()];
  for (const place of places) {
    const own = place && COUNTRIES[COUNTRIES.indexOf(place) + 1];
    if (own && (own === first || others.includes(own))) return own;
  }
  // Pesos, in Spanish of no country said; Chinese pages mean Taiwan's or Hong Kong's as often.
  const torn = first === 'USD' && sign === '$' && /^(?:es|zh)\b/.test(hint.language ?? '');
  return first === 'XXX' || torn ? null : first;
}

/** The first currency that a text names, as an ISO 4217 code. */
export function parseCurrency(text: string, hint: PriceHint = {}): string | null {
  const line = text.slice(0, 200).normalize('NFKC');
  const code = line.trim().toUpperCase();
  if (codes.has(code)) return code;
  for (let at = 0; at < line.length; at++) {
    const found = currencyOf(signAt(line, at, hint.signs ?? common), hint);
    if (found) return found;
  }
  return null;
}

/** Digits with separators between: "1.299,00", "1 299", "36. 24", ".75"; not the dot of "Rs.5". */
const NUMBER = new RegExp(
  `(?<![${LETTERS}\\d.,])[.,]\\d{1,2}(?![\\d.,])|\\d+(?: \\d{3}(?!\\d))*(?:[.,'’]+\\d+)*(?:[.,] \\d\\d(?![\\d.,]))?`,
  'g',
);
const THREE_DECIMALS = /^(?:KWD|BHD|OMR|JOD|TND|IQD|LYD)$/;

/** "1.299,00" → "1299.00"; null where the separators make no number, as in a date. */
function decimal(digits: string, currency: string | null): string | null {
  const plain = digits.replace(/[ '’]/g, '');
  const marks = plain.replace(/\d/g, '');
  const last = marks.at(-1);
  let point = -1;
  if (last && marks.indexOf(last) === marks.length - 1) {
    point = plain.lastIndexOf(last);
    const tail = plain.length - point - 1;
    const grouped = marks.length === 1 && tail === 3 && !/^0?[.,]/.test(plain);
    if (grouped && !(currency && THREE_DECIMALS.test(currency))) point = -1;
  }
  const whole = point < 0 ? plain : plain.slice(0, point);
  if (/^\d+(?:[.,]+\d{3})*$|^$/.test(whole) === false) return null;
  const integer = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '') || '0';
  const fraction = point < 0 ? '' : plain.slice(point + 1, point + 7).replace(/(?<=..)0+$/, '');
  return integer.length > 15 ? null : integer + (fraction && `.${fraction}`);
}

/**
 * Reads one price out of a short text: the first number with a currency beside it, or else the first number; with
 * a `sense`, the first that is the price to pay, or else a former one or one per measure. Of a range it is the
 * lower end. The amount is a decimal string; the currency is null where neither text nor hint names one. Looks at
 * the first 500 characters only, in linear time. "1.234" with one separator before three digits is thousands.
 */
export function parsePrice(text: string, hint: PriceHint = {}): Money | null {
  const line = text
    .slice(0, 500)
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/\s+/g, ' ')
    .replace(/([A-Z]{1,3}) (?=\$)/g, '$1')
    .replace(/(\d)([€£$])(\d\d)(?![\d.,])/g, '$1.$3$2')
    .replace(/(?<![\d.,])(\d\d?) ?¢/g, (_, cents) => `$0.${cents.padStart(2, '0')}`);
  const signs = hint.signs ?? common;
  let bare: string | null = null;
  let other: Money | null = null;
  for (const { 0: digits, index } of line.matchAll(NUMBER)) {
    const end = index + digits.length;
    const before = line.slice(0, index).trimEnd();
    const gap = /^[.,]?-* ?/.exec(line.slice(end, end + 5))?.[0].length ?? 0;
    const left = signAt(line, before.length, signs, true);
    const right = signAt(line, end + gap, signs);
    // A code says more than a sign: "$12 CAD".
    const [one, two] = right && codes.has(right) ? [right, left] : [left, right];
    const currency = currencyOf(one, hint) ?? currencyOf(two, hint);
    const amount = decimal(digits, currency ?? hint.currency ?? null);
    const sense = hint.sense?.(before.slice(-30), line.slice(end + (right ? gap + right.length : 0)));
    if (sense === 'none') continue;
    if (amount && (one || two)) {
      const money = { amount, currency: currency ?? parseCurrency(hint.currency ?? '', hint) };
      if (!sense && Number(amount)) return money;
      other ??= money;
    }
    bare ??= amount;
  }
  if (other || !bare || /^\d+-0\d$/.test(line.trim())) return other;
  return { amount: bare, currency: parseCurrency(line, hint) ?? parseCurrency(hint.currency ?? '', hint) };
}
