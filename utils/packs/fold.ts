/**
 * Text → folded tokens. Folding takes away what does not change a word: case, accents, width, ligatures, invisible
 * characters. Greek and Cyrillic stay themselves. A token is a run of letters or a run of digits, so "RAD140",
 * "RAD 140" and "RAD-140" are the same two tokens. Each token knows where it stands in the text as given.
 */
export interface Tokens {
  count: number;
  /** Folded UTF-16 units of all tokens, end to end. */
  codes: Uint16Array;
  /** Token i is `codes` from `from[i]` to `from[i + 1]`. */
  from: Int32Array;
  /** UTF-16 offsets of token i in the text as given; `end` is exclusive. */
  start: Int32Array;
  end: Int32Array;
  hash: Int32Array;
  /** Which of `SCRIPT` token i's characters belong to, or-ed together. */
  scripts: Uint8Array;
}

export const SCRIPT = { latin: 1, greek: 2, cyrillic: 4, other: 8, digit: 16 } as const;

const SEPARATOR = 0;
/** Inside a word, and not part of it: zero-width characters, soft hyphens, combining marks. */
const INVISIBLE = 1;
/** Folds to several units, or is half of a surrogate pair: looked at one by one. */
const SPECIAL = 2;
/** What one character may fold to at most; the longest real one is the "ffi" ligature. */
const LONGEST_FOLD = 4;

/** Letters that Unicode does not decompose, by how they are written without the stroke or ligature. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
  ς: 'σ',
}; // prettier-ignore

/** What one character folds to: '' for none (a separator), or letters and digits. */
function foldCharacter(character: string): string {
  const plain = character
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/./gu, (letter) => LETTERS[letter] ?? letter);
  return /^[\p{L}\p{N}]+$/u.test(plain) ? plain.slice(0, LONGEST_FOLD) : '';
}

function foldUnit(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return SPECIAL;
  if ((code >= 0x2e80 && code < 0xa000) || (code >= 0xac00 && code <= 0xd7a3)) return code;
  const character = String.fromCharCode(code);
  if (/\p{Cf}|\p{M}/u.test(character)) return INVISIBLE;
  const folded = foldCharacter(character);
  return folded.length === 0 ? SEPARATOR : folded.length === 1 ? folded.charCodeAt(0) : SPECIAL;
}

/** What each UTF-16 unit folds to, made 256 at a time when first met: making all of them would take 80 ms. */
const pages: (Uint16Array | undefined)[] = new Array(256);
function pageOf(code: number): Uint16Array {
  const at = code >> 8;
  let page = pages[at];
  if (!page) {
    page = new Uint16Array(256);
    for (let low = 0; low < 256; low++) page[low] = foldUnit((at << 8) | low);
    pages[at] = page;
  }
  return page;
}
const LATIN = pageOf(0);

export const HASH_START = 0x811c9dc5 | 0;
/** One step of FNV-1a over UTF-16 units. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** Of folded units, only digits are this low. */
export const isDigit = (code: number): boolean => code < 58;

function scriptOf(code: number): number {
  if (code < 0x250) return SCRIPT.latin;
  if (code >= 0x370 && code < 0x400) return SCRIPT.greek;
  return code >= 0x400 && code < 0x530 ? SCRIPT.cyrillic : SCRIPT.other;
}

/** Folds a text into tokens, in one pass. */
export function fold(text: string): Tokens {
  let codes = new Uint16Array(text.length + LONGEST_FOLD);
  let room = (text.length >> 1) + 2;
  let from = new Int32Array(room);
  let start = new Int32Array(room);
  let end = new Int32Array(room);
  let hashes = new Int32Array(room);
  let scripts = new Uint8Array(room);
  let count = 0;
  let length = 0;
  // The token being written: open until a separator, or until digits meet letters.
  let open = false;
  let digits = false;
  let hash = HASH_START;
  let script = 0;
  let last = 0;

  const close = (): void => {
    open = false;
    hashes[count] = hash;
    scripts[count] = script;
    end[count] = last;
    count++;
    if (count + 1 >= room) {
      room *= 2;
      from = grown(from, room);
      start = grown(start, room);
      end = grown(end, room);
      hashes = grown(hashes, room);
      scripts = grown(scripts, room);
    }
    from[count] = length;
  };
  const add = (code: number, at: number, after: number): void => {
    const digit = code < 58;
    if (open && digit !== digits) close();
    if (!open) {
      open = true;
      hash = HASH_START;
      script = 0;
      start[count] = at;
    }
    digits = digit;
    last = after;
    hash = hashStep(hash, code);
    script |= digit ? SCRIPT.digit : scriptOf(code);
    codes[length++] = code;
  };

  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const code = (unit < 256 ? LATIN : pageOf(unit))[unit & 255] as number;
    if (code > SPECIAL) add(code, at, at + 1);
    else if (code === SEPARATOR) {
      if (open) close();
    } else if (code === SPECIAL) {
      const character = String.fromCodePoint(text.codePointAt(at) as number);
      const folded = foldCharacter(character);
      if (folded === '' && open) close();
      if (length + text.length - at + LONGEST_FOLD > codes.length) codes = grown(codes, codes.length * 2);
      for (let k = 0; k < folded.length; k++) add(folded.charCodeAt(k), at, at + character.length);
      at += character.length - 1;
    }
  }
  if (open) close();
  return { count, codes, from, start, end, hash: hashes, scripts };
}

/** A longer copy of a typed array. */
function grown<T extends Uint16Array | Int32Array | Uint8Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}

/** Token i as a string. */
export const tokenText = (tokens: Tokens, i: number): string =>
  String.fromCharCode(...tokens.codes.subarray(tokens.from[i], tokens.from[i + 1]));
