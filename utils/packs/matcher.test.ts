import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, tokenText } from './fold.ts';
import { type Hit, Matcher } from './matcher.ts';
import type { Term } from './terms.ts';

const wordsOf = (text: string) => {
  const tokens = fold(text);
  return Array.from({ length: tokens.count }, (_, i) => ({
    text: tokenText(tokens, i),
    start: tokens.start[i] as number,
    end: tokens.end[i] as number,
  }));
};

/** Every term at every word, one after the other. */
function naive(terms: readonly Term[], text: string): Hit[] {
  const words = wordsOf(text);
  const hits = new Map<string, Hit>();
  for (const { text: term, vocabularies } of terms) {
    const wanted = term.split(' ').flatMap((piece) =>
      wordsOf(piece).map((word, at, all) => ({
        text: word.text,
        star: piece.endsWith('*') && at === all.length - 1,
      })),
    );
    for (let i = 0; i + wanted.length <= words.length; i++)
      if (
        wanted.every(({ text: want, star }, k) =>
          star ? words[i + k]?.text.startsWith(want) : words[i + k]?.text === want,
        )
      )
        for (const vocabulary of vocabularies) {
          const [start, end] = [words[i]?.start as number, words[i + wanted.length - 1]?.end as number];
          hits.set(`${vocabulary}:${start}:${end}`, {
            vocabulary,
            start,
            end,
            reread: false,
            disguised: false,
            misspelt: false,
            rest: expect.any(Number) as unknown as number,
          });
        }
  }
  return [...hits.values()].sort((a, b) => a.start - b.start || a.end - b.end || a.vocabulary - b.vocabulary);
}

describe('matching', () => {
  const word = fc.constantFrom(
    'via',
    'viagra',
    'viagras',
    'link',
    'hidden',
    '100',
    'mg',
    'é',
    'ÉÉ',
    'ΣΊΛ',
    'абв',
    'x',
  );
  const piece = fc
    .tuple(word, fc.boolean())
    .map(([text, star]) => (star && [...text].length >= 3 ? `${text}*` : text));
  const terms = fc.uniqueArray(
    fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(' ')),
    { minLength: 1, maxLength: 20 },
  );

  test('equals the naive search on random words', () => {
    fc.assert(
      fc.property(
        terms,
        fc.array(word, { maxLength: 30 }),
        fc.constantFrom(' ', ', ', '. '),
        (list, words, gap) => {
          const all = list.map((text, n) => ({ text, vocabularies: [n % 5] }));
          const text = words.join(gap);
          const plain = new Matcher(all).match(text).filter((hit) => !hit.reread);
          expect(plain).toEqual(naive(all, text));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('finds at least what the naive search finds in any text', () => {
    fc.assert(
      fc.property(terms, fc.string({ unit: 'grapheme', maxLength: 200 }), (list, text) => {
        const all = list.map((term, n) => ({ text: term, vocabularies: [n % 5] }));
        expect(new Matcher(all).match(text)).toEqual(expect.arrayContaining(naive(all, text)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a term of another vocabulary, a shorter and a longer term are all found', () => {
    const matcher = new Matcher([
      { text: 'royal honey', vocabularies: [0] },
      { text: 'honey', vocabularies: [1, 2] },
      { text: 'royal honey vip', vocabularies: [0] },
    ]);
    expect(matcher.match('Royal Honey VIP').map(({ vocabulary, end }) => [vocabulary, end])).toEqual([
      [0, 11],
      [0, 15],
      [1, 11],
      [2, 11],
    ]);
  });
});

describe('disguise', () => {
  const terms = ['viagra', 'sildenafil*', 'alprazolam*', 'ozempic', 'hidden link', 'dildo', 'link'].map(
    (text, n) => ({ text, vocabularies: [n] }),
  );
  const matcher = new Matcher(terms);
  const found = (text: string) =>
    matcher.match(text).map(({ start, end, disguised }) => [text.slice(start, end), disguised]);

  test.each([
    ['V1agra 100', 'V1agra'],
    ['buy s!ldenaf1l now', 's!ldenaf1l'],
    ['$ildenafil', '$ildenafil'],
    ['A1prazolam', 'A1prazolam'],
    ['Vіаgrа', 'Vіаgrа'],
    ['Οzempic', 'Οzempic'],
    ['V i a g r a 100', 'V i a g r a'],
    ['V.i.a.g.r.a', 'V.i.a.g.r.a'],
    ['V💊i💊a💊g💊r💊a', 'V💊i💊a💊g💊r💊a'],
    ['V-i-@-g-r-a', 'V-i-@-g-r-a'],
    ['H i d d e n   l i n k', 'H i d d e n   l i n k'],
    ['H i d d e n l i n k', 'H i d d e n l i n k'],
    ['h1dden link', 'h1dden link'],
    ['d1ld0', 'd1ld0'],
  ])('%s', (text, words) => expect(found(text)).toContainEqual([words, true]));

  test('invisible characters, width and accents are folded away in the first reading', () => {
    expect(found('Via\u200bgra')).toEqual([['Via\u200bgra', false]]);
    expect(found('ＶＩＡＧＲＡ')).toEqual([['ＶＩＡＧＲＡ', false]]);
  });

  test('a hyphen inside a word is no disguise', () =>
    expect(found('Ozem-pic')).toEqual([['Ozem-pic', false]]));

  test.each(['S M L X L', 'A B C D', '4x4 RC', 'Καλή виа гра', 'B-17G', 'size 1-2-3', 'vi agra', 'M0t0'])(
    '%s is nothing',
    (text) => expect(found(text)).toEqual([]),
  );

  test('real Greek and Bulgarian stay themselves', () => {
    const greek = new Matcher([
      { text: 'oak cask', vocabularies: [0] },
      { text: 'cop*', vocabularies: [1] },
    ]);
    expect(greek.match('сор сорт')).toEqual([]);
  });
});
