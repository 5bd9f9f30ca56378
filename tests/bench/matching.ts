import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check } from '../../utils/packs/check.ts';
import { type CompiledPacks, compilePacks } from '../../utils/packs/compile.ts';
import { type Pack, parsePack } from '../../utils/packs/pack.ts';
import { termsOf } from '../../utils/packs/vocabulary.ts';

/**
 * What checking costs, as ratios of one run: to a bare loop that reads each character code through a table, and to two
 * Aho–Corasick packages that do matching alone. Ratios travel to other machines, times do not.
 */

const folder = new URL('../../public/packs/', import.meta.url);
const bundled = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  .map((name) => parsePack(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));

/** A small repeatable source of chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = chance(4);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Words as the packs' own are, cut and put together anew: as long, as many of them with stars, in the same scripts. */
const own = [...new Set(bundled.flatMap((pack) => Object.values(pack.vocabularies).flatMap(termsOf)))].filter(
  (term) => /\p{L}/u.test(term),
);
function termLikeTheirs(): string {
  const one = pick(own);
  const other = pick(own).replaceAll('*', '').split(' ')[0] as string;
  const cut = Math.floor(other.length / 2);
  return random() < 0.3
    ? one
    : one.replace(/^(\*?)(\p{L}{1,4})/u, (_, star, head) => `${star}${head}${other.slice(cut)}`);
}
function packOf(size: number): Pack {
  const terms = new Set<string>();
  while (terms.size < size) terms.add(termLikeTheirs());
  const list = [...terms];
  const names = Array.from({ length: 300 }, (_, n) => `v${n}`);
  return {
    ...(bundled[0] as Pack),
    id: 'bench',
    vocabularies: Object.fromEntries(
      names.map((name, n) => [name, { terms: list.filter((_, at) => at % 300 === n), source: 'bench' }]),
    ),
    rules: names.map((name, n) => ({
      ...(bundled.find(({ rules }) => rules.length > 0)?.rules[0] as Pack['rules'][number]),
      id: `r${n}`,
      when: { all: [{ mentions: name }, { near: [name, names[(n + 7) % 300] as string], within: 4 }] },
    })),
  };
}

/**
 * Sentences of honest descriptions, in the languages and with the numbers, units and signs that real ones have. Where the
 * corpus is at hand, titles of real harmless products stand between them.
 */
const SENTENCES = [
  'This kettle boils a litre of water in under four minutes and switches itself off.',
  'Made of brushed steel, with a handle that stays cool (2200 W, 1.7 l, cable 75 cm).',
  'The seat is covered with soft cotton and can be washed at 30 °C.',
  'Fits models from 2015 to 2021; please compare the part number before you order.',
  'We ship within two working days from our own warehouse in Ghent. Returns are free for 30 days!',
  "It's light, it folds flat and it comes with a two-year guarantee - what more could you want?",
  'Package contents: 1x lamp, 1x USB-C cable (1.5 m), 4 screws, instructions in English/German/French.',
  'Each bag holds 250 g of beans, roasted slowly and packed the same day.',
  'Die Lampe lässt sich stufenlos dimmen und passt in jede übliche E27-Fassung.',
  'Das Regal ist aus massiver Buche, 80 x 30 x 180 cm groß und schnell aufgebaut.',
  'Bitte beachten Sie, dass die Farben je nach Bildschirm etwas anders wirken können.',
  'Lieferumfang: 2 Kissenbezüge (40 × 40 cm), ohne Füllung, waschbar bei 40 °C.',
  'Unser Fahrradkorb hält bis zu 10 kg und wird mit zwei Riemen am Lenker befestigt.',
  'La table pliante se range sous un lit et supporte jusqu’à 60 kg.',
  "Ce sac à dos en toile imperméable possède quatre poches et une fermeture à glissière d'une grande solidité.",
  'Livré avec sa notice, ses vis et une clé ; garantie de deux ans.',
  'La caffettiera da 6 tazze è in alluminio e si lava a mano, senza detersivo.',
  'Il tappeto è tessuto a telaio e misura 120 x 170 cm; spedizione in 24/48 ore.',
  'La mochila tiene un compartimento acolchado para portátiles de 15,6 pulgadas.',
  'Juego de 4 vasos de vidrio de 350 ml, aptos para lavavajillas y microondas.',
  'O candeeiro tem um braço flexível e uma lâmpada LED de 9 W incluída.',
  'De fietstas wordt geleverd met een regenhoes en past op elke bagagedrager.',
  'Koc jest miękki, ciepły i nie gubi włosia nawet po wielu praniach.',
  'Stůl má desku z dubového dřeva a nohy z lakované oceli, výška 75 cm.',
  'Lampan är gjord av björk och levereras med en två meter lång sladd.',
  'Η κουβέρτα πλένεται στους 30 βαθμούς και στεγνώνει γρήγορα.',
  'Раницата има две странични джоба и отделение за лаптоп до 15 инча.',
  'A párna huzata levehető és mosógépben is mosható.',
];
const corpus = new URL('../../../shared/corpus/benign/', import.meta.url);
const titles = (existsSync(corpus) ? readdirSync(corpus) : []).flatMap((name) =>
  readFileSync(new URL(name, corpus), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split('\t')[0] || []),
);

/** What a listing comes out of, a message or a file, makes its texts flat. */
const flat = (text: string): string => JSON.parse(JSON.stringify(text));
/** A listing of 6,000 characters of harmless text, in one script or in several as it falls. */
function listingText(): string {
  let text = '';
  while (text.length < LENGTH)
    text += `${pick(titles.length > 0 && random() < 0.5 ? titles : SENTENCES)}${random() < 0.5 ? '\n' : ' '}`;
  return flat(text.slice(0, LENGTH));
}
const LENGTH = 6_000;
/** So many different ones in turn, so that neither the engine nor the processor learns one by heart. */
const LISTINGS = 8;

