import { bg } from './phrases/bg.ts';
import { cs } from './phrases/cs.ts';
import { de } from './phrases/de.ts';
import { en } from './phrases/en.ts';
import { es } from './phrases/es.ts';
import { fr } from './phrases/fr.ts';
import { hu } from './phrases/hu.ts';
import { it } from './phrases/it.ts';
import { nl } from './phrases/nl.ts';
import { pl } from './phrases/pl.ts';
import { pt } from './phrases/pt.ts';
import { ro } from './phrases/ro.ts';
import { sk } from './phrases/sk.ts';
import { sv } from './phrases/sv.ts';

/**
 * The sentences of a notice around what the packs say, in every language that is listed below; `$1`, `$2` are put in by
 * `say`. They are apart from the interface's texts because a notice is written in the language of who reads it, which
 * need not be the person's.
 */
export interface Phrases {
  about: string;
  /** $1 is how many listings. */
  aboutMany: string;
  /** $1 is the place among them, $2 the title. */
  nth: string;
  item: string;
  gtin: string;
  seller: string;
  variant: string;
  /** $1 is the time, in UTC. */
  read: string;
  onlyCard: string;
  /** Where the words stand; $1 is the quotations, of `attribute` the name and $2 the quotations. */
  title: string;
  description: string;
  category: string;
  attribute: string;
  variants: string;
  brand: string;
  model: string;
  sellerName: string;
  safetyInformation: string;
  page: string;
  /** $1 is the place of a listing among several, $2 the sentence on it. */
  inListing: string;
  /** $1 is an authority's words, $2 the address they stand at. */
  alert: string;
  disguised: string;
  law: string;
  lawPossibly: string;
  /** Named by the person. */
  lawOwn: string;
  article: string;
  conclusion: string;
  conclusionPossibly: string;
  /** $1 is the rule, $2 its pack. */
  rule: string;
  basis: string;
  quote: string;
  /** The notice as a letter; $1 is what the label is for. */
  'letter.subject': string;
  'letter.opening': string;
  'letter.where': string;
  'letter.item': string;
  'letter.variant': string;
  'letter.title': string;
  'letter.seller': string;
  'letter.more': string;
  'letter.why': string;
  'letter.law': string;
  'letter.words': string;
  'letter.kind': string;
  'letter.who': string;
  'letter.anonymous': string;
  'letter.goodFaith': string;
  'letter.files': string;
  'letter.ask': string;
  'letter.cut': string;
  'letter.number': string;
  /** A complaint (Art. 20); $1 and $2 of `about` are the day and the number of the notice. */
  'complaint.subject': string;
  'complaint.opening': string;
  'complaint.about': string;
  'complaint.aboutUnnumbered': string;
  'complaint.theySay': string;
  'complaint.noReasons': string;
  'complaint.words': string;
  'complaint.ask': string;
  'complaint.number': string;
}

const PHRASES = { en, bg, cs, de, es, fr, hu, it, nl, pl, pt, ro, sk, sv } as const satisfies Record<
  string,
  Phrases
>;

/** Languages a notice can be written in, ISO 639-1. */
export type NoticeLanguage = keyof typeof PHRASES;
export const NOTICE_LANGUAGES = Object.keys(PHRASES) as NoticeLanguage[];

/** The language of a notice nearest to one asked for (BCP 47); English where there is none. */
export function noticeLanguage(wanted: string): NoticeLanguage {
  const [primary] = wanted.toLowerCase().split('-');
  return NOTICE_LANGUAGES.find((language) => language === primary) ?? 'en';
}

/** One of the sentences, with what belongs into it. */
export type Say = (phrase: keyof Phrases, ...parts: string[]) => string;

/** The sentences of one language. What is put in is put in as it stands. */
export const phrasesIn = (language: NoticeLanguage): Say => {
  const phrases: Phrases = PHRASES[language];
  return (phrase, ...parts) =>
    phrases[phrase].replace(/\$(\d)/g, (_, place) => parts[Number(place) - 1] ?? '');
};
