import { expect, test } from 'vitest';
import { lintContacts } from './lint.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const source = 'https://shop.example/terms';
const etsy = {
  id: 'etsy',
  version: 1,
  updated: '2026-11-25',
  provider: { name: 'Shop Ltd', country: 'IE', source, verified: '2026-11-01' },
  points: [{ for: ['users'], email: 'dsa@shop.example', source, verified: '2026-11-01' }],
};
const lint = (change: object, name = 'etsy') => {
  const text = JSON.stringify({ ...etsy, ...change }, null, 2);
  return lintContacts([{ path: `${name}.json`, text }], now).map(({ line, severity, message }) => ({
    severity,
    message,
    at: text.split('\n')[line - 1]?.trim(),
  }));
};
const provider = (change: object) => lint({ provider: { ...etsy.provider, ...change } });

test('nothing to say of a good file', () => expect(lint({})).toEqual([]));

test('text that is no JSON, and a key that stands twice', () => {
  expect(lintContacts([{ path: 'etsy.json', text: '{' }], now)).toMatchObject([
    { line: 1, severity: 'error' },
  ]);
  const twice = JSON.stringify(etsy).replace('{', '{"id":"etsy",');
  expect(lintContacts([{ path: 'etsy.json', text: twice }], now)).toMatchObject([
    { severity: 'error', message: '“id” is there twice in one object' },
  ]);
});

test('a fact without a source, or with one that is not https, is an error at its line', () => {
  expect(provider({ source: undefined })).toMatchObject([{ severity: 'error', at: '"provider": {' }]);
  expect(provider({ source: 'http://shop.example/' })).toEqual([
    {
      severity: 'error',
      message: 'provider.source: must be an https address',
      at: '"source": "http://shop.example/",',
    },
  ]);
});

test('days in the future are errors', () => {
  expect(provider({ verified: '2026-11-26' })).toMatchObject([
    { severity: 'error', message: 'provider: was verified in the future', at: '"verified": "2026-11-26"' },
  ]);
  expect(lint({ updated: '2027-01-01' })).toMatchObject([
    { severity: 'error', at: '"updated": "2027-01-01",' },
  ]);
});

test('what nobody verified, or not within a year, is said', () => {
  expect(provider({ verified: null })).toMatchObject([
    { severity: 'warning', message: 'provider: nobody has verified this', at: '"verified": null' },
  ]);
  expect(provider({ verified: '2025-11-24' })).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('more than 12 months ago, on 2025-11-24') },
  ]);
  expect(provider({ verified: '2025-11-26' })).toEqual([]);
});

test('the file’s name, its id and the marketplaces go together', () => {
  expect(lint({}, 'ebay')).toMatchObject([{ message: 'calls itself “etsy”, and its file “ebay”' }]);
  expect(lint({ id: 'nowhere' }, 'nowhere')).toMatchObject([
    { message: 'there is no marketplace “nowhere”' },
  ]);
});
