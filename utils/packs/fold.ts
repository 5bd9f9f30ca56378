import {
  CLASS_AT as CLASS_IS_AT,
  classOf,
  LETTERS_FROM as FIRST_LETTER,
  foldKnown,
  isFancy,
  isPicture,
  isUsual,
  learn,
  MARK,
  NEW,
  TABLE as TABLE_OF_UNITS,
} from './fold-table.ts';
import { isOddAfterL } from './lookalikes.ts';
import { FLAG, type Folded, room, type Tokens } from './token-room.ts';
import { POWER as ALL_POWERS, HASH_BASE as BASE, hashStep, powerOf } from './word-hash.ts';

/**
 * Text → folded tokens. Folding takes away what does not change a word: case, accents, width, ligatures, invisible
 * characters, fancy letters. Greek and Cyrillic stay themselves. A token is a run of letters or a run of digits, so
 * "RAD140", "RAD 140" and "RAD-140" are the same two tokens. Each token knows where it stands in the text as given.
 */

// What hot loops read is a constant of this module: an imported one is none to V8.
const { unknown: UNKNOWN, space: SPACE, separator: SEPARATOR, sign: SIGN } = MARK;
const { invisible: INVISIBLE, special: SPECIAL } = MARK;
const { tight: TIGHT, single: SINGLE, signed: SIGNED, alike: ALIKE } = FLAG;
const LETTERS_FROM = FIRST_LETTER;
const CLASS_AT = CLASS_IS_AT;
const BASE_OF_HASH = BASE;
const TABLE = TABLE_OF_UNITS;
const POWER = ALL_POWERS;
const POWERS = POWER.length;
const { size: ROOM, codes: CODES, prefix: PREFIX } = room;
const { from: FROM, to: TO, start: STARTS, end: ENDS, hash: HASHES, flags: FLAGS, odd: ODDS } = room;
/** Where in the room runs of units of one class begin. */
const BOUNDS = new Int32Array(ROOM + 2);
/** Flags of a plain token, by the class of its units, and by its first one. */
const FLAGS_OF_CLASS = [0, FLAG.latin, FLAG.digit, FLAG.greek, FLAG.cyrillic, FLAG.other | FLAG.mixed, 0];
const FLAGS_OF_UNITS = new Uint16Array(1 << 16).fill(FLAG.other | FLAG.mixed);
for (let unit = 0; unit < 0x530; unit++) FLAGS_OF_UNITS[unit] = FLAGS_OF_CLASS[classOf(unit)] as number;

/** Pictures kept of one text, in numbers. */
const MOST_PICTURES = 300;
const NO_PICTURES: readonly number[] = [];
let pictures: number[] | undefined;

/** The text that is in the room. */
let held: { text: string; folded: Folded } | undefined;

/** Folds a text into tokens, in one pass; they live until the next text is folded. */
export function foldBriefly(text: string): Folded {
  held = undefined;
  // Behind the text there is room for its odd tokens, four units for one at the most.
  const units = Math.min(text.length, ROOM >> 1);
  let odd = foldFirst(text, units);
  if (odd < 0) {
    for (let at = 0; at < units; at++) if (TABLE[text.charCodeAt(at)] === NEW) learn(text.charCodeAt(at));
    odd = foldFirst(text, units);
  }
  const folded = { units, count: room.usedSlots, odd, pictures: pictures ?? NO_PICTURES };
  held = { text, folded };
  return folded;
}

/** Gives how many tokens are odd, or -1 where a unit has yet to be learnt. */
function foldFirst(text: string, units: number): number {
  const bounds = scan(text, units);
  BOUNDS[bounds] = units;
  BOUNDS[bounds + 1] = units + 1;
  CODES[units] = SEPARATOR;
  PREFIX[units + 1] = hashStep(PREFIX[units] as number, SEPARATOR);
  room.usedUnits = units + 1;
  pictures = undefined;
  return tokenize(text, units, bounds);
}

/** Folds a text into tokens that are kept as long as anybody has them. */
export function fold(text: string): Tokens {
  const { count } = held?.text === text ? held.folded : foldBriefly(text);
  return {
    count,
    codes: CODES.slice(0, room.usedUnits),
    from: FROM.slice(0, count),
    to: TO.slice(0, count),
    start: STARTS.slice(0, count),
    end: ENDS.slice(0, count),
  };
}

