import { isAscii, isUtf8 } from 'node:buffer';

/** How far into a page its encoding is looked for; the standard says 1,024 bytes, pages say otherwise. */
const HEAD = 8_192;

/**
 * What browsers take an old page of a language to be in where nothing says it (WHATWG HTML, 13.2.3.2). Others are
 * in windows-1252.
 */
const BY_LANGUAGE: Record<string, string> = Object.assign(Object.create(null), {
  ar: 'windows-1256',
  be: 'windows-1251',
  bg: 'windows-1251',
  cs: 'windows-1250',
  el: 'iso-8859-7',
  et: 'windows-1257',
  fa: 'windows-1256',
  he: 'windows-1255',
  hr: 'windows-1250',
  hu: 'iso-8859-2',
  ja: 'shift_jis',
  ko: 'euc-kr',
  lt: 'windows-1257',
  lv: 'windows-1257',
  mk: 'windows-1251',
  pl: 'iso-8859-2',
  ru: 'windows-1251',
  sk: 'windows-1250',
  sl: 'iso-8859-2',
  sr: 'windows-1251',
  th: 'windows-874',
  tr: 'windows-1254',
  uk: 'windows-1251',
  vi: 'windows-1258',
  zh: 'gb18030',
});

/**
 * The text of a stored page. A byte order mark says what it is in; bytes that are UTF-8 are taken for that,
 * whatever is declared, for pages saved anew keep their old declaration and no text of another encoding looks
 * like it; then comes what the answer declared, what the page declares, what its language makes likely.
 */
export function decode(bytes: Uint8Array, declared?: string): string {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  if (mark) return new TextDecoder(mark).decode(bytes);
  if (!isAscii(bytes) && isUtf8(bytes)) return new TextDecoder().decode(bytes);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1');
  const said = decoderOf(declared) ?? decoderOf(charsetIn(head));
  if (said && said.encoding !== 'utf-8') return said.decode(bytes);
  const text = said?.decode(bytes);
  // Declared as UTF-8 with one byte broken, it is still that; with most of what is no ASCII broken, it is not.
  if (text !== undefined && isMostlyWhole(text)) return text;
  const language =
    /<html[^>]{0,1000}?\slang\s{0,5}=\s{0,5}["']?([a-z]{2})/i.exec(head)?.[1]?.toLowerCase() ?? '';
  return (decoderOf(BY_LANGUAGE[language]) ?? new TextDecoder('windows-1252')).decode(bytes);
}

const charsetIn = (head: string) =>
  /<meta\s[^>]{0,1000}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})/i.exec(head)?.[1] ??
  /^\s{0,10}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w.-]{1,40})/i.exec(head)?.[1];

/** Undefined for names of no encoding. A page whose declaration could be read is not in UTF-16, the standard says. */
function decoderOf(label: string | undefined): TextDecoder | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(/^utf-?16/i.test(label) ? 'utf-8' : label);
  } catch {
    return undefined;
  }
}

function isMostlyWhole(text: string): boolean {
  let [broken, whole] = [0, 0];
  for (let i = 0; i < text.length && broken + whole < 100_000; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) whole++;
  }
  return broken <= whole;
}
