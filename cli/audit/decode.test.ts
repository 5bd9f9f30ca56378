import { expect, test } from 'vitest';
import { decode } from './decode.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['a UTF-8 mark', Buffer.from('\ufeff<p>ä €', 'utf8'), '<p>ä €'],
  ['a UTF-16 mark', Buffer.from('\ufeff<p>ä €', 'utf16le'), '<p>ä €'],
  ['UTF-8 that says nothing', Buffer.from('<p>ä €'), '<p>ä €'],
  ['UTF-8 that says gbk', Buffer.from('<meta charset=gbk><p>键盘'), '<meta charset=gbk><p>键盘'],
  ['windows-1252 that says nothing', latin('<p>\xe4 \x80'), '<p>ä €'],
  [
    'windows-1251 in a meta',
    latin('<meta charset="windows-1251"><p>\xcd\xee\xe6'),
    '<meta charset="windows-1251"><p>Нож',
  ],
  [
    'iso-8859-2 in http-equiv',
    latin('<meta http-equiv=Content-Type content="text/html; charset=iso-8859-2">\xb1\xea'),
    '<meta http-equiv=Content-Type content="text/html; charset=iso-8859-2">ąę',
  ],
  ['shift_jis', latin('<meta charset=Shift_JIS>\x83i\x83C\x83t'), '<meta charset=Shift_JIS>ナイフ'],
  ['gb18030', latin('<meta charset=gb2312>\xbc\xfc\xc5\xcc'), '<meta charset=gb2312>键盘'],
  [
    'an XML declaration',
    latin('<?xml version="1.0" encoding="koi8-r"?>\xee\xcf\xd6'),
    '<?xml version="1.0" encoding="koi8-r"?>Нож',
  ],
  ['a name of no encoding', latin('<meta charset=x-none>\xe4'), '<meta charset=x-none>ä'],
  ['the language alone', latin('<html lang="ru-RU">\xcd\xee\xe6'), '<html lang="ru-RU">Нож'],
  [
    'said to be UTF-8, and is not',
    latin('<html lang=pl><meta charset=utf-8>\xb1\xea'),
    '<html lang=pl><meta charset=utf-8>ąę',
  ],
  [
    'UTF-8 but for one byte',
    Buffer.concat([Buffer.from('<meta charset=utf-8>äöü'), latin('\xff')]),
    '<meta charset=utf-8>äöü\ufffd',
  ],
  ['UTF-16 said in ASCII', latin('<meta charset=utf-16><p>a'), '<meta charset=utf-16><p>a'],
  ['nothing', Buffer.alloc(0), ''],
])('%s', (_, bytes, text) => {
  expect(decode(bytes)).toBe(text);
});

test('what the server said comes before what the page says', () => {
  expect(decode(latin('<meta charset=windows-1251>\xe4'), 'iso-8859-1')).toContain('ä');
  expect(decode(latin('<meta charset=windows-1251>\xe4'), 'no such')).toContain('д');
});

test('is linear in what pages declare', () => {
  const before = process.cpuUsage();
  decode(latin(`${'<meta '.repeat(200_000)}\xe4`));
  decode(latin(`<html${' lang'.repeat(200_000)}\xe4`));
  expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
});
