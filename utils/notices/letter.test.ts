import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { letter } from './letter.ts';
import { NOTICE_LANGUAGES, phrasesIn } from './phrases.ts';
import { sampleNotice } from './sample-notice.ts';

test.each(NOTICE_LANGUAGES)(
  '%s: all that Art. 16(2) asks for is in the letter, in the notice’s language',
  (language) => {
    const notice = sampleNotice({ language });
    const say = phrasesIn(language);
    const written = letter(notice);
    expect(written.subject).toBe(say('letter.subject', '1005001'));
    for (const part of [
      notice.explanation,
      notice.listings[0]?.url ?? '',
      '1005001',
      'Blue Store (77)',
      `Directive 2001/83/EC, ${say('article', '85c')}: http://data.europa.eu/eli/dir/2001/83`,
      `${say('letter.who')}\nAda Example\nada@example.org`,
      say('letter.goodFaith'),
      say('letter.ask'),
      say('letter.kind', 'Unsafe and prohibited products, Prohibited products'),
      notice.id,
    ])
      expect(written.text).toContain(part);
  },
);

test.each(['en', 'de', 'fr'] as const)(
  '%s: the good faith stated is the one the interface has confirmed',
  (language) => {
    const messages = readFileSync(join(import.meta.dirname, `../../locales/${language}.yml`), 'utf8');
    const [, confirmed = ''] = /^ {2}goodFaith: (.*)$/m.exec(messages) ?? [];
    expect(phrasesIn(language)('letter.goodFaith')).toBe(
      confirmed.replace(/^'|'$/g, '').replaceAll("''", "'"),
    );
  },
);

test('the language of the notice decides, whatever the kinds are called', () => {
  const { subject, text } = letter(sampleNotice({ language: 'ro' }), (kind) => `<${kind}>`);
  expect(subject).toBe('Notificare privind conținut ilegal, DSA art. 16: 1005001');
  expect(text).toContain('<KEYWORD_PROHIBITED_PRODUCTS>');
  // One that no letter is written in: English.
  expect(letter(sampleNotice({ language: 'mt' })).text).toContain('Who reports');
});

test('several listings, each with what identifies it, and files with their hashes', () => {
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
  const { text } = letter(notice);
  expect(text).toContain(
    'https://shop.example/1\nVariant: red, 100 mg\nhttps://shop.example/2\nTitle: Two lines reversed',
  );
  expect(text).toContain(`page.wacz (SHA-256 ${'ab'.repeat(32)})`);
  expect(text).toContain('Without a name');
});
