import { CONFIDENCES, type Confidence } from './finding.ts';
import type { Mention, Text } from './mentions.ts';
import { type Tokens, tokenText } from './token-room.ts';

/** Kinds of product a rule may ask about. Their words are the vocabularies of the pack `kinds`. */
export const KINDS = [
  'cosmetic',
  'toy',
  'childcare',
  'supplement',
  'medicine',
  'medical-device',
  'food',
  'vape',
  'tobacco',
  'electronics',
  'chemical',
  'weapon',
  'tool',
  'vehicle-part',
  'jewellery',
  'textile',
  'ppe',
  'media',
  'pet',
  'plant',
  'home',
  'sport',
  'adult',
  'collectible',
  'costume',
  'spare-part',
  'accessory',
] as const;
export type Kind = (typeof KINDS)[number];

/** The vocabulary with a kind's words. */
export const vocabularyOfKind = (kind: Kind): string => `kinds.${kind}`;

/** What a listing is, as far as its title and breadcrumb tell. */
export type Kinds = ReadonlyMap<Kind, Confidence>;

/**
 * Kinds that make a product of another's name: a lipstick case, a toy gun, a book on vitamins, shampoo for dogs. Where
 * one is named as what the thing is, what else is named is only what it is about.
 */
const PARTICULAR: ReadonlySet<Kind> = new Set([
  'media',
  'collectible',
  'costume',
  'spare-part',
  'accessory',
  'toy',
  'pet',
]);
/** Kinds that the beginning of a compound tells: a Spielzeugpistole is a toy. */
const IN_COMPOUNDS: ReadonlySet<Kind> = new Set(['toy']);

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** Before what a thing is for, or about, or made like; in 24 languages, folded. */
const FOR = set(
  'for fur pour para per dla voor for til till pro pre za για за pentru para gegen contre contra contro przeci proti against about uber sur sobre su o om over van von de di du des del della do da od z ze ghal ir um like wie als comme como come jako kaip kot kao ca',
);
/** Before what comes with a thing. */
const WITH = set(
  'with mit avec con com z ze s so sa med met cu with kanssa su ar koos me με с със inkl incl including inklusive plus w o without ohne sans sin senza bez zonder uden utan fara без χωρις',
);
/** The longest of those words. */
const LONGEST_WORD = 12;
/** A word's ending that is only its inflection. */
const LONGEST_ENDING = 3;

/** How a word stands in a name: as what the thing is, or as what it is for, of, or comes with. */
interface Named {
  kind: Kind;
  isHead: boolean;
}

/** What a listing is, from the mentions of each kind's words in its title and breadcrumb. */
export function kindsOf(
  mentionsOf: (kind: Kind) => readonly Mention[] | undefined,
  texts: readonly Text[],
): Kinds {
  const byText = new Map<Text, { kind: Kind; mention: Mention }[]>();
  for (const kind of KINDS)
    for (const mention of mentionsOf(kind) ?? []) {
      const inText = byText.get(mention.in);
      if (inText) inText.push({ kind, mention });
      else byText.set(mention.in, [{ kind, mention }]);
    }
  if (byText.size === 0) return new Map();
  const namedIn = (text: Text): Named[] => {
    const named = byText.get(text) ?? [];
    const heads = headsOf(text, named);
    return named.map(({ kind }, n) => ({ kind, isHead: heads[n] as boolean }));
  };
  const kinds = new Map<Kind, Confidence>();
  const raise = (kind: Kind, confidence: Confidence): void => {
    if (CONFIDENCES.indexOf(confidence) > CONFIDENCES.indexOf(kinds.get(kind) ?? 'low') || !kinds.has(kind))
      kinds.set(kind, confidence);
  };

  const title = texts.filter(({ field }) => field === 'title').flatMap(namedIn);
  const particular = title.some(({ kind, isHead }) => isHead && PARTICULAR.has(kind));
  for (const { kind, isHead } of title)
    raise(kind, isHead && (!particular || PARTICULAR.has(kind)) ? 'medium' : 'low');
  // The innermost step of the breadcrumb that tells anything; those further out where they tell one thing alone,
  // which "Food, Beverages & Tobacco" does not.
  let isInner = false;
  for (const text of texts.filter(({ field }) => field === 'category').reverse()) {
    const heads = new Set(namedIn(text).flatMap(({ kind, isHead }) => (isHead ? [kind] : [])));
    if (heads.size === 0 || (isInner && heads.size > 1)) continue;
    for (const kind of heads) {
      const isContradicted = particular && !title.some((other) => other.kind === kind && other.isHead);
      raise(kind, isInner || isContradicted ? 'medium' : 'high');
    }
    isInner = true;
  }
  return kinds;
}

/**
 * Which mentions name the thing itself. Not those after "for" or "with", nor those that are only the beginning of a
 * compound ("Lippenstift-Etui", "Lippenstiftetui").
 */
function headsOf({ text, tokens }: Text, named: readonly { kind: Kind; mention: Mention }[]): boolean[] {
  const off = new Set<number>();
  let isOff = false;
  for (let i = 0; i < tokens.count; i++) {
    const before = i === 0 ? ',' : text.slice(tokens.end[i - 1], tokens.start[i]);
    if (/[,;|/(•:+&–—]|\s-\s/.test(before.slice(0, 8))) isOff = false;
    const word = isShort(tokens, i) ? tokenText(tokens, i) : '';
    if (i > 0 && (FOR.has(word) || WITH.has(word))) isOff = true;
    else if (isOff) off.add(tokens.start[i] as number);
  }
  return named.map(({ kind, mention: { start, end, rest } }) => {
    if (off.has(start) || (rest > LONGEST_ENDING && !IN_COMPOUNDS.has(kind))) return false;
    return !/^[-‐‑]\p{L}/u.test(text.slice(end, end + 2));
  });
}

const isShort = (tokens: Tokens, i: number): boolean =>
  (tokens.to[i] as number) - (tokens.from[i] as number) <= LONGEST_WORD;
