import type { Amount } from './condition.ts';
import { isDigit } from './fold-table.ts';
import { type Tokens, tokenText } from './token-room.ts';
import { DAILY, HOURLY, type Measure, PER, STRENGTH, TO, UNIT_WORDS, UNITS, type Unit } from './units.ts';

/** A number with its unit, as a text names it: one value, or a range. In the measure's first unit. */
export interface Quantity {
  measure: Measure;
  from: number;
  to: number;
  start: number;
  end: number;
}

const wordsIn = (words: string | undefined): string[] => words?.split(' ') ?? [];
/** Units by their words; made when first needed, and not folded anew: a woken worker would wait for it. */
const unitsByWord = (): Map<string, Unit> =>
  new Map(
    (Object.keys(UNITS) as Unit[]).flatMap((unit) =>
      [...(/^[a-z]+$/i.test(unit) ? [unit.toLowerCase()] : []), ...wordsIn(UNIT_WORDS[unit])].map(
        (word) => [word, unit] as const,
      ),
    ),
  );
/** A word by its first letter and length, for most are none of ours and need not be spelt out. */
const outline = (first: number, length: number): number => (first << 8) | Math.min(length, 0xff);
const wordsOfQuantities = () => {
  const units = unitsByWord();
  const setOf = (some: string): ReadonlySet<string> => new Set(wordsIn(some));
  const [daily, hourly, per] = [setOf(DAILY), setOf(HOURLY), setOf(PER)];
  const [to, strength] = [setOf(TO), setOf(STRENGTH)];
  const outlines = new Set(
    [...units.keys(), ...daily, ...hourly, ...per, ...to, ...strength].map((word) =>
      outline(word.charCodeAt(0), word.length),
    ),
  );
  return { units, daily, hourly, per, to, strength, outlines };
};
let words: ReturnType<typeof wordsOfQuantities> | undefined;

/** Quantities kept from one text. */
const MOST = 200;
/** Digits of a number, beyond which it is an article number and no amount. */
const MOST_DIGITS = 9;

const LETTER_O = 111;
const [SPACE, HYPHEN, PERCENT, PER_MILLE] = [32, 45, 37, 0x2030];

const isSpaceUnit = (unit: number): boolean => unit === 32 || unit === 0xa0 || unit === 0x202f;
const isPoint = (unit: number): boolean => unit === 46 || unit === 44;
/** Between groups of three digits: 1.000 1,000 1'000 1’000 */
const isGrouping = (unit: number): boolean => isPoint(unit) || unit === 39 || unit === 0x2019;

/** A number read off a text: its value and the token after it. */
interface Numeral {
  value: number;
  next: number;
}

/**
 * Every number with a unit in a text: "0,5 mg", "1.000 IE", "5O mg" (letter O), "1 0 0 mg", "10 %", "2 weeks",
 * "20 mg/ml", "10–20 mg", "300 mg per day", "40 % vol".
 */
