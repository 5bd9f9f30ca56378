/**
 * Text → folded tokens. Folding takes away what does not change a word: case, accents, width, ligatures, invisible
 * characters, fancy letters. Greek and Cyrillic stay themselves. A token is a run of letters or a run of digits, so
 * "RAD140", "RAD 140" and "RAD-140" are the same two tokens. Each token knows where it stands in the text as given.
 */
export interface Tokens {
  count: number;
  /** Folded UTF-16 units of all tokens. */
  codes: Uint16Array;
  /** Token i is `codes` from `from[i]` to `to[i]`. */
  from: Int32Array;
  to: Int32Array;
  /** UTF-16 offsets of token i in the text as given; `end` is exclusive. */
  start: Int32Array;
  end: Int32Array;
  hash: Int32Array;
  /** What is known of token i: `FLAG`s, or-ed together. */
  flags: Uint16Array;
  /** Pictures that stand in the text: code point, start, end, and so on. */
  pictures: readonly number[];
}

export const FLAG = {
  latin: 1,
  greek: 2,
  cyrillic: 4,
  /** Letters of other scripts, and phonetic and turned ones, which no word of a shop is written in. */
  other: 8,
  digit: 16,
  /** No space stands between it and the token before. */
  tight: 32,
  /** Invisible characters inside, or letters in a fancy form: 𝐎𝐳𝐞𝐦𝐩𝐢𝐜, ＣＢＤ, ᴠɪᴀɢʀᴀ. */
  dressed: 64,
  /** A sign that may stand for a letter is right before it: $ildenafil. */
  signed: 128,
  /** One letter or digit alone. */
  single: 256,
  /** Letters of two scripts, or of none that words are written in. */
  mixed: 512,
} as const;

