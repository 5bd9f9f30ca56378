import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledLists } from '../../cli/packs-from-disk.ts';
import { check } from '../../utils/packs/check.ts';
import { compilePacks } from '../../utils/packs/compile.ts';
import { parsePack } from '../../utils/packs/pack.ts';
import { termsOf } from '../../utils/packs/vocabulary.ts';

/** Walks public/packs: whoever adds a pack gets these tests with it. */
const folder = new URL('../../public/packs/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
const packs = files.map((name) => parsePack(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
const compiled = compilePacks(packs);
const lists = bundledLists();
const rules = packs.flatMap((pack) => pack.rules.map((rule) => ({ id: `${pack.id}.${rule.id}`, rule })));

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pl', 'nl'];

test('each pack’s file is named after it', () => {
  expect(packs.map(({ id }) => `${id}.json`)).toEqual(files);
});

test.each(packs)('$id: titles and vocabularies are whole', ({ title, vocabularies }) => {
  expect(LANGUAGES.filter((language) => !title[language])).toEqual([]);
  for (const [name, vocabulary] of Object.entries(vocabularies))
    expect(termsOf(vocabulary), name).toEqual([...new Set(termsOf(vocabulary))]);
});

describe.each(rules)('$id', ({ id, rule }) => {
  const flagged = (listing: object) => check(compiled, listing, lists).some((finding) => finding.rule === id);

  test.each(rule.examples.flags)('flags %j', (listing) => expect(flagged(listing)).toBe(true));
  test.each(rule.examples.passes)('passes %j', (listing) => expect(flagged(listing)).toBe(false));

  test.each(['flags', 'passes'] as const)('has examples in two languages: %s', (side) => {
    const languages = new Set(rule.examples[side].map(({ language }) => language));
    expect(languages.has(undefined)).toBe(false);
    expect(languages.size).toBeGreaterThanOrEqual(2);
  });

  test('is explained in every language, calmly', () => {
    for (const texts of [rule.explain, rule.advice]) {
      expect(LANGUAGES.filter((language) => !texts[language])).toEqual([]);
      for (const text of Object.values(texts)) expect(text).not.toMatch(/!|illegal product|violates/i);
    }
  });

  test('shows evidence where it says it is', () => {
    for (const listing of rule.examples.flags)
      for (const { field, text, start, end } of check(compiled, listing, lists).flatMap(
        (finding) => finding.evidence,
      )) {
        const whole = field
          .split('.')
          .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], listing);
        expect(text).toBe((whole as string).slice(start, end));
      }
  });
});
