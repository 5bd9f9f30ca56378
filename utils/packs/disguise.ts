import { isDigit } from './fold-table.ts';
import { lookalikes, writeLookalike } from './lookalikes.ts';
import { FLAG, type Folded, room } from './token-room.ts';

/**
 * A second reading of the suspicious stretches of a text, for words dressed up to escape a filter: homoglyphs in a word
 * of mixed script, digits and signs for letters, letters spaced or dotted out or with pictures between, letters turned
 * upside down, a hyphen in the middle of a word. Real Greek and Bulgarian stay themselves. What folding alone undoes
 * (width, fancy letters, invisible characters) is in the first reading already.
 */

/** A stretch of tokens [from, to) read anew as one word. */
export interface Reread {
  from: number;
  to: number;
  /** UTF-16 offsets into the text as given. */
  start: number;
  end: number;
  /** How it came about. */
  kind: number;
  /** Fewest letters of a term found in it: what many a model's name may turn into proves less than a foreign letter. */
  least: number;
}

export const KIND = {
  /** As in the first reading. */
  same: 0,
  /** Joined over a hyphen, a dot or where digits meet letters: an ordinary way of writing. */
  joined: 1,
  /** Letters replaced, or something else between them: a disguise. */
  masked: 2,
  /** Pulled together from single letters: several words may be in it. */
  pulled: 3,
  /** Pulled words run together, for terms of several words. */
  run: 4,
} as const;

/** Reads "0o3e" as 0 → o, 3 → e, into a table of units. */
function table(letters: string): Uint16Array {
  const to = new Uint16Array(1 << 16);
  for (const [, from = '', into = ''] of letters.matchAll(/(.)(.)/g))
    to[from.charCodeAt(0)] = into.charCodeAt(0);
  return to;
}

/** 1, ! and | stand for i or l; both are tried. */
const LEET = table('0o1i3e4a5s7t8b9g6b2z@a$s!i€e|i¢c£l¥y∂d₦n₭k₮t₩w₲g₱p₫d₴sƒf');
const isEither = (unit: number): boolean => unit === 49 || unit === 33 || unit === 124;
/** Letters that look alike, by the script they are written in; folded forms. */
const TO_LATIN = table(
  'аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwһhѵvӏlгrпnиuззєeяrьb' +
    'αaβbεeηnιiκkνvοoρpτtυuχxγyμuωwσoζzδdπn' +
    'օoոnսuհhզqցgքpյjտs' +
    'ꓐbꓑpꓓdꓔtꓖgꓗkꓙjꓚcꓜzꓝfꓟmꓠnꓡlꓢsꓣrꓦvꓧhꓪwꓫxꓬyꓮaꓰeꓲiꓳoꓴu' +
    'ꭺaᏼbꮯcꭰdꭼeꮐgꮋhꮖiꭻjꮶkꮮlꮇmꮲpꭱrꮪsꭲtꮩvꮃwꮓz',
);
/** Greek capitals look like other letters than their small forms do. */
const CAPITALS = table('ηhνnυyμmζz');
const isGreekCapital = (unit: number): boolean => unit > 0x390 && unit < 0x3ac;
const TO_GREEK = table('aαbβeεhηiιkκmμnνoοpρtτuυxχyυvν');
const TO_CYRILLIC = table('aаbвeеkкmмhнoоpрcсtтyуxхiіjј');
/** Upside down; such a word is also written backwards. */
const TURNED = table('ɐaɔcǝeɟfƃgɥhᴉiɾjʞkɯmɹrʇtʌvʍwʎyunnudpbqpdqb');

/** Fewest letters of a stretch worth a second look. */
const SHORTEST = 4;
/** Fewest letters of a term, by how it is hidden. Model numbers are full of letters and digits, of nothing else. */
const LEAST = { digits: 4, apart: 4, picture: 4, script: 3 };
/** Longest stretch looked at, in tokens or units: a longer one is not a word in disguise. */
export const LONGEST = 80;
/** Digits that a word in disguise may begin with. */
const MOST_DIGITS = 3;
/** Between two letters of one word stand a sign or two, or a picture with its variation selector. */
const LONGEST_GAP = 4;

const { codes: UNITS, from: FROM, to: TO, start: STARTS, end: ENDS, flags: FLAGS, odd: ODDS } = room;

