import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { besides } from './besides.ts';
import { moneySchema } from './listing.ts';
import { type PriceHint, parseCurrency, parsePrice } from './price.ts';
import { allSigns } from './rarer-signs.ts';

const read = (text: string, hint?: PriceHint) => {
  const price = parsePrice(text, hint);
  return price && `${price.amount} ${price.currency ?? '?'}`;
};

describe('parsePrice', () => {
  test.each([
    ['€ 1.299,00', '1299.00 EUR'],
    ['1 299,00 zł', '1299.00 PLN'],
    ['US $12.34', '12.34 USD'],
    ['R$260,00', '260.00 BRL'],
    ['12€50', '12.50 EUR'],
    ['Rs.1,599', '1599 ?'],
    ['$.75', '0.75 USD'],
    ['1.899,-', '1899 ?'],
    ['$119. 95', '119.95 USD'],
    ["CHF 1'250.50", '1250.50 CHF'],
    ['3 Ausgaben für nur 14,85 EUR', '14.85 EUR'],
    ['$12 CAD', '12 CAD'],
    ['٤٤٫٥٠ ر.س', '44.50 SAR'],
    ['50 - $2.00 100 - $2.75', '2.00 USD'],
    ['841,00 zł – 995,00 zł', '841.00 PLN'],
    ['1.11000000000000009770', '1.11 ?'],
    ['12,000원', '12000 KRW'],
    ['99¢', '0.99 USD'],
    ['5 ¢', '0.05 USD'],
  ])('%s', (text, want) => expect(read(text)).toBe(want));

  test.each(['', 'Not available', '15.08.2017', '25-09', '1'.repeat(40)])('no price in %j', (text) =>
    expect(parsePrice(text)).toBeNull(),
  );

  test.each([
    ['Was $120.00 Now $60.00', '60.00 USD'],
    ['statt 29,99 € nur 19,99 €', '19.99 EUR'],
    ['Was $120.00', '120.00 USD'],
    ['(2,50 €/100 g) 4,99 €', '4.99 EUR'],
    ['4,99 € (2,50 € pro 100 g)', '4.99 EUR'],
    ['2,50 €/kg', '2.50 EUR'],
    ['16.00 ft', null],
    ['20%', null],
    ['Free shipping on orders over $49', null],
  ])('%s, by what stands beside it', (text, want) => expect(read(text, { sense: besides })).toBe(want));

  test('a bare sign means the currency of the page’s country', () => {
    expect(read('$ 20', { host: 'www.shop.com.au' })).toBe('20 AUD');
    expect(read('99 kr', { language: 'sv' })).toBe('99 SEK');
    expect(read('99 kr', { host: 'shop.dk' })).toBe('99 DKK');
    expect(read('99 kr')).toBe('99 ?');
    expect(read('$ 20', { host: 'shop.de' })).toBe('20 USD');
    expect(read('$ 20', { host: 'shop.com', language: 'en' })).toBe('20 USD');
    expect(read('$ 20', { host: 'shop.com', language: 'es-MX' })).toBe('20 MXN');
    // Twenty countries write that, and none is named.
    expect(read('$ 20', { host: 'shop.com', language: 'es' })).toBe('20 ?');
  });

  test('the hint names what the text does not, and never overrules it', () => {
    expect(read('19.99', { currency: 'GBP' })).toBe('19.99 GBP');
    expect(read('19.99', { currency: 'Price in £' })).toBe('19.99 GBP');
    expect(read('£54.17', { currency: 'USD' })).toBe('54.17 GBP');
  });

  test('one separator before three digits is thousands, but for currencies with three decimals', () => {
    expect(read('12.500 KWD')).toBe('12.50 KWD');
    expect(read('12.500 VND')).toBe('12500 VND');
    expect(read('0.375 €')).toBe('0.375 EUR');
  });

  test('rarer signs are known where they are asked for', () => {
    expect(read('500 ֏', { signs: allSigns })).toBe('500 AMD');
    expect(parseCurrency('լ ₾', { signs: allSigns })).toBe('GEL');
  });

  test('is money or null for any text, in linear time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.,' €$krRs٤-]{0,60}$/)), (text) => {
        const price = parsePrice(text, { signs: allSigns });
        if (price) expect(moneySchema.safeParse(price).error).toBeUndefined();
      }),
    );
    const started = performance.now();
    for (const part of ['1,', '1', ' ', '€', '1 €', 'A', "'", '1 000 ']) parsePrice(part.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('is not slowed by what a page says its language is', () => {
    const hint = { host: 'shop.example', language: 'xx-'.repeat(100_000) };
    const before = process.threadCpuUsage().user;
    for (let n = 0; n < 300; n++) expect(parsePrice('9,99 €', hint)?.currency).toBe('EUR');
    expect((process.threadCpuUsage().user - before) / 1_000).toBeLessThan(500);
  });

  test('needs no slow start: signs are looked up, not compiled into one great expression', () => {
    const started = performance.now();
    for (let n = 0; n < 1_000; n++) parsePrice('US $1,299.00 - 1,399.00');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
