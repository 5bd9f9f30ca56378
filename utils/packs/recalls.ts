import { z } from 'zod';
import type { Listing } from '../listing/listing.ts';

/**
 * Recalls and safety alerts of market surveillance authorities, and which of them a listing meets: by GTIN first, by
 * brand and model together else, by name alone never. Indexed in typed arrays: a million entries cost a check no more
 * than a few binary searches.
 */

const line = (max: number) => z.string().max(max);
export const recallSchema = z.strictObject({
  /** The authority's own number, unique within it: "SR/03827/24". */
  id: line(60).min(1),
  authority: z.enum(['Safety Gate', 'CPSC', 'RappelConso', 'FDA']),
  /** Day of publication; null where the source does not say. */
  date: z.iso.date().nullable(),
  product: line(300),
  brand: line(200).nullable(),
  models: z.array(line(80)).max(200),
  /** GTIN-8 to GTIN-14, digits only. */
  gtins: z.array(z.string().regex(/^\d{8}(\d{4,6})?$/)).max(500),
  /** Batches concerned, as the alert names them; null where all are. */
  batches: line(500).nullable(),
  /** In the authority's words. */
  hazard: line(2_000),
  measure: line(1_000).nullable(),
  url: z.url({ protocol: /^https?$/ }).max(500),
});
export type Recall = z.infer<typeof recallSchema>;

export const recallListSchema = z.strictObject({
  updated: z.iso.date(),
  /** Who is to be named for the data, and under which terms it may be passed on. */
  sources: z.array(z.strictObject({ name: line(200), url: z.url(), terms: line(300) })),
  recalls: z.array(recallSchema).max(2_000_000),
});
export type RecallList = z.infer<typeof recallListSchema>;

/** Where in a listing the words are by which it met an entry. Offsets are UTF-16 units into the field. */
export interface Place {
  field: string;
  text: string;
  start: number;
  end: number;
}

/** An entry that a listing meets. */
export interface Met {
  recall: Recall;
  by: 'gtin' | 'brand-and-model';
  /** High for a GTIN; medium for brand and model in fields of their own or a long model; low else. */
  confidence: 'high' | 'medium' | 'low';
  places: Place[];
}

export interface RecallIndex {
  size: number;
  /** At most `MOST` entries, surest first. */
  find(listing: Partial<Listing>): Met[];
}

const MOST = 5;
/** Words in place of a brand where there is none. */
const NO_BRAND =
  /^(?:unknown|unbranded|nobrand|none|na|original|generic|neuvedena|brak|ohne|sans|inconnu|oem)$/;
const SHORTEST_MODEL = 4;

const plainBrand = (brand: string): string =>
  brand
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** The brands in one line: "KeKe, XinHua Electronics" are two. */
const brandsOf = (line: string | null): string[] =>
  (line ?? '')
    .split(/[,;/|]/)
    .map(plainBrand)
    .filter((brand) => brand.length > 1 && !NO_BRAND.test(brand));

/** A model without the signs it is written with; none where it could be a size, a year or a count. */
function plainModel(text: string): string | null {
  const model = text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  if (model.length < SHORTEST_MODEL || model.length > 40 || !/\d/.test(model)) return null;
  return /^\d{1,5}$/.test(model) || /^\d+[A-Z]{1,3}$/.test(model) ? null : model;
}

/** 53 bits of a text (FNV-1a, twice): what is found by it is compared before it is believed. */
function hash(text: string): number {
  let [a, b] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return ((a >>> 0) & 0x1fffff) * 0x100000000 + (b >>> 0);
}

/** Keys in order, each with its value: two arrays and a binary search. */
class SortedKeys {
  readonly #keys: Float64Array;
  readonly #values: Uint32Array;

