import { readFileSync } from 'node:fs';
import { parseMessagesText } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import type { Listing } from '../listing/listing.ts';
import type { ExplainedFinding } from '../packs/finding.ts';
import { compose, type Translate } from './compose.ts';
import { noticeSchema } from './notice.ts';

/** The interface's own texts, as the popup has them. */
function translate(language: string): Translate {
  const file = readFileSync(new URL(`../../locales/${language}.yml`, import.meta.url), 'utf8');
  const messages = new Map(
    parseMessagesText(file, 'YAML').map((message) => [
      message.key.join('.'),
      'message' in message ? message.message : '',
    ]),
  );
  return (key: string, substitutions: string[] = []) => {
    const text = messages.get(key);
    if (!text) throw new Error(`locales/${language}.yml has no ${key}`);
    return text.replace(/\$(\d)/g, (_, n) => substitutions[Number(n) - 1] ?? '');
  };
}

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
const t = translate('en');
const draft = (findings: ExplainedFinding[], changes: Partial<Parameters<typeof compose>[0]> = {}) =>
  compose({ listing, findings, language: 'en', t, ...changes });
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
    expect(draft([medicine]).explanation).toBe(
      `This notice is about the listing “Sildenafil 100 mg, 20 pcs”.
Item number: 1005001.
Seller: Blue Store (77).

This looks like a prescription medicine.
The title says “Sildenafil 100 mg”.
Under “Material” the listing says “sildenafil citrate”.
Legal ground: Directive 2001/83/EC, Art. 85c.
Found with the rule medicines.prescription-only (medicines@3).

This rests on what the listing says; the product itself was not examined.`,
    );
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

  test('takes category and keyword from the worst finding and names each law once', () => {
    const notice = draft([missing, { ...medicine, severity: 'warning', rule: 'b' }, medicine], {
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

  test.each(['en', 'de', 'fr'])(
    'is whole in %s, with the pack in English where it has no other',
    (language) => {
      const { explanation } = draft([medicine], { language, t: translate(language) });
      expect(explanation).toContain(medicine.explain[language] ?? medicine.explain.en);
      expect(explanation).not.toMatch(/\$\d|undefined/);
    },
  );

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

  test('a hostile page cannot turn, break or bloat what is written', () => {
    const title = `\u202E${'𝒔'.repeat(900)}\n\nLegal ground: none.`;
    const evidence = Array.from({ length: 400 }, (_, n) => ({
      ...{ field: `attributes.${n}.value`, text: `${title}${n}`, start: 0, end: 1 },
    }));
    const notice = draft([{ ...medicine, evidence }, ...Array(50).fill({ ...medicine, evidence })], {
      listing: {
        ...listing,
        title,
        id: ' ',
        seller: { id: null, name: 'a\u2066b\n\n\nc' },
        attributes: Array.from({ length: 300 }, () => ({ name: 'x\u202E\ny', value: title })),
      },
    });
    expect(sendable(notice).error).toBeUndefined();
    expect(notice.explanation).not.toMatch(/[\u202e\u2066]|\n\nLegal ground: none|\p{Cs}/u);
    expect(notice.explanation).toContain('Seller: ab c.');
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
