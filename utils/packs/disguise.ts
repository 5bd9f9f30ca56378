import { HASH_START, hashStep, isDigit, SCRIPT, type Tokens } from './fold.ts';

/**
 * A second reading of a text, for words dressed up to escape a filter: homoglyphs in a mixed-script word, digits and
 * signs for letters, letters spaced or dotted out or with emoji between, a hyphen in the middle of a word. Only
 * suspicious stretches are read anew; real Greek and Bulgarian stay themselves. In this reading l is written i
 * (see `skeleton`), because 1 and ! stand for either.
 */
export interface Unmasked {
  tokens: Tokens;
  /** How each token came about. */
  kind: Uint8Array;
}

export const KIND = {
  /** As in the first reading. */
  same: 0,
  /** Joined over a hyphen, a dot or where digits meet letters: an ordinary way of writing. */
  joined: 1,
  /** Letters replaced: a disguise. */
  masked: 2,
  /** Pulled together from single letters: several words may be in it. */
  pulled: 3,
} as const;

const L = 108;
const I = 105;
/** l → i, so that V1agra and A1prazolam are both found. */
export const skeleton = (code: number): number => (code === L ? I : code);

/** Reads "0o1i" as 0 → o, 1 → i. */
const pairs = (letters: string): Map<number, number> =>
  new Map([...letters.matchAll(/(.)(.)/g)].map(([, from, to]) => [code(from), code(to)]));
const code = (letter = ''): number => letter.charCodeAt(0);

const LEET = pairs('0o1i3e4a5s7t8b@a$s!i€e|i');
/** Letters that look alike, by the script they are written in; folded forms. */
const TO_LATIN = pairs('аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwһhѵvӏiαaβbεeηnιiκkνvοoρpτtυuχxγyμuωwσo');
const TO_GREEK = pairs('aαbβeεhηiιkκmμnνoοpρtτuυxχyυvν');
const TO_CYRILLIC = pairs('aаbвeеkкmмhнoоpрcсtтyуxхiіjј');

/** Fewest letters of a stretch worth a second look. */
const SHORTEST = 4;
/** Longest stretch looked at, in tokens or units: a longer one is not a word in disguise. */
const LONGEST = 80;
/** Between two letters of one word stand a sign or two, or an emoji with its variation selector. */
const LONGEST_GAP = 4;

/** A word read anew, and where it stands. */
interface Word {
  text: string;
  start: number;
  end: number;
}
/** Tokens [from, to) of the first reading, and what they are read as. */
interface Stretch {
  from: number;
  to: number;
  kind: number;
  words: Word[];
}

/**
 * Reads a text's suspicious stretches anew; null when there are none. `mayBe` says whether a word,
 * could be one looked for, so that ordinary hyphens cost nothing.
 */
export function unmask(text: string, tokens: Tokens, mayBe: (word: string) => boolean): Unmasked | null {
  const stretches: Stretch[] = [];
  for (let i = 0; i < tokens.count; ) {
    let to = spacedRun(tokens, i);
    if (to > i) {
      stretches.push({ from: i, to, kind: KIND.pulled, words: pull(text, tokens, i, to) });
      i = to;
      continue;
    }
    to = i + 1;
    while (to < tokens.count && to - i < LONGEST && isTight(text, tokens, to) && spacedRun(tokens, to) === to)
      to++;
    if (to > i + 1 || isMixed(tokens.scripts[i] as number) || isSigned(text, tokens.start[i] as number)) {
      const stretch = join(text, tokens, i, to);
      if (stretch?.words.some((word) => mayBe(word.text))) stretches.push(stretch);
    }
    i = to;
  }
  return stretches.length === 0 ? null : reread(tokens, stretches);
}

const isSpace = (unit: number): boolean =>
  unit === 32 ||
  (unit >= 9 && unit <= 13) ||
  unit === 0xa0 ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x202f ||
  unit === 0x3000;

function spacesBetween(text: string, from: number, to: number): number {
  let spaces = 0;
  for (let at = from; at < to; at++) if (isSpace(text.charCodeAt(at))) spaces++;
  return spaces;
}

/** Whether token i stands without a space after the one before. */
function isTight(text: string, tokens: Tokens, i: number): boolean {
  const from = tokens.end[i - 1] as number;
  const to = tokens.start[i] as number;
  return to - from <= LONGEST_GAP && spacesBetween(text, from, to) === 0;
}

const isSingle = (tokens: Tokens, i: number): boolean =>
  (tokens.from[i + 1] as number) - (tokens.from[i] as number) === 1;

const isMixed = (scripts: number): boolean => {
  const letters = scripts & (SCRIPT.latin | SCRIPT.greek | SCRIPT.cyrillic);
  return (letters & (letters - 1)) !== 0;
};

/** Whether a sign that may stand for a letter is just before an offset: "$ildenafil", "@lprazolam". */
const isSigned = (text: string, offset: number): boolean => {
  const before = text.charCodeAt(offset - 1);
  return before !== 32 && (before < 48 || before > 57) && LEET.has(before);
};

