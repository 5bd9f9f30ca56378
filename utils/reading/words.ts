/**
 * A run of letters, digits and their marks, told by what it does not hold: a pattern that names all letters of
 * Unicode takes a browser two milliseconds to compile, longer than the page takes to read.
 */
const WORD =
  /[^\s\0-/:-@[-`{-©«-±´¶-¸»-¿×÷\u2000-\u2bff\u3000-\u3004\u3008-\u3020\u30fb\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/g;

/** The words of a text in lower case, in their order. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];
