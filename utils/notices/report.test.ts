import { describe, expect, test } from 'vitest';
import type { Listing } from '../listing/listing.ts';
import type { ExplainedFinding } from '../packs/finding.ts';
import { settingsSchema } from '../settings.ts';
import { type Caution, canTick, cautionsOf, knowinglyOf, standing } from './cautions.ts';
import { evidenceKey, lawKey, type Offer } from './compose.ts';
import { DAY_MS, type Earlier, FRESH_MS, refusal } from './guards.ts';
import { noticeBytes, noticeSchema } from './notice.ts';
import {
  asReport,
  beginReport,
  belongsToHotline,
  canTakeIn,
  endpointChannel,
  fieldsOf,
  isSameTrader,
  noticeOf,
  offerOf,
  type Report,
  saidInEnglish,
  templateOf,
  withFields,
  withLaw,
  withOffer,
  withoutOffer,
} from './report.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const id = '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c11';
const settings = settingsSchema.parse({
  name: 'Ada Example',
  email: 'ada@example.org',
  endpoint: 'https://notices.example/',
});
const listing = (n: number, changes: Partial<Listing> = {}): Listing => ({
  url: `https://www.aliexpress.com/item/${n}.html`,
  ...{ marketplace: 'aliexpress', id: `${n}`, title: `sildenafil ${n}` },
  seller: { id: '77', name: 'Blue Store' },
  ...changes,
});
const finding: ExplainedFinding = {
  ...{ rule: 'medicines.prescription-only', pack: 'medicines@3', severity: 'danger' },
  ...{
    category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
    keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  },
  ...{ confidence: 'high', wrongIf: [], advice: { en: 'A.' } },
  explain: { en: 'This looks like a prescription medicine.', de: 'Das sieht nach einem Arzneimittel aus.' },
  law: [{ act: 'Directive 2001/83/EC', article: '85c', url: 'http://data.europa.eu/eli/dir/2001/83' }],
  evidence: [{ field: 'title', text: 'sildenafil', start: 0, end: 10 }],
};
const note: ExplainedFinding = { ...finding, rule: 'a.note', severity: 'note', explain: { en: 'A note.' } };
const weak: ExplainedFinding = { ...finding, rule: 'a.weak', severity: 'warning', confidence: 'low' };
const offer = (n: number, findings = [finding], changes: Partial<Listing> = {}): Offer => ({
  ...{ listing: listing(n, changes), findings, readAt: now },
});
const begin = (one: Offer = offer(1), language = 'en-GB') => beginReport(id, one, settings, language);
const sent = (report: Report) => noticeOf(report, '2026-11-24T12:00:00Z');

