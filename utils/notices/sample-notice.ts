import type { Decision, Receipt, Status } from './interface.ts';
import type { Notice } from './notice.ts';
import { blankEntry, type NoticeEntry } from './outbox-entry.ts';

/** A complete notice for tests; every call gives the same but for what is changed. */
export const sampleNotice = (changes: Partial<Notice> = {}): Notice => ({
  version: 1,
  id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c11',
  createdAt: '2026-11-24T10:00:00.000Z',
  explanation: 'The title offers “sildenafil 100 mg”, a medicine that only a pharmacy may sell online.',
  law: [{ act: 'Directive 2001/83/EC', article: '85c', url: 'http://data.europa.eu/eli/dir/2001/83' }],
  evidence: [{ listing: 0, rule: 'medicines.prescription-only', field: 'title', text: 'sildenafil 100 mg' }],
  listings: [
    {
      url: 'https://www.aliexpress.com/item/1005001.html',
      marketplace: 'aliexpress',
      id: '1005001',
      title: 'sildenafil 100 mg, 20 pcs',
      seller: { id: '77', name: 'Blue Store' },
    },
  ],
  attachments: [],
  category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  notifier: { name: 'Ada Example', email: 'ada@example.org' },
  goodFaith: true,
  language: 'en',
  ...changes,
});

/** A receipt an endpoint could give for it; for tests of what does not check its signature. */
export const sampleReceipt = (changes: Partial<Receipt> = {}): Receipt => ({
  id: 'r1',
  number: '4F7K-21QX',
  receivedAt: '2026-11-24T10:00:01.000Z',
  sha256: '0'.repeat(64),
  signature: 'A'.repeat(86),
  next: 'It is examined.',
  secret: 's',
  ...changes,
});

/** A decision on it, taken a day later; `until` is the end of the time for a complaint, where the platform names one. */
export const sampleDecision = (changes: Partial<Decision> = {}, until: string | null = null): Decision => ({
  decidedAt: '2026-11-25T09:00:00.000Z',
  outcome: 'acted',
  measures: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
  ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  groundReference: 'Directive 2001/83/EC, Art. 85c',
  reasons: 'The listing offers a prescription medicine. It was removed.',
  automatedDecision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  redress: [{ kind: 'complaint', text: 'You can complain here for six months.', url: null, until }],
  ...changes,
});

/** What an endpoint could say about it. */
export const sampleStatus = (changes: Partial<Status> = {}, until: string | null = null): Status => ({
  id: 'r1',
  number: '4F7K-21QX',
  receivedAt: '2026-11-24T10:00:01.000Z',
  updatedAt: '2026-11-24T10:00:01.000Z',
  state: 'received',
  decision: changes.state && changes.state !== 'received' ? sampleDecision({}, until) : null,
  complaint: null,
  next: 'It is examined.',
  askAgainAfter: 3_600,
  ...changes,
});

/** The sample notice in the outbox, received by an endpoint; `changes` to the notice. */
export const sampleEntry = (changes: Partial<Notice> = {}): NoticeEntry => {
  const notice = sampleNotice(changes);
  return {
    ...blankEntry(notice.id, notice.createdAt, Date.parse(notice.createdAt)),
    ...{ state: 'received', notice, receipt: sampleReceipt() },
    channel: { kind: 'endpoint', base: 'https://notices.example' },
  };
};
