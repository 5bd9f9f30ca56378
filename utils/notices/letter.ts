import type { Notice, NoticeListing } from './notice.ts';
import { noticeLanguage, phrasesIn, type Say } from './phrases.ts';
import { type Category, databaseName, type Keyword } from './taxonomy.ts';

/** What a kind of content is called in the letter's language. */
export type NameKind = (kind: Category | Keyword) => string;

/** A notice as people write letters: plain text, lines ended by \n. */
export interface Letter {
  subject: string;
  text: string;
}

/**
 * Everything of a notice that Art. 16(2) asks for, as a letter in the notice's language: to be sent by e-mail, copied,
 * or read. Kinds of content are called as the Transparency Database does where `nameKind` does not say it better.
 */
export const letter = (notice: Notice, nameKind: NameKind = databaseName): Letter => ({
  subject: subject(notice),
  text: text(notice, nameKind, {
    explanation: notice.explanation,
    listings: notice.listings.length,
    words: true,
  }),
});

/**
 * The letter cut until it fits, with a line saying that the rest is in the full text. First the quoted words go, which
 * the explanation quotes too, then the end of the explanation, then listings; what the notice is, who sends it and the
 * good-faith statement stay. Null where even that does not fit.
 */
export function shortLetter(
  notice: Notice,
  fits: (letter: Letter) => boolean,
  nameKind: NameKind = databaseName,
): { letter: Letter; whole: boolean } | null {
  const whole = letter(notice, nameKind);
  if (fits(whole)) return { letter: whole, whole: true };
  for (let listings = notice.listings.length; listings >= 1; listings = listings > 1 ? listings >> 1 : 0) {
    const cut = fittingStart(
      notice.explanation,
      (explanation) => ({
        subject: whole.subject,
        text: text(notice, nameKind, { explanation, listings, words: false }),
      }),
      fits,
    );
    if (cut) return { letter: cut, whole: false };
  }
  return null;
}

/** The letter made with the longest beginning of a text with which it fits; null where not even none of it does. */
export function fittingStart(
  whole: string,
  make: (start: string) => Letter,
  fits: (letter: Letter) => boolean,
): Letter | null {
  if (!fits(make(''))) return null;
  let [fitting, tooLong] = [0, whole.length + 1];
  while (tooLong - fitting > 1) {
    const middle = (fitting + tooLong) >> 1;
    if (fits(make(shortened(whole, middle)))) fitting = middle;
    else tooLong = middle;
  }
  return make(shortened(whole, fitting));
}

const phrasesOf = ({ language }: Notice): Say => phrasesIn(noticeLanguage(language));

function subject(notice: Notice): string {
  const [first] = notice.listings;
  return phrasesOf(notice)(
    'letter.subject',
    oneLine(first?.id ?? first?.title ?? first?.url ?? '').slice(0, 80),
  );
}

interface Extent {
  explanation: string;
  /** How many of the listings are named. */
  listings: number;
  /** Whether the quoted words are listed, and the law's and the files' addresses. */
  words: boolean;
}

function text(notice: Notice, nameKind: NameKind, { explanation, listings, words }: Extent): string {
  const say = phrasesOf(notice);
  const { law, evidence, attachments, category, keyword, notifier, id, createdAt } = notice;
  const quotes = [...new Set(evidence.map((piece) => piece.text))].map((quote) =>
    say('quote', oneLine(quote)),
  );
  const kind = [nameKind(category), keyword && nameKind(keyword as Keyword)].filter(Boolean);
  const left = notice.listings.length - listings;
  const cut = explanation !== notice.explanation || left > 0 || !words;
  return [
    say('letter.opening'),
    section(say('letter.where'), [
      ...notice.listings.slice(0, listings).flatMap((listing) => place(listing, say)),
      ...(left > 0 ? [say('letter.more', String(left))] : []),
    ]),
    explanation && section(say('letter.why'), [explanation]),
    section(
      say('letter.law'),
      law.map((ground) => lawLine(ground, words, say)),
    ),
    words && section(say('letter.words'), quotes),
    say('letter.kind', kind.join(', ')),
    section(
      say('letter.who'),
      notifier ? [oneLine(notifier.name), oneLine(notifier.email)] : [say('letter.anonymous')],
    ),
    say('letter.goodFaith'),
    words &&
      section(
        say('letter.files'),
        attachments.map(({ name, sha256 }) => `${name} (SHA-256 ${sha256})`),
      ),
    say('letter.ask'),
    cut && say('letter.cut'),
    `${say('letter.number', id)}\n${createdAt}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

const section = (heading: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${heading}\n${lines.join('\n')}`;

/** One listing: its address, and what else identifies it. */
function place({ url, id, variant, title, seller }: NoticeListing, say: Say): string[] {
  const sold = [seller?.name, seller?.id && `(${seller.id})`].filter(Boolean).join(' ');
  return [
    url,
    ...(id ? [say('letter.item', oneLine(id))] : []),
    ...(variant ? [say('letter.variant', oneLine(variant))] : []),
    ...(title ? [say('letter.title', oneLine(title))] : []),
    ...(sold ? [say('letter.seller', oneLine(sold))] : []),
  ];
}

function lawLine({ act, article, url }: Notice['law'][number], withUrl: boolean, say: Say): string {
  const name = lawName({ act, article }, say);
  return withUrl && url ? `${name}: ${url}` : name;
}

/** "Directive 2001/83/EC, Art. 85c"; articles that name themselves ("Annex II") stay as they are. */
export const lawName = ({ act, article }: { act: string; article?: string | undefined }, say: Say): string =>
  article ? `${act}, ${/^\d/.test(article) ? say('article', article) : article}` : act;

/** Words of a page in a line of ours: on one line, and unable to turn its direction. */
export const oneLine = (words: string): string =>
  words
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

/** At most so many UTF-16 units, ended at a word and never within a character, with a sign that it was cut. */
function shortened(words: string, length: number): string {
  if (words.length <= length) return words;
  if (length < 2) return '';
  const start = words.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  const space = start.lastIndexOf(' ');
  return `${(space > length / 2 ? start.slice(0, space) : start).trimEnd()}…`;
}
