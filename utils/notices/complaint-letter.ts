import { MAILTO_MAX, mailto } from './channels/email.ts';
import type { Complaint } from './interface.ts';
import { fittingStart, type Letter, oneLine } from './letter.ts';
import { decisionOn, type NoticeEntry } from './outbox-entry.ts';
import { noticeLanguage, phrasesIn } from './phrases.ts';

const REASONS_MAX = 80;
const WORDS_MAX = 3;

/**
 * What a complaint begins with, in the notice's language: what it is about, and that what was reported has not changed.
 * Empty where nothing was decided.
 */
export function complaintStart(entry: NoticeEntry): string {
  const { notice, receipt, reference } = entry;
  const decision = decisionOn(entry);
  if (!decision) return '';
  const say = phrasesIn(noticeLanguage(notice.language));
  const day = new Intl.DateTimeFormat(notice.language, { dateStyle: 'long' }).format(
    new Date(decision.decidedAt),
  );
  const number = receipt?.number ?? reference;
  const quote = (text: string) => say('quote', shortened(oneLine(text)));
  const words = distinct(notice.evidence.map(({ text }) => text)).map(quote);
  return [
    number ? say('complaint.about', day, oneLine(number)) : say('complaint.aboutUnnumbered', day),
    decision.reasons ? say('complaint.theySay', quote(decision.reasons)) : say('complaint.noReasons'),
    words.length > 0 && say('complaint.words', words.join(', ')),
    say('complaint.ask'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The first few wordings, whatever their case. */
const distinct = (texts: string[]): string[] =>
  [...new Map(texts.toReversed().map((text) => [text.toLowerCase(), text])).values()]
    .toReversed()
    .slice(0, WORDS_MAX);

const shortened = (text: string): string =>
  text.length > REASONS_MAX
    ? `${text
        .slice(0, REASONS_MAX - 1)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`
    : text;

/** A complaint as a letter, for a platform that has no endpoint to take it: to be sent by e-mail or post. */
export function complaintLetter({ notice, receipt, reference }: NoticeEntry, complaint: Complaint): Letter {
  const say = phrasesIn(noticeLanguage(complaint.language));
  const { notifier, listings } = notice;
  return {
    subject: say('complaint.subject', oneLine(receipt?.number ?? reference ?? notice.id).slice(0, 80)),
    text: [
      say('complaint.opening'),
      complaint.explanation,
      `${say('letter.where')}\n${listings.map(({ url }) => url).join('\n')}`,
      notifier && `${say('letter.who')}\n${oneLine(notifier.name)}\n${oneLine(notifier.email)}`,
      [say('complaint.number', complaint.id), say('letter.number', notice.id), complaint.createdAt].join(
        '\n',
      ),
    ]
      .filter(Boolean)
      .join('\n\n'),
  };
}

/** The e-mail of a complaint, cut to what mail programs take; null where not even the least of it fits. */
export function complaintEmail(
  entry: NoticeEntry,
  complaint: Complaint,
  to: string,
): { url: string; whole: boolean } | null {
  const short = fittingStart(
    complaint.explanation,
    (explanation) => complaintLetter(entry, { ...complaint, explanation }),
    (letter) => mailto(to, letter).length <= MAILTO_MAX,
  );
  if (!short) return null;
  return { url: mailto(to, short), whole: short.text === complaintLetter(entry, complaint).text };
}
