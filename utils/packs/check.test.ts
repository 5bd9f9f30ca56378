import { describe, expect, test } from 'vitest';
import type { Listing } from '../listing/listing.ts';
import { check } from './check.ts';
import { compilePacks } from './compile.ts';
import type { Condition } from './condition.ts';
import { explain } from './explain.ts';
import type { ListEntry, Lists } from './finding.ts';
import { type Pack, parsePack } from './pack.ts';
import type { Vocabulary } from './vocabulary.ts';

const euro = (amount: string) => ({ amount, currency: 'EUR' });
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
    [poison, { title: 'Arsenicfreie Farbe' }, false],
    [poison, { title: 'arsenicvrij' }, false],
    [poison, { title: 'arsenicadavaba' }, false],
    [poison, { title: 'arsenicalien vaba' }, true],
    [poison, { title: 'arsenicfri, arsenicmentes' }, false],
    [poison, { title: 'Arsenicfreund' }, true],
    [poison, { title: 'arsenicfri, with arsenic' }, true],
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
    [
      { price: { currency: 'EUR', atLeast: '30' } },
      { price: euro('1'), variants: [{ name: 'VIP', price: euro('40') }] },
      true,
    ],
    [{ discount: { atLeast: 80 } }, { price: euro('10'), priceBefore: euro('100') }, true],
    [{ discount: { atLeast: 80 } }, { price: euro('30'), priceBefore: euro('100') }, false],
    [{ not: { discount: { atLeast: 80 } } }, { price: euro('30') }, false],
    [{ spread: { atLeast: 10 } }, { variants: ['2', '30'].map((a) => ({ name: a, price: euro(a) })) }, true],
    [{ spread: { atLeast: 10 } }, { price: euro('2'), variants: [{ name: 'a' }] }, false],
    [{ language: ['de', 'fr'] }, { language: 'de-AT' }, true],
    [{ not: { language: ['de'] } }, {}, false],
    [{ unless: { language: ['de'] } }, {}, true],
    [{ unless: { language: ['de'] } }, { language: 'de' }, false],
    [poison, { variants: [{ name: '5 g arsenic' }] }, true],
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

  test('says nothing of the next listing when one broke off halfway', () => {
    const unreadable = {
      length: 1,
      charCodeAt: () => {
        throw new Error('on purpose');
      },
    };
    const both = compilePacks([
      packOf(rule('both', { all: [{ mentions: 'pills' }, { mentions: 'poison' }] })),
    ]);
    const broken = { title: 'arsenic', description: unreadable as unknown as string };
    expect(() => check(both, broken)).toThrow('on purpose');
    expect(check(both, { title: 'pills' })).toEqual([]);
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
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('confidence', () => {
  const weak = { weak: true, wrongIf: { en: 'It is sold as a decoration.' } } as const;
  const packWith = (...rules: Pack['rules']): Pack =>
    parsePack({
      ...packOf(),
      vocabularies: { ...vocabularies, hint: { ...words('incense'), ...weak } },
      rules,
    });
  const findings = (rules: Pack['rules'], listing: Partial<Listing>, lists?: Lists) =>
    check(compilePacks([packWith(...rules)]), listing, lists);

  test('is low on weak words alone, and says what would make it wrong', () => {
    const either = [rule('one', { mentions: ['poison', 'hint'] })];
    expect(findings(either, { title: 'incense' })[0]).toMatchObject({ confidence: 'low' });
    expect(findings(either, { title: 'arsenic incense' })[0]).toMatchObject({ confidence: 'high' });
    const compiled = compilePacks([packWith(...either)]);
    const wrongIf = (title: string) => explain(compiled, check(compiled, { title }))[0]?.wrongIf;
    expect(wrongIf('incense')).toEqual([weak.wrongIf]);
    expect(wrongIf('arsenic')).toEqual([]);
  });

  test.each<[Condition]>([
    [{ mentions: 'hint' }],
    [{ mentions: ['poison', 'hint'] }],
    [{ any: [{ mentions: 'hint' }, { mentions: 'poison' }] }],
    [{ near: ['hint', { quantity: { unit: 'g', over: 1 } }], within: 3 }],
  ])('danger cannot rest on weak words: %j', (when) =>
    expect(() => packWith(rule('one', when, 'danger'))).toThrow('danger cannot rest on weak words alone'),
  );

  test('danger may rest on others beside weak words', () =>
    expect(
      findings([rule('one', { all: [{ mentions: 'hint' }, { mentions: 'poison' }] }, 'danger')], {
        title: 'arsenic incense',
      }),
    ).toMatchObject([{ severity: 'danger', confidence: 'high' }]));

  test('a weak rule is no danger and must say what would make it wrong', () => {
    expect(() => packWith({ ...rule('one', { mentions: 'poison' }, 'danger'), ...weak })).toThrow(
      'a weak rule cannot be danger',
    );
    expect(() => packWith({ ...rule('one', { mentions: 'poison' }), weak: true })).toThrow('must say');
    expect(
      findings([{ ...rule('one', { mentions: 'poison' }), ...weak }], { title: 'arsenic' }),
    ).toMatchObject([{ confidence: 'low' }]);
  });

  test('disguise is told', () => {
    const [plain, masked] = ['arsenic', '4rsenic'].map(
      (title) => findings([rule('one', { mentions: 'poison' })], { title })[0],
    );
    expect(plain).not.toHaveProperty('disguised');
    expect(masked).toMatchObject({ disguised: true });
  });

  test('of lists: what no list is given for is not known; an entry gives its words and evidence', () => {
    const listed = [rule('one', { listed: 'recalls' }), rule('two', { not: { listed: 'recalls' } })];
    expect(findings(listed, { title: 'Pump' })).toEqual([]);
    const entry: ListEntry = {
      by: 'gtin',
      confidence: 'medium',
      text: 'The pump bursts.',
      url: 'https://example.org/1',
      evidence: [{ field: 'identifiers.gtin', text: '4006381333931', start: 0, end: 13 }],
    };
    const lists: Lists = {
      find: (list, { identifiers }) =>
        list === 'recalls' ? (identifiers?.gtin === '4006381333931' ? [entry] : []) : undefined,
    };
    expect(findings(listed, { identifiers: { gtin: '4006381333931' } }, lists)).toMatchObject([
      { rule: 'test.one', confidence: 'medium', entries: [entry], evidence: entry.evidence },
    ]);
    expect(findings(listed, { title: 'Pump' }, lists)).toMatchObject([{ rule: 'test.two' }]);
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
