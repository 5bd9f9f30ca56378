import { describe, expect, test } from 'vitest';
import { CATEGORIES } from '../../utils/notices/taxonomy.ts';
import { deadline, placeOf, workingDaysAfter } from './clocks.ts';

describe('workingDaysAfter', () => {
  test.each([
    ['2026-11-23T10:00:00.000Z', '2026-11-26T10:00:00.000Z', 'Monday to Thursday'],
    ['2026-11-25T23:59:59.999Z', '2026-11-30T23:59:59.999Z', 'Wednesday over the weekend to Monday'],
    ['2026-11-27T10:00:00.000Z', '2026-12-02T10:00:00.000Z', 'Friday to Wednesday'],
    ['2026-11-28T10:00:00.000Z', '2026-12-03T00:00:00.000Z', 'Saturday counts as Monday'],
    ['2026-11-29T23:00:00.000Z', '2026-12-03T00:00:00.000Z', 'Sunday too'],
    ['2026-12-30T10:00:00.000Z', '2027-01-04T10:00:00.000Z', 'over the new year, holidays not counted'],
  ])('%s → %s: %s', (from, to) => {
    expect(workingDaysAfter(from, 3)).toBe(to);
  });
});

test('only notices of products have a deadline in the law', () => {
  const at = '2026-11-23T10:00:00.000Z';
  expect(deadline('notice', 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS', at)).toEqual({
    at: '2026-11-26T10:00:00.000Z',
    by: 'gpsr',
  });
  expect(deadline('notice', 'STATEMENT_CATEGORY_CONSUMER_INFORMATION', at).by).toBe('house');
  expect(deadline('complaint', 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS', at).by).toBe('house');
});

test('trusted flaggers come before everybody, unsafe products before information duties', () => {
  const [unsafe, information] = [
    'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
    'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
  ] as const;
  expect(placeOf(unsafe, 0)).toBeLessThan(placeOf(information, 0));
  for (const a of CATEGORIES) for (const b of CATEGORIES) expect(placeOf(a, 1)).toBeLessThan(placeOf(b, 0));
});