/** What the table says of a unit that is no letter or digit; folded units are larger. */
const UNKNOWN = 0;
const SPACE = 1;
const SEPARATOR = 2;
/** A separator that may stand for a letter: @ $ ! € | */
const SIGN = 3;
/** Inside a word, and not part of it: zero-width characters, soft hyphens, combining marks. */
const INVISIBLE = 4;
/** Folds to several units, is half of a surrogate pair, a fancy letter or a picture: looked at one by one. */
const SPECIAL = 5;
/** Of folded units, digits are lower than this, letters are not. */
const LETTERS_FROM = 58;
/** What one character may fold to at most; the longest real one is the "ffi" ligature. */
const LONGEST_FOLD = 4;
/** Pictures kept of one text, in numbers. */
const MOST_PICTURES = 300;

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
function foldKnown(character: string): string {
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

function isPicture(character: string): boolean {
  return /^\p{Extended_Pictographic}$/u.test(character);
}

function foldUnit(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return SPECIAL;
  if (isBlankLetter(code)) return SPACE;
  if (
    (code >= 0x2e80 && code < 0x3000) ||
    (code >= 0x3040 && code < 0xa000) ||
    (code >= 0xac00 && code <= 0xd7a3)
  )
    return code;
  const character = String.fromCharCode(code);
  if (isSpace(code)) return SPACE;
  if (isSign(code)) return SIGN;
  if (/\p{Cf}|\p{M}/u.test(character)) return INVISIBLE;
  const folded = foldCharacter(character);
  if (folded.length === 1 && !(isFancy(code) && folded < '\x80')) return folded.charCodeAt(0);
  return folded.length === 0 && !isPicture(character) ? SEPARATOR : SPECIAL;
}

/** What each UTF-16 unit folds to, made 256 at a time when first met: making all of them would take 80 ms. */
const TABLE = new Uint16Array(1 << 16);
function learn(unit: number): number {
  const page = unit & 0xff00;
  for (let low = 0; low < 256; low++) TABLE[page | low] = foldUnit(page | low);
  return TABLE[unit] as number;
}
learn(0);

export const HASH_START = 0;
/** One step of a word's hash. Cheap, so that it does not hold up the loop; `mix` before use. */
export const hashStep = (hash: number, code: number): number => ((hash << 5) | (hash >>> 27)) ^ code;
/** Spreads a word's hash over all its bits. */
export const mix = (hash: number): number => {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return spread ^ (spread >>> 13);
};

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
function isFancy(unit: number): boolean {
  return (
    (unit >= 0x1d00 && unit < 0x1d80) ||
    (unit >= 0x2460 && unit < 0x2500) ||
    unit >= 0xd800 ||
    (unit >= 0x250 && unit < 0x2b0)
  );
}
/** Invisible units that writing and layout need: accents, soft hyphens, what follows a picture. */
function isUsual(unit: number): boolean {
  return unit === 0xad || (unit >= 0x300 && unit < 0x334) || (unit > 0x338 && unit < 0x370) || unit >= 0xfe00;
}

function scriptsOf(codes: Uint16Array, from: number, to: number): number {
  let scripts = 0;
  for (let at = from; at < to; at++) {
    const code = codes[at] as number;
    if (code < LETTERS_FROM) continue;
    if (code < 0x250) scripts |= FLAG.latin;
    else if (code >= 0x370 && code < 0x400) scripts |= FLAG.greek;
    else scripts |= code >= 0x400 && code < 0x530 ? FLAG.cyrillic : FLAG.other;
  }
  const own = scripts & (FLAG.latin | FLAG.greek | FLAG.cyrillic);
  return (own & (own - 1)) !== 0 || scripts & FLAG.other ? scripts | FLAG.mixed : scripts;
}

/**
 * Where all texts of one listing are folded, one after the other. Allocating arrays for each text would cost as much
 * as folding it, and V8 reads arrays that are module constants twice as fast. What has no room left is not read: that
 * is more than a listing may hold of text in all (utils/listing/limits.ts), but for a hostile heap of attributes.
 */
const ROOM = 1 << 19;
const CODES = new Uint16Array(ROOM);
const FROM = new Int32Array(ROOM);
const TO = new Int32Array(ROOM);
const STARTS = new Int32Array(ROOM);
const ENDS = new Int32Array(ROOM);
const HASHES = new Int32Array(ROOM);
const FLAGS = new Uint16Array(ROOM);
/** Units, and slots for tokens, in use. */
let usedUnits = 0;
let usedSlots = 0;

/** Gives the room back; tokens folded with `foldBriefly` before are no more. */
export function clearRoom(): void {
  usedUnits = 0;
  usedSlots = 0;
}

const NO_PICTURES: readonly number[] = [];

/** Folds a text into tokens, in one pass; they live until `clearRoom`. */
export function foldBriefly(text: string): Tokens {
  const base = usedSlots;
  const pictures = scan(text) ?? NO_PICTURES;
  const end = usedSlots;
  return {
    count: end - base,
    codes: CODES,
    from: FROM.subarray(base, end),
    to: TO.subarray(base, end),
    start: STARTS.subarray(base, end),
    end: ENDS.subarray(base, end),
    hash: HASHES.subarray(base, end),
    flags: FLAGS.subarray(base, end),
    pictures,
  };
}

/** Folds a text into tokens that are kept as long as anybody has them. */
export function fold(text: string): Tokens {
  const [units, slots] = [usedUnits, usedSlots];
  const { count, codes, from, to, start, end, hash, flags, pictures } = foldBriefly(text);
  const kept: Tokens = {
    count,
    codes: codes.slice(units, usedUnits),
    from: from.map((at) => at - units),
    to: to.map((at) => at - units),
    start: start.slice(),
    end: end.slice(),
    hash: hash.slice(),
    flags: flags.slice(),
    pictures,
  };
  [usedUnits, usedSlots] = [units, slots];
  return kept;
}

/**
 * Writes a text's tokens into the room; gives its pictures, if any. First every unit goes through the table, without a
 * branch; then tokens are told apart in what came out, which stands where the text's own units stand. Only a token with
 * something odd in it is written anew behind.
 */
function scan(text: string): number[] | undefined {
  const base = usedUnits;
  // Behind the text there is room for its odd tokens, four units for one at the most.
  const units = Math.max(0, Math.min(text.length, (ROOM - base - 8) >> 1, ROOM - usedSlots - 1));
  for (let at = 0; at < units; at++) CODES[base + at] = TABLE[text.charCodeAt(at)] as number;
  const stop = base + units;
  CODES[stop] = SEPARATOR;
  let pictures: number[] | undefined;
  let count = usedSlots;
  let behind = stop + 1;
  /** What stands before the next token: a space, a sign that may be a letter. */
  let before: number = 0;

  for (let at = base; at < stop; ) {
    let code = CODES[at] as number;
    if (code === SPACE) {
      before = 0;
      at++;
      continue;
    }
    if (code === SEPARATOR) {
      before &= ~FLAG.signed;
      at++;
      continue;
    }
    const first = at;
    /** All units, or-ed: small for plain words. */
    let folded = 0;
    let hash = HASH_START;
    if (code >= LETTERS_FROM)
      do {
        hash = ((hash << 5) | (hash >>> 27)) ^ code;
        folded |= code;
        code = CODES[++at] as number;
      } while (code >= LETTERS_FROM);
    else
      while (code > SPECIAL && code < LETTERS_FROM) {
        hash = ((hash << 5) | (hash >>> 27)) ^ code;
        code = CODES[++at] as number;
      }
    if (code !== UNKNOWN && code !== INVISIBLE && code !== SPECIAL) {
      if (at > first) {
        HASHES[count] = hash;
        STARTS[count] = first - base;
        ENDS[count] = at - base;
        FROM[count] = first;
        TO[count] = at;
        FLAGS[count++] =
          before |
          (at - first === 1 ? FLAG.single : 0) |
          (folded === 0 ? FLAG.digit : folded < 0x80 ? FLAG.latin : scriptsOf(CODES, first, at));
        before = FLAG.tight;
      } else {
        before |= FLAG.signed;
        at++;
      }
      continue;
    }

    // Something odd: the token is written anew, one character at a time.
    const from = behind;
    for (let k = first; k < at; k++) CODES[behind++] = CODES[k] as number;
    let digits = at === first ? -1 : folded === 0 ? 1 : 0;
    let dressed = 0;
    let invisible = 0;
    let last = at;
    while (at < stop) {
      const unit = text.charCodeAt(at - base);
      code = CODES[at] as number;
      if (code === UNKNOWN) {
        code = (TABLE[unit] as number) || learn(unit);
        CODES[at] = code;
      }
      if (code === INVISIBLE) {
        if (behind > from && !isUsual(unit)) invisible = FLAG.dressed;
        at++;
        continue;
      }
      if (code === SPACE || code === SEPARATOR || code === SIGN) break;
      let size = 1;
      let letters = String.fromCharCode(code);
      if (code === SPECIAL) {
        const character = String.fromCodePoint(text.codePointAt(at - base) as number);
        size = character.length;
        letters = foldKnown(character);
        if (letters === '') {
          // Tags, and variation selectors beyond the sixteenth, are as invisible as those of one unit.
          if (unit === 0xdb40) {
            if (behind > from) invisible = FLAG.dressed;
            at += size;
            continue;
          }
          if (behind > from) break;
          if (isPicture(character)) {
            pictures ??= [];
            if (pictures.length < MOST_PICTURES)
              pictures.push(character.codePointAt(0) as number, at - base, at - base + size);
          }
          at += size;
          break;
        }
      }
      // A character of both digits and letters goes by its first.
      const digit = letters.charCodeAt(0) < LETTERS_FROM ? 1 : 0;
      if (digits === 1 - digit || behind + letters.length >= ROOM) break;
      digits = digit;
      if (code === SPECIAL && isFancy(unit)) dressed = FLAG.dressed;
      dressed |= invisible;
      for (let k = 0; k < letters.length; k++) {
        const letter = letters.charCodeAt(k);
        hash = k === 0 && behind === from ? hashStep(HASH_START, letter) : hashStep(hash, letter);
        CODES[behind++] = letter;
      }
      at += size;
      last = at;
    }
    if (behind === from) {
      before &= ~FLAG.signed;
      continue;
    }
    HASHES[count] = hash;
    STARTS[count] = first - base;
    ENDS[count] = last - base;
    FROM[count] = from;
    TO[count] = behind;
    FLAGS[count++] =
      before |
      dressed |
      (behind - from === 1 ? FLAG.single : 0) |
      (digits === 1 ? FLAG.digit : scriptsOf(CODES, from, behind));
    before = FLAG.tight;
  }
  usedSlots = count;
  usedUnits = behind;
  return pictures;
}

/** Token i as a string. */
export function tokenText({ codes, from, to }: Tokens, i: number): string {
  let text = '';
  for (let at = from[i] as number; at < (to[i] as number); at++)
    text += String.fromCharCode(codes[at] as number);
  return text;
}
