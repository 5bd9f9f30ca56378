import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Listing } from '../listing/listing.ts';
import type { ExplainedFinding } from '../packs/finding.ts';
import {
  DAY_MS,
  duplicatesOf,
  type Earlier,
  FRESH_MS,
  hasChanged,
  isBareSuspicion,
  isOld,
  isStrong,
  refusal,
  saysSomethingNew,
  sentToday,
  toCheck,
} from './guards.ts';
import type { Notice } from './notice.ts';
import { sampleNotice } from './sample-notice.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const kept = (n: number, changes: Partial<Notice> = {}, state = 'received'): Earlier => ({
  id: id(n),
  state,
  notice: sampleNotice({ id: id(n), ...changes }),
});
const elsewhere = (n: number): Partial<Notice> => ({
  listings: [{ url: `https://www.aliexpress.com/item/${n}.html`, marketplace: 'aliexpress', id: `${n}` }],
});
const finding: ExplainedFinding = {
  ...{ rule: 'medicines.prescription-only', pack: 'medicines@3', severity: 'danger' },
  ...{
    category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
    keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  },
  ...{ confidence: 'high', wrongIf: [], explain: { en: 'E.' }, advice: { en: 'A.' }, law: [] },
  evidence: [{ field: 'title', text: 'sildenafil', start: 0, end: 10 }],
};
const weak: ExplainedFinding = { ...finding, rule: 'a.weak', severity: 'warning', confidence: 'low' };
const doubtful: ExplainedFinding = { ...finding, rule: 'a.doubtful', wrongIf: [{ en: 'it is a book' }] };
const note: ExplainedFinding = { ...weak, rule: 'a.note', severity: 'note' };
const listing: Listing = { url: 'https://www.aliexpress.com/item/1005001.html', title: 'sildenafil, 20 pcs' };
const offer = (...findings: ExplainedFinding[]) => ({ listing, findings });

describe('duplicates', () => {
  const notice = sampleNotice({ id: id(99) });

  test.each([
    ['the same address', { listings: [{ url: 'https://www.aliexpress.com/item/1005001.html?spm=1#top' }] }],
    [
      'the same item under another country’s host',
      {
        listings: [
          { url: 'https://de.aliexpress.com/item/1005001.html', marketplace: 'aliexpress', id: '1005001' },
        ],
      },
    ],
    ['one among several', { listings: [...(elsewhere(3).listings ?? []), ...notice.listings] }],
  ])('%s', (_, changes) => {
    expect(duplicatesOf(notice, [kept(1, changes)])).toHaveLength(1);
  });

  test.each([
    ['another item', elsewhere(3), 'received'],
    [
      'the same number on another marketplace',
      {
        listings: [{ url: 'https://www.ebay.com/itm/1005001', marketplace: 'ebay', id: '1005001' }],
      },
      'received',
    ],
    ['one that was refused', {}, 'failed'],
  ])('not %s', (_, changes, state) => {
    expect(duplicatesOf(notice, [kept(1, changes, state)])).toEqual([]);
  });

  test('not itself, and the newest first', () => {
    const all = [
      kept(1, { createdAt: '2026-11-01T00:00:00Z' }),
      kept(2, { createdAt: '2026-11-20T00:00:00Z' }),
      kept(99),
    ];
    expect(duplicatesOf(notice, all).map((one) => one.id)).toEqual([id(2), id(1)]);
  });

  test('an address that is none breaks nothing', () => {
    const bad = { listings: [{ url: 'not an address' }] };
    expect(duplicatesOf(bad, [kept(1)])).toEqual([]);
    expect(duplicatesOf(bad, [kept(1, bad as Partial<Notice>)])).toHaveLength(1);
  });

  test('something new: a listing, words on the page, or words of the person’s own', () => {
    const earlier = [kept(1)];
    const isNew = (changes: Partial<Notice>, template = notice.explanation) =>
      saysSomethingNew({ ...notice, ...changes }, template, earlier);
    expect(isNew({})).toBe(false);
    expect(isNew(elsewhere(3))).toBe(true);
    expect(isNew({ evidence: [{ listing: 0, rule: 'a.b', field: 'title', text: 'other words' }] })).toBe(
      true,
    );
    // Composed anew it may read otherwise (the time of reading), and says nothing new.
    expect(isNew({ explanation: 'Composed again.' }, 'Composed again.')).toBe(false);
    expect(isNew({ explanation: 'I bought one: it holds sildenafil.' })).toBe(true);
    expect(isNew({ explanation: `${notice.explanation} ` }, 'The template.')).toBe(false);
  });
});

describe('the daily cap', () => {
  const at = (ago: number) => ({ createdAt: new Date(now - ago).toISOString() });

  test('counts any 24 hours, not what was refused, and what a clock set back left in the future', () => {
    const earlier = [kept(1, at(1)), kept(2, at(DAY_MS - 1)), kept(3, at(DAY_MS + 1)), kept(4, at(-DAY_MS))];
    expect(sentToday(earlier, now)).toBe(3);
    expect(sentToday([kept(1, at(1), 'failed')], now)).toBe(0);
  });
});

