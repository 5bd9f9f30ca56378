import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';
import { quantitiesIn } from './quantities.ts';

const read = (text: string) =>
  quantitiesIn(text, fold(text)).map(({ unit, value, start, end }) => [value, unit, text.slice(start, end)]);

describe('quantities', () => {
  test.each([
    ['100mg', [[100, 'mg', '100mg']]],
    ['0,5 g', [[500, 'mg', '0,5 g']]],
    [
      '10 kilo in 2 weken',
      [
        [10_000_000, 'mg', '10 kilo'],
        [14, 'days', '2 weken'],
      ],
    ],
    [
      '5 кг за 3 дни',
      [
        [5_000_000, 'mg', '5 кг'],
        [3, 'days', '3 дни'],
      ],
    ],
    ['50.000 IE', [[50_000, 'iu', '50.000 IE']]],
    ['50 000 IU', [[50_000, 'iu', '50 000 IU']]],
    ['2.9 mg', [[2.9, 'mg', '2.9 mg']]],
    ['5O mg', [[50, 'mg', '5O mg']]],
    ['20 mg/ml', [[20, 'mg/ml', '20 mg/ml']]],
    ['29,9 % Creme', [[29.9, 'percent', '29,9 %']]],
    [
      '5% 30ml',
      [
        [5, 'percent', '5%'],
        [30, 'ml', '30ml'],
      ],
    ],
    ['M8 x 60', []],
    ['12345678901 mg', []],
    ['', []],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});
