import { describe, expect, test } from 'vitest';
import { en } from './phrases/en.ts';
import { NOTICE_LANGUAGES, noticeLanguage, type Phrases, phrasesIn } from './phrases.ts';

const KEYS = Object.keys(en) as (keyof Phrases)[];
const PARTS = ['{one}', '{two}'];

describe.each(NOTICE_LANGUAGES)('%s', (language) => {
  const say = phrasesIn(language);

  test('says with each sentence what English says with it', () => {
    for (const key of KEYS) {
      const [own, english] = [say(key, ...PARTS), phrasesIn('en')(key, ...PARTS)];
      for (const part of PARTS) expect(own.includes(part), `${key}: ${own}`).toBe(english.includes(part));
      expect(own.trim(), key).toBe(own);
      expect(own, key).not.toBe('');
    }
  });

  test('is translated', () => {
    if (language === 'en') return;
    expect(KEYS.filter((key) => en[key].length > 20 && say(key) === en[key])).toEqual([]);
  });

  test('names the provisions as they are numbered', () => {
    for (const key of ['conclusion', 'conclusionPossibly'] as const)
      expect(say(key)).toMatch(/2022\/2065.*\b3\b/);
    expect(say('letter.opening')).toMatch(/\b16\b.*2022\/2065|2022\/2065.*\b16\b/);
    expect(say('complaint.opening')).toMatch(/\b20\b.*2022\/2065|2022\/2065.*\b20\b/);
    expect(say('letter.subject')).toContain('DSA');
  });
});

test('a language is found by its tag; where there is none, English', () => {
  expect(noticeLanguage('ro-RO')).toBe('ro');
  expect(noticeLanguage('HU')).toBe('hu');
  expect(noticeLanguage('mt')).toBe('en');
});