/** Where a run of single characters set apart from each other ends; `from` itself when there is no run. */
function spacedRun(tokens: Tokens, from: number): number {
  if (!isSingle(tokens, from)) return from;
  let to = from + 1;
  while (to < tokens.count && to - from < LONGEST && isSingle(tokens, to)) {
    const gap = (tokens.start[to] as number) - (tokens.end[to - 1] as number);
    if (gap === 0 || gap > LONGEST_GAP) break;
    to++;
  }
  // Digits at the end belong to a dose or a number, not to the word.
  while (to > from && isDigit(tokens.codes[tokens.from[to - 1] as number] as number)) to--;
  return to - from >= SHORTEST ? to : from;
}

const letterOf = (unit: number): string => String.fromCharCode(skeleton(unit));

/** Signs between two tokens that stand for letters. */
function signsBetween(text: string, from: number, to: number): string {
  let letters = '';
  for (let at = from; at < to; at++) {
    const letter = LEET.get(text.charCodeAt(at));
    if (letter !== undefined) letters += letterOf(letter);
  }
  return letters;
}

/** Pulls single letters together, into one word each where wider gaps show where words end. */
function pull(text: string, tokens: Tokens, from: number, to: number): Word[] {
  const words: Word[] = [];
  const usual = spacesBetween(text, tokens.end[from] as number, tokens.start[from + 1] as number);
  let word: Word | undefined;
  for (let i = from; i < to; i++) {
    const [start, end] = [tokens.start[i] as number, tokens.end[i] as number];
    const unit = tokens.codes[tokens.from[i] as number] as number;
    const letter = letterOf(LEET.get(unit) ?? TO_LATIN.get(unit) ?? unit);
    if (word && spacesBetween(text, word.end, start) <= usual) {
      word.text += signsBetween(text, word.end, start) + letter;
      word.end = end;
    } else {
      word = { text: letter, start, end };
      words.push(word);
    }
  }
  return words;
}

/** Reads tokens that stand together without a space as one word; null when that cannot be a word. */
function join(text: string, tokens: Tokens, from: number, to: number): Stretch | null {
  const own = tokens.start[from] as number;
  const start = isSigned(text, own) ? own - 1 : own;
  const end = tokens.end[to - 1] as number;
  if (end - start > LONGEST) return null;
  let [latin, greek, cyrillic] = [0, 0, 0];
  for (let at = tokens.from[from] as number; at < (tokens.from[to] as number); at++) {
    const unit = tokens.codes[at] as number;
    if (isDigit(unit)) continue;
    if (unit < 0x250) latin++;
    else if (unit >= 0x370 && unit < 0x400) greek++;
    else if (unit >= 0x400 && unit < 0x530) cyrillic++;
  }
  if (latin + greek + cyrillic < SHORTEST - 1) return null;
  const looks = cyrillic > latin ? TO_CYRILLIC : greek > latin ? TO_GREEK : TO_LATIN;
  let kind: number = KIND.joined;
  let word = signsBetween(text, start, own);
  for (let i = from; i < to; i++) {
    if (i > from) word += signsBetween(text, tokens.end[i - 1] as number, tokens.start[i] as number);
    for (let at = tokens.from[i] as number; at < (tokens.from[i + 1] as number); at++) {
      const unit = tokens.codes[at] as number;
      const letter = LEET.get(unit) ?? looks.get(unit);
      if (letter !== undefined) kind = KIND.masked;
      word += letterOf(letter ?? unit);
    }
  }
  if (word.length > (tokens.from[to] as number) - (tokens.from[from] as number)) kind = KIND.masked;
  return { from, to, kind, words: [{ text: word, start, end }] };
}

/** The text's tokens with the stretches in their place, l written i. */
function reread(tokens: Tokens, stretches: readonly Stretch[]): Unmasked {
  const added = stretches.flatMap(({ words }) => words);
  const room = tokens.count + added.length + 1;
  const out: Tokens = {
    count: 0,
    codes: new Uint16Array(
      (tokens.from[tokens.count] as number) + added.reduce((sum, { text }) => sum + text.length, 0),
    ),
    from: new Int32Array(room),
    start: new Int32Array(room),
    end: new Int32Array(room),
    hash: new Int32Array(room),
    scripts: new Uint8Array(room),
  };
  const kind = new Uint8Array(room);
  let length = 0;
  const close = (hash: number, start: number, end: number, how: number): void => {
    out.hash[out.count] = hash;
    out.start[out.count] = start;
    out.end[out.count] = end;
    kind[out.count] = how;
    out.from[++out.count] = length;
  };
  let next = 0;
  for (const stretch of [...stretches, { from: tokens.count, to: tokens.count, kind: 0, words: [] }]) {
    for (; next < stretch.from; next++) {
      let hash = HASH_START;
      for (let at = tokens.from[next] as number; at < (tokens.from[next + 1] as number); at++) {
        const unit = skeleton(tokens.codes[at] as number);
        out.codes[length++] = unit;
        hash = hashStep(hash, unit);
      }
      close(hash, tokens.start[next] as number, tokens.end[next] as number, KIND.same);
    }
    for (const { text, start, end } of stretch.words) {
      let hash = HASH_START;
      for (let at = 0; at < text.length; at++) {
        out.codes[length++] = text.charCodeAt(at);
        hash = hashStep(hash, text.charCodeAt(at));
      }
      close(hash, start, end, stretch.kind);
    }
    next = stretch.to;
  }
  return { tokens: out, kind };
}
