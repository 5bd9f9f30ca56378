import type { Notice } from './notice.ts';

/** A complete notice for tests; every call gives the same but for what is changed. */
export const sampleNotice = (changes: Partial<Notice> = {}): Notice => ({
  version: 1,
  id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c11',
  createdAt: '2026-11-24T10:00:00.000Z',
  explanation: 'The title offers “sildenafil 100 mg”, a medicine that only a pharmacy may sell online.',
  law: [{ act: 'Directive 2001/83/EC', article: '85c', url: 'http://data.europa.eu/eli/dir/2001/83' }],
  evidence: [{ rule: 'medicines.prescription-only', field: 'title', text: 'sildenafil 100 mg' }],
  url: 'https://www.aliexpress.com/item/1005001.html',
  listing: {
    marketplace: 'aliexpress',
    id: '1005001',
    title: 'sildenafil 100 mg, 20 pcs',
    seller: { id: '77', name: 'Blue Store' },
  },
  category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  notifier: { name: 'Ada Example', email: 'ada@example.org' },
  goodFaith: true,
  language: 'en',
  ...changes,
});
