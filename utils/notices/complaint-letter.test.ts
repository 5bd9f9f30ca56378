import { expect, test } from 'vitest';
import { MAILTO_MAX } from './channels/email.ts';
import { complaintEmail, complaintLetter, complaintStart } from './complaint-letter.ts';
import type { Complaint } from './interface.ts';
import type { NoticeEntry } from './outbox-entry.ts';
import { NOTICE_LANGUAGES } from './phrases.ts';
import { sampleDecision, sampleEntry, sampleStatus } from './sample-notice.ts';

const entered = {
  decidedAt: '2026-11-20T12:00:00.000Z',
  outcome: 'not-acted' as const,
  reasons: 'It is a toy.',
};
const byHand = (changes: Partial<NoticeEntry> = {}, language = 'en'): NoticeEntry => ({
  ...sampleEntry({ language }),
  ...{ channel: { kind: 'email', address: 'dsa@shop.example' }, receipt: null, state: 'decided' },
  entered: { decision: entered, answer: null },
  ...changes,
});
const complaint: Complaint = {
  id: '10000000-0000-4000-8000-000000000000',
  createdAt: '2026-11-25T10:00:00.000Z',
  explanation: 'The title says sildenafil 100 mg, which is a medicine.',
  language: 'en',
};

test('it begins with what it is about, what they say, and what the listing says', () => {
  expect(complaintStart(byHand({ reference: 'AE-7' }))).toBe(
    [
      'I complain about your decision of November 20, 2026 on my notice AE-7.',
      'You say: “It is a toy.”',
      'The listing says “sildenafil 100 mg”.',
      'I ask you to examine the notice again and to tell me your reasons.',
    ].join('\n\n'),
  );
  const without = complaintStart(
    byHand({ entered: { decision: { ...entered, reasons: '' }, answer: null } }),
  );
  expect(without).toContain('on my notice.');
  expect(without).toContain('You gave no reasons for it.');
});

test('it is in the notice’s language, whoever decided', () => {
  expect(complaintStart(byHand({}, 'hu'))).toMatch(
    /^Panaszt teszek a döntésük ellen \(kelte: 2026\. november 20\.\)/,
  );
  const decided = {
    ...sampleEntry({ language: 'de' }),
    status: sampleStatus({ state: 'decided', decision: sampleDecision() }),
  };
  expect(complaintStart(decided)).toMatch(
    /^Ich beschwere mich über Ihre Entscheidung vom 25\. November 2026 über meine Meldung 4F7K-21QX\./,
  );
  for (const language of NOTICE_LANGUAGES)
    expect(complaintStart(byHand({}, language)).length).toBeGreaterThan(60);
});

test('nothing that was pasted can turn the direction of a line or run on', () => {
  const reasons = `\u202eno\r\n${'very '.repeat(100)}`;
  const start = complaintStart(byHand({ entered: { decision: { ...entered, reasons }, answer: null } }));
  expect(start).not.toMatch(/\u202e|\r/);
  expect(start.length).toBeLessThan(400);
});

test('the letter says what, where, who, and to which notice it belongs', () => {
  const { subject, text } = complaintLetter(byHand({ reference: 'AE-7\r\nBcc: x@y.example' }), complaint);
  expect(subject).toBe('Complaint, DSA Art. 20: AE-7 Bcc: x@y.example');
  for (const part of [
    complaint.explanation,
    'https://www.aliexpress.com/item/1005001.html',
    'Ada Example',
    'ada@example.org',
    complaint.id,
    sampleEntry().notice.id,
  ])
    expect(text).toContain(part);
});

test('an e-mail fits what mail programs take, and says whether it is whole', () => {
  const short = complaintEmail(byHand(), complaint, 'dsa@shop.example');
  expect(short?.whole).toBe(true);
  const long = complaintEmail(
    byHand(),
    { ...complaint, explanation: 'It is a medicine. '.repeat(400) },
    'dsa@shop.example',
  );
  expect(long?.whole).toBe(false);
  expect(long?.url.length).toBeLessThanOrEqual(MAILTO_MAX);
  const listings = [{ url: `https://shop.example/${'a'.repeat(2_500)}` }];
  const hopeless = { ...byHand(), notice: { ...byHand().notice, listings } };
  expect(complaintEmail(hopeless, complaint, 'dsa@shop.example')).toBeNull();
});
