import type { Evidence } from '../utils/packs/finding.ts';

/** How much of the field is shown on each side of the words, and of the words themselves, in UTF-16 units. */
const CONTEXT = 36;
const WORDS = 160;

/** Words on the page with a little of what stands around them, to be drawn as text. */
export interface Excerpt {
  before: string;
  words: string;
  after: string;
}

/**
 * Quotes evidence in its place in the field of the listing or card it was found in. Where the field is not at
 * hand, or does not say so any more, the words stand alone.
 */
export function excerpt(source: unknown, { field, text, start, end }: Evidence): Excerpt {
  const whole = valueAt(source, field);
  const words = readable(text.length > WORDS ? `${cutEnd(text, WORDS)}…` : text);
  if (typeof whole !== 'string' || whole.slice(start, end) !== text) return { before: '', words, after: '' };
  const [before, after] = [readable(whole.slice(0, start)), readable(whole.slice(end))];
  return {
    before: before.length > CONTEXT ? `…${cutStart(before, CONTEXT)}` : before,
    words,
    after: after.length > CONTEXT ? `${cutEnd(after, CONTEXT).replace(/[\s.,:;]+$/, '')}…` : after,
  };
}

/** Without the signs that turn a text's direction, with which a page could have its words read backwards. */
export const readable = (text: string): string =>
  text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '');

/** What stands at a path such as "attributes.3.value"; only own properties are followed. */
export function valueAt(source: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, source);
}

/** The first `length` units, back to the end of a word where there is one, and never half a character. */
function cutEnd(text: string, length: number): string {
  const space = text.lastIndexOf(' ', length);
  if (space > length / 2) return text.slice(0, space);
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function cutStart(text: string, length: number): string {
  const cut = text.slice(-length);
  const space = cut.indexOf(' ');
  if (space >= 0 && space < length / 2) return cut.slice(space + 1);
  return cut.replace(/^[\udc00-\udfff]/, '');
}