/**
 * Puts every unit through the table, hashes as it goes, and writes down where runs of one class begin; gives how many
 * there are. The loop that all text goes through: without a branch, for the ends of words cannot be foreseen.
 */
function scan(text: string, units: number): number {
  let bounds = 0;
  let hash = 0;
  /** Of no class, so that a run begins with the text. */
  let before = -1;
  PREFIX[0] = 0;
  for (let at = 0; at < units; at++) {
    const unit = TABLE[text.charCodeAt(at)] as number;
    CODES[at] = unit;
    hash = (Math.imul(hash, BASE_OF_HASH) + unit) | 0;
    PREFIX[at + 1] = hash;
    BOUNDS[bounds] = at;
    // Adds 1 where the class is another.
    bounds -= (0 - ((unit ^ before) >>> CLASS_AT)) >> 31;
    before = unit;
  }
  return bounds;
}

/** What the next token is: its slot, and what stands before it (no space, a sign that may be a letter). */
let slotOfNext = 0;
let beforeNext = 0;
/** How many odd tokens there are. */
let odds = 0;

/** Makes tokens of the runs, and writes down which are odd; gives how many, or -1 where a unit is yet to be learnt. */
function tokenize(text: string, units: number, bounds: number): number {
  slotOfNext = 0;
  beforeNext = 0;
  odds = 0;
  for (let run = plainTokens(bounds, 0); run < bounds; run = plainTokens(bounds, run)) {
    // Something odd: the token is written anew.
    room.usedSlots = slotOfNext;
    const end = writeAnew(text, BOUNDS[run] as number, units, beforeNext);
    if (end < 0) return -1;
    if (room.usedSlots > slotOfNext) {
      if (CODES[end] === SIGN) FLAGS[slotOfNext] = (FLAGS[slotOfNext] as number) | ALIKE;
      ODDS[odds++] = slotOfNext++;
      beforeNext = TIGHT;
    } else beforeNext &= ~SIGNED;
    while (run < bounds && (BOUNDS[run + 1] as number) <= end) run++;
    if (run < bounds && (BOUNDS[run] as number) < end) BOUNDS[run] = end;
  }
  room.usedSlots = slotOfNext;
  return odds;
}

/**
 * Makes tokens of the runs from one on, up to one that is odd; gives its number. The loop that all words go through:
 * it calls nothing, for that would have it keep everything in memory.
 */
function plainTokens(bounds: number, first: number): number {
  let run = first;
  let slot = slotOfNext;
  let odd = odds;
  let before = beforeNext;
  while (run < bounds) {
    const from = BOUNDS[run] as number;
    const to = BOUNDS[run + 1] as number;
    const code = CODES[from] as number;
    let gap = code;
    if (code > SPECIAL) {
      const next = CODES[to] as number;
      gap = next;
      // Units that fold to none of a token's own, or letters of another script, are of this token.
      if (
        next === UNKNOWN ||
        (next > SIGN && (next <= SPECIAL || (next >= LETTERS_FROM && code >= LETTERS_FROM)))
      )
        break;
      const length = to - from;
      if (length >= POWERS) break;
      HASHES[slot] = (PREFIX[to] as number) - Math.imul(PREFIX[from] as number, POWER[length] as number);
      FROM[slot] = from;
      TO[slot] = to;
      STARTS[slot] = from;
      ENDS[slot] = to;
      // A single unit's flag: where the difference is below 0.
      let flags = (FLAGS_OF_UNITS[code] as number) | before | (((length - 2) >> 31) & SINGLE);
      if (code === SMALL_L && IS_ODD_AFTER_L[CODES[from + 1] as number] === 1) flags |= ALIKE;
      if (next === SIGN) flags |= ALIKE;
      FLAGS[slot] = flags;
      ODDS[odd] = slot;
      odd -= (0 - (flags & ODD)) >> 31;
      slot++;
      before = TIGHT;
      run++;
      if (next > SIGN) continue;
    }
    if (gap === UNKNOWN || gap > SIGN) break;
    // What stands between two tokens is nearly always a unit or two, or ends with a space.
    const start = BOUNDS[run] as number;
    const end = BOUNDS[run + 1] as number;
    const last = CODES[end - 1] as number;
    before = (before | SIGNED) & (GAPS[((CODES[start] as number) << 2) | last] as number);
    if (end - start > 2 && last !== SPACE)
      for (let at = start + 1; at < end; at++) if (CODES[at] === SPACE) before &= ~TIGHT;
    run++;
  }
  slotOfNext = slot;
  odds = odd;
  beforeNext = before;
  return run;
}
const ODD = SINGLE | SIGNED | FLAG.mixed | TIGHT | ALIKE;
const SMALL_L = 108;
/** What two units may leave of the flags of the token after them. */
const GAPS = new Uint16Array(16).fill(TIGHT);
for (const unit of [SPACE, SEPARATOR, SIGN]) {
  GAPS[(unit << 2) | SIGN] = SIGNED | TIGHT;
  GAPS[(unit << 2) | SPACE] = 0;
}
GAPS[(SPACE << 2) | SEPARATOR] = 0;
GAPS[(SPACE << 2) | SIGN] = SIGNED;
/** 1 for units after which a first l may be a capital I. */
const IS_ODD_AFTER_L = Uint8Array.from({ length: 1 << 16 }, (_, unit) => (isOddAfterL(unit) ? 1 : 0));

