import type { Listing } from '../listing/listing.ts';
import type { CompiledPacks, Exclusion } from './compile.ts';
import { distance, type Facts, type Mention, type Text } from './conditions.ts';
import type { Evidence, Finding, Severity } from './finding.ts';
import { fold } from './fold.ts';
import type { Field } from './pack.ts';

/** Evidence shown for one finding, at most. */
const MOST_EVIDENCE = 8;
/** Mentions of one vocabulary kept from one text; more say nothing new and would let a page cost time. */
const MOST_MENTIONS = 100;

const RANK: Record<Severity, number> = { danger: 0, warning: 1, note: 2 };

/** Checks a listing, or a card, which is a small listing. Worst first; within a severity in the packs' order. */
export function check(compiled: CompiledPacks, listing: Partial<Listing>): Finding[] {
  const facts = factsOf(compiled, listing);
  return compiled.rules
    .filter(({ when }) => when.holds(facts) === 1)
    .map(({ rule, id, pack, when }) => ({
      rule: id,
      pack,
      severity: rule.severity,
      category: rule.category,
      keyword: rule.keyword,
      evidence: evidenceOf(when.evidence(facts)),
    }))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** Matches all vocabularies in all texts of a listing, and takes out the mentions that do not count. */
function factsOf({ matcher, vocabularies, exclusions }: CompiledPacks, listing: Partial<Listing>): Facts {
  const mentions: (Mention[] | undefined)[] = new Array(vocabularies);
  const texts = textsOf(listing);
  for (const text of texts) {
    const counts = new Map<number, number>();
    for (const { vocabulary, start, end, disguised } of matcher.match(text.text, text.tokens)) {
      const count = counts.get(vocabulary) ?? 0;
      if (count === MOST_MENTIONS) continue;
      counts.set(vocabulary, count + 1);
      mentions[vocabulary] ??= [];
      mentions[vocabulary].push({ in: text, start, end, disguised });
    }
  }
  for (const exclusion of exclusions) {
    const by = mentions[exclusion.by];
    if (by?.length && mentions[exclusion.vocabulary])
      mentions[exclusion.vocabulary] = mentions[exclusion.vocabulary]?.filter(
        (mention) => !by.some((other) => isExcluded(mention, other, exclusion)),
      );
  }
  return { listing, texts, mentions };
}

function isExcluded(mention: Mention, other: Mention, { side, within }: Exclusion): boolean {
  if (mention.in !== other.in) return false;
  const [first, second] = side === 'before' ? [other, mention] : [mention, other];
  return (
    first.end <= second.start &&
    distance(first, second) <= within &&
    !endsSentence(mention.in.text, first.end, second.start)
  );
}

/** Whether a sentence ends between two offsets; those of a few words apart are near, so this looks at little. */
function endsSentence(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const sign = text[at];
    if (sign === ';' || sign === '|' || sign === '\n') return true;
    if ((sign === '.' || sign === '!' || sign === '?') && (text[at + 1] === ' ' || at + 1 === to))
      return true;
  }
  return false;
}

function textsOf(listing: Partial<Listing>): Text[] {
  const texts: Text[] = [];
  const add = (field: Field, name: string, text: string | null | undefined): void => {
    if (text) texts.push({ name, field, text, tokens: fold(text) });
  };
  add('title', 'title', listing.title);
  for (const [n, name] of (listing.category ?? []).entries()) add('category', `category.${n}`, name);
  add('brand', 'brand', listing.brand);
  add('model', 'model', listing.model);
  for (const [n, { name, value }] of (listing.attributes ?? []).entries()) {
    add('attributes', `attributes.${n}.name`, name);
    add('attributes', `attributes.${n}.value`, value);
  }
  add('seller', 'seller.name', listing.seller?.name);
  add('description', 'description', listing.description);
  add('safetyInformation', 'safetyInformation', listing.safetyInformation);
  return texts;
}

function evidenceOf(mentions: readonly Mention[]): Evidence[] {
  const seen = new Set<string>();
  const evidence: Evidence[] = [];
  for (const { in: text, start, end } of mentions) {
    const key = `${text.name}:${start}:${end}`;
    if (seen.has(key)) continue;
    seen.add(key);
    evidence.push({ field: text.name, text: text.text.slice(start, end), start, end });
    if (evidence.length === MOST_EVIDENCE) break;
  }
  return evidence;
}
