/** What the table says of a unit that is no letter or digit; folded units are larger. */
export const MARK = {
  unknown: 0,
  space: 1,
  separator: 2,
  /** A separator that may stand for a letter: @ $ ! € | */
  sign: 3,
  /** Inside a word, and not part of it: zero-width characters, soft hyphens, combining marks. */
  invisible: 4,
  /** Folds to several units, is half of a surrogate pair, a fancy letter or a picture: looked at one by one. */
  special: 5,
} as const;
/** Of folded units, digits are lower than this, letters are not. */
export const LETTERS_FROM = 58;
/** What one character may fold to at most; the longest real one is the "ffi" ligature. */
const LONGEST_FOLD = 4;

const pairsOf = (letters: string): [string, string][] =>
  [...letters.matchAll(/(.)(.)/gu)].map(([, from = '', to = '']) => [from, to]);
/** Letters that Unicode does not decompose, by how they are written without the stroke, ligature or fancy form. */
const LETTERS = new Map<string, string>([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
  ...pairsOf('øołlđdðdħhŧtıiŋnςσʋvɡgɑaɩi'),
  ...pairsOf('ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpǫqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz'),
]);
/** Enclosed letters that Unicode does not decompose, by the code point of their A. */
const ENCLOSED = [0x249c, 0x1f110, 0x1f150, 0x1f170];

/** What characters met one by one fold to; a text of emoji or fancy letters is a few of them, many times. */
const known = new Map<string, string>();
const MOST_KNOWN = 2_000;
export function foldKnown(character: string): string {
  let folded = known.get(character);
  if (folded === undefined) {
    folded = foldCharacter(character);
    if (known.size < MOST_KNOWN) known.set(character, folded);
  }
  return folded;
}

/** What one character folds to: '' for none (a separator), or letters and digits. */
function foldCharacter(character: string): string {
  const point = character.codePointAt(0) as number;
  for (const a of ENCLOSED) if (point >= a && point < a + 26) return String.fromCharCode(0x61 + point - a);
  const plain = character
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/./gu, (letter) => LETTERS.get(letter) ?? letter);
  return /^[\p{L}\p{N}]+$/u.test(plain) ? plain.slice(0, LONGEST_FOLD) : '';
}

export function isPicture(character: string): boolean {
  return /^\p{Extended_Pictographic}$/u.test(character);
}

function foldUnit(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return MARK.special;
  if (isBlankLetter(code)) return MARK.space;
  if (
    (code >= 0x2e80 && code < 0x3000) ||
    (code >= 0x3040 && code < 0xa000) ||
    (code >= 0xac00 && code <= 0xd7a3)
  )
    return code;
  const character = String.fromCharCode(code);
  if (isSpace(code)) return MARK.space;
  if (isSign(code)) return MARK.sign;
  if (/\p{Cf}|\p{M}/u.test(character)) return MARK.invisible;
  const folded = foldCharacter(character);
  if (folded.length === 1 && !(isFancy(code) && folded < '\x80')) return folded.charCodeAt(0);
  return folded.length === 0 && !isPicture(character) ? MARK.separator : MARK.special;
}

/** What kind of run a unit stands in; where it changes, a word begins or ends. */
export const CLASS = { gap: 0, latin: 1, digit: 2, greek: 3, cyrillic: 4, other: 5, odd: 6 } as const;
/** Where in the table a unit's class stands, above what it folds to. */
export const CLASS_AT = 16;
/** What the table says of units not yet learnt. */
export const NEW = MARK.unknown | (CLASS.odd << CLASS_AT);

export function classOf(folded: number): number {
  if (folded === MARK.unknown || folded === MARK.invisible || folded === MARK.special) return CLASS.odd;
  if (folded < MARK.special) return CLASS.gap;
  if (folded < LETTERS_FROM) return CLASS.digit;
  if (folded < 0x250) return CLASS.latin;
  if (folded >= 0x370 && folded < 0x400) return CLASS.greek;
  return folded >= 0x400 && folded < 0x530 ? CLASS.cyrillic : CLASS.other;
}

/** A folded unit with its class, which is what is hashed. */
export const withClass = (folded: number): number => folded | (classOf(folded) << CLASS_AT);

/**
 * What each UTF-16 unit folds to, and above those sixteen bits its class. Made 256 at a time when first met: making all
 * of them would take 80 ms.
 */
export const TABLE = new Int32Array(1 << 16).fill(NEW);
export function learn(unit: number): void {
  const page = unit & 0xff00;
  for (let low = 0; low < 256; low++) {
    const folded = foldUnit(page | low);
    TABLE[page | low] = withClass(folded);
  }
}
learn(0);

/** Of folded units, only digits are this low. */
export const isDigit = (code: number): boolean => code < LETTERS_FROM;

function isSign(unit: number): boolean {
  return unit === 64 || unit === 36 || unit === 33 || unit === 0x20ac || unit === 124;
}
/** Letters and signs that are drawn as nothing: Hangul fillers, the blank Braille pattern. */
function isBlankLetter(unit: number): boolean {
  return unit === 0x115f || unit === 0x1160 || unit === 0x2800 || unit === 0x3164 || unit === 0xffa0;
}
function isSpace(unit: number): boolean {
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0xa0 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x202f ||
    unit === 0x3000
  );
}
/** Whether plain letters in this form are plain ones dressed up: ＣＢＤ, Ⓑ, ᴠ, 𝐎. */
export function isFancy(unit: number): boolean {
  return (
    (unit >= 0x1d00 && unit < 0x1d80) ||
    (unit >= 0x2460 && unit < 0x2500) ||
    unit >= 0xd800 ||
    (unit >= 0x250 && unit < 0x2b0)
  );
}
/** Invisible units that writing and layout need: accents, soft hyphens, what follows a picture. */
export function isUsual(unit: number): boolean {
  return unit === 0xad || (unit >= 0x300 && unit < 0x334) || (unit > 0x338 && unit < 0x370) || unit >= 0xfe00;
}
