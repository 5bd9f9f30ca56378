import { describe, expect, test } from 'vitest';
import type { Listing } from '../listing/listing.ts';
import { check } from './check.ts';
import { compilePacks } from './compile.ts';
import { explain } from './explain.ts';
import { type Condition, type Pack, parsePack, type Vocabulary } from './pack.ts';

const words = (...terms: string[]): Vocabulary => ({ terms, source: 'own' });
const vocabularies: Record<string, Vocabulary> = {
  poison: {
    ...words('arsenic*', '1327-53-3'.replaceAll('-', ' ')),
    cas: ['1327-53-3'],
    unless: [
      { before: 'no', within: 3 },
      { after: 'free', within: 1 },
    ],
  },
  no: { ...words('no', 'without'), unless: [{ after: 'prescription', within: 2 }] },
  prescription: words('prescription'),
  free: words('free'),
  pills: words('pill', 'pills'),
};
const rule = (id: string, when: Condition, severity: Pack['rules'][number]['severity'] = 'warning') => ({
  id,
  severity,
  category: 'STATEMENT_CATEGORY_SCAMS_AND_FRAUD' as const,
  keyword: 'KEYWORD_PHISHING' as const,
  when,
  explain: { en: `This looks like ${id}.` },
  advice: { en: 'Look again.' },
  law: [{ act: 'An act', url: 'https://example.org/act' }],
  examples: { flags: [{}, {}], passes: [{}, {}] },
});
const packOf = (...rules: Pack['rules']): Pack =>
  parsePack({ id: 'test', version: 2, updated: '2026-01-31', title: { en: 'Test' }, vocabularies, rules });
const holds = (when: Condition, listing: Partial<Listing>) =>
  check(compilePacks([packOf(rule('one', when))]), listing).length === 1;

describe('conditions', () => {
  const poison: Condition = { mentions: 'poison' };
  test.each<[Condition, Partial<Listing>, boolean]>([
    [poison, { title: 'Arsenal' }, false],
    [poison, { title: 'ARSÉNIC powder' }, true],
    [poison, { attributes: [{ name: 'CAS', value: '1327-53-3' }] }, true],
    [poison, { brand: 'Arsenic' }, false],
    [{ mentions: 'poison', in: ['brand'] }, { brand: 'Arsenic' }, true],
    [poison, { title: 'no arsenic' }, false],
    [poison, { title: 'arsenic-free' }, false],
    [poison, { title: 'No prescription, arsenic' }, true],
    [poison, { title: 'no arsenic, arsenic inside' }, false],
    [poison, { title: 'Shipping: no. Arsenic' }, true],
    [poison, { title: 'no returns', description: 'arsenic' }, true],
    [{ near: ['poison', 'pills'], within: 2 }, { title: 'pills of arsenic' }, true],
    [{ near: ['poison', 'pills'], within: 2 }, { title: 'pills of the arsenic' }, false],
    [{ near: ['poison', 'pills'], within: 9 }, { title: 'pills', description: 'arsenic' }, false],
    [
      { near: ['poison', { quantity: { unit: 'mg', atLeast: 5 } }], within: 3 },
      { title: 'arsenic 0,005 g' },
      true,
    ],
    [
      { near: ['poison', { quantity: { unit: 'mg', over: 5 } }], within: 3 },
      { title: 'arsenic 5 mg' },
      false,
    ],
    [{ quantity: { unit: 'days', atMost: 30 } }, { title: 'in one month' }, false],
    [{ quantity: { unit: 'days', atMost: 30 } }, { title: 'in 2 Wochen' }, true],
    [{ mentions: 'poison', disguised: true }, { title: 'arsenic' }, false],
    [{ mentions: 'poison', disguised: true }, { title: '4rsenic' }, true],
    [{ missing: 'brand' }, { brand: null }, true],
    [{ missing: 'brand' }, {}, false],
    [{ not: { missing: 'brand' } }, {}, false],
    [{ not: { missing: 'brand' } }, { brand: 'x' }, true],
    [{ price: { currency: 'EUR', atLeast: '30' } }, { price: { amount: '30.00', currency: 'EUR' } }, true],
    [{ price: { currency: 'EUR', atLeast: '30' } }, { price: { amount: '30.00', currency: 'HUF' } }, false],
    [{ not: { price: { currency: 'EUR', atMost: '30' } } }, { price: null }, false],
    [{ affiliate: true }, { affiliate: { network: 'n', parameter: 'p' } }, true],
    [{ affiliate: false }, { affiliate: null }, true],
    [{ affiliate: false }, {}, false],
    [{ marketplace: ['aliexpress'] }, { marketplace: 'aliexpress' }, true],
    [{ shipsFrom: ['CN'] }, { shipsFrom: 'DE' }, false],
    [{ any: [{ missing: 'brand' }, poison] }, { title: 'arsenic' }, true],
    [{ all: [{ missing: 'brand' }, poison] }, { title: 'arsenic' }, false],
  ])('%j of %j', (when, listing, expected) => expect(holds(when, listing)).toBe(expected));
});

