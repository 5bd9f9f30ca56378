import { describe, expect, test } from 'vitest';
import { type Decision, MEASURES } from '../../utils/notices/interface.ts';
import { type LetterEvent, writeLetter } from './letters.ts';

const facts = {
  number: '4F7K-21QX',
  receivedAt: '2026-11-24T23:30:00.000Z',
  listings: ['https://www.aliexpress.com/item/1005001.html'],
  operator: 'Blue Shop',
};
const decision: Decision = {
  decidedAt: '2026-11-25T10:00:00.000Z',
  outcome: 'acted',
  measures: ['DECISION_VISIBILITY_CONTENT_REMOVED', 'DECISION_ACCOUNT_SUSPENDED'],
  ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  groundReference: 'Directive 2001/83/EC, Art. 85c',
  reasons: 'It offered {number} a prescription medicine.',
  automatedDecision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  redress: [
    {
      kind: 'complaint',
      text: 'You can complain here.',
      url: 'https://shop.example/c',
      until: '2027-05-25T10:00:00.000Z',
    },
    { kind: 'court', text: 'You can go to court.', url: null, until: null },
  ],
};

describe('writeLetter', () => {
  test('a receipt', () => {
    expect(writeLetter({ kind: 'receipt' }, facts, 'en')).toEqual({
      subject: 'Your notice 4F7K-21QX was received',
      text: `Blue Shop received your notice 4F7K-21QX on 24 November 2026.

It is about:
  https://www.aliexpress.com/item/1005001.html

It will be examined, and the decision will be sent to you without undue delay (Regulation (EU) 2022/2065, Art. 16).
`,
    });
  });

  test('a decision with all it rests on, and where to turn', () => {
    const { text } = writeLetter({ kind: 'decision', decision }, facts, 'de-AT');
    for (const part of [
      'Gegen das, was Sie gemeldet haben, wurde etwas unternommen.',
      'Was getan wurde: entfernt, das Konto des Händlers ausgesetzt',
      'Grund: rechtswidriger Inhalt, Directive 2001/83/EC, Art. 85c',
      'It offered {number} a prescription medicine.',
      'Die Entscheidung hat ein Mensch getroffen.',
      '- You can complain here.\n  https://shop.example/c\n  (bis 25. Mai 2027)',
      '- You can go to court.',
    ])
      expect(text).toContain(part);
  });

  test('nothing done: no measures and no ground are made up', () => {
    const none: Decision = {
      ...decision,
      outcome: 'not-acted',
      measures: [],
      ground: null,
      groundReference: null,
    };
    const { text } = writeLetter({ kind: 'complaint-decision', decision: none }, facts, 'fr');
    expect(text).toContain('Aucune mesure');
    expect(text).not.toMatch(/Motif :|Ce qui a été fait/);
  });

  test.each(['en', 'de', 'fr'])(
    'every letter can be written in %s, with nothing left unfilled',
    (language) => {
      const events: LetterEvent[] = [
        { kind: 'receipt' },
        { kind: 'complaint-received' },
        { kind: 'decision', decision: { ...decision, measures: [...MEASURES], reasons: 'r' } },
        { kind: 'complaint-decision', decision: { ...decision, reasons: 'r' } },
      ];
      for (const event of events) {
        const { subject, text } = writeLetter(event, facts, language);
        expect(subject + text).not.toMatch(/undefined|\{\w+\}/);
        expect(subject).toContain(facts.number);
      }
    },
  );

  test('another language is answered in English; many listings are counted', () => {
    const many = { ...facts, listings: Array.from({ length: 50 }, (_, n) => `https://shop.example/${n}`) };
    const { text } = writeLetter({ kind: 'receipt' }, many, 'bg');
    expect(text).toContain('It is about:');
    expect(text).toContain('https://shop.example/9\n  … +40');
  });
});
