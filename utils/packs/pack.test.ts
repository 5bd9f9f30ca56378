import { describe, expect, test } from 'vitest';
import { parsePack } from './pack.ts';

const rule = {
  id: 'one',
  severity: 'note',
  category: 'STATEMENT_CATEGORY_SCAMS_AND_FRAUD',
  keyword: 'KEYWORD_PHISHING',
  when: { mentions: 'words' },
  explain: { en: 'This looks like an example.' },
  advice: { en: 'Look again.' },
  law: [{ act: 'An act', url: 'https://example.org/act' }],
  examples: { flags: [{ title: 'a' }, { title: 'b' }], passes: [{ title: 'c' }, { title: 'd' }] },
};
const pack = {
  id: 'example',
  version: 1,
  updated: '2026-01-31',
  title: { en: 'Example' },
  vocabularies: { words: { terms: { en: ['word*'] }, source: 'own' } },
  rules: [rule],
};
const withRule = (change: object) => ({ ...pack, rules: [{ ...rule, ...change }] });
const withWords = (change: object) => ({
  ...pack,
  vocabularies: { words: { ...pack.vocabularies.words, ...change } },
});
const nested = (depth: number): object => {
  let when: object = { mentions: 'words' };
  for (let n = 0; n < depth; n++) when = { not: when };
  return when;
};

describe('parsePack', () => {
  test('takes a pack', () => expect(parsePack(pack)).toEqual(pack));

  test.each<[string, unknown, RegExp]>([
    ['no object', null, /^pack: \(root\): /],
    ['a number', 3, /^pack: /],
    ['an unknown key', { ...pack, extra: 1 }, /example: .*extra/],
    ['no version', { ...pack, version: undefined }, /example: version: /],
    ['texts without English', { ...pack, title: { de: 'Beispiel' } }, /example: title: must have "en"/],
    ['a rule twice', { ...pack, rules: [rule, rule] }, /rules\.1\.id: "one" is there twice/],
    [
      'an unknown vocabulary',
      withRule({ when: { mentions: 'wrods' } }),
      /rules\.0\.when: unknown vocabulary "wrods"/,
    ],
    [
      'an unknown vocabulary in near',
      withRule({ when: { near: ['words', 'x'], within: 2 } }),
      /unknown vocabulary "x"/,
    ],
    [
      'a vocabulary named like a property of every object',
      withRule({ when: { mentions: 'constructor' } }),
      /unknown vocabulary "constructor"/,
    ],
    [
      'an unknown exception',
      withWords({ unless: [{ before: 'no', within: 2 }] }),
      /vocabularies\.words\.unless\.0: unknown vocabulary "no"/,
    ],
    [
      'a keyword of another category',
      withRule({ keyword: 'KEYWORD_NUDITY' }),
      /rules\.0\.keyword: is not a keyword of this category/,
    ],
    ['an unknown condition', withRule({ when: { eval: '1' } }), /rules\.0\.when/],
    ['two conditions in one', withRule({ when: { mentions: 'words', missing: 'brand' } }), /rules\.0\.when/],
    [
      'a bad part of a condition',
      withRule({ when: { all: [{ mentions: 'words', in: ['titel'] }] } }),
      /rules\.0\.when\.all\.0\.in\.0: /,
    ],
    ['conditions too deep', withRule({ when: nested(40) }), /nested too deeply/],
    ['a very deep pack', withRule({ when: nested(20_000) }), /nested too deeply/],
    ['a term of signs', withWords({ terms: ['***'] }), /vocabularies\.words\.terms/],
    ['a short beginning', withWords({ terms: ['ab*'] }), /a star needs three letters/],
    ['a star inside', withWords({ terms: ['a*bc'] }), /a star may stand only at the beginning or the end/],
    ['a short end', withWords({ terms: ['*abc'] }), /needs four letters/],
    ['a short part', withWords({ terms: ['*abcd*'] }), /two stars five/],
    ['a wrong CAS number', withWords({ cas: ['50-00-1'] }), /cas\.0: has a wrong check digit/],
    [
      'one near miss only',
      withRule({ examples: { ...rule.examples, passes: [{ title: 'c' }] } }),
      /examples\.passes: /,
    ],
    [
      'an example that is no listing',
      withRule({ examples: { ...rule.examples, flags: [{ title: 'a' }, { titel: 'b' }] } }),
      /examples\.flags\.1: /,
    ],
    [
      'law without an address',
      withRule({ law: [{ act: 'An act', url: 'javascript:alert(1)' }] }),
      /law\.0\.url: /,
    ],
    [
      'a vocabulary called __proto__',
      JSON.parse(JSON.stringify(pack).replace('"words":{', '"__proto__":{')),
      /vocabular/,
    ],
    [
      'too many terms',
      withWords({ terms: Array.from({ length: 60_001 }, (_, n) => `word${n}`) }),
      /more than 60000 terms/,
    ],
  ])('refuses %s', (_, json, reason) => expect(() => parsePack(json)).toThrow(reason));

  test('names five problems and counts the rest', () => {
    const bad = {
      ...pack,
      rules: Array.from({ length: 9 }, (_, n) => ({ ...rule, id: `r${n}`, when: { mentions: `x${n}` } })),
    };
    expect(() => parsePack(bad)).toThrow(/x4.*and 4 more/);
  });
});
