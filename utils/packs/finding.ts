import type { Law, Texts } from './pack.ts';

export type Severity = 'danger' | 'warning' | 'note';

/** The words on the page that made a rule hold. Offsets are UTF-16 units into the field as given. */
export interface Evidence {
  /** "title", "description", "attributes.3.value", "category.0" … */
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
  evidence: Evidence[];
}

/** A finding with what a person is told about it; texts by language, English always among them. */
export interface ExplainedFinding extends Finding {
  explain: Texts;
  advice: Texts;
  law: Law[];
}