const isMixed = (flags: number): boolean => (flags & FLAG.mixed) !== 0;
/** One letter or digit alone; "æ" is one that folds to two. */
const isSingle = (i: number): boolean =>
  ((FLAGS[i] as number) & FLAG.single) !== 0 || (ENDS[i] as number) - (STARTS[i] as number) === 1;
const SCRIPTS = FLAG.latin | FLAG.greek | FLAG.cyrillic | FLAG.other;
const isDigits = (i: number): boolean => ((FLAGS[i] as number) & FLAG.digit) !== 0;
const gapBefore = (i: number): number => (STARTS[i] as number) - (ENDS[i - 1] as number);

/** Where words read anew are written, each 1, ! and | as an i; and where in them these stand. */
const CODES = new Uint16Array(LONGEST * 8);
const EITHER = new Uint16Array(LONGEST * 8);
let eithers = 0;
/** Of so many each is read both ways; of more all at once. */
const MOST_EITHER = 3;

type Found = (word: Reread, codes: Uint16Array, length: number) => void;

/** Calls `found` with a word just written, and with its i that may be l read as such. */
function inAllWays(word: Reread, length: number, found: Found): void {
  found(word, CODES, length);
  if (eithers === 0) return;
  const isMany = eithers > MOST_EITHER;
  const ways = isMany ? 1 : (1 << eithers) - 1;
  for (let way = 1; way <= ways; way++) {
    for (let n = 0; n < eithers; n++) CODES[EITHER[n] as number] = isMany || way & (1 << n) ? 108 : 105;
    found(word, CODES, length);
  }
}

/**
 * Calls `found` with each suspicious stretch and the word it may be: units [0, length) of `codes`, which are
 * overwritten by the next.
 */
export function unmask(text: string, folded: Folded, found: Found): void {
  const { odd, count } = folded;
  const alike = lookalikes(text, folded);
  if (odd === 0 && alike.length === 0) return;
  let next = 0;
  /** Where the last stretch ended. */
  let at = 0;
  for (let n = 0; n < odd && at < count; n++) {
    const slot = ODDS[n] as number;
    if (slot < at) continue;
    const own = FLAGS[slot] as number;
    for (let i = own & FLAG.tight && slot > at ? slot - 1 : slot; i <= slot && at <= i; i++) {
      if (i === slot && (own & ODD) === 0) break;
      for (; next < alike.length && (alike[next] as number) <= i; next++)
        if ((alike[next] as number) >= at) asLookalike(text, alike[next] as number, found);
      at = unmaskAt(text, i, count, found);
    }
  }
  for (; next < alike.length; next++)
    if ((alike[next] as number) >= at) asLookalike(text, alike[next] as number, found);
}
const ODD = FLAG.single | FLAG.signed | FLAG.mixed;

/** Looks at the stretch that begins with token i; gives where the next one begins. */
function unmaskAt(text: string, i: number, last: number, found: Found): number {
  if (isSingle(i)) {
    // No name begins with a long row of digits.
    if (isDigits(i)) {
      let end = i + 1;
      while (end < last && isSingle(end) && isDigits(end)) end++;
      if (end - i > MOST_DIGITS) {
        if (end === last) return last;
        i = end - MOST_DIGITS;
      }
    }
    const to = spacedRun(i, last);
    if (to > i) {
      pull(text, i, to, found);
      return to;
    }
  }
  const own = FLAGS[i] as number;
  let to = i + 1;
  while (
    to < last &&
    (FLAGS[to] as number) & FLAG.tight &&
    to - i < LONGEST &&
    gapBefore(to) <= LONGEST_GAP &&
    !(isSingle(to) && spacedRun(to, last) > to)
  )
    to++;
  if (to > i + 1) joinPieces(text, i, to, found);
  else if (own & FLAG.signed || isMixed(own)) join(text, i, to, found);
  return to;
}

/** Reads a word of plain letters in which one looks like another. */
function asLookalike(text: string, i: number, found: Found): void {
  const start = STARTS[i] as number;
  if ((ENDS[i] as number) - start > LONGEST) return;
  const [length, end] = writeLookalike(text, i, CODES);
  if (length === 0) return;
  found({ from: i, to: i + 1, start, end, kind: KIND.masked, least: LEAST.digits }, CODES, length);
}