describe('refusal', () => {
  const DAILY_CAP = 10;
  const notice = sampleNotice({ id: id(99), ...elsewhere(99) });
  const day = (n: number) =>
    Array.from({ length: n }, (_, k) => kept(k, { ...elsewhere(k), createdAt: '2026-11-24T11:00:00Z' }));
  const ask = (changes: Partial<Parameters<typeof refusal>[1]> = {}, of: Notice = notice) =>
    refusal(of, { earlier: [], cap: DAILY_CAP, knowingly: {}, now, ...changes });

  test('none for the first notice on a listing', () => expect(ask()).toBeNull());

  test('a duplicate goes only where the person was told of that very notice', () => {
    const same = sampleNotice({ id: id(99) });
    const earlier = [kept(1), kept(2)];
    expect(ask({ earlier }, same)).toBe('duplicate');
    expect(ask({ earlier, knowingly: { duplicates: [id(1)] } }, same)).toBe('duplicate');
    expect(ask({ earlier, knowingly: { duplicates: [id(2), id(1)] } }, same)).toBeNull();
  });

  test('over the cap only where the person was told which one it is', () => {
    expect(ask({ earlier: day(DAILY_CAP - 1) })).toBeNull();
    expect(ask({ earlier: day(DAILY_CAP) })).toBe('cap');
    expect(ask({ earlier: day(DAILY_CAP), knowingly: { today: DAILY_CAP + 1 } })).toBeNull();
    expect(ask({ earlier: day(DAILY_CAP + 1), knowingly: { today: DAILY_CAP + 1 } })).toBe('cap');
    expect(ask({ earlier: day(DAILY_CAP), cap: 20 })).toBeNull();
  });

  test('the same notice confirmed twice is one notice, on a full day too', () => {
    expect(ask({ earlier: [...day(DAILY_CAP), kept(99, elsewhere(99))] })).toBeNull();
  });

  test('child sexual abuse is refused whatever was acknowledged', () => {
    const abuse = sampleNotice({
      category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
      keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE',
      notifier: null,
    });
    expect(ask({ knowingly: { duplicates: [abuse.id], today: 100 } }, abuse)).toBe('hotline');
  });

  test('however many are sent one after the other, no more than the cap go without a word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.nat(DAY_MS), told: fc.boolean() }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (steps, cap) => {
          const earlier: Earlier[] = [];
          let clock = now;
          for (const [n, { wait, told }] of steps.entries()) {
            clock += wait / 10;
            const next = sampleNotice({
              id: id(n),
              ...elsewhere(n),
              createdAt: new Date(clock).toISOString(),
            });
            const today = sentToday(earlier, clock) + 1;
            const knowingly = told ? { today } : {};
            const refused = refusal(next, { earlier, cap, knowingly, now: clock });
            expect(refused).toBe(!told && today > cap ? 'cap' : null);
            if (!refused) earlier.push({ id: next.id, state: 'queued', notice: next });
          }
        },
      ),
    );
  });
});

describe('weak findings', () => {
  test('those that rest on little or say what would make them wrong are checked first, each rule once', () => {
    expect(toCheck([offer(finding, weak, doubtful, note), offer(weak)]).map(({ rule }) => rule)).toEqual([
      doubtful.rule,
      weak.rule,
    ]);
    expect(toCheck([offer(finding, note)])).toEqual([]);
    expect(toCheck([offer(finding, note)], [note.rule])).toEqual([note]);
  });

  test('weak evidence alone, with nothing of the person’s own, is a bare suspicion', () => {
    expect(isBareSuspicion([offer(weak)], undefined, 'T', 'T')).toBe(true);
    expect(isBareSuspicion([offer(weak)], undefined, 'My own words.', 'T')).toBe(false);
    expect(isBareSuspicion([offer(weak, finding)], undefined, 'T', 'T')).toBe(false);
    expect(isBareSuspicion([offer(weak, finding)], [weak.rule], 'T', 'T')).toBe(true);
    expect(isBareSuspicion([offer()], undefined, 'T', 'T')).toBe(false);
  });

  test('one press sends strong findings only', () => {
    expect(isStrong([finding, note])).toBe(true);
    for (const findings of [[], [note], [weak], [doubtful], [finding, weak]])
      expect(isStrong(findings)).toBe(false);
    expect(isStrong([finding, { ...finding, keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL' }])).toBe(false);
  });
});

describe('a page that changed', () => {
  test('another title, or words that are gone', () => {
    const inText = {
      ...finding,
      evidence: [{ field: 'attributes.0.value', text: 'tadalafil', start: 0, end: 9 }],
    };
    const read = {
      listing: { ...listing, attributes: [{ name: 'With', value: 'tadalafil' }] },
      findings: [inText],
    };
    expect(hasChanged(read, read.listing)).toBe(false);
    expect(hasChanged(read, { ...read.listing, title: 'Socks' })).toBe(true);
    expect(hasChanged(read, { ...read.listing, attributes: [] })).toBe(true);
    // Moved is not gone.
    const moved = [{ name: 'Size', value: 'M' }, ...read.listing.attributes];
    expect(hasChanged(read, { ...read.listing, attributes: moved })).toBe(false);
    expect(hasChanged(read, { ...read.listing, attributes: [] }, ['another.rule'])).toBe(false);
  });

  test('a reading is old after ten minutes, or when nobody knows its time', () => {
    expect(isOld(now - FRESH_MS, now)).toBe(false);
    expect(isOld(now - FRESH_MS - 1, now)).toBe(true);
    expect(isOld(now + FRESH_MS + 1, now)).toBe(true);
    expect(isOld(undefined, now)).toBe(true);
  });
});