describe('check', () => {
  const compiled = compilePacks([
    packOf(
      rule('a-note', { mentions: 'poison' }, 'note'),
      rule('a-danger', { all: [{ mentions: 'poison' }, { not: { mentions: 'pills' } }] }, 'danger'),
      rule('a-warning', { mentions: 'poison' }),
    ),
  ]);

  test('puts the worst first and keeps the packs’ order otherwise', () => {
    expect(check(compiled, { title: 'arsenic' }).map(({ rule, pack }) => `${rule} ${pack}`)).toEqual([
      'test.a-danger test@2',
      'test.a-warning test@2',
      'test.a-note test@2',
    ]);
  });

  test('shows the very words, where they are, each once and not too many', () => {
    const description = 'x ＡＲＳＥＮＩＣ '.repeat(30);
    const [first] = check(compiled, {
      title: '💊 Ar\u200bsenic',
      attributes: [{ name: 'n', value: 'of arsenic' }],
      description,
    });
    expect(first?.evidence).toHaveLength(8);
    expect(first?.evidence.slice(0, 2)).toEqual([
      { field: 'title', text: 'Ar\u200bsenic', start: 3, end: 11 },
      { field: 'attributes.0.value', text: 'arsenic', start: 3, end: 10 },
    ]);
    for (const { field, text, start, end } of first?.evidence.slice(2) ?? [])
      expect([field, text]).toEqual(['description', description.slice(start, end)]);
  });

  test('says nothing of an empty listing', () => expect(check(compiled, {})).toEqual([]));

  test('explains with the rule’s words and law, and leaves out findings of rules that are gone', () => {
    const findings = check(compiled, { title: 'arsenic' });
    expect(explain(compiled, findings)[0]).toMatchObject({
      explain: { en: 'This looks like a-danger.' },
      law: [{ act: 'An act' }],
    });
    expect(explain(compilePacks([]), findings)).toEqual([]);
  });

  test.each([
    ['arsenic pills no 5 kg in 7 days '],
    ['a r s e n i c '],
    ['4rsenic-p1lls '],
    ['a1'],
    ['a-'],
    ['аa'],
    ['💊a'],
    ['no '],
    ['1.'],
    ['ﷺ'],
    ['\u0301'],
  ])('takes bounded time for 100,000 characters of %j', (text) => {
    const description = text.repeat(100_000 / text.length);
    const start = performance.now();
    check(compiled, { description });
    // Some 50 times what it takes here: a quadratic step would take minutes.
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('compilePacks', () => {
  test('refuses two packs of one name', () =>
    expect(() => compilePacks([packOf(), packOf()])).toThrow('two packs are called "test"'));
  test('refuses a vocabulary of a pack that is not there', () =>
    expect(() => compilePacks([packOf(rule('one', { mentions: 'context.media' }))])).toThrow(
      /unknown vocabulary "context.media".*not loaded/,
    ));
  test('refuses exceptions in a circle', () => {
    const round = {
      ...packOf(),
      vocabularies: {
        a: { ...words('a'), unless: [{ before: 'b', within: 1 }] },
        b: { ...words('b'), unless: [{ after: 'a', within: 1 }] },
      },
    };
    expect(() => compilePacks([parsePack(round)])).toThrow(/exceptions of "test\.[ab]" go round in a circle/);
  });
});
