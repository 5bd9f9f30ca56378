/**
 * Whether a word is a name with one letter dropped, doubled, swapped with its neighbour, replaced or put in. The first
 * letter is always right: sellers keep it. Up to `more` letters may follow, where the name is given as a beginning.
 */
export function isMisspelling(
  name: Uint16Array,
  from: number,
  to: number,
  word: Uint16Array,
  start: number,
  end: number,
  more: number,
): boolean {
  const length = to - from;
  const given = end - start;
  let at = 0;
  while (at < length && at < given && name[from + at] === word[start + at]) at++;
  if (at === 0) return false;
  if (at === length) return given === length + 1 && word[end - 1] === name[to - 1];
  const same = (n: number, w: number): boolean => {
    const left = length - n;
    if (given - w < left || given - w > left + more) return false;
    for (let k = 0; k < left; k++) if (name[from + n + k] !== word[start + w + k]) return false;
    return true;
  };
  return (
    same(at + 1, at + 1) ||
    same(at + 1, at) ||
    same(at, at + 1) ||
    (at + 1 < length &&
      name[from + at] === word[start + at + 1] &&
      name[from + at + 1] === word[start + at] &&
      same(at + 2, at + 2))
  );
}

/** Real words, and names of harmless things, that are one letter away from a medicine's name in some language. */
export const REAL_WORDS =
  'klobasa klobasy klobasi klobáse kofeiini kofeiin backofen backöfen danacol ácaros ambrosoli keramine haložan deoxyribonuclease methanone cytosine cytidine citidina diiron penicillium penicillanic peridinin dioxin dioxine dioxino morphia pyrimidone carbocysteine carbocisteine xylomethazoline xylometazoline clobetasone methasone methoxyfluoran'.split(
    ' ',
  );
