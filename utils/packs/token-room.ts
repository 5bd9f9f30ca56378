/**
 * Where a text is folded, until the next is. Allocating arrays for each text would cost as much as folding it, and V8
 * reads arrays that are module constants twice as fast (each module that reads them in a loop has constants of its own
 * for them, for what is imported is none to V8). What has no room left is not read: that is more than a listing may hold
 * of text in all (utils/listing/limits.ts).
 */
const ROOM = 1 << 19;
export const room = {
  size: ROOM,
  /** Folded UTF-16 units: as many as the text has, and behind them those of its odd tokens. */
  codes: new Uint16Array(ROOM + 8),
  /** The hash of all units before this one (word-hash.ts). */
  prefix: new Int32Array(ROOM + 8),
  /** Token i's units are `codes` from `from` to `to`. */
  from: new Int32Array(ROOM),
  to: new Int32Array(ROOM),
  /** UTF-16 offsets in the text as given; `end` is exclusive. */
  start: new Int32Array(ROOM),
  end: new Int32Array(ROOM),
  hash: new Int32Array(ROOM),
  /** `FLAG`s, or-ed together. */
  flags: new Uint16Array(ROOM),
  /** The odd tokens' numbers. */
  odd: new Int32Array(ROOM),
  /** Units, and tokens, in use. */
  usedUnits: 0,
  usedSlots: 0,
};

/** What was folded. */
export interface Folded {
  /** Units read of the text. */
  units: number;
  /** Its tokens, numbered from 0. */
  count: number;
  /** Of them, those in which, or right before which, something is odd: nearly all that can be in disguise. */
  odd: number;
  /** Pictures that stand in the text: code point, start, end, and so on. */
  pictures: readonly number[];
}

/** Tokens of a text, with arrays of their own. */
export interface Tokens {
  count: number;
  codes: Uint16Array;
  from: Int32Array;
  to: Int32Array;
  start: Int32Array;
  end: Int32Array;
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
  /** Its first or last sign may be another in disguise: ldrochinone, Morfin@ (lookalikes.ts). */
  alike: 1024,
} as const;

/** Token i as a string. */
export function tokenText({ codes, from, to }: Tokens, i: number): string {
  let text = '';
  for (let at = from[i] as number; at < (to[i] as number); at++)
    text += String.fromCharCode(codes[at] as number);
  return text;
}
