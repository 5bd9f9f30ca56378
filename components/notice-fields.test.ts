import { describe, expect, it } from 'vitest';
import type { Notice } from '../utils/notices/notice.ts';
import { noticeProblems } from './notice-fields.ts';

const endpoint = 'https://notices.example';
const notice: Notice = {
  version: 1,
  id: '6f0c2c9e-6a43-4c4e-9d52-0f6f6f1c2a11',
  createdAt: '2026-11-24T10:00:00Z',
  explanation: 'The title offers sildenafil 100 mg, a prescription medicine, without a prescription.',
  law: [],
  evidence: [],
  listings: [{ url: 'https://www.aliexpress.com/item/1005006100000001.html' }],
  attachments: [],
  category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  notifier: { name: 'Ada Example', email: 'ada@example.org' },
  goodFaith: true,
  language: 'en',
};

describe('noticeProblems', () => {
  it('has nothing to say of a complete notice', () => {
    expect(noticeProblems(notice, endpoint)).toBeNull();
  });

  it.each([
    ['a short explanation', { explanation: 'Bad.' }, { explanation: 'explanationShort' }],
    ['a blank explanation', { explanation: ' '.repeat(60) }, { explanation: 'explanationShort' }],
    ['an endless explanation', { explanation: 'x'.repeat(20_001) }, { explanation: 'explanationLong' }],
    ['a keyword of another category', { keyword: 'KEYWORD_PHISHING' }, { keyword: 'keyword' }],
    ['no name', { notifier: { name: '', email: 'ada@example.org' } }, { name: 'name' }],
    ['no e-mail', { notifier: { name: 'Ada', email: 'ada' } }, { email: 'email' }],
  ] as const)('names %s', (_, change, fields) => {
    expect(noticeProblems({ ...notice, ...change } as Notice, endpoint)).toEqual({ fields, rest: null });
  });

  it('asks an anonymous notifier for both name and e-mail', () => {
    expect(noticeProblems({ ...notice, notifier: null }, endpoint)?.fields).toEqual({
      ...{ name: 'name', email: 'email' },
    });
  });

  it('lets nobody name themselves for child sexual abuse material', () => {
    const anonymous = {
      category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
      keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
      notifier: null,
    } as const;
    expect(noticeProblems({ ...notice, ...anonymous }, endpoint)).toBeNull();
  });

  it('tells a missing address from one nothing can be sent to', () => {
    expect(noticeProblems(notice, ' ')?.fields.endpoint).toBe('endpointMissing');
    for (const address of [
      'http://notices.example',
      'notices.example',
      'https://a:b@notices.example',
      'javascript:1',
    ])
      expect(noticeProblems(notice, address)?.fields.endpoint).toBe('endpoint');
  });

  it('does not keep to itself what no field shows', () => {
    expect(noticeProblems({ ...notice, listings: [{ url: 'ftp://x' }] }, endpoint)?.rest).toMatch(
      /^listings.0.url: /,
    );
  });
});
