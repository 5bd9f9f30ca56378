import { describe, expect, test } from 'vitest';
import { besides } from '../../utils/listing/besides.ts';
import { parseCurrency, parsePrice } from '../../utils/listing/price.ts';
import { allSigns } from '../../utils/listing/rarer-signs.ts';
import { corpusIsThere, jsonAt } from './pages.ts';

interface Case {
  currency_raw: string | null;
  price_raw: string | null;
  currency: string | null;
  amount_float: number | string | null;
  decimal_separator: string | null;
  xfail: boolean;
}

describe.skipIf(!corpusIsThere())('another project’s price strings', () => {
  test('amount and currency', () => {
    const signs = allSigns;
    // Of the cases that the other project itself fails, those without a digit have no answer. This parser takes no
    // separator: it finds it out.
    const cases: Case[] = jsonAt('suites/price-parser/cases.json').filter(
      ({ xfail, price_raw, decimal_separator }: Case) =>
        price_raw && !decimal_separator && (!xfail || /\p{Nd}/u.test(price_raw)),
    );
    const wrong = cases.filter(({ price_raw, currency_raw, currency, amount_float }) => {
      const got = parsePrice(price_raw ?? '', { currency: currency_raw, signs, sense: besides });
      if (amount_float === null || got === null) return amount_float !== got;
      const code = currency && parseCurrency(currency, { signs });
      return Math.abs(Number(got.amount) - Number(amount_float)) > 1e-6 || got.currency !== (code || null);
    });
    expect(cases.length).toBeGreaterThan(500);
    expect(wrong.length / cases.length, JSON.stringify(wrong, null, 1)).toBeLessThan(0.005);
  });
});
