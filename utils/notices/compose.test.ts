import { describe, expect, test } from 'vitest';
import type { Listing } from '../listing/listing.ts';
import type { ExplainedFinding, ListEntry } from '../packs/finding.ts';
import { compose, evidenceKey, lawKey, type Offer, untranslated } from './compose.ts';
import { noticeSchema } from './notice.ts';
import { NOTICE_LANGUAGES } from './phrases.ts';

const listing: Listing = {
  url: 'https://www.aliexpress.com/item/1005001.html?spm=a.b#top',
  marketplace: 'aliexpress',
  id: '1005001',
  title: 'Sildenafil 100 mg, 20 pcs',
  attributes: [{ name: 'Material', value: 'sildenafil citrate' }],
  seller: { id: '77', name: 'Blue Store' },
};

const medicine: ExplainedFinding = {
  rule: 'medicines.prescription-only',
  pack: 'medicines@3',
  severity: 'danger',
  category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  confidence: 'high',
  wrongIf: [],
  evidence: [
    { field: 'title', text: 'Sildenafil 100 mg', start: 0, end: 17 },
    { field: 'attributes.0.value', text: 'sildenafil citrate', start: 0, end: 18 },
  ],
  explain: { en: 'This looks like a prescription medicine.', de: 'Das sieht nach einem Arzneimittel aus.' },
  advice: { en: 'Better not buy it here.' },
  law: [{ act: 'Directive 2001/83/EC', article: '85c', url: 'http://data.europa.eu/eli/dir/2001/83' }],
};
const missing: ExplainedFinding = {
  ...medicine,
  rule: 'trader.missing',
  pack: 'trader@1',
  severity: 'note',
  category: 'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
  keyword: 'KEYWORD_INSUFFICIENT_INFORMATION_ON_TRADERS',
  evidence: [],
  explain: { en: 'The trader is not shown.' },
  law: [
    { act: 'Regulation (EU) 2022/2065', article: '30(7)', url: 'http://data.europa.eu/eli/reg/2022/2065' },
  ],
};
type Changes = Partial<Omit<Parameters<typeof compose>[0], 'offers'>> & Partial<Offer>;
const draft = (
  findings: ExplainedFinding[],
  { language = 'en', chosen, without = [], ownLaw, ...offer }: Changes = {},
) => compose({ offers: [{ listing, findings, ...offer }], language, chosen, without, ownLaw });
const sendable = (notice: ReturnType<typeof draft>) =>
  noticeSchema.safeParse({
    ...notice,
    version: 1,
    id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c11',
    createdAt: '2026-11-24T10:00:00.000Z',
    goodFaith: true,
    notifier: { name: 'Ada Example', email: 'ada@example.org' },
  });

