/**
 * Takes out of a text what tells who reported: their name, and every e-mail address and telephone number in it. What
 * stays is for the public (Art. 24(5)). Linear: every repetition is bounded.
 */
const EMAIL = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu;
/** A telephone number begins with + or 0, which a quantity seldom does, and has seven digits or more. */
const PHONE = /(?<![\p{L}\p{N}.,-])(?:\+|\(\+|\(?0)[\d\s()./-]{6,30}/gu;
const REMOVED = '[removed]';
/** Parts of a name shorter than this are words of too many languages. */
const NAME_PART_MIN = 3;

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Whole words only, in any script. */
const word = (text: string, flags: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${literal(text)}(?![\\p{L}\\p{N}])`, `gu${flags}`);

/** The text without what tells who the named people are. */
export function scrub(text: string, names: readonly string[]): string {
  let scrubbed = text
    .replace(EMAIL, REMOVED)
    .replace(PHONE, (found) =>
      found.replace(/\D/g, '').length >= 7 ? REMOVED + (/\s+$/.exec(found)?.[0] ?? '') : found,
    );
  for (const name of names) {
    const whole = name.trim().replace(/\s+/g, ' ');
    if (whole.length < NAME_PART_MIN) continue;
    scrubbed = scrubbed.replace(word(whole, 'i'), REMOVED);
    // A part of the name as it is written there: "Post" goes, "post" is a word like any other.
    for (const part of whole.split(' '))
      if (part.length >= NAME_PART_MIN && /^\p{Lu}/u.test(part))
        scrubbed = scrubbed.replace(word(part, ''), REMOVED);
  }
  return scrubbed;
}