const TABLE = Uint16Array.from({ length: 1 << 16 }, (_, code) => (code * 7) & 0xffff);
/** The sum is kept, or the engine would leave the loop out. */
const kept = { sum: 0 };
function bare(text: string): void {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += TABLE[text.charCodeAt(at)] as number;
  kept.sum ^= sum;
}

interface Cost {
  /** Microseconds of a call: the best, and the median. */
  best: number;
  median: number;
}
/**
 * What each costs: all in turn, round after round in one process, so that what else the machine does meets all alike. A
 * round calls each once with every text. The best is each text's own, and the mean of those: a call is short enough to
 * go undisturbed now and then.
 */
function measure<Name extends string>(
  runs: Record<Name, (at: number) => unknown>,
  calls: number,
  rounds: number,
): Record<Name, Cost> {
  const names = Object.keys(runs) as Name[];
  const times = new Map(names.map((name) => [name, Array.from({ length: calls }, () => [] as number[])]));
  // A tenth for warming up.
  for (let round = -rounds / 10; round < rounds; round++)
    for (const name of names)
      for (let at = 0; at < calls; at++) {
        const start = performance.now();
        runs[name](at);
        const took = (performance.now() - start) * 1_000;
        if (round >= 0) times.get(name)?.[at]?.push(took);
      }
  const cost = (name: Name): Cost => {
    const sorted = (times.get(name) as number[][]).map((some) => some.sort((a, b) => a - b));
    const mean = (of: (some: number[]) => number): number =>
      sorted.reduce((sum, some) => sum + of(some), 0) / calls;
    return {
      best: mean((some) => some[0] as number),
      median: mean((some) => some[some.length >> 1] as number),
    };
  };
  return Object.fromEntries(names.map((name) => [name, cost(name)])) as Record<Name, Cost>;
}
/** One cost in another's: of the best rounds, and of the medians. */
const ratio = (one: Cost, other: Cost): string =>
  `${(one.best / other.best).toFixed(1)} (median ${(one.median / other.median).toFixed(1)})`;

/** Prints the table; `others` leaves the two packages out when false (they take a minute to build). */
export function printMatching(others = true): void {
  const texts = Array.from({ length: LISTINGS }, listingText);
  const listings = texts.map((text) => ({ title: text.slice(0, 80), description: flat(text.slice(80)) }));
  const cards = Array.from({ length: 120 }, (_, n) => ({
    title: flat((texts[n % LISTINGS] as string).slice(n * 40, n * 40 + 90)),
  }));
  const [small, middle, large] = [1_000, 10_000, 50_000].map((size) => compilePacks([packOf(size)]));
  const all = compilePacks(bundled);
  const checked = (packs: CompiledPacks | undefined) => (at: number) =>
    check(packs as CompiledPacks, listings[at] as (typeof listings)[number]);
  const cost = measure(
    {
      loop: (at) => bare(texts[at] as string),
      small: checked(small),
      middle: checked(middle),
      large: checked(large),
      bundled: checked(all),
    },
    LISTINGS,
    400,
  );
  const page = measure(
    {
      loop: () => bare(texts[0] as string),
      cards: () => {
        for (const card of cards) check(all, card);
      },
    },
    1,
    200,
  );
  const marks = texts.map((text) => matchedWords(large as CompiledPacks, text));
  console.log(`
Checking a listing of ${LENGTH} characters, everything included (folding, disguise, matching, rules), in times of a bare
loop that reads each character code of it through a table (${cost.loop.best.toFixed(1)} µs here); ${LISTINGS} listings in turn, ${
    titles.length > 0 ? 'half of real harmless titles' : 'hand-written: no corpus at hand'
  };
of 50,000 terms some ${Math.round(marks.reduce((sum, n) => sum + n, 0) / LISTINGS)} are found in each
  1,000 terms: ${ratio(cost.small, cost.loop)}
 10,000 terms: ${ratio(cost.middle, cost.loop)}
 50,000 terms: ${ratio(cost.large, cost.loop)}, ${ratio(cost.large, cost.small)} times what 1,000 cost
bundled packs: ${ratio(cost.bundled, cost.loop)}
    120 cards: ${(page.cards.best / 1_000).toFixed(2)} ms (median ${(page.cards.median / 1_000).toFixed(2)}), ${ratio(page.cards, page.loop)}`);
  if (!others) return;

  // Lower case is made ahead for theirs, and theirs look for letters alone: no folding, no disguise, no rules.
  const plain = Object.values(packOf(10_000).vocabularies)
    .flatMap(termsOf)
    .map((term) => term.replaceAll('*', ''));
  const lower = texts.map((text) => flat(text.toLowerCase()));
  const require = createRequire(import.meta.url);
  const simple = new (require('ahocorasick'))(plain);
  const fast = new (require('@monyone/aho-corasick/fast').AhoCorasick)(plain);
  const theirs = measure(
    {
      ours: checked(middle),
      simple: (at) => simple.search(lower[at] as string),
      fast: (at) => fast.matchInText(lower[at] as string),
    },
    LISTINGS,
    100,
  );
  console.log(`
10,000 terms, everything included, against matching alone of
ahocorasick: ${ratio(theirs.simple, theirs.ours)} times faster
@monyone/aho-corasick (fast): ${ratio(theirs.fast, theirs.ours)} times faster`);
}

const matchedWords = (packs: CompiledPacks, text: string): number => packs.matcher.match(text).length;

if (import.meta.main) printMatching(!process.argv.includes('--alone'));
