import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { expect, test } from 'vitest';
import { type LetterTranslate, letter } from './letter.ts';
import { sampleNotice } from './sample-notice.ts';

/** The real messages of a language. */
async function speaking(language: string): Promise<LetterTranslate> {
  const parsed = await parseMessagesFile(join(import.meta.dirname, `../../locales/${language}.yml`));
  const all = new Map(parsed.map((one) => [one.key.join('.'), 'message' in one ? one.message : '']));
  return ((key: string, more: string[] = []) =>
    (all.get(key) ?? `missing: ${key}`).replace(
      /\$(\d)/g,
      (_, n) => more[Number(n) - 1] ?? '',
    )) as LetterTranslate;
}

test.each([
  ['en', 'Notice of illegal content, DSA Art. 16: 1005001', 'Who reports'],
  ['de', 'Meldung rechtswidriger Inhalte, DSA Art. 16: 1005001', 'Wer meldet'],
  ['fr', 'Notification de contenu illicite, DSA art. 16 : 1005001', 'Qui notifie'],
])('%s: all that Art. 16(2) asks for is in the letter', async (language, subject, who) => {
  const notice = sampleNotice();
  const written = letter(notice, await speaking(language));
  expect(written.subject).toBe(subject);
  for (const part of [
    notice.explanation,
    notice.listings[0]?.url ?? '',
    '1005001',
    'Blue Store (77)',
    'Directive 2001/83/EC',
    'http://data.europa.eu/eli/dir/2001/83',
    who,
    'Ada Example',
    'ada@example.org',
    '16(2)(d)',
    notice.id,
  ])
    if (!(part === '16(2)(d)' && language !== 'en')) expect(written.text).toContain(part);
  expect(written.text).not.toContain('missing:');
  const goodFaith = readFileSync(join(import.meta.dirname, `../../locales/${language}.yml`), 'utf8').match(
    /^ {2}goodFaith: (.*)$/m,
  )?.[1];
  expect(goodFaith).toBeTruthy();
  expect(written.text).toContain(goodFaith?.replace(/^'|'$/g, '').replaceAll("''", "'"));
});

test('several listings, each with what identifies it, and files with their hashes', async () => {
  const notice = sampleNotice({
    listings: [
      { url: 'https://shop.example/1', variant: 'red, 100 mg' },
      { url: 'https://shop.example/2', title: 'Two\nlines \u202ereversed' },
    ],
    attachments: [{ name: 'page.wacz', mediaType: 'application/wacz', size: 9, sha256: 'ab'.repeat(32) }],
    notifier: null,
    category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
    keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
  });
  const { text } = letter(notice, await speaking('en'));
  expect(text).toContain(
    'https://shop.example/1\nVariant: red, 100 mg\nhttps://shop.example/2\nTitle: Two lines reversed',
  );
  expect(text).toContain(`page.wacz (SHA-256 ${'ab'.repeat(32)})`);
  expect(text).toContain('Without a name');
});
