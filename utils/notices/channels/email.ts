import { type Letter, type NameKind, shortLetter } from '../letter.ts';
import type { Notice } from '../notice.ts';

/**
 * How long a mailto address may be. Windows hands no more than 2,083 characters to the program that opens it, and
 * Chrome no more than about 2,046 (github.com/electron/electron/issues/9987, github.com/sdmtr/electromagnet/issues/2);
 * what is longer opens nothing, without a word.
 */
export const MAILTO_MAX = 2_000;

/** An e-mail ready to be opened in the person's own program. */
export interface Email {
  /** mailto: address with subject and body. */
  url: string;
  /** Whether the body is the whole letter; otherwise the full text has to be attached. */
  whole: boolean;
}

/** The mailto address of a letter (RFC 6068): nothing in it can add a header or a recipient. */
export function mailto(to: string, { subject, text }: Letter): string {
  const at = to.lastIndexOf('@');
  const address = `${encoded(to.slice(0, at))}@${encoded(to.slice(at + 1))}`;
  return `mailto:${address}?subject=${encoded(header(subject))}&body=${encoded(body(text))}`;
}

/** A notice as an e-mail to an address, cut to what mail programs take; null where not even the least of it fits. */
export function emailOf(notice: Notice, to: string, nameKind?: NameKind): Email | null {
  const short = shortLetter(notice, (letter) => mailto(to, letter).length <= MAILTO_MAX, nameKind);
  return short && { url: mailto(to, short.letter), whole: short.whole };
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** A header is one line. */
const header = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Lines end with CRLF, as RFC 6068 wants them; other control characters go. */
const body = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('\n', '\r\n');
