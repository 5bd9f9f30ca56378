import { expect, test } from 'vitest';
import { compilePacks } from './compile.ts';
import { loadPacks } from './load.ts';

const pack = (id: string, mentions: string, vocabularies = {}) => ({
  id,
  version: 1,
  updated: '2026-11-24',
  title: { en: id },
  vocabularies,
  rules: [
    {
      id: 'rule',
      severity: 'warning',
      category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
      keyword: 'KEYWORD_UNSAFE_PRODUCTS',
      when: { mentions },
      explain: { en: 'This looks like a test.' },
      advice: { en: 'Wait.' },
      law: [{ act: 'Regulation (EU) 2023/988', article: '5', url: 'http://data.europa.eu/eli/reg/2023/988' }],
      examples: {
        flags: [{ title: 'something' }, { title: 'something else' }],
        passes: [{ title: 'nothing' }, { title: 'anything' }],
      },
    },
  ],
});
const words = { words: { terms: ['something'], source: 'by hand' } };

const load = (packs: Record<string, unknown>) => loadPacks(Object.keys(packs), async (name) => packs[name]);

test('a malformed pack is left out, with what needs it, and the others work', async () => {
  const { packs, problems } = await load({
    base: { ...pack('base', 'words', words), version: 'one' },
    leaning: pack('leaning', 'base.words'),
    leaningFurther: pack('leaning-further', 'leaning.words'),
    own: pack('own', 'words', words),
  });
  expect(packs.map(({ id }) => id)).toEqual(['own']);
  expect(problems).toEqual([
    expect.stringMatching(/^base: base: version: /),
    'leaning: cannot be used without base',
    'leaning-further: cannot be used without leaning',
  ]);
  expect(() => compilePacks(packs)).not.toThrow();
});

test("a pack that cannot be fetched, and one that takes another's name, are left out", async () => {
  const { packs, problems } = await loadPacks(['a', 'b', 'gone'], async (name) => {
    if (name === 'gone') throw new Error('no such file');
    return pack('same', 'words', words);
  });
  expect(packs).toHaveLength(1);
  expect(problems).toEqual(['b: another pack is called "same" too', 'gone: no such file']);
});
