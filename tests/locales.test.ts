import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedMessage, parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, KEYWORDS } from '../utils/notices/taxonomy.ts';

const folder = join(import.meta.dirname, '../locales');
const languages = readdirSync(folder).map((name) => name.replace(/\.yml$/, ''));

async function messages(language: string): Promise<Map<string, string>> {
  const parsed: ParsedMessage[] = await parseMessagesFile(join(folder, `${language}.yml`));
  return new Map(
    // `@@…` are the browser's own.
    parsed
      .filter(({ key }) => !key[0]?.startsWith('@@'))
      .map((message) => [
        message.key.join('.'),
        message.type === 'plural' ? Object.values(message.plurals).join(' | ') : message.message,
      ]),
  );
}

/** What is put into a message: "$1", "{name}". */
const placeholders = (message: string) =>
  [...new Set(message.match(/\$\d|\{\w+\}/g))].sort((one, other) => one.localeCompare(other));

const english = await messages('en');

describe.each(languages)('locales/%s.yml', async (language) => {
  const own = await messages(language);

  it('says its own language', () => {
    expect(own.get('language')).toBe(language);
  });

  it('has exactly the messages English has', () => {
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('has the same placeholders in each', () => {
    const of = (all: Map<string, string>) =>
      Object.fromEntries([...all].map(([key, message]) => [key, placeholders(message)]));
    expect(of(own)).toEqual(of(english));
  });

  it('leaves none empty, untrimmed or shouting', () => {
    const wrong = [...own].filter(
      ([key, message]) => message.trim() === '' || (message !== message.trim() && !key.startsWith('quote.')),
    );
    expect(wrong).toEqual([]);
    expect([...own.values()].filter((message) => message.includes('!'))).toEqual([]);
  });

  it('has a label for every category and keyword of the Transparency Database', () => {
    for (const value of [...CATEGORIES, ...KEYWORDS]) expect(own.has(`taxonomy.${value}`)).toBe(true);
  });

  it('is translated: no longer text is the English one', () => {
    if (language === 'en') return;
    const same = [...own].filter(
      ([key, message]) => message.replace(/\$\d|\{\w+\}/g, '').length > 20 && message === english.get(key),
    );
    expect(same).toEqual([]);
  });
});

it('no message is left that nothing asks for (the type checker sees to the other way round)', () => {
  const source = ['components', 'entrypoints', 'utils']
    .flatMap((root) =>
      readdirSync(join(folder, '..', root), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(folder, '..', root, path),
      ),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const unused = [...english.keys()].filter((key) => {
    const family = key.slice(0, key.lastIndexOf('.') + 1);
    return !source.includes(`'${key}'`) && !source.includes(`\`${family}\${`);
  });
  expect(unused).toEqual(['extension.description']);
});