describe('a report', () => {
  test('begins whole, in the interface’s language or the one set', () => {
    expect(noticeSchema.safeParse(sent(begin())).error).toBeUndefined();
    expect(begin(offer(1), 'de-AT').language).toBe('de');
    expect(begin(offer(1), 'mt').language).toBe('en');
    expect(beginReport(id, offer(1), { ...settings, language: 'pl' }, 'de').language).toBe('pl');
  });

  test('notes stand back behind something worse, and are reported where there is nothing worse', () => {
    expect(begin(offer(1, [finding, note])).chosen).toEqual([finding.rule]);
    expect(begin(offer(1, [note])).chosen).toEqual([note.rule]);
  });

  test('keeps no more of a page than the notice says', () => {
    const page: Listing = {
      ...listing(1),
      description: 'x'.repeat(90_000),
      images: ['https://example.org/a.jpg'],
      attributes: [
        { name: 'Size', value: 'M' },
        { name: 'Ingredient', value: 'sildenafil' },
      ],
      variants: [{ name: 'Blue' }],
    };
    const evidence = [{ field: 'attributes.1.value', text: 'sildenafil', start: 0, end: 10 }];
    const findings = [{ ...finding, evidence }];
    const slim = offerOf(page, findings, now);
    expect(sent(begin(slim))).toEqual(sent(begin({ listing: page, findings, readAt: now })));
    expect(JSON.stringify(slim)).not.toMatch(/xxx|a\.jpg|"M"|Size/);
  });

  test('what was kept is taken up again only where it is a report', () => {
    const report = begin(offerOf(listing(1), [finding, weak, note], now));
    expect(asReport(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
    for (const other of [null, {}, { ...report, offers: [] }, { ...report, language: 'xx' }, { fields: {} }])
      expect(asReport(other)).toBeNull();
  });

  test('survives being kept as JSON', () => {
    const report = withFields(begin(), { explanation: 'Words of my own, long enough to say something.' });
    const kept = JSON.parse(JSON.stringify(report)) as Report;
    expect(noticeBytes(sent(kept))).toBe(noticeBytes(sent(report)));
  });

  describe('what the person changes', () => {
    test('follows the language until it is in their own words', () => {
      const report = begin();
      expect(fieldsOf({ ...report, language: 'de' }).explanation).toContain('Das sieht nach');
      const own = withFields(report, { explanation: 'I bought one.' });
      expect(fieldsOf({ ...own, language: 'de' })).toMatchObject({ explanation: 'I bought one.' });
      expect(sent({ ...own, language: 'de' }).language).toBe('de');
      // Back to what it was is untouched again.
      expect(withFields(own, { explanation: templateOf(report) }).own).toEqual({});
    });

    test('an emptied explanation stays empty', () => {
      expect(sent(withFields(begin(), { explanation: '' })).explanation).toBe('');
    });

    test('category and keyword go together', () => {
      const category = 'STATEMENT_CATEGORY_SCAMS_AND_FRAUD';
      const changed = withFields(begin(), { category, keyword: null });
      expect(fieldsOf(changed)).toMatchObject({ category, keyword: null });
      expect(noticeSchema.safeParse(sent(changed)).success).toBe(true);
      const back = withFields(changed, {
        category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
        keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
      });
      expect(back.own).toEqual({});
    });

    test('leaves out evidence and law', () => {
      const report = begin();
      const { evidence, law } = sent(report);
      const without = [...evidence.map(evidenceKey), ...law.map(lawKey)];
      expect(sent({ ...report, without })).toMatchObject({ evidence: [], law: [] });
    });

    test('adds law of their own, bounded, each once', () => {
      const report = begin();
      const added = withLaw(report, '  Some\n  Act ', ' 3 ');
      expect(added?.ownLaw).toEqual([{ act: 'Some Act', article: '3' }]);
      expect(sent(added ?? report).law.at(-1)).toEqual({ act: 'Some Act', article: '3' });
      expect(noticeSchema.safeParse(sent(added ?? report)).error).toBeUndefined();
      expect(withLaw(added ?? report, 'Some Act', '3')).toBeNull();
      expect(withLaw(report, ' ', '3')).toBeNull();
      expect(withLaw(report, 'x'.repeat(201), '')).toBeNull();
      let full: Report | null = report;
      for (let n = 0; n < 5; n += 1) full = full && withLaw(full, `Act ${n}`, '');
      expect(full?.ownLaw).toHaveLength(5);
      expect(full && withLaw(full, 'One more', '')).toBeNull();
      // It outlives being kept.
      expect(asReport(JSON.parse(JSON.stringify(full)))?.ownLaw).toEqual(full?.ownLaw);
    });

    test('name and e-mail left out make a notice without a notifier, which only a hotline’s may be', () => {
      const anonymous = sent(withFields(begin(), { name: ' ', email: '' }));
      expect(anonymous.notifier).toBeNull();
      expect(noticeSchema.safeParse(anonymous).success).toBe(false);
    });
  });

  test('says which findings are said in English', () => {
    expect(
      saidInEnglish({
        ...begin(offer(1, [finding, { ...finding, rule: 'own', explain: { en: 'E.' } }])),
        language: 'de',
      }),
    ).toHaveLength(1);
  });

  describe('several listings', () => {
    test('of one trader on one marketplace only', () => {
      const report = begin();
      expect(isSameTrader(report, listing(2))).toBe(true);
      expect(isSameTrader(report, listing(2, { seller: { id: '78' } }))).toBe(false);
      expect(isSameTrader(report, listing(2, { marketplace: 'ebay' }))).toBe(false);
      expect(isSameTrader(begin(offer(1, [finding], { seller: null })), listing(2, { seller: null }))).toBe(
        false,
      );
    });

    test('a card is taken in only with something found on the card itself, and once', () => {
      const report = begin();
      expect(canTakeIn(report, offer(2))).toBe(true);
      expect(canTakeIn(report, offer(2, []))).toBe(false);
      expect(canTakeIn(report, offer(1))).toBe(false);
      const full = Array.from({ length: 49 }, (_, n) => offer(n + 2)).reduce(withOffer, report);
      expect(full.offers).toHaveLength(50);
      expect(canTakeIn(full, offer(60))).toBe(false);
    });

    test('what was read anew takes its old place and keeps what the person chose', () => {
      const report = { ...withOffer(begin(offer(1, [finding, weak])), offer(2)), chosen: [finding.rule] };
      const anew = withOffer(report, {
        ...offer(1, [finding, weak, { ...weak, rule: 'a.new' }]),
        readAt: now + 1,
      });
      expect(anew.offers.map(({ readAt }) => readAt)).toEqual([now + 1, now]);
      expect(anew.chosen).toEqual([finding.rule, 'a.new']);
    });

    test('what a card shows never takes the place of what the page says, and gives way to it', () => {
      const card: Offer = { ...offer(1), card: true, readAt: now + 1 };
      expect(withOffer(begin(), card)).toEqual(begin());
      const fromCard = begin(card);
      expect(asReport(JSON.parse(JSON.stringify(fromCard)))?.offers[0]?.card).toBe(true);
      expect(withOffer(fromCard, offer(1)).offers[0]).not.toHaveProperty('card');
    });

    test('one is taken out again, and never the last', () => {
      const two = withOffer(begin(), offer(2));
      expect(sent(withoutOffer(two, 0)).listings.map(({ id }) => id)).toEqual(['2']);
      const left = {
        ...two,
        without: [...sent(two).evidence.map(evidenceKey), ...sent(two).law.map(lawKey)],
      };
      expect(withoutOffer(left, 0).without).toEqual(sent(two).law.map(lawKey));
      expect(withoutOffer(begin(), 0).offers).toHaveLength(1);
    });
  });

  test('belongs to a hotline by what was found or by what the person chose', () => {
    const doll = { ...finding, keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL' };
    expect(belongsToHotline(begin())).toBe(false);
    expect(belongsToHotline(begin(offer(1, [finding, doll])))).toBe(true);
    const chosen = withFields(begin(), {
      category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
      keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
    });
    expect(belongsToHotline(chosen)).toBe(true);
  });

  test('a token goes only to the endpoint it was given for', () => {
    const flagger = { endpoint: 'https://notices.example/', token: 'secret' };
    expect(endpointChannel('https://notices.example', flagger)).toEqual({
      kind: 'endpoint',
      base: 'https://notices.example',
      token: 'secret',
    });
    for (const other of [
      'https://notices.example/other',
      'https://evil.example',
      'https://notices.example:444',
    ])
      expect(endpointChannel(other, flagger)).toEqual({ kind: 'endpoint', base: other });
    expect(endpointChannel('ftp://notices.example', flagger)).toBeNull();
  });
});

describe('cautions', () => {
  const kept = (n: number, report = begin(offer(n)), ago = 1_000): Earlier => {
    const createdAt = new Date(now - ago).toISOString();
    return { id: `earlier-${n}`, state: 'received', notice: { ...sent(report), createdAt } };
  };
  const ask = (report: Report, changes: Partial<Parameters<typeof cautionsOf<Earlier>>[1]> = {}) =>
    cautionsOf(report, { earlier: [], cap: 10, now, page: null, ...changes });
  const kinds = (cautions: Caution[]) => cautions.map(({ kind }) => kind);

  test('none for a strong finding just read', () => {
    expect(ask(begin())).toEqual([]);
    expect(ask(begin(), { page: { listing: listing(1), followed: false } })).toEqual([]);
  });

  test('a duplicate can be sent knowingly when it says something new, else not', () => {
    const [same] = ask(begin(), { earlier: [kept(1)] });
    expect(same).toMatchObject({ kind: 'duplicate', news: false });
    expect(canTick(same as Caution)).toBe(false);
    const own = withFields(begin(), { explanation: 'It is still there after two weeks, with new reviews.' });
    const [again] = ask(own, { earlier: [kept(1)] });
    expect(again).toMatchObject({ kind: 'duplicate', news: true });
    expect(standing([again as Caution], [])).toHaveLength(1);
    expect(standing([again as Caution], [(again as Caution).key])).toEqual([]);
  });

  test('a tick covers what was shown and no more, and the background sees it the same way', () => {
    const own = withFields(begin(), { explanation: 'It is still there after two weeks, with new reviews.' });
    const cautions = ask(own, { earlier: [kept(1)] });
    const ticked = cautions.map(({ key }) => key);
    const knowingly = knowinglyOf(cautions, ticked);
    const pass = (earlier: Earlier[]) => refusal(sent(own), { earlier, cap: 10, knowingly, now });
    expect(pass([kept(1)])).toBeNull();
    const another = { ...kept(1), id: 'another' };
    expect(pass([kept(1), another])).toBe('duplicate');
    expect(standing(ask(own, { earlier: [kept(1), another] }), ticked)).toHaveLength(1);
    expect(knowinglyOf(cautions, [])).toEqual({ duplicates: [], today: undefined });
  });

  test('what only a card shows is reported knowingly, and its page is taken in once it is open', () => {
    const card: Offer = { ...offer(1), card: true };
    const two = withOffer(withOffer(begin(card), { ...offer(2), card: true }), offer(3));
    const cautions = cautionsOf(two, { earlier: [], cap: 10, now, page: null });
    expect(cautions).toMatchObject([{ kind: 'card', listings: [{ id: '1' }, { id: '2' }] }]);
    expect(standing(cautions, [])).toHaveLength(1);
    expect(
      standing(
        cautions,
        cautions.map(({ key }) => key),
      ),
    ).toEqual([]);
    const page = { listing: listing(1), followed: true };
    expect(cautionsOf(begin(card), { earlier: [], cap: 10, now, page })[0]?.kind).toBe('changed');
  });

  test('over the cap', () => {
    const earlier = Array.from({ length: 10 }, (_, n) => kept(n + 10));
    const cautions = ask(begin(), { earlier });
    expect(cautions).toMatchObject([{ kind: 'cap', today: 11, cap: 10 }]);
    const knowingly = knowinglyOf(
      cautions,
      cautions.map(({ key }) => key),
    );
    expect(refusal(sent(begin()), { earlier, cap: 10, knowingly, now })).toBeNull();
    expect(refusal(sent(begin()), { earlier, cap: 10, knowingly: {}, now })).toBe('cap');
    expect(ask(begin(), { earlier, cap: 11 })).toEqual([]);
  });

  test('weak findings are checked, and a bare suspicion is called one', () => {
    const cautions = ask(begin(offer(1, [weak])));
    expect(kinds(cautions)).toEqual(['check', 'suspicion']);
    expect(kinds(standing(cautions, []))).toEqual(['check']);
    const own = withFields(begin(offer(1, [weak])), { explanation: 'I opened the box: it holds a blister.' });
    expect(kinds(ask(own))).toEqual(['check']);
  });

  test('a page that says something else is taken in anew first; no tick helps', () => {
    const page = { listing: listing(1, { title: 'Socks' }), followed: true };
    const cautions = ask(begin(), { page });
    expect(kinds(cautions)).toEqual(['changed']);
    expect(
      standing(
        cautions,
        cautions.map(({ key }) => key),
      ),
    ).toHaveLength(1);
    const anew = withOffer(begin(), { ...offer(1), listing: page.listing, findings: [] });
    expect(ask(anew, { page })).toEqual([]);
  });

  test('an old reading: of the page at hand where Caveat does not follow it, of others after a day', () => {
    const read = (ago: number) => begin({ ...offer(1), readAt: now - ago });
    const page = (followed: boolean) => ({ page: { listing: listing(1), followed } });
    expect(kinds(ask(read(FRESH_MS + 1), page(false)))).toEqual(['old']);
    expect(ask(read(FRESH_MS + 1), page(true))).toEqual([]);
    expect(ask(read(FRESH_MS + 1))).toEqual([]);
    expect(kinds(ask(read(DAY_MS + 1)))).toEqual(['old']);
  });
});
