import type { Notice, NoticeListing } from './notice.ts';
import type { Category, Keyword } from './taxonomy.ts';

/** What a letter says in the language of the interface (`letter.*` in the locales); `i18n.t` of @wxt-dev/i18n is one. */
export interface LetterTranslate {
  (
    key:
      | 'letter.opening'
      | 'letter.where'
      | 'letter.why'
      | 'letter.words'
      | 'letter.law'
      | 'letter.who'
      | 'letter.anonymous'
      | 'letter.files'
      | 'letter.ask'
      | 'letter.cut'
      | 'report.goodFaith'
      | `taxonomy.${Category}`
      | `taxonomy.${Keyword}`,
  ): string;
  (
    key:
      | 'letter.subject'
      | 'letter.item'
      | 'letter.variant'
      | 'letter.title'
      | 'letter.seller'
      | 'letter.kind'
      | 'letter.number'
      | 'letter.more'
      | 'notice.article'
      | 'notice.quote',
    substitutions: [string],
  ): string;
}

/** A notice as people write letters: plain text, lines ended by \n. */
export interface Letter {
  subject: string;
  text: string;
}

/** Everything of a notice that Art. 16(2) asks for, as a letter: to be sent by e-mail, copied, or read. */
export const letter = (notice: Notice, t: LetterTranslate): Letter => ({
  subject: subject(notice, t),
  text: text(notice, t, {
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
  t: LetterTranslate,
  fits: (letter: Letter) => boolean,
): { letter: Letter; whole: boolean } | null {
  const whole = letter(notice, t);
  if (fits(whole)) return { letter: whole, whole: true };
  const cutTo = (length: number, listings: number): Letter => ({
    subject: whole.subject,
    text: text(notice, t, { explanation: shortened(notice.explanation, length), listings, words: false }),
  });
  for (let listings = notice.listings.length; listings >= 1; listings = listings > 1 ? listings >> 1 : 0) {
    const none = cutTo(0, listings);
    if (!fits(none)) continue;
    // The longest beginning that fits.
    let [fitting, tooLong] = [0, notice.explanation.length + 1];
    while (tooLong - fitting > 1) {
      const middle = (fitting + tooLong) >> 1;
      if (fits(cutTo(middle, listings))) fitting = middle;
      else tooLong = middle;
    }
    return { letter: cutTo(fitting, listings), whole: false };
  }
  return null;
}

function subject({ listings }: Notice, t: LetterTranslate): string {
  const [first] = listings;
  return t('letter.subject', [oneLine(first?.id ?? first?.title ?? first?.url ?? '').slice(0, 80)]);
}

interface Extent {
  explanation: string;
  /** How many of the listings are named. */
  listings: number;
  /** Whether the quoted words are listed, and the law's and the files' addresses. */
  words: boolean;
}

function text(notice: Notice, t: LetterTranslate, { explanation, listings, words }: Extent): string {
  const { law, evidence, attachments, category, keyword, notifier, id, createdAt } = notice;
  const quotes = [...new Set(evidence.map((piece) => piece.text))].map((quote) =>
    t('notice.quote', [oneLine(quote)]),
  );
  const kind = [t(`taxonomy.${category}`), keyword && t(`taxonomy.${keyword as Keyword}`)].filter(Boolean);
  const left = notice.listings.length - listings;
  const cut = explanation !== notice.explanation || left > 0 || !words;
  return [
    t('letter.opening'),
    section(t('letter.where'), [
      ...notice.listings.slice(0, listings).flatMap((listing) => place(listing, t)),
      ...(left > 0 ? [t('letter.more', [String(left)])] : []),
    ]),
    explanation && section(t('letter.why'), [explanation]),
    section(
      t('letter.law'),
      law.map((ground) => lawLine(ground, words, t)),
    ),
    words && section(t('letter.words'), quotes),
    t('letter.kind', [kind.join(', ')]),
    section(
      t('letter.who'),
      notifier ? [oneLine(notifier.name), oneLine(notifier.email)] : [t('letter.anonymous')],
    ),
    t('report.goodFaith'),
    words &&
      section(
        t('letter.files'),
        attachments.map(({ name, sha256 }) => `${name} (SHA-256 ${sha256})`),
      ),
    t('letter.ask'),
    cut && t('letter.cut'),
    `${t('letter.number', [id])}\n${createdAt}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

const section = (heading: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${heading}\n${lines.join('\n')}`;

/** One listing: its address, and what else identifies it. */
function place({ url, id, variant, title, seller }: NoticeListing, t: LetterTranslate): string[] {
  const sold = [seller?.name, seller?.id && `(${seller.id})`].filter(Boolean).join(' ');
  return [
    url,
    ...(id ? [t('letter.item', [oneLine(id)])] : []),
    ...(variant ? [t('letter.variant', [oneLine(variant)])] : []),
    ...(title ? [t('letter.title', [oneLine(title)])] : []),
    ...(sold ? [t('letter.seller', [oneLine(sold)])] : []),
  ];
}

function lawLine({ act, article, url }: Notice['law'][number], withUrl: boolean, t: LetterTranslate): string {
  const name = lawName({ act, article }, t);
  return withUrl ? `${name}: ${url}` : name;
}

/** "Directive 2001/83/EC, Art. 85c"; articles that name themselves ("Annex II") stay as they are. */
export const lawName = (
  { act, article }: { act: string; article?: string | undefined },
  t: Pick<LetterTranslate, never> & ((key: 'notice.article', substitutions: [string]) => string),
): string => (article ? `${act}, ${/^\d/.test(article) ? t('notice.article', [article]) : article}` : act);

/** Words of a page in a line of ours: on one line, and unable to turn its direction. */
const oneLine = (words: string): string =>
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
