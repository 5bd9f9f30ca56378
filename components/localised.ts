import { i18n } from '#i18n';
import type { NameKind } from '../utils/notices/letter.ts';
import { databaseName } from '../utils/notices/taxonomy.ts';
import type { Texts } from '../utils/packs/texts.ts';
import { readable } from './excerpt.ts';

/** The language the interface's own strings came in, which is English where the browser's is not there yet. */
export const interfaceLanguage = (): string => i18n.t('language');

/**
 * The language packs are asked to speak, ISO 639-1: the interface's, or the browser's where the interface had to fall
 * back on English, for packs may know more languages.
 */
function wantedLanguage(): string {
  const language = interfaceLanguage();
  return language === 'en' ? i18n.t('@@ui_locale').slice(0, 2).toLowerCase() : language;
}

/** A pack's text in the person's language, else in English; `lang` is for screen readers and hyphenation. */
export function localised(texts: Texts): { text: string; lang: string } {
  const wanted = wantedLanguage();
  const lang = Object.hasOwn(texts, wanted) ? wanted : 'en';
  return { text: texts[lang] ?? '', lang };
}

/** Splits a text into its first sentence and the rest, which may be empty. */
export function firstSentence({ text, lang }: { text: string; lang: string }): [first: string, rest: string] {
  const [first] = new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text);
  const length = first?.segment.length ?? text.length;
  return [text.slice(0, length).trim(), text.slice(length).trim()];
}

/** Day and time as people write them. */
export const dateAndTime = (time: string | number): string =>
  new Intl.DateTimeFormat(interfaceLanguage(), { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(time),
  );

/** A day as people write it, from "2026-11-25". */
export const day = (date: string): string =>
  new Intl.DateTimeFormat(interfaceLanguage(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

/** "Germany" for "DE"; the code itself where the browser knows no name. */
export const countryName = (code: string): string =>
  new Intl.DisplayNames(interfaceLanguage(), { type: 'region' }).of(code) ?? code;

/** "title, description and price". */
export const list = (items: string[]): string => new Intl.ListFormat(interfaceLanguage()).format(items);

/** Words of a page inside a sentence of ours: they cannot turn its direction or run on. */
export function isolated(text: string): string {
  const calm = readable(text);
  const short = calm.length > 80 ? `${calm.slice(0, 79).trimEnd()}…` : calm;
  return `\u2068${short}\u2069`;
}

/** A language by its own name: "Deutsch" for "de". */
export const languageName = (code: string): string =>
  new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;

/** What kinds of content are called in a language: as the interface does where it speaks it, else as the Transparency Database. */
export const kindsIn = (language: string): NameKind =>
  language === interfaceLanguage() ? (kind) => i18n.t(`taxonomy.${kind}`) : databaseName;

/** A day as people write it, from a time. */
export const dayOf = (time: string | number): string =>
  new Intl.DateTimeFormat(interfaceLanguage(), { dateStyle: 'long' }).format(new Date(time));
