import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledLists } from '../../cli/packs-from-disk.ts';
import { compose } from '../../utils/notices/compose.ts';
import { noticeSchema } from '../../utils/notices/notice.ts';
import { NOTICE_LANGUAGES } from '../../utils/notices/phrases.ts';
import { isChildAbuse } from '../../utils/notices/taxonomy.ts';
import { check } from '../../utils/packs/check.ts';
import { compilePacks } from '../../utils/packs/compile.ts';
import { explain } from '../../utils/packs/explain.ts';
import { parsePack } from '../../utils/packs/pack.ts';

/** A notice can be made of whatever the packs find: every example a rule must flag, in every language offered. */
const folder = new URL('../../public/packs/', import.meta.url);
const packs = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  .map((name) => parsePack(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
const compiled = compilePacks(packs);
const lists = bundledLists();
const examples = packs.map(({ id, rules }) => ({
  id,
  found: rules.flatMap(({ examples: { flags } }) =>
    flags.map((example) => {
      const listing = { url: 'https://www.aliexpress.com/item/1.html', ...example };
      return { listing, findings: explain(compiled, check(compiled, listing, lists)) };
    }),
  ),
}));

describe.each(examples.filter(({ found }) => found.length > 0))('$id', ({ found }) => {
  test.each(NOTICE_LANGUAGES)('every example makes a valid notice in %s', (language) => {
    for (const offer of found) {
      const reportable = offer.findings.filter(({ keyword }) => !isChildAbuse(keyword));
      const draft = compose({
        offers: [{ ...offer, readAt: Date.UTC(2026, 10, 24) }],
        language,
        chosen: reportable.map(({ rule }) => rule),
      });
      if (reportable.length === 0) {
        expect(draft.explanation).toBe('');
        continue;
      }
      const notice = noticeSchema.safeParse({
        ...draft,
        version: 1,
        id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c11',
        createdAt: '2026-11-24T10:00:00.000Z',
        goodFaith: true,
        notifier: { name: 'Ada Example', email: 'ada@example.org' },
      });
      expect(notice.error, JSON.stringify(offer.listing)).toBeUndefined();
      expect(draft.category).toBe(
        draft.keyword && reportable.map(({ category }) => category).find((one) => one === draft.category),
      );
      for (const { explain } of reportable)
        expect(draft.explanation).toContain(explain[language] ?? explain.en);
      expect(draft.explanation).not.toMatch(
        /\$\d|undefined|<\/?\w|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/,
      );
    }
  });
});
