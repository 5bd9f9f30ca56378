import { describe, expect, test } from 'vitest';
import type { Amount } from './condition.ts';
import { fold } from './fold.ts';
import { isAmount, quantitiesIn } from './quantities.ts';
import { tokenText } from './token-room.ts';
import { DAILY, HOURLY, PER, STRENGTH, TO, UNIT_WORDS } from './units.ts';

const read = (text: string) =>
  quantitiesIn(text, fold(text)).map(({ measure, from, to, start, end }) => [
    from === to ? from : [from, to],
    measure,
    text.slice(start, end),
  ]);

describe('quantities', () => {
  test.each([
    ['100mg', [[100, 'mass', '100mg']]],
    ['0,5 g', [[500, 'mass', '0,5 g']]],
    ['10 έως 20 mg', [[[10, 20], 'mass', '10 έως 20 mg']]],
    [
      '5 κιλά σε 2 εβδομάδες',
      [
        [5_000_000, 'mass', '5 κιλά'],
        [14, 'time', '2 εβδομάδες'],
      ],
    ],
    [
      '10 kilo in 2 weken',
      [
        [10_000_000, 'mass', '10 kilo'],
        [14, 'time', '2 weken'],
      ],
    ],
    [
      '5 кг за 3 дни',
      [
        [5_000_000, 'mass', '5 кг'],
        [3, 'time', '3 дни'],
      ],
    ],
    ['50.000 IE', [[50_000, 'international units', '50.000 IE']]],
    ['50 000 IU', [[50_000, 'international units', '50 000 IU']]],
    ['2.9 mg', [[2.9, 'mass', '2.9 mg']]],
    ['5O mg', [[50, 'mass', '5O mg']]],
    ['20 mg/ml', [[20, 'concentration', '20 mg/ml']]],
    ['29,9 % Creme', [[29.9, 'percent', '29,9 %']]],
    [
      '5% 30ml',
      [
        [5, 'percent', '5%'],
        [30, 'volume', '30ml'],
      ],
    ],
    ['10-20 mg', [[[10, 20], 'mass', '10-20 mg']]],
    ['10 – 20 %', [[[10, 20], 'percent', '10 – 20 %']]],
    ['5 bis 10 ml', [[[5, 10], 'volume', '5 bis 10 ml']]],
    ['1.000.000 mg', [[1e6, 'mass', '1.000.000 mg']]],
    ['1.234,5 g', [[1_234_500, 'mass', '1.234,5 g']]],
    ['2,5 kg', [[2.5e6, 'mass', '2,5 kg']]],
    ['15 lbs', [[6_803_880, 'mass', '15 lbs']]],
    ['5OO mg', [[500, 'mass', '5OO mg']]],
    ['1 0 0 mg', [[100, 'mass', '1 0 0 mg']]],
    ['B6 100 mg', [[100, 'mass', '100 mg']]],
    [
      '5mW 532nm',
      [
        [5, 'power', '5mW'],
        [532, 'wavelength', '532nm'],
      ],
    ],
    ['1,5 W', [[1500, 'power', '1,5 W']]],
    [
      '20000mAh 74Wh',
      [
        [20_000, 'charge', '20000mAh'],
        [74, 'energy stored', '74Wh'],
      ],
    ],
    ['7,5 Joule', [[7.5, 'energy', '7,5 Joule']]],
    [
      '8.9 cm / 120 mm',
      [
        [89, 'length', '8.9 cm'],
        [120, 'length', '120 mm'],
      ],
    ],
    [
      '40 % vol',
      [
        [40, 'percent', '40 %'],
        [40, 'strength', '40 % vol'],
      ],
    ],
    ['12000 Puffs', [[12_000, 'puffs', '12000 Puffs']]],
    ['15.000 Züge', [[15_000, 'puffs', '15.000 Züge']]],
    [
      '300 mg pro Tag',
      [
        [300, 'mass', '300 mg'],
        [300, 'daily', '300 mg pro Tag'],
      ],
    ],
    [
      '2 g/day',
      [
        [2000, 'mass', '2 g'],
        [2000, 'daily', '2 g/day'],
      ],
    ],
    ['90 mg/kg', [[90, 'share', '90 mg/kg']]],
    ['500 ppm', [[500, 'share', '500 ppm']]],
    ['ab 3 Jahren', [[1080, 'time', '3 Jahren']]],
    ['0-36 months', [[[0, 1080], 'time', '0-36 months']]],
    ['bis 45 km/h', [[45, 'speed', '45 km/h']]],
    ['op til 65 km/t', [[65, 'speed', '65 km/t']]],
    ['до 70 км/ч', [[70, 'speed', '70 км/ч']]],
    ['έως 70 χλμ/ώρα', [[70, 'speed', '70 χλμ/ώρα']]],
    ['Ladung 5 t', []],
    ['500 мг', [[500, 'mass', '500 мг']]],
    ['500 г', [[500_000, 'mass', '500 г']]],
    ['2 λίτρα', [[2000, 'volume', '2 λίτρα']]],
    ['M8 x 60', []],
    ['12345678901 mg', []],
    ['', []],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('amounts', () => {
  const holds = (amount: Amount, text: string) =>
    quantitiesIn(text, fold(text)).some((quantity) => isAmount(amount, quantity));
  test.each<[Amount, string, boolean]>([
    [{ unit: 'W', over: 1 }, '1500 mW', true],
    [{ unit: 'mW', atMost: 5 }, '5 mW', true],
    [{ unit: 'g', atLeast: 0.1 }, '100 mg', true],
    [{ unit: 'g', over: 0.1 }, '100 mg', false],
    [{ unit: 'years', under: 3 }, '18-36 Monate', true],
    [{ unit: 'years', under: 3 }, '3-6 years', false],
    [{ unit: 'mg', over: 15 }, '10-20 mg', true],
    [{ unit: 'mg', under: 15 }, '10-20 mg', true],
    [{ unit: 'mg', over: 20 }, '10-20 mg', false],
    [{ unit: 'mg', over: 5 }, '10 ml', false],
  ])('%j of %s', (amount, text, expected) => expect(holds(amount, text)).toBe(expected));
});

test('the words for units stand as a text’s words are folded, or they would not be met', () => {
  const words = [...Object.values(UNIT_WORDS), DAILY, HOURLY, PER, STRENGTH, TO].flatMap((line) =>
    line.split(' '),
  );
  const folded = words.map((word) => {
    const tokens = fold(word);
    return Array.from({ length: tokens.count }, (_, at) => tokenText(tokens, at)).join(' ');
  });
  expect(folded).toEqual(words);
});
