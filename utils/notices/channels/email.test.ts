import fc from 'fast-check';
import { expect, test } from 'vitest';
import { letter } from '../letter.ts';
import { sampleNotice } from '../sample-notice.ts';
import { emailOf, MAILTO_MAX, mailto } from './email.ts';

/** As RFC 6068 reads it. */
function read(address: string) {
  const [, to = '', query = ''] = /^mailto:([^?]*)\?(.*)$/s.exec(address) ?? [];
  return {
    to: decodeURIComponent(to),
    fields: query.split('&').map((field) => field.split('=').map(decodeURIComponent)),
  };
}

test('a letter becomes a mailto address with one recipient, a subject and a body with CRLF', () => {
  const url = mailto('dsa+eu@shop.example', { subject: 'Notice & more', text: 'One\nTwo 100 % ä + b' });
  expect(url).toBe(
    'mailto:dsa%2Beu@shop.example?subject=Notice%20%26%20more&body=One%0D%0ATwo%20100%20%25%20%C3%A4%20%2B%20b',
  );
  expect(read(url)).toEqual({
    to: 'dsa+eu@shop.example',
    fields: [
      ['subject', 'Notice & more'],
      ['body', 'One\r\nTwo 100 % ä + b'],
    ],
  });
});

test('no title can add a header, a recipient or a line to the subject', () => {
  const nasty =
    'x\r\nBcc: eve@evil.example\r\n\r\n&bcc=eve@evil.example?cc=eve@evil.example%0D%0ACc: eve\u2028y\ud800';
  const notice = sampleNotice({ listings: [{ url: 'https://shop.example/1', id: null, title: nasty }] });
  const email = emailOf(notice, 'dsa@shop.example');
  const { to, fields } = read(email?.url ?? '');
  expect(to).toBe('dsa@shop.example');
  expect(fields.map(([name]) => name)).toEqual(['subject', 'body']);
  expect(fields[0]?.[1]).not.toMatch(/[\r\n\u2028]/);
  expect(email?.url).not.toMatch(/[\r\n]|&bcc|&cc/i);
});

test('whatever a notice says, its address is short enough and can be read', () => {
  const words = fc.string({ unit: 'binary', minLength: 40, maxLength: 4_000 });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 50 }), (explanation, many) => {
      const [first] = sampleNotice().listings;
      const notice = sampleNotice({
        explanation,
        listings: Array.from({ length: many }, (_, n) => ({
          ...first,
          url: `https://www.aliexpress.com/item/${n}.html`,
        })),
      });
      const email = emailOf(notice, 'dsa@shop.example');
      expect(email?.url.length).toBeLessThanOrEqual(MAILTO_MAX);
      expect(read(email?.url ?? '').fields).toHaveLength(2);
    }),
    { numRuns: 50 },
  );
});

test('what does not fit is cut at a word, and says so; who reports and the good faith stay', () => {
  const notice = sampleNotice({
    explanation: 'The title offers sildenafil, which is a medicine. '.repeat(80),
  });
  const email = emailOf(notice, 'dsa@shop.example');
  const body = read(email?.url ?? '').fields[1]?.[1] ?? '';
  expect(email?.whole).toBe(false);
  expect(body).toContain('This text was shortened');
  expect(body).toContain('Ada Example');
  expect(body).toContain('I believe in good faith');
  expect(body).toContain('https://www.aliexpress.com/item/1005001.html');
  expect(body).toMatch(/(?:title|offers|sildenafil,|which|is|a|medicine\.|The)…\r\n/);
  // As much of it as fits.
  expect(email?.url.length).toBeGreaterThan(MAILTO_MAX - 60);
});

test('a short notice is sent whole', () => {
  const notice = sampleNotice();
  const email = emailOf(notice, 'dsa@shop.example');
  expect(email?.whole).toBe(true);
  expect(read(email?.url ?? '').fields[1]?.[1]).toBe(letter(notice).text.replaceAll('\n', '\r\n'));
});

test('nothing is made where not even the address of the listing fits', () => {
  const url = `https://shop.example/${'a'.repeat(2_500)}`;
  expect(emailOf(sampleNotice({ listings: [{ url }] }), 'dsa@shop.example')).toBeNull();
});
