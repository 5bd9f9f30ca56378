import { isDigit, type Tokens, tokenText } from './fold.ts';
import type { Amount, UNITS } from './pack.ts';

/** A number with its unit, as a text names it. */
export interface Quantity {
  unit: (typeof UNITS)[number];
  value: number;
  start: number;
  end: number;
}

/** Unit words by what one of them is worth, folded; the languages in the order of their codes. */
// prettier-ignore
const WORDS: [unit: Quantity['unit'], worth: number, words: string][] = [
  ['mg', 1, 'mg milligram milligrams milligramm milligrammes miligramos milligrammi мг χιλιοστογραμμα'],
  ['mg', 0.001, 'mcg ug µg μg microgram micrograms mikrogramm mikrogram microgrammes microgramos мкг'],
  ['mg', 1e3, 'g gr gram grams gramm grammes gramos grammi gramow γρ гр'],
  [
    'mg',
    1e6,
    'kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramos kilogramy kilogramow chili chilogrammi kila kiloa quilos kilogramme кг кило килограма килограм килограми κιλα κιλο kilogramu kilogramo kilogramus kilogramov cileagram kg-ot',
  ],
  ['mg', 453_592, 'lb lbs pound pounds libras livres'],
  ['ml', 1, 'ml milliliter millilitre millilitres mililitros millilitri мл'],
  ['ml', 10, 'cl'],
  ['ml', 1e3, 'l liter litre litres litros litri litr litry'],
  ['iu', 1, 'iu ie ui ue iе ме jm tu ne'],
  [
    'days',
    1,
    'day days tag tage tagen jour jours dia dias giorno giorni dzien dni dag dagen dage dagar ден дни den dnu dny dien nap nappal nap alatt zi zile paev paeva paiva paivaa paivassa diena dienas dienos dienu dienam dan dana dneh μερα μερες ημερες ημερα lá la laethanta jiem gurnata',
  ],
  [
    'days',
    7,
    'week weeks woche wochen semaine semaines semana semanas settimana settimane tydzien tygodnie tygodni tygodniu tygodnia week weken uge uger ugers vecka veckor седмица седмици tyden tydny tydnu tyzden tyzdne tyzdnov tjedan tjedna tjedana teden tedna tednov tednih tednu het hetet saptamana saptamani nadal nadalat nadalaga viikko viikkoa viikossa nedela nedelas nedelam savaite savaites savaiciu εβδομαδα εβδομαδες seachtain seachtaine gimgha gimghat',
  ],
  [
    'days',
    30,
    'month months monat monate monaten mois mes meses mese mesi miesiac miesiace miesiecy miesiaca maand maanden maaned maaneder manad manader месец месеца mesic mesice mesicu mesiac mesiace mesiacov mjesec mjeseca mjeseci mesec meseca mesecev honap luna luni kuu kuud kuuga kuukausi kuukautta kuukaudessa menesi menesis menesiem menuo menesius menesiu μηνας μηνα μηνες mi xahar xhur',
  ],
];
const UNIT_WORDS = new Map(
  WORDS.flatMap(([unit, worth, words]) => words.split(' ').map((word) => [word, { unit, worth }] as const)),
);

/** Quantities kept from one text. */
const MOST = 200;
/** Longest unit word, to pass over ordinary words without making strings of them. */
const LONGEST_UNIT = Math.max(...[...UNIT_WORDS.keys()].map((word) => word.length));

/** Every number with a unit in a text: "0,5 mg", "1.000 IE", "5O mg" (letter O), "10 %", "2 weeks", "20 mg/ml". */
export function quantitiesIn(text: string, tokens: Tokens): Quantity[] {
  const found: Quantity[] = [];
  for (let i = 0; i < tokens.count && found.length < MOST; i++) {
    if (!isDigit(tokens.codes[tokens.from[i] as number] as number)) continue;
    const first = i;
    let digits = tokenText(tokens, i);
    if (digits.length > 9) continue;
    const isJoined = (at: number, gap: RegExp): boolean =>
      at < tokens.count &&
      gap.test(
        text.slice(
          tokens.end[at - 1],
          Math.min(tokens.start[at] as number, (tokens.end[at - 1] as number) + 3),
        ),
      );
    const isNumber = (at: number): boolean => isDigit(tokens.codes[tokens.from[at] as number] as number);
    if (isJoined(i + 1, /^[.,']$/) && isNumber(i + 1)) {
      const more = tokenText(tokens, ++i).slice(0, 9);
      digits += more.length === 3 && digits !== '0' ? more : `.${more}`;
    } else if (
      isJoined(i + 1, /^[ \u00a0\u202f]$/) &&
      isNumber(i + 1) &&
      tokenText(tokens, i + 1).length === 3
    )
      digits += tokenText(tokens, ++i);
    // The letter O for a nought: "5O mg".
    while (isJoined(i + 1, /^$/) && tokenText(tokens, i + 1) === 'o') {
      digits += '0';
      i++;
    }
    const value = Number(digits);
    const end = tokens.end[i] as number;
    const percent = /^\s?%/.exec(text.slice(end, end + 2));
    if (percent)
      found.push({
        unit: 'percent',
        value,
        start: tokens.start[first] as number,
        end: end + percent[0].length,
      });
    if (
      !isJoined(i + 1, /^[ \u00a0\u202f-]?$/) ||
      (tokens.from[i + 2] as number) - (tokens.from[i + 1] as number) > LONGEST_UNIT
    )
      continue;
    const unit = UNIT_WORDS.get(tokenText(tokens, i + 1));
    if (!unit) continue;
    const quantity: Quantity = {
      unit: unit.unit,
      value: value * unit.worth,
      start: tokens.start[first] as number,
      end: tokens.end[i + 1] as number,
    };
    if (unit.unit === 'mg' && isJoined(i + 2, /^\/$/) && tokenText(tokens, i + 2) === 'ml')
      found.push({ ...quantity, unit: 'mg/ml', end: tokens.end[i + 2] as number });
    else found.push(quantity);
    i++;
  }
  return found;
}

export const isAmount = ({ unit, over, atLeast, under, atMost }: Amount, quantity: Quantity): boolean =>
  quantity.unit === unit &&
  (over === undefined || quantity.value > over) &&
  (atLeast === undefined || quantity.value >= atLeast) &&
  (under === undefined || quantity.value < under) &&
  (atMost === undefined || quantity.value <= atMost);
