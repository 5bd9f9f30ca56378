import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gtinOf } from './gtin.ts';

describe('gtinOf', () => {
  test.each([
    ['4006381333931', '4006381333931'],
    ['EAN: 4006381333931', '4006381333931'],
    ['EAN13#4006381333931', '4006381333931'],
    ['EAN134006381333931', '4006381333931'],
    ['4 006381 333931', '4006381333931'],
    ['96385074', '96385074'],
    ['036000291452 (UPC)', '036000291452'],
    ['1 00 12345 00001 7', '10012345000017'],
    ['ISBN 978-3-16-148410-0', '9783161484100'],
    ['ISBN-10: 3-16-148410-X', '9783161484100'],
  ])('%s', (text, want) => expect(gtinOf(text)).toBe(want));

  test.each([
    ['a wrong check digit', '4006381333932'],
    ['a run of one digit', '0000000000000'],
    ['an ISBN-10 that nobody calls one', '316148410X'],
    ['a wrong ISBN-10', 'ISBN 3-16-148410-5'],
    ['an article number', 'ART-1234567890'],
    ['no text', undefined],
  ])('none in %s', (_, text) => expect(gtinOf(text)).toBeUndefined());

  test('any text gives 8, 12, 13 or 14 digits or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d X-]{0,40}$/)), (text) => {
        expect(gtinOf(text) ?? '12345678').toMatch(/^(?:\d{8}|\d{12,14})$/);
      }),
    );
  });
});
