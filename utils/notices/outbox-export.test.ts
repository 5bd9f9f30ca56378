import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell, outboxAsCsv, outboxAsJson } from './outbox-export.ts';
import { sampleEntry, sampleStatus } from './sample-notice.ts';

/** Reads CSV as RFC 4180 has it, every cell quoted. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const row: string[] = [];
    for (;;) {
      expect(text[at]).toBe('"');
      let cell = '';
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      row.push(cell);
      at += 1;
      if (text[at] !== ',') break;
      at += 1;
    }
    expect(text.slice(at, at + 2)).toBe('\r\n');
    at += 2;
    rows.push(row);
  }
  return rows;
}

describe('CSV', () => {
  test('whatever is in a cell, it stays one cell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
        const [row] = parseCsv(`${cells.map(csvCell).join(',')}\r\n`);
        expect(row?.map((cell) => cell.replace(/^'/, ''))).toEqual(
          cells.map((cell) => cell.replace(/^'/, '')),
        );
      }),
    );
  });

  test.each([
    '=HYPERLINK("https://bad.example","see")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\n=1',
    '\ufeff=1',
    '＝1+1',
  ])('%j is no formula', (text) => {
    expect(csvCell(text).slice(0, 2)).toBe(`"'`);
  });

  test('a notice is one row, its hostile title defused', () => {
    const entry = {
      ...sampleEntry({
        listings: [
          {
            url: 'https://www.aliexpress.com/item/1.html',
            title: '=cmd|" /C calc"!A0',
            seller: { name: 'A, "B"' },
          },
          { url: 'https://www.aliexpress.com/item/2.html' },
        ],
      }),
      status: sampleStatus({ state: 'decided' }),
      checks: [{ url: 'https://www.aliexpress.com/item/1.html', at: 0, online: false }],
    };
    const [names = [], row = [], ...more] = parseCsv(outboxAsCsv([entry]));
    expect(more).toEqual([]);
    const cells = Object.fromEntries(names.map((name, n) => [name, row[n]]));
    expect(cells).toMatchObject({
      titles: `'=cmd|" /C calc"!A0`,
      sellers: 'A, "B"',
      addresses: 'https://www.aliexpress.com/item/1.html\nhttps://www.aliexpress.com/item/2.html',
      outcome: 'acted',
      online: 'false',
      'last seen': '1970-01-01T00:00:00.000Z',
      email: 'ada@example.org',
    });
    expect(row).toHaveLength(names.length);
  });

  test('a draft is no notice', () => {
    const { notice: _, ...rest } = sampleEntry();
    const draft = { ...rest, state: 'draft' as const, draft: { notice: sampleEntry().notice, screen: null } };
    expect(parseCsv(outboxAsCsv([draft]))).toHaveLength(1);
  });
});

test('JSON has everything', () => {
  const entry = sampleEntry();
  expect(JSON.parse(outboxAsJson([entry], [], '2026-11-25T00:00:00Z'))).toEqual({
    format: 'caveat-notices',
    version: 1,
    exportedAt: '2026-11-25T00:00:00Z',
    entries: [entry],
    journal: [],
  });
});
