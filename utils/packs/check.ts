import type { Listing } from '../listing/listing.ts';
import { type CompiledPacks, type CompiledRule, type Exclusion, fieldBit } from './compile.ts';
import type { Field } from './condition.ts';
import { entriesOf, type Facts } from './facts.ts';
import type { Confidence, Evidence, Finding, ListEntry, Lists, Severity } from './finding.ts';
import { fold, foldBriefly } from './fold.ts';
import { saysFree } from './free-of.ts';
import { newAllowance } from './matcher.ts';
import { distance, isEachMentioned, type Mention, type Text } from './mentions.ts';
import type { Tokens } from './token-room.ts';

/** Evidence shown for one finding, at most. */
const MOST_EVIDENCE = 8;
/** Mentions of one vocabulary kept, those of the title first; more say nothing new and would let a page cost time. */
const MOST_MENTIONS = 100;

const RANK: Record<Severity, number> = { danger: 0, warning: 1, note: 2 };

/**
 * Checks a listing, or a card, which is a small listing. Worst first; within a severity in the packs' order. What no
 * `lists` are given for is not known to be listed.
 */
export function check(compiled: CompiledPacks, listing: Partial<Listing>, lists?: Lists): Finding[] {
  const { mentions } = compiled;
  const mentioned: number[] = [];
  try {
    const facts = factsOf(compiled, listing, lists, mentioned);
    return rulesToAsk(compiled, facts)
      .filter(({ when }) => isEachMentioned(when.needsEach, mentions) && when.holds(facts) === 1)
      .map((rule) => findingOf(rule, facts, compiled))
      .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  } finally {
    for (const vocabulary of mentioned) mentions[vocabulary] = undefined;
  }
}

/** The rules that may hold: those that need no word, and those one of whose words is mentioned; in the packs' order. */
function rulesToAsk(
  { rules, rulesOf, wordless, asked }: CompiledPacks,
  { mentioned }: Facts,
): CompiledRule[] {
  const places = wordless.slice();
  for (const vocabulary of mentioned)
    for (const at of rulesOf[vocabulary] ?? [])
      if (asked[at] === 0) {
        asked[at] = 1;
        places.push(at);
      }
  for (const at of places) asked[at] = 0;
  if (places.length > wordless.length) places.sort((a, b) => a - b);
  return places.map((at) => rules[at] as CompiledRule);
}

function findingOf(compiledRule: CompiledRule, facts: Facts, { weak }: CompiledPacks): Finding {
  const { id, pack, severity, category, keyword, when } = compiledRule;
  const mentions = when.evidence(facts);
  const entries = when.lists.flatMap((list) => entriesOf(facts, list) ?? []);
  const confidence = confidenceOf(compiledRule, facts, mentions, entries, weak);
  return {
    rule: id,
    pack,
    severity: isDoubtful(confidence, mentions) && severity === 'danger' ? 'warning' : severity,
    category,
    keyword,
    confidence,
    ...(mentions.some(({ disguised }) => disguised) && { disguised: true }),
    evidence: evidenceOf(mentions, entries),
    ...(entries.length > 0 && { entries: entries.slice(0, MOST_EVIDENCE) }),
  };
}

/**
 * Whether a finding is too doubtful to be a danger: of low confidence, or resting on misspellings alone. A pack's own weak
 * words cannot carry a danger (pack.ts); another pack's are seen only here.
 */
const isDoubtful = (confidence: Confidence, mentions: readonly Mention[]): boolean =>
  confidence === 'low' ||
  (mentions.some(({ misspelt }) => misspelt) &&
    mentions.every(({ misspelt, vocabulary }) => misspelt || vocabulary < 0));

function confidenceOf(
  { weak: isWeak, when }: CompiledRule,
  facts: Facts,
  mentions: readonly Mention[],
  entries: readonly ListEntry[],
  weak: readonly boolean[],
): Confidence {
  const words = mentions.filter(({ vocabulary }) => vocabulary >= 0);
  if (isWeak || (words.length > 0 && words.every(({ vocabulary }) => weak[vocabulary]))) return 'low';
  const listed = entries.map((entry) => entry.confidence);
  if (entries.length > 0 && !listed.includes('high')) return listed.includes('medium') ? 'medium' : 'low';
  if (words.length > 0 && words.every(({ misspelt }) => misspelt)) return 'medium';
  const kinds = [...(facts.kinds ?? [])];
  return when.kinds && kinds.every(([, confidence]) => confidence === 'low') ? 'medium' : 'high';
}