/**
 * Writes a token that begins at an offset anew behind the text, one character at a time; gives where what was read
 * ends, or -1 where a unit is yet to be learnt. There may be no token.
 */
function writeAnew(text: string, first: number, units: number, before: number): number {
  const from = room.usedUnits;
  let behind = from;
  /** Whether it is digits; -1 while that is not known. */
  let digits = -1;
  let dressed = 0;
  let invisible = 0;
  let at = first;
  let last = first;
  while (at < units) {
    const unit = text.charCodeAt(at);
    const code = CODES[at] as number;
    if (code === UNKNOWN) return -1;
    if (code === INVISIBLE) {
      if (behind > from && !isUsual(unit)) invisible = FLAG.dressed;
      at++;
      continue;
    }
    if (code === SPACE || code === SEPARATOR || code === SIGN) break;
    let size = 1;
    let letters = '';
    let letter = code;
    if (code === SPECIAL) {
      const character = String.fromCodePoint(text.codePointAt(at) as number);
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
            pictures.push(character.codePointAt(0) as number, at, at + size);
        }
        at += size;
        break;
      }
      letter = letters.charCodeAt(0);
    }
    // A character of both digits and letters goes by its first.
    const digit = letter < LETTERS_FROM ? 1 : 0;
    if (digits === 1 - digit || behind + 4 >= ROOM) break;
    digits = digit;
    if (code === SPECIAL && isFancy(unit)) dressed = FLAG.dressed;
    dressed |= invisible;
    for (let k = 0; k === 0 || k < letters.length; k++) {
      if (k > 0) letter = letters.charCodeAt(k);
      CODES[behind] = letter;
      PREFIX[behind + 1] = hashStep(PREFIX[behind] as number, letter);
      behind++;
    }
    at += size;
    last = at;
  }
  // No room is left: the rest is not read.
  if (at === first) return units;
  if (behind === from) return at;
  const slot = room.usedSlots++;
  HASHES[slot] = ((PREFIX[behind] as number) - Math.imul(PREFIX[from] as number, powerOf(behind - from))) | 0;
  STARTS[slot] = first;
  ENDS[slot] = last;
  FROM[slot] = from;
  TO[slot] = behind;
  FLAGS[slot] =
    before |
    dressed |
    (behind - from === 1 ? FLAG.single : 0) |
    (digits === 1 ? FLAG.digit : scriptsOf(from, behind));
  room.usedUnits = behind;
  return at;
}

function scriptsOf(from: number, to: number): number {
  let scripts = 0;
  for (let at = from; at < to; at++) {
    const code = CODES[at] as number;
    if (code >= LETTERS_FROM) scripts |= FLAGS_OF_UNITS[code] as number;
  }
  const own = scripts & (FLAG.latin | FLAG.greek | FLAG.cyrillic);
  return (own & (own - 1)) !== 0 ? scripts | FLAG.mixed : scripts;
}
