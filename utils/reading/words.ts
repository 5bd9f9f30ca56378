/**
 * A run of letters, digits and their marks, told by what it does not hold: a pattern that names all letters of
 * Unicode takes a browser two milliseconds to compile, longer than the page takes to read.
 */
const WORD = /[^\s!-/:-@[-`{-¿‐-⯿、-〠・]+/g;

/** The words of a text in lower case, in their order. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];