/** Matches all vocabularies in all texts of a listing, and takes out the mentions that do not count. */
function factsOf(
  { matcher, mentions, exclusionsOf, turn }: CompiledPacks,
  listing: Partial<Listing>,
  lists: Lists | undefined,
  mentioned: number[],
): Facts {
  const texts = textsOf(listing);
  const allowance = newAllowance();
  for (const text of texts) {
    for (const hit of matcher.matchIn(text.text, foldBriefly(text.text), fieldBit(text.field), allowance)) {
      if (hit.rest > 0 && saysFree(text.text, hit)) continue;
      hit.in = text;
      const own = mentions[hit.vocabulary];
      if (!own) {
        mentions[hit.vocabulary] = [hit as Mention];
        mentioned.push(hit.vocabulary);
      } else if (own.length < MOST_MENTIONS) own.push(hit as Mention);
    }
  }
  if (mentioned.length === 0) return { listing, texts, mentions, mentioned, lists };
  // The last text, mostly the longest, is still in the room: its tokens are taken before another's take their place.
  if (texts.length > 1) void texts.at(-1)?.tokens;
  // What excludes has its own exclusions applied first.
  for (const vocabulary of mentioned
    .filter((one) => exclusionsOf[one])
    .sort((a, b) => (turn[a] as number) - (turn[b] as number)))
    for (const exclusion of exclusionsOf[vocabulary] ?? []) {
      const by = mentions[exclusion.by];
      if (by?.length)
        mentions[vocabulary] = mentions[vocabulary]?.filter(
          (mention) => !by.some((other) => isExcluded(mention, other, exclusion)),
        );
    }
  return { listing, texts, mentions, mentioned, lists };
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

/** A text whose tokens are seldom asked for, once it is matched. */
class FoldedText implements Text {
  readonly name: string;
  readonly field: Field;
  readonly text: string;
  #tokens: Tokens | undefined;
  constructor(name: string, field: Field, text: string) {
    this.name = name;
    this.field = field;
    this.text = text;
  }
  get tokens(): Tokens {
    this.#tokens ??= fold(this.text);
    return this.#tokens;
  }
}

function textsOf(listing: Partial<Listing>): FoldedText[] {
  const texts: FoldedText[] = [];
  const add = (field: Field, name: string, text: string | null | undefined): void => {
    if (text) texts.push(new FoldedText(name, field, text));
  };
  add('title', 'title', listing.title);
  for (const [n, name] of (listing.category ?? []).entries()) add('category', `category.${n}`, name);
  add('brand', 'brand', listing.brand);
  add('model', 'model', listing.model);
  for (const [n, { name, value }] of (listing.attributes ?? []).entries()) {
    add('attributes', `attributes.${n}.name`, name);
    add('attributes', `attributes.${n}.value`, value);
  }
  for (const [n, { name }] of (listing.variants ?? []).entries()) add('variants', `variants.${n}.name`, name);
  add('seller', 'seller.name', listing.seller?.name);
  add('description', 'description', listing.description);
  add('safetyInformation', 'safetyInformation', listing.safetyInformation);
  return texts;
}

function evidenceOf(mentions: readonly Mention[], entries: readonly ListEntry[]): Evidence[] {
  const seen = new Set<string>();
  const evidence: Evidence[] = [];
  const all = [
    ...entries.flatMap((entry) => entry.evidence),
    ...mentions.map(({ in: { name, text }, start, end }) => ({
      field: name,
      text: text.slice(start, end),
      start,
      end,
    })),
  ];
  for (const one of all) {
    const key = `${one.field}:${one.start}:${one.end}`;
    if (seen.has(key)) continue;
    seen.add(key);
    evidence.push(one);
    if (evidence.length === MOST_EVIDENCE) break;
  }
  return evidence;
}
