import { expect, test } from 'vitest';
import { type Counted, tallied, tallySchema } from './tally.ts';

const page = (more: Partial<Counted>): Counted => ({
  page: 'product',
  reader: 'aliexpress',
  layout: '2025 hashed classes',
  health: 'read',
  missing: [],
  ...more,
});

test('counts by reader: health, layout, what was missing', () => {
  const one = tallied({}, null, page({}));
  const two = tallied(one, null, page({ health: 'partial', missing: ['price', 'seller'] }));
  expect(two).toEqual({
    aliexpress: {
      read: 1,
      partial: 1,
      unread: 0,
      layouts: { '2025 hashed classes': 2 },
      missing: { price: 1, seller: 1 },
    },
  });
  expect(one.aliexpress?.read).toBe(1);
  expect(tallySchema.parse(two)).toEqual(two);
});

test('a page read again counts once, as it was read last', () => {
  const early = page({ health: 'unread', layout: null });
  const late = page({});
  const tally = tallied(tallied({}, null, early), early, late);
  expect(tally.aliexpress).toMatchObject({ read: 1, unread: 0, layouts: { '2025 hashed classes': 1 } });
});

test('pages that are no listing are not counted, and no page can make it grow without end', () => {
  expect(tallied({}, null, page({ page: 'other' }))).toEqual({});
  let tally = {};
  for (let n = 0; n < 300; n++)
    tally = tallied(tally, null, page({ reader: `r${n % 150}`, layout: `l${n}`, missing: [`m${n}`] }));
  expect(Object.keys(tally).length).toBe(100);
  for (let n = 0; n < 300; n++) tally = tallied(tally, null, page({ reader: 'r1', layout: `l${n}` }));
  expect(Object.keys((tally as Record<string, { layouts: object }>).r1?.layouts ?? {}).length).toBe(100);
});
