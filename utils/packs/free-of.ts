import type { Hit } from './hit.ts';

/** "-free" as compounds say it: glyphosatfrei, methanolvrij, blyfri, elavhõbedavaba, ólommentes, lyijytön. */
const FREE_OF = /(?:frei(?:e[mnrs]?)?|vrije?|fri(?:a|e|tt)?|vabad?|mentes(?:ek)?|vapaa|t[oö]n)$/;
/** Letters between what a term gives of a word and such an ending: the -da- of elavhõbedavaba. */
const MOST_BETWEEN = 3;
/** The rest of such a word has at most so many letters. */
const LONGEST_FREE = 8 + MOST_BETWEEN;

/** Whether a word begins as a term does and then says that the thing is not there. */
export function saysFree(text: string, { end, rest }: Hit): boolean {
  if (rest > LONGEST_FREE) return false;
  const ending = text
    .slice(Math.max(0, end - rest), end)
    .toLowerCase()
    .normalize('NFC');
  return (FREE_OF.exec(ending)?.index ?? LONGEST_FREE) <= MOST_BETWEEN;
}
