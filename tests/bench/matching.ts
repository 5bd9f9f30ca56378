import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check } from '../../utils/packs/check.ts';
import { compilePacks } from '../../utils/packs/compile.ts';
import { Matcher } from '../../utils/packs/matcher.ts';
import { type Pack, parsePack, termsOf } from '../../utils/packs/pack.ts';

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
export function packOf(size: number): Pack {
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
    rules: names.slice(0, 200).map((name, n) => ({
      ...(bundled.find(({ rules }) => rules.length > 0)?.rules[0] as Pack['rules'][number]),
      id: `r${n}`,
      when: { all: [{ mentions: name }, { near: [name, names[(n + 7) % 300] as string], within: 4 }] },
    })),
  };
}

/** A description of 6,000 characters: mostly ordinary English (the README), and words of the packs' near misses. */
export function listingText(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split(/\s+/);
  const titles = bundled.flatMap((pack) => pack.rules.flatMap(({ examples }) => examples.passes));
  const words = titles.flatMap(({ title }) => title?.split(' ') ?? []);
  let text = '';
  for (let n = 0; text.length < 6_000; n++)
    text += `${n % 5 === 4 ? pick(words) : readme[n % readme.length]}${random() < 0.08 ? '. ' : ' '}`;
  // A listing comes out of a message or a file: its texts are flat.
  return JSON.parse(JSON.stringify(text.slice(0, 6_000)));
}

const TABLE = Uint16Array.from({ length: 1 << 16 }, (_, code) => (code * 7) & 0xffff);
function bare(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += TABLE[text.charCodeAt(at)] as number;
  return sum;
}

/** Microseconds of one call: the best of many rounds, as others share the machine. */
function time(run: () => unknown, milliseconds = 600): number {
  for (const until = performance.now() + milliseconds / 3; performance.now() < until; ) run();
  let best = Number.POSITIVE_INFINITY;
  const calls = Math.max(1, Math.floor(4 / Math.max(0.001, once(run))));
  for (const until = performance.now() + milliseconds; performance.now() < until; ) {
    const start = performance.now();
    for (let n = 0; n < calls; n++) run();
    best = Math.min(best, ((performance.now() - start) / calls) * 1_000);
  }
  return best;
}
function once(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Prints the table; `others` leaves the two packages out when false (they take a minute to build). */
export function printMatching(others = true): void {
  const text = listingText();
  const listing = { title: text.slice(0, 80), description: text.slice(80) };
  // Two texts in turn, of both kinds of string: else V8 would make the loop fit the one text there is.
  const texts = [text, `${text.slice(1)}€`] as const;
  let turn = 0;
  const loop = time(() => bare(texts[turn++ & 1] as string));
  const cost = new Map<number, number>();
  console.log(
    `\nChecking a listing of 6,000 characters, everything included; a bare loop takes ${loop.toFixed(1)} µs`,
  );
  for (const size of [1_000, 10_000, 50_000]) {
    const packs = compilePacks([packOf(size)]);
    cost.set(
      size,
      time(() => check(packs, listing)),
    );
    console.log(
      `${size.toLocaleString('en').padStart(7)} terms: ${ratio(cost.get(size) as number, loop)} times the bare loop`,
    );
  }
  console.log(
    `from 1,000 to 50,000 terms: ${ratio(cost.get(50_000) as number, cost.get(1_000) as number)} times`,
  );
  const all = compilePacks(bundled);
  console.log(
    `bundled packs: ${ratio(
      time(() => check(all, listing)),
      loop,
    )} times the bare loop`,
  );
  const cards = Array.from({ length: 120 }, (_, n) => ({ title: text.slice(n * 40, n * 40 + 90) }));
  const page = time(() => {
    for (const card of cards) check(all, card);
  });
  console.log(`120 cards: ${(page / 1_000).toFixed(2)} ms, ${ratio(page, loop)} times the bare loop`);
  if (!others) return;

  const list = Object.values(packOf(10_000).vocabularies).flatMap(termsOf);
  const plain = list.map((term) => term.replaceAll('*', ''));
  const matcher = Matcher.of(list.map((text, n) => ({ text, vocabularies: [n % 300] })));
  const ours = time(() => matcher.match(text));
  const require = createRequire(import.meta.url);
  const AhoCorasick = require('ahocorasick');
  const simple = new AhoCorasick(plain);
  const lower = text.toLowerCase();
  console.log(`\nMatching alone, 10,000 terms, against`);
  console.log(
    `ahocorasick: ${ratio(
      time(() => simple.search(lower)),
      ours,
    )} times faster`,
  );
  const fast = new (require('@monyone/aho-corasick/fast').AhoCorasick)(plain);
  console.log(
    `@monyone/aho-corasick (fast): ${ratio(
      time(() => fast.matchInText(lower)),
      ours,
    )} times faster`,
  );
}

const ratio = (one: number, other: number): string => (one / other).toFixed(1);

if (import.meta.main) printMatching(!process.argv.includes('--alone'));
