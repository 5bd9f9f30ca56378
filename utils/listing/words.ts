/**
 * Letters and their marks, as the inside of a character class. Told by ranges: a pattern with `\p{L}`, or with the flags
 * `iu`, takes a browser two to five milliseconds to compile, longer than it takes to
 * read the page. Signs of currencies that stand among letters are left out.
 */
export const LETTERS =
  'A-Za-zªµºÀ-ÖØ-öø-\u058e\u0590-\u060a\u060c-\u09f1\u09f4-\u0af0\u0af2-\u0bf8\u0bfa-\u0e3e\u0e40-\u17da\u17dc-\u1fff\u2c00-\u2dff々-〇ぁ-ゟァ-ヺー-\ud7ff\uf900-\ufdff\ufe70-\ufefcＡ-Ｚａ-ｚｦ-ￜ';

const LETTER = new RegExp(`[${LETTERS}]`);

/** Whether there is a letter in a text. */
export const hasLetter = (text: string): boolean => LETTER.test(text);

/** A run of letters, digits and their marks, told by what it does not hold. */
const WORD = /[^\s!-/:-@[-`{-¿×÷‐-⯿、-〠・]+/g;

/** The words of a text in lower case, in their order. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];
