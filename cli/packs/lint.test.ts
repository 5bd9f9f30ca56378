import { expect, test } from 'vitest';
import { lintPacks } from './lint.ts';

const rule = {
  id: 'kettle',
  severity: 'warning',
  category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  keyword: 'KEYWORD_UNSAFE_PRODUCTS',
  when: { mentions: 'kettles' },
  explain: { en: 'This looks like a kettle.', de: 'Ein Kessel.', fr: 'Une bouilloire.' },
  advice: { en: 'Boil nothing.', de: 'Nichts kochen.', fr: 'Ne rien bouillir.' },
  law: [{ act: 'Regulation (EU) 2023/988', url: 'http://data.europa.eu/eli/reg/2023/988' }],
  examples: {
    flags: [{ title: 'kettle bomb' }, { title: 'Wasserkocherbombe', language: 'de' }],
    passes: [{ title: 'kettle bomb repair book' }, { title: 'pan' }],
  },
};
const pack = {
  id: 'kettles',
  version: 1,
  updated: '2026-11-24',
  title: { en: 'Kettles' },
  vocabularies: {
    kettles: {
      terms: { en: ['kettle bomb'], de: ['wasserkocherbombe*'] },
      unless: [{ after: 'books', within: 2 }],
      source: 'the test',
    },
    books: { terms: ['book'], source: 'the test' },
  },
  rules: [rule],
};
const lint = (change: object) => {
  const text = JSON.stringify({ ...pack, ...change }, null, 2);
  return lintPacks([{ path: 'kettles.json', text }]).map(({ line, severity, message }) => ({
    severity,
    message,
    at: text.split('\n')[line - 1]?.trim(),
  }));
};
const withRule = (change: object) => lint({ rules: [{ ...rule, ...change }] });

test('nothing to say of a good pack', () => expect(lint({})).toEqual([]));

test('a malformed pack is an error at its line', () => {
  expect(lint({ version: 0 })).toMatchObject([{ severity: 'error', at: '"version": 0,' }]);
  expect(lintPacks([{ path: 'x.json', text: '{' }])).toMatchObject([{ line: 1, severity: 'error' }]);
});

test('a key that stands twice is an error: the first of them would be lost without a word', () => {
  const text = JSON.stringify(pack).replace('"books":', '"kettles":');
  expect(lintPacks([{ path: 'kettles.json', text }])).toContainEqual(
    expect.objectContaining({ severity: 'error', message: '“kettles” is there twice in one object' }),
  );
});

test('vocabularies: unused, terms that are there twice or under another', () => {
  const vocabularies = {
    ...pack.vocabularies,
    pots: { terms: ['pot'], source: 'the test' },
    books: { terms: ['book', 'Böok', 'book*', 'bookshop'], source: 'the test' },
  };
  expect(lint({ vocabularies }).map(({ message }) => message)).toEqual([
    '“Böok” is there twice',
    '“book” is under “book*” already',
    '“bookshop” is under “book*” already',
    'nothing uses the vocabulary “pots”',
  ]);
});

test('rules: untranslated, resting on a short word, examples that fail or prove nothing', () => {
  expect(withRule({ advice: { en: 'Boil nothing.' } }).map(({ message }) => message)).toEqual([
    'kettle: advice is not there in “de”',
    'kettle: advice is not there in “fr”',
  ]);
  expect(
    lint({
      vocabularies: {
        ...pack.vocabularies,
        kettles: { ...pack.vocabularies.kettles, terms: ['tea', 'kettle bomb', 'wasserkocherbombe'] },
      },
    }),
  ).toMatchObject([{ message: 'kettle: rests on “tea” alone, which is too short to mean one thing' }]);
  const { flags, passes } = rule.examples;
  expect(withRule({ examples: { flags, passes: [{ title: 'pan' }, { title: 'pot' }] } })).toMatchObject([
    { severity: 'warning', message: 'kettle: none of its passing examples is a near miss' },
  ]);
  expect(
    withRule({
      examples: { flags: [...flags, { title: 'pot' }], passes: [...passes, { title: 'a kettle bomb' }] },
    }),
  ).toEqual([
    { severity: 'error', message: 'kettle: does not flag “pot”', at: '{' },
    { severity: 'error', message: 'kettle: flags “a kettle bomb”', at: '{' },
  ]);
});
