import type { Listing } from '../listing/listing.ts';
import type { Law } from './law.ts';
import type { Texts } from './texts.ts';

export type Severity = 'danger' | 'warning' | 'note';

/** How sure something is, from the least. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The words on the page that made a rule hold. Offsets are UTF-16 units into the field as given. */
export interface Evidence {
  /** "title", "description", "attributes.3.value", "category.0", "variants.2.name" … */
  field: string;
  /** The very words on the page, disguise and all. */
  text: string;
  start: number;
  end: number;
}

/** One rule that held for one listing. */
export interface Finding {
  /** "medicines.prescription-only" */
  rule: string;
  /** "medicines@3" */
  pack: string;
  severity: Severity;
  /** DSA Transparency Database category and keyword. */
  category: string;
  keyword: string;
  /** Low: rests on weak words alone. Medium: on a misspelling, a guess at the kind of product, or a doubtful entry. */
  confidence: Confidence;
  /** The words were dressed up to escape a filter. */
  disguised?: true;
  evidence: Evidence[];
  /** What a list says of this product, for a rule about lists. */
  entries?: ListEntry[];
}

/** One entry of a list (a recall, say) that a listing meets. */
export interface ListEntry {
  by: 'gtin' | 'brand-and-model';
  confidence: Confidence;
  /** The entry's own words: what the product is, what is wrong with it and what was ordered. */
  text: string;
  url: string;
  evidence: Evidence[];
}

/** Lists that products can be on, looked up by GTIN, or by brand and model together; never by name alone. */
export interface Lists {
  /** The entries of a list that a listing meets; undefined when that list is not here, which leaves it not known. */
  find(list: string, listing: Partial<Listing>): readonly ListEntry[] | undefined;
}

/** A finding with what a person is told about it; texts by language, English always among them. */
export interface ExplainedFinding extends Finding {
  explain: Texts;
  advice: Texts;
  law: Law[];
  /** What would make the finding wrong, of the rule and of the words it rests on. */
  wrongIf: Texts[];
}