/** Where a run of single characters set apart from each other ends; `from` itself when there is no run. */
function spacedRun(from: number, last: number): number {
  let to = from + 1;
  while (to < last && to - from < LONGEST && isSingle(to)) {
    const gap = gapBefore(to);
    if (gap === 0 || gap > LONGEST_GAP) break;
    to++;
  }
  // Digits at the end belong to a dose or a number, not to the word.
  while (to > from && isDigits(to - 1)) to--;
  return to - from >= SHORTEST ? to : from;
}

/** Tries a stretch without spaces as a whole, then each of its pieces between signs that set words apart. */
function joinPieces(text: string, from: number, to: number, found: Found): void {
  let letters = 0;
  for (let i = from; i < to; i++) if (!isDigits(i)) letters += (TO[i] as number) - (FROM[i] as number);
  // "0574r1n3" and "d3" have few letters, one of them before a sign for another; "100mg" has not.
  if (letters < SHORTEST - 1 && (letters < 2 || to - from < SHORTEST) && isDigits(from)) return;
  let piece = from;
  let pieces = 0;
  for (let i = from + 1; i <= to; i++)
    if (i === to || gapBefore(i) > 0) {
      const flags = FLAGS[piece] as number;
      if (i - piece > 1 || flags & FLAG.signed || isMixed(flags)) joinTrimmed(text, piece, i, found);
      piece = i;
      pieces++;
    }
  if (pieces < 2) return;
  joinTrimmed(text, from, to, found);
  // "l'hydro-quinone" has an article before it.
  if (pieces > 2 && isApostrophe(text.charCodeAt(ENDS[from] as number)))
    joinTrimmed(text, from + 1, to, found);
}

/** Tries a stretch, and what of it stands before a number of two digits or more: "V1agra100mg". */
function joinTrimmed(text: string, from: number, to: number, found: Found): void {
  join(text, from, to, found);
  for (let i = from + 1; i < to; i++)
    if (isDigits(i) && !isSingle(i)) {
      join(text, from, i, found);
      return;
    }
}

/** Reads tokens that stand together without a space as one word; passes over what cannot be one. */
function join(text: string, from: number, to: number, found: Found): void {
  if ((ENDS[to - 1] as number) - (STARTS[from] as number) > LONGEST) return;
  let [latin, greek, cyrillic, turned, lookalike] = [0, 0, 0, 0, 0];
  for (let i = from; i < to; i++)
    for (let at = FROM[i] as number; at < (TO[i] as number); at++) {
      const unit = UNITS[at] as number;
      if (isDigit(unit)) continue;
      if (unit < 0x250) latin++;
      else if (unit < 0x2b0) turned++;
      else if (unit >= 0x370 && unit < 0x400) greek++;
      else if (unit >= 0x400 && unit < 0x530) cyrillic++;
      else if (TO_LATIN[unit]) lookalike++;
    }
  if (latin + greek + cyrillic + turned + lookalike === 0) return;
  if (turned > 0) {
    turnRound(from, to, found);
    return;
  }
  joinAs(text, from, to, TO_LATIN, found);
  // Names are mostly written in Latin; a word mostly of other letters may be one of theirs.
  if (cyrillic > latin) joinAs(text, from, to, TO_CYRILLIC, found);
  else if (greek > latin) joinAs(text, from, to, TO_GREEK, found);
}

