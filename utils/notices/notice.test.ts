import { describe, expect, test } from 'vitest';
import { type Notice, noticeBytes, noticeSchema } from './notice.ts';
import { sampleNotice } from './sample-notice.ts';

const badPaths = (notice: unknown) =>
  noticeSchema.safeParse(notice).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('noticeSchema holds Art. 16(2)', () => {
  test('a complete notice', () => expect(badPaths(sampleNotice())).toEqual([]));

  test.each<[string, Partial<Record<keyof Notice, unknown>>, string]>([
    ['(a) without a substantiated explanation', { explanation: 'It is bad.' }, 'explanation'],
    ['(a) with an explanation of blanks', { explanation: ' '.repeat(60) }, 'explanation'],
    ['(b) without an exact address', { listings: [{ url: 'aliexpress' }] }, 'listings.0.url'],
    ['(b) with an address no one can open', { listings: [{ url: 'javascript:alert(1)' }] }, 'listings.0.url'],
    ['(b) with no listing', { listings: [], evidence: [] }, 'listings'],
    [
      '(a) with words from a listing it does not name',
      { evidence: [{ listing: 1, rule: 'a.b', field: 'title', text: 'x' }] },
      'evidence.0.listing',
    ],
    [
      'with an attachment that leaves its folder',
      {
        attachments: [
          { name: '../page.wacz', mediaType: 'application/wacz', size: 1, sha256: 'a'.repeat(64) },
        ],
      },
      'attachments.0.name',
    ],
    ['(c) without who reports', { notifier: null }, 'notifier'],
    ['(c) without an e-mail address', { notifier: { name: 'Ada', email: 'ada' } }, 'notifier.email'],
    ['(d) without good faith', { goodFaith: false }, 'goodFaith'],
    ['with a keyword of another category', { keyword: 'KEYWORD_NUDITY' }, 'keyword'],
  ])('refuses one %s', (_, changes, path) => {
    expect(badPaths({ ...sampleNotice(), ...changes })).toEqual([path]);
  });

  test('(c) who reports may be left out only for child sexual abuse material', () => {
    const anonymous = sampleNotice({
      category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
      keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
      notifier: null,
    });
    expect(badPaths(anonymous)).toEqual([]);
    expect(badPaths({ ...anonymous, keyword: 'KEYWORD_UNSAFE_CHALLENGES' })).toEqual(['notifier']);
  });
});

describe('noticeBytes', () => {
  test('does not depend on the order in which a notice was put together', () => {
    const notice = sampleNotice();
    const reversed = Object.fromEntries(Object.entries(notice).reverse()) as Notice;
    expect(Object.keys(reversed)).not.toEqual(Object.keys(notice));
    expect(noticeBytes(reversed)).toBe(noticeBytes(notice));
  });

  test('is what a reader of it would write again', () => {
    const notice = sampleNotice({ explanation: `  ${sampleNotice().explanation}\n` });
    const bytes = noticeBytes(notice);
    expect(noticeBytes(noticeSchema.parse(JSON.parse(bytes)))).toBe(bytes);
    expect(JSON.parse(bytes).explanation).toBe(sampleNotice().explanation);
  });

  test('shows a draft that is not complete yet as it stands', () => {
    expect(JSON.parse(noticeBytes(sampleNotice({ explanation: '' })))).toEqual({
      ...sampleNotice(),
      explanation: '',
    });
  });
});
