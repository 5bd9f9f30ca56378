import { KIND, unmask } from './disguise.ts';
import { foldBriefly } from './fold.ts';
import { type Hit, inOrder } from './hit.ts';
import { findMisspelt } from './misspelt-words.ts';
import { findInPulled } from './pulled-letters.ts';
import { SecondReading } from './second-reading.ts';
import { ANY_FIELD, indexTerms, type TermIndex } from './term-index.ts';
import { TermSearch } from './term-search.ts';
import type { Term } from './terms.ts';
import type { Folded } from './token-room.ts';
import { wordAt } from './word-at.ts';

/** Misspellings are looked for in texts no longer: a title or an attribute, where filters look. */
const LONGEST_MISSPELT_TEXT = 400;
/** Readings looked at in one text, each among its surroundings: one that is nothing but disguise says it early. */
const MOST_LOOKS = 200;
/** And in all texts of one listing together. */
const MOST_LOOKS_OF_LISTING = 400;
/** What is left of that; each listing begins with a new one. */
export const newAllowance = (): Allowance => ({ looks: MOST_LOOKS_OF_LISTING });
interface Allowance {
  looks: number;
}

/**
 * Finds all terms of all vocabularies in a text: in its tokens (term-search.ts), in parts of words, as pictures,
 * misspelt (misspelt-words.ts), and in a second reading of what may be in disguise (disguise.ts, second-reading.ts,
 * pulled-letters.ts).
 */
export class Matcher {
  readonly #search: TermSearch;
  readonly #secondReading: SecondReading;
  readonly #hasTypos: boolean;
  /** By code point, the vocabularies of which it is a term. */
  readonly #pictures: ReadonlyMap<number, readonly number[]>;

  /** With `wanted`, by vocabulary, it is looked for in those fields only. */
  constructor(index: TermIndex, wanted?: Uint16Array) {
    this.#search = new TermSearch(index, wanted);
    this.#secondReading = new SecondReading(this.#search);
    this.#hasTypos = index.typoTerms.length > 0;
    const pictures = new Map<number, number[]>();
    for (let at = 0; at < index.pictures.length; at += 2) {
      const picture = index.pictures[at] as number;
      pictures.set(picture, [...(pictures.get(picture) ?? []), index.pictures[at + 1] as number]);
    }
    this.#pictures = pictures;
  }

  static of(terms: readonly Term[]): Matcher {
    return new Matcher(indexTerms(terms));
  }

  /** Every term in a text, disguised ones too, in the order in which they start. */
  match(text: string): Hit[] {
    return this.matchIn(text, foldBriefly(text));
  }

  /**
   * The same in a text that has been folded. With a field, only of vocabularies that are wanted there. Texts of one
   * listing share an allowance.
   */
  matchIn(text: string, folded: Folded, field = ANY_FIELD, allowance = newAllowance()): Hit[] {
    const search = this.#search;
    const secondReading = this.#secondReading;
    search.begin(folded, field);
    search.tokens();
    if (search.hasParts) search.partsOf(folded);
    if (folded.pictures.length > 0) this.#picturesOf(folded);
    if (this.#hasTypos && text.length <= LONGEST_MISSPELT_TEXT) findMisspelt(search);
    secondReading.begin();
    const most = Math.min(MOST_LOOKS, allowance.looks);
    unmask(text, folded, (word, codes, length) => {
      if (secondReading.looks >= most) return;
      if (word.kind >= KIND.pulled) {
        secondReading.looks++;
        findInPulled(search, word, codes, length);
      }
      if (word.kind !== KIND.run) secondReading.look(word, codes, length);
    });
    allowance.looks -= secondReading.looks;
    const { hits } = search;
    search.hits = [];
    return hits.length < 2 ? hits : inOrder(hits);
  }

  #picturesOf({ pictures, count }: Folded): void {
    for (let at = 0; at < pictures.length; at += 3) {
      const [start, end] = [pictures[at + 1] as number, pictures[at + 2] as number];
      for (const vocabulary of this.#pictures.get(pictures[at] as number) ?? []) {
        const word = wordAt(start, count);
        this.#search.keep(vocabulary, start, end, word, word, KIND.same, false, 0);
      }
    }
  }
}