/** Reads tokens as one word, with letters that look like others read as those. */
function joinAs(text: string, from: number, to: number, looks: Uint16Array, found: Found): void {
  let start = STARTS[from] as number;
  let end = ENDS[to - 1] as number;
  let isMasked = false;
  let least = LEAST.digits;
  let length = 0;
  eithers = 0;
  const sign = text.charCodeAt(start - 1);
  if ((FLAGS[from] as number) & FLAG.signed && LEET[sign]) {
    start--;
    if (isEither(sign)) EITHER[eithers++] = length;
    CODES[length++] = LEET[sign] as number;
    isMasked = true;
  }
  for (let i = from; i < to; i++) {
    if (i > from)
      for (let at = ENDS[i - 1] as number; at < (STARTS[i] as number); at++) {
        const unit = text.charCodeAt(at);
        const letter = LEET[unit] as number;
        if (letter) {
          if (isEither(unit)) EITHER[eithers++] = length;
          CODES[length++] = letter;
          isMasked = true;
        } else if (!isOrdinary(unit)) {
          isMasked = true;
          if (unit >= 0x2190) least = Math.min(least, LEAST.picture);
        }
      }
    const first = FROM[i] as number;
    const begin = STARTS[i] as number;
    for (let at = first; at < (TO[i] as number); at++) {
      const unit = UNITS[at] as number;
      // Signs of the Far East around Latin letters are ornaments, or other words: 彡, ツ.
      if (isFarEastern(unit) && looks === TO_LATIN) continue;
      if (isEither(unit)) EITHER[eithers++] = length;
      const digit = LEET[unit] as number;
      const letter = digit || (looks[unit] as number);
      if (letter && letter !== unit) {
        isMasked = true;
        if (!digit) least = LEAST.script;
      }
      const capital = looks === TO_LATIN ? (CAPITALS[unit] as number) : 0;
      CODES[length++] =
        capital && isGreekCapital(text.charCodeAt(begin + at - first)) ? capital : letter || unit;
    }
  }
  const kind = isMasked ? KIND.masked : KIND.joined;
  inAllWays({ from, to, start, end, kind, least }, length, found);
  // A sign at the end: "Botox!", "c0ca!ne" have theirs inside; "Mefedr0n€" has not.
  const after = text.charCodeAt(end);
  if (after === 36 || after === 64 || after === 0x20ac) {
    CODES[length] = LEET[after] as number;
    end++;
    found({ from, to, start, end, kind: KIND.masked, least }, CODES, length + 1);
  }
}

const isFarEastern = (unit: number): boolean => unit >= 0x2e80 && unit < 0xa000;
const isApostrophe = (unit: number): boolean => unit === 39 || unit === 0x2019;
/** Between the parts of one word these are usual: hyphens, dots, apostrophes, underscores. */
const isOrdinary = (unit: number): boolean =>
  unit === 45 || unit === 46 || unit === 95 || isApostrophe(unit) || (unit >= 0x2010 && unit <= 0x2013);

/** Reads a word written upside down, which is also backwards. */
function turnRound(from: number, to: number, found: Found): void {
  let length = 0;
  for (let i = to - 1; i >= from; i--)
    for (let at = (TO[i] as number) - 1; at >= (FROM[i] as number); at--) {
      const unit = UNITS[at] as number;
      CODES[length++] = (TURNED[unit] as number) || unit;
    }
  const [start, end] = [STARTS[from] as number, ENDS[to - 1] as number];
  found({ from, to, start, end, kind: KIND.masked, least: LEAST.digits }, CODES, length);
}

/** Pulls single letters together, into one word each where wider gaps show where words end. */
function pull(text: string, from: number, to: number, found: Found): void {
  const usual = spaces(text, from + 1);
  let first = from;
  let words = 0;
  for (let i = from + 1; i <= to; i++)
    if (i === to || spaces(text, i) > usual) {
      if (i - first > 1) pullOne(text, first, i, KIND.pulled, found);
      first = i;
      words++;
    }
  if (words > 1) pullOne(text, from, to, KIND.run, found);
}

function pullOne(text: string, from: number, to: number, kind: number, found: Found): void {
  let length = 0;
  eithers = 0;
  // Letters of one script are what they are.
  let scripts = 0;
  for (let i = from; i < to; i++) scripts |= (FLAGS[i] as number) & SCRIPTS;
  const looks = scripts & (scripts - 1) ? TO_LATIN : undefined;
  const add = (unit: number): void => {
    if (isEither(unit)) EITHER[eithers++] = length;
    CODES[length++] = (LEET[unit] as number) || looks?.[unit] || unit;
  };
  for (let i = from; i < to; i++) {
    if (i > from)
      for (let at = ENDS[i - 1] as number; at < (STARTS[i] as number); at++)
        if (LEET[text.charCodeAt(at)]) add(text.charCodeAt(at));
    for (let at = FROM[i] as number; at < (TO[i] as number); at++) add(UNITS[at] as number);
  }
  const [start, end] = [STARTS[from] as number, ENDS[to - 1] as number];
  inAllWays({ from, to, start, end, kind, least: LEAST.apart }, length, found);
}

/** Spaces before a token. */
function spaces(text: string, i: number): number {
  let count = 0;
  for (let at = ENDS[i - 1] as number; at < (STARTS[i] as number); at++) {
    const unit = text.charCodeAt(at);
    if (unit === 32 || unit === 0xa0 || unit === 0x202f || unit === 9 || unit === 10) count++;
  }
  return count;
}