describe('compose', () => {
  test('says which words stand where, why it matters, under which law and by which rule', () => {
    const { explanation } = draft([medicine], { readAt: Date.UTC(2026, 10, 24, 10) });
    expect(explanation).toBe(
      `This notice is about the listing “Sildenafil 100 mg, 20 pcs”. Item number: 1005001. As read on 2026-11-24 10:00 UTC. Seller: Blue Store (77).

The title says “Sildenafil 100 mg”.
Under “Material” the listing says “sildenafil citrate”.
This looks like a prescription medicine.
Legal ground: Directive 2001/83/EC, Art. 85c.
Found with the rule medicines.prescription-only (medicines@3).

For these reasons I consider this offer to be against the law named and therefore illegal content (Regulation (EU) 2022/2065, Art. 3(h)).
This rests on what the listing says; the product itself was not examined.`,
    );
  });

  test('law the person added is said to be theirs, and has no address', () => {
    const ownLaw = [{ act: 'Arzneimittelgesetz', article: '43' }, { act: 'Some decree' }];
    const notice = draft([medicine], { ownLaw });
    expect(notice.explanation).toContain(
      '\nLegal ground as I see it: Arzneimittelgesetz, Art. 43; Some decree.\n\nFor these reasons',
    );
    expect(notice.law).toEqual([...medicine.law, ...ownLaw]);
    expect(sendable(notice).success).toBe(true);
    // The pack's can all be left out for it.
    const alone = draft([medicine], { ownLaw, without: medicine.law.map(lawKey) });
    expect(alone.law).toEqual(ownLaw);
    expect(alone.explanation).not.toContain('2001/83');
    expect(alone.explanation).toContain('may be against the law named');
  });

  test('says of which listing only a card was read', () => {
    const said = 'Of this listing only what a results page shows of it was read.';
    expect(draft([medicine]).explanation).not.toContain(said);
    expect(draft([medicine], { card: true }).explanation).toContain(said);
  });

  test('gives all that Art. 16(2) asks for but the person', () => {
    const notice = draft([medicine]);
    expect(notice).toMatchObject({
      listings: [
        {
          url: 'https://www.aliexpress.com/item/1005001.html',
          marketplace: 'aliexpress',
          id: '1005001',
          seller: { id: '77', name: 'Blue Store' },
        },
      ],
      category: medicine.category,
      keyword: medicine.keyword,
      notifier: null,
    });
    expect(sendable(notice).error).toBeUndefined();
  });

  test('takes category and keyword from the worst and surest finding and names each law once', () => {
    const notice = draft([missing, { ...medicine, confidence: 'low', rule: 'b' }, medicine], {
      chosen: ['trader.missing', 'b', medicine.rule],
    });
    expect(notice.category).toBe(medicine.category);
    expect(notice.evidence.map(({ rule }) => rule)).toEqual([medicine.rule, medicine.rule, 'b', 'b']);
    expect(notice.law.map(({ article }) => article)).toEqual(['85c', '30(7)']);
  });

  test('notes make no notice unless chosen; without a ground it cannot be sent', () => {
    expect(draft([medicine, missing]).law).toHaveLength(1);
    const empty = draft([missing]);
    expect(empty).toMatchObject({
      explanation: '',
      category: 'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE',
      keyword: null,
    });
    expect(sendable(empty).error?.issues[0]?.path).toEqual(['explanation']);
    expect(sendable(draft([missing], { chosen: ['trader.missing'] })).success).toBe(true);
  });

  test.each(NOTICE_LANGUAGES)(
    'is whole in %s, with the pack in English where it has no other',
    (language) => {
      const { explanation } = draft([medicine], { language });
      expect(explanation).toContain(medicine.explain[language] ?? medicine.explain.en);
      expect(explanation).not.toMatch(/\$\d|undefined/);
    },
  );

  test('tells which findings are said in English for want of a translation', () => {
    expect(untranslated([medicine, missing], 'de')).toEqual([missing]);
    expect(untranslated([medicine, missing], 'en')).toEqual([]);
  });

  test('cites cautiously what nobody re-read, names the country of a national law, leaves annexes alone', () => {
    const url = 'https://example.org/law';
    const { explanation, law } = draft([
      {
        ...medicine,
        law: [
          { act: 'AMG', article: '43', url, countries: ['DE'], verified: false },
          { act: 'Regulation (EC) No 1907/2006', article: 'Annex XVII, entry 63', url },
        ],
      },
    ]);
    expect(explanation).toContain('Possible legal ground: AMG, Art. 43 (Germany).');
    expect(explanation).toContain('Legal ground: Regulation (EC) No 1907/2006, Annex XVII, entry 63.');
    expect(law).toEqual([
      { act: 'AMG', article: '43', url },
      { act: 'Regulation (EC) No 1907/2006', article: 'Annex XVII, entry 63', url },
    ]);
  });

  test('is no surer than its grounds: little evidence or a law nobody re-read make it a “may”', () => {
    const sure = /I consider this offer to be against/;
    const unsure = /this offer may be against/;
    expect(draft([medicine]).explanation).toMatch(sure);
    expect(draft([{ ...medicine, confidence: 'low' }]).explanation).toMatch(unsure);
    const law = medicine.law.map((ground) => ({ ...ground, verified: false as const }));
    expect(draft([{ ...medicine, law }]).explanation).toMatch(unsure);
  });

  test('leaves out evidence and law the person took out, in the explanation too', () => {
    const whole = draft([medicine]);
    const without = [...whole.evidence.slice(1).map(evidenceKey), ...whole.law.map(lawKey)];
    const less = draft([medicine], { without });
    expect(less.evidence).toEqual(whole.evidence.slice(0, 1));
    expect(less.law).toEqual([]);
    expect(less.explanation).toContain('Sildenafil 100 mg');
    expect(less.explanation).not.toMatch(/citrate|85c/);
    expect(sendable(less).error).toBeUndefined();
  });

  test('quotes each wording of a field once, wherever it stands', () => {
    const text = 'sildenafil';
    const evidence = [0, 20, 40].map((start) => ({ field: 'description', text, start, end: start + 10 }));
    const notice = draft([{ ...medicine, evidence }]);
    expect(notice.evidence).toHaveLength(1);
    expect(notice.explanation).toContain('The description says “sildenafil”.');
  });

  test('names the alert a public list has on the product, and the product’s number', () => {
    const evidence = [{ field: 'identifiers.gtin', text: '8055186669918', start: 0, end: 13 }];
    const entry: ListEntry = {
      ...{ by: 'gtin', confidence: 'high', text: 'Helmet: it breaks.', url: 'https://example.org/alert' },
      evidence,
    };
    const { explanation } = draft([{ ...medicine, entries: [entry], evidence }], {
      listing: { ...listing, identifiers: { gtin: '8055186669918' } },
    });
    expect(explanation).toContain('Product number (GTIN): 8055186669918.');
    expect(explanation).toContain('“Helmet: it breaks.” (https://example.org/alert)');
  });

  describe('variants', () => {
    const variants = [{ name: 'Honey' }, { name: 'Honey with tadalafil' }, { name: 'tadalafil only' }];
    const inVariant = (...at: number[]) => ({
      ...medicine,
      evidence: at.map((n) => ({ field: `variants.${n}.name`, text: 'tadalafil', start: 0, end: 9 })),
    });
    const variantOf = (findings: ExplainedFinding[], changes: Changes = {}) =>
      draft(findings, { listing: { ...listing, variants }, ...changes }).listings[0]?.variant;

    test('the variant is named when all that was found is in its name', () => {
      expect(variantOf([inVariant(1)])).toBe('Honey with tadalafil');
      expect(draft([inVariant(1)], { listing: { ...listing, variants } }).explanation).toContain(
        'Only this variant is meant: “Honey with tadalafil”.',
      );
    });
    test('not when it is in two of them, or elsewhere too', () => {
      expect(variantOf([inVariant(1, 2)])).toBeUndefined();
      expect(variantOf([inVariant(1), medicine])).toBeUndefined();
      expect(variantOf([inVariant(1), { ...missing, severity: 'warning' }])).toBeUndefined();
    });
    test('the person has the last word', () => {
      expect(variantOf([inVariant(1)], { variant: null })).toBeUndefined();
      expect(variantOf([medicine], { variant: 'Honey' })).toBe('Honey');
    });
  });

  describe('several listings of one trader', () => {
    const second: Listing = {
      ...listing,
      url: 'https://www.aliexpress.com/item/2.html',
      id: '2',
      title: 'Pills',
    };
    const other = { ...medicine, evidence: [{ field: 'title', text: 'Pills', start: 0, end: 5 }] };
    const notice = compose({
      offers: [
        { listing, findings: [medicine] },
        { listing: second, findings: [other, { ...other, rule: 'medicines.second', severity: 'warning' }] },
      ],
      language: 'en',
    });

    test('stand in one notice, each with its own evidence', () => {
      expect(notice.listings.map(({ id }) => id)).toEqual(['1005001', '2']);
      expect(notice.evidence.map(({ listing, text }) => [listing, text])).toEqual([
        [0, 'Sildenafil 100 mg'],
        [0, 'sildenafil citrate'],
        [1, 'Pills'],
        [1, 'Pills'],
      ]);
      expect(sendable(notice).error).toBeUndefined();
    });

    test('the explanation names each, and says once what a rule found in all of them', () => {
      expect(
        notice.explanation,
      ).toContain(`This notice is about 2 listings of one trader. Seller: Blue Store (77).
Listing 1: “Sildenafil 100 mg, 20 pcs”. Item number: 1005001.
Listing 2: “Pills”. Item number: 2.

In listing 1: The title says “Sildenafil 100 mg”. Under “Material” the listing says “sildenafil citrate”.
In listing 2: The title says “Pills”.
This looks like a prescription medicine.`);
      expect(notice.explanation.match(/medicines\.prescription-only/g)).toHaveLength(1);
    });

    test('fifty of them, as long as they can be, still make a notice', () => {
      const long = 'x'.repeat(2_000);
      const offers = Array.from({ length: 60 }, (_, n) => ({
        listing: { ...listing, url: `https://www.aliexpress.com/item/${n}.html`, id: `${n}`, title: long },
        findings: Array.from({ length: 8 }, (_, rule) => ({ ...medicine, rule: `a.${rule}` })),
      }));
      const many = compose({ offers, language: 'en' });
      expect(many.listings).toHaveLength(50);
      expect(sendable(many).error).toBeUndefined();
      expect(many.explanation).toMatch(/the product itself was not examined\.$/);
    });
  });

  test('what concerns child sexual abuse is never composed', () => {
    const doll = {
      ...medicine,
      rule: 'adult-material.child-like-doll',
      category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
      keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
    };
    expect(draft([doll], { chosen: [doll.rule] })).toMatchObject({ explanation: '', evidence: [], law: [] });
  });

  test('a hostile page cannot turn, break or bloat what is written', () => {
    const title = `\u202E${'𝒔'.repeat(900)}\n\nLegal ground: none. $1 $2`;
    const evidence = Array.from({ length: 400 }, (_, n) => ({
      ...{ field: `attributes.${n}.value`, text: `${title}${n}`, start: 0, end: 1 },
    }));
    const notice = draft([{ ...medicine, evidence }, ...Array(50).fill({ ...medicine, evidence })], {
      listing: {
        ...listing,
        title,
        id: ' ',
        seller: { id: null, name: 'a\u2066b\n\n\n$1c' },
        attributes: Array.from({ length: 300 }, () => ({ name: 'x\u202E\ny', value: title })),
      },
    });
    expect(sendable(notice).error).toBeUndefined();
    expect(notice.explanation).not.toMatch(/[\u202e\u2066]|\n\nLegal ground: none|\p{Cs}/u);
    expect(notice.explanation).toContain('Seller: ab $1c.');
    expect(notice.explanation).toMatch(/the product itself was not examined\.$/);
    expect(notice.explanation.length).toBeLessThanOrEqual(20_000);
  });

  test('the three values of what identifies the listing stay three', () => {
    const { listings } = draft([medicine], {
      listing: { url: 'https://www.aliexpress.com/item/1.html', id: null, title: 'A' },
    });
    expect(JSON.parse(JSON.stringify(listings[0]))).toEqual({
      url: 'https://www.aliexpress.com/item/1.html',
      id: null,
      title: 'A',
    });
  });
});
