import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';
import { tokenText } from './token-room.ts';

const words = (text: string) => {
  const tokens = fold(text);
  return Array.from({ length: tokens.count }, (_, i) => tokenText(tokens, i));
};

describe('folding', () => {
  test.each([
    ['Sildénafil', ['sildenafil']],
    ['STRASSE straße', ['strasse', 'strasse']],
    ['Œuf, Æther, Łódź, Ørsted', ['oeuf', 'aether', 'lodz', 'orsted']],
    ['Σιλδεναφίλη ΣΙΛΔΕΝΑΦΊΛΗΣ', ['σιλδεναφιλη', 'σιλδεναφιλησ']],
    ['Силденафил', ['силденафил']],
    ['ＣＢＤ 𝐎𝐳𝐞𝐦𝐩𝐢𝐜 Ⓑ', ['cbd', 'ozempic', 'b']],
    ['ＧＰＳ　ＪＡＭＭＥＲ「x」', ['gps', 'jammer', 'x']],
    ['Via\u200bgra Via\u00adgra O\u0336z', ['viagra', 'viagra', 'oz']],
    ['100mg RAD-140', ['100', 'mg', 'rad', '140']],
    ['ﬃx', ['ffix']],
    ["men’s l'amoxicilline", ['men', 's', 'l', 'amoxicilline']],
    ['💊🏽\ufe0f', []],
    ['\ud83d a \ude00', ['a']],
    ['', []],
  ])('%j', (text, expected) => expect(words(text)).toEqual(expected));

  test('each token stands where its slice of the text folds to the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const tokens = fold(text);
        let last = 0;
        for (let i = 0; i < tokens.count; i++) {
          const [start, end] = [tokens.start[i] as number, tokens.end[i] as number];
          expect(start).toBeGreaterThanOrEqual(last - 1);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          // A ligature may be cut in two where its digits meet its letters: then the slice holds both.
          expect(words(text.slice(start, end)).join('')).toContain(tokenText(tokens, i));
          last = end;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