export function quantitiesIn(text: string, tokens: Tokens): Quantity[] {
  words ??= wordsOfQuantities();
  const { units, daily, hourly, per, to, strength, outlines } = words;
  const found: Quantity[] = [];

  const isNumber = (at: number): boolean =>
    at < tokens.count && isDigit(tokens.codes[tokens.from[at] as number] as number);
  const length = (at: number): number =>
    at < tokens.count ? (tokens.to[at] as number) - (tokens.from[at] as number) : 0;
  /** What stands before a token, after the one before; a few signs at most. */
  const gap = (at: number): string =>
    at < tokens.count
      ? text.slice(
          tokens.end[at - 1],
          Math.min(tokens.start[at] as number, (tokens.end[at - 1] as number) + 4),
        )
      : '\n';
  /** A token, if it may be one of the words that count here. */
  const word = (at: number): string =>
    at < tokens.count && outlines.has(outline(tokens.codes[tokens.from[at] as number] as number, length(at)))
      ? tokenText(tokens, at)
      : '';
  /** The one unit that stands before a token; 0 for none, -1 for more. */
  const sign = (at: number): number => {
    if (at >= tokens.count) return -1;
    const end = at === 0 ? 0 : (tokens.end[at - 1] as number);
    const size = (tokens.start[at] as number) - end;
    return size === 0 ? 0 : size === 1 ? text.charCodeAt(end) : -1;
  };

  /** Whether letters stand right before: the 6 of "B6 100 mg" is no thousands. */
  const isGlued = (at: number): boolean => at > 0 && sign(at) === 0;

  const numeralAt = (at: number): Numeral | null => {
    if (!isNumber(at) || length(at) > MOST_DIGITS) return null;
    let digits = tokenText(tokens, at);
    let next = at + 1;
    // "1 0 0": three single digits and more, a space between each.
    if (digits.length === 1 && isNumber(next) && length(next) === 1 && isSpaceUnit(sign(next))) {
      let end = next;
      let run = digits;
      while (isNumber(end) && length(end) === 1 && isSpaceUnit(sign(end)) && run.length < MOST_DIGITS)
        run += tokenText(tokens, end++);
      if (run.length >= 3) return { value: Number(run), next: end };
    }
    // Thousands: 1.000, 1 000, 1'000.000 …, as long as groups of three go on with the same sign.
    const by = sign(next);
    if (digits.length <= 3 && digits !== '0' && (isGrouping(by) || (isSpaceUnit(by) && !isGlued(at))))
      while (isNumber(next) && length(next) === 3 && sign(next) === by && digits.length < MOST_DIGITS)
        digits += tokenText(tokens, next++);
    if (isNumber(next) && isPoint(sign(next)) && length(next) <= MOST_DIGITS)
      digits += `.${tokenText(tokens, next++)}`;
    // The letter O for a nought: "5O mg", "5OO mg".
    while (
      next < tokens.count &&
      sign(next) === 0 &&
      [...tokenText(tokens, next).slice(0, 4)].every((letter) => letter.charCodeAt(0) === LETTER_O) &&
      length(next) <= 3
    )
      digits += '0'.repeat(length(next++));
    return { value: Number(digits), next };
  };
  const add = (
    measure: Measure,
    worth: number,
    [from, to]: [number, number],
    first: number,
    end: number,
  ): void => {
    const [low, high] = from <= to ? [from, to] : [to, from];
    found.push({ measure, from: low * worth, to: high * worth, start: tokens.start[first] as number, end });
  };

  for (let i = 0; i < tokens.count && found.length < MOST; ) {
    const one = isNumber(i) ? numeralAt(i) : null;
    if (!one) {
      i++;
      continue;
    }
    const first = i;
    i = one.next;
    let ends: [number, number] = [one.value, one.value];
    // A range: "10-20 mg", "10 – 20 mg", "10 to 20 mg", "10 mg - 20 mg" (whose first end is found by itself).
    const isTo =
      sign(i) !== SPACE && /^ ?[-–—~…] ?$|^\.\.\.?$/.test(gap(i))
        ? i
        : isSpaceUnit(sign(i)) && to.has(word(i)) && isSpaceUnit(sign(i + 1))
          ? i + 1
          : -1;
    const other = isTo > 0 ? numeralAt(isTo) : null;
    if (other && hasUnit(other.next)) {
      ends = [one.value, other.value];
      i = other.next;
    }
    const end = tokens.end[i - 1] as number;
    const percent = percentAt(end);
    if (percent > 0) {
      const worth = text[percent - 1] === '‰' ? 0.1 : 1;
      add('percent', worth, ends, first, percent);
      if (strength.has(word(i)) && (tokens.start[i] as number) - end <= 4)
        add('strength', worth, ends, first, tokens.end[i] as number);
      continue;
    }
    if (!isBesideUnit(i)) continue;
    const unit = units.get(word(i));
    if (!unit) continue;
    let [measure, worth]: readonly [Measure, number] = UNITS[unit];
    let last = i;
    const after = i + 1;
    const slash = /^ ?\/ ?$/.test(gap(after));
    const by = slash ? after : per.has(word(after)) && isSpaceUnit(sign(after)) ? after + 1 : -1;
    const over = by > 0 ? word(by) : '';
    if (measure === 'mass' && over && units.get(over) === 'ml') [measure, last] = ['concentration', by];
    else if (measure === 'mass' && over && units.get(over) === 'kg' && slash) [measure, last] = ['share', by];
    else if (over && units.get(over) === 'days') last = by;
    else if (unit === 'percent' && /^(vol|abv|alk)$/.test(word(after))) last = after;
    else if (unit === 'km' && over && (units.get(over) === 'hours' || hourly.has(over)))
      [measure, worth, last] = ['speed', 1, by];
    else if (daily.has(word(after)) && isSpaceUnit(sign(after))) last = after;
    add(measure, worth, ends, first, tokens.end[i] as number);
    if (last > i) {
      const own = found[found.length - 1] as Quantity;
      if (measure === 'concentration' || measure === 'share' || measure === 'speed')
        own.end = tokens.end[last] as number;
      else if (measure === 'mass' || measure === 'international units')
        found.push({
          ...own,
          measure: measure === 'mass' ? 'daily' : 'daily units',
          end: tokens.end[last] as number,
        });
    }
    i = last + 1;
  }
  return found;

  /** Where a percent or per mille sign right after an offset ends; 0 where there is none. */
  function percentAt(end: number): number {
    const at = isSpaceUnit(text.charCodeAt(end)) ? end + 1 : end;
    const sign = text.charCodeAt(at);
    return sign === PERCENT || sign === PER_MILLE ? at + 1 : 0;
  }
  /** Whether a token is close enough to the number before it to be its unit. */
  function isBesideUnit(at: number): boolean {
    const between = sign(at);
    return between === 0 || between === HYPHEN || isSpaceUnit(between);
  }
  function hasUnit(at: number): boolean {
    return percentAt(tokens.end[at - 1] as number) > 0 || (isBesideUnit(at) && units.has(word(at)));
  }
}

/** Whether a quantity, or one in its range, is as an amount demands. */
export function isAmount(
  { unit, over, atLeast, under, atMost }: Amount,
  { measure, from, to }: Quantity,
): boolean {
  const [own, worth] = UNITS[unit];
  // A hair's breadth, because 0.1 of a unit times its worth is not exact.
  const hair = 1e-9 * Math.max(1, Math.abs(to));
  return (
    own === measure &&
    (over === undefined || to > over * worth + hair) &&
    (atLeast === undefined || to >= atLeast * worth - hair) &&
    (under === undefined || from < under * worth - hair) &&
    (atMost === undefined || from <= atMost * worth + hair)
  );
}
