import { describe, expect, it } from 'vitest';
import { excerpt, valueAt } from './excerpt.ts';

const found = (field: string, whole: string, text: string) => ({
  ...{ field, text, start: whole.indexOf(text), end: whole.indexOf(text) + text.length },
});

describe('excerpt', () => {
  const title = 'Original Sildenafil 100 mg tablets, 30 pieces, sent discreetly from a warehouse in the EU';

  it('quotes the words with what stands around them, cut between words', () => {
    expect(excerpt({ title }, found('title', title, 'Sildenafil 100 mg'))).toEqual({
      before: 'Original ',
      words: 'Sildenafil 100 mg',
      after: ' tablets, 30 pieces, sent discreetly…',
    });
    expect(excerpt({ title }, found('title', title, 'EU')).before).toBe(
      '…discreetly from a warehouse in the ',
    );
  });

  it('reaches into attributes', () => {
    const listing = { attributes: [{ name: 'Active ingredient', value: 'Sildenafil citrate' }] };
    expect(excerpt(listing, found('attributes.0.value', 'Sildenafil citrate', 'Sildenafil'))).toEqual({
      ...{ before: '', words: 'Sildenafil', after: ' citrate' },
    });
  });

  it('leaves the words alone where the field does not say them any more', () => {
    const alone = { before: '', words: 'gone', after: '' };
    expect(excerpt({ title }, { field: 'title', text: 'gone', start: 3, end: 7 })).toEqual(alone);
    expect(excerpt(null, { field: 'title', text: 'gone', start: 0, end: 4 })).toEqual(alone);
  });

  it('never shows half a character, and not more than fits', () => {
    const faces = `${'😀'.repeat(60)}pill${'😀'.repeat(60)}`;
    const { before, after } = excerpt({ title: faces }, found('title', faces, 'pill'));
    expect(`${before}${after}`.isWellFormed()).toBe(true);
    const long = 'x'.repeat(5_000);
    expect(excerpt({ title: long }, found('title', long, long)).words.length).toBeLessThan(200);
  });
});

describe('readable', () => {
  it('cannot be made to read backwards', () => {
    const hostile = 'pure \u202esildenafil\u202c\u2066 here';
    const { before, words, after } = excerpt({ title: hostile }, found('title', hostile, 'sildenafil'));
    expect(before + words + after).toBe('pure sildenafil here');
  });
});

describe('valueAt', () => {
  it('follows own properties only', () => {
    expect(valueAt({ a: [{ b: 1 }] }, 'a.0.b')).toBe(1);
    for (const path of ['__proto__', 'constructor.name', 'a.length.x', 'toString', ''])
      expect(valueAt({ a: [] }, path)).toBeUndefined();
  });
});