  constructor(pairs: readonly (readonly [key: number, value: number])[]) {
    const sorted = [...pairs].sort(([one], [other]) => one - other);
    this.#keys = Float64Array.from(sorted, ([key]) => key);
    this.#values = Uint32Array.from(sorted, ([, value]) => value);
  }
  at(key: number): number[] {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; this.#keys[low] === key && found.length < 50; low++) found.push(this.#values[low] as number);
    return found;
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Indexes alerts, each part when a listing first needs it: most listings have no GTIN and no brand of an alert. */
export function indexRecalls(recalls: readonly Recall[]): RecallIndex {
  const gtins = once(
    () =>
      new SortedKeys(recalls.flatMap((recall, n) => recall.gtins.map((gtin) => [Number(gtin), n] as const))),
  );
  const models = once(
    () =>
      new SortedKeys(
        recalls.flatMap(({ brand, models }, n) =>
          brandsOf(brand).flatMap((one) =>
            models.flatMap((model) => {
              const plain = plainModel(model);
              return plain ? [[hash(`${one} ${plain}`), n] as const] : [];
            }),
          ),
        ),
      ),
  );
  const brands = once(() => new Set(recalls.flatMap(({ brand }) => brandsOf(brand))));
  const recallAt = (n: number) => recalls[n] as Recall;
  return {
    size: recalls.length,
    find(listing) {
      const met = new Map<Recall, Met>();
      for (const place of gtinsIn(listing))
        for (const n of gtins().at(Number(place.text.replace(/\D/g, ''))))
          met.set(recallAt(n), { recall: recallAt(n), by: 'gtin', confidence: 'high', places: [place] });
      const named = brandsIn(listing, brands());
      const numbered = named.length ? modelsIn(listing) : [];
      for (const brand of named)
        for (const model of numbered)
          for (const n of models().at(hash(`${brand.plain} ${model.plain}`))) {
            const recall = recallAt(n);
            const same =
              brandsOf(recall.brand).includes(brand.plain) &&
              recall.models.some((one) => plainModel(one) === model.plain);
            if (!same || met.has(recall)) continue;
            const sure = (brand.own && model.own) || model.plain.length >= 7;
            const confidence = sure ? 'medium' : 'low';
            met.set(recall, {
              recall,
              by: 'brand-and-model',
              confidence,
              places: [brand.place, model.place],
            });
          }
      const rank = { high: 0, medium: 1, low: 2 };
      return [...met.values()].sort((a, b) => rank[a.confidence] - rank[b.confidence]).slice(0, MOST);
    },
  };
}

const whole = (field: string, text: string): Place => ({ field, text, start: 0, end: text.length });

function gtinsIn({ identifiers, attributes }: Partial<Listing>): Place[] {
  const own = identifiers?.gtin ? [whole('identifiers.gtin', identifiers.gtin)] : [];
  const named = (attributes ?? []).flatMap(({ name, value }, n) =>
    /\b(?:ean|gtin|upc|barcode|isbn)\b/i.test(name) && /^\d{8}(?:\d{4,6})?$/.test(value.trim())
      ? [{ ...whole(`attributes.${n}.value`, value.trim()), start: value.indexOf(value.trim()) }]
      : [],
  );
  return [...own, ...named];
}

interface Named {
  plain: string;
  /** It stands in a field of its own, and not somewhere in the title. */
  own: boolean;
  place: Place;
}

function brandsIn({ brand, title }: Partial<Listing>, known: ReadonlySet<string>): Named[] {
  const own = brandsOf(brand ?? null).map((plain) => ({
    plain,
    own: true,
    place: whole('brand', brand as string),
  }));
  // Up to three words of the title that are a brand of some alert.
  const words = [...(title ?? '').slice(0, 500).matchAll(/[\p{L}\p{N}®™&'’.-]+/gu)];
  const titled: Named[] = [];
  for (let from = 0; from < words.length; from++)
    for (let to = from; to < Math.min(from + 3, words.length); to++) {
      const [first, last] = [words[from] as RegExpExecArray, words[to] as RegExpExecArray];
      const [start, end] = [first.index, last.index + last[0].length];
      const text = (title as string).slice(start, end);
      const plain = plainBrand(text);
      if (plain.length > 2 && known.has(plain))
        titled.push({ plain, own: false, place: { field: 'title', text, start, end } });
    }
  return [...own, ...titled].slice(0, 20);
}

function modelsIn({ model, identifiers, attributes, title }: Partial<Listing>): Named[] {
  const found: Named[] = [];
  const add = (field: string, text: string | null | undefined, own: boolean, at = 0) => {
    const plain = text && plainModel(text);
    if (plain) found.push({ plain, own, place: { field, text, start: at, end: at + text.length } });
  };
  add('model', model, true);
  add('identifiers.mpn', identifiers?.mpn, true);
  for (const [n, { name, value }] of (attributes ?? []).entries())
    if (/model|modell|modèle|modelo|mpn|type|référence|part.?n/i.test(name))
      add(`attributes.${n}.value`, value, true);
  for (const word of (title ?? '').slice(0, 500).matchAll(/[\p{L}\p{N}][\p{L}\p{N}./_-]*/gu))
    add('title', word[0], false, word.index);
  return found.slice(0, 60);
}
