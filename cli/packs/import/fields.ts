import { gtinOf } from '../../../utils/listing/gtin.ts';

/** One line, spaces collapsed, cut to what a recall may hold. */
export const line = (text: unknown, max: number): string =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max)
    .toWellFormed()
    .trim();

/** Every GTIN in a text; what fails its check digit is none. Digits in groups are joined where none stands whole. */
export function codesIn(text: string): string[] {
  const valid = (runs: RegExpStringIterator<RegExpExecArray>) =>
    [...runs].flatMap(([run]) => gtinOf(run) ?? []);
  const whole = valid(text.matchAll(/(?<!\d)\d{8,14}(?!\d)/g));
  return [...new Set(whole.length ? whole : valid(text.matchAll(/\d(?:[ -]?\d){7,13}(?!\d)/g)))];
}

/** "24/11/2026", "2026-11-24T…", "November 24, 2026" as "2026-11-24"; null where it is no day. */
export function dayOf(text: string): string | null {
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})/.exec(text) ?? [];
  if (day && month && year) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const plain = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (plain) return plain;
  const time = Date.parse(`${text} UTC`);
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}
