import fc from 'fast-check';
import { looseJson } from '../../utils/reading/json.ts';

/** One thing done to a page. `at` says where, from 0 to 1; `pick` and `times` mean what each kind makes of them. */
export interface Mutation {
  kind: keyof typeof kinds;
  at: number;
  pick: number;
  times: number;
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(
      ...(['cut', 'repeat', 'garble', 'swap', 'dropTag', 'repeatTag', 'renameTag'] as const),
      // JSON is where most of what is read stands.
      ...(['state', 'state', 'state', 'attribute', 'hostile'] as const),
    ),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    pick: fc.nat(10_000),
    times: fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 1, max: 200 }) },
      { weight: 1, arbitrary: fc.constant(100_000) },
    ),
  }),
  { minLength: 1, maxLength: 8 },
);

export const mutate = (html: string, changes: readonly Mutation[]): string =>
  changes.reduce((page, change) => kinds[change.kind](page, change).slice(0, 2_000_000), html);

type Change = Omit<Mutation, 'kind'>;
const of = <One>(list: readonly One[], pick: number) => list[pick % list.length] as One;
const place = (html: string, at: number) => Math.floor(at * html.length);
const replaced = (html: string, from: number, to: number, by: string) =>
  html.slice(0, from) + by + html.slice(to);

const GARBAGE = [
  '\0',
  '\ufffd',
  '\ud83d',
  '<',
  '>',
  '"',
  "'",
  '&',
  '&#x110000;',
  '<!--',
  '-->',
  ']]>',
  '</script>',
  '{',
  '}',
  '\\u',
  '٣',
  '€',
  '1e999',
];
const NAMES = [
  'div',
  'a',
  'table',
  'tr',
  'td',
  'li',
  'svg',
  'template',
  'select',
  'script',
  'title',
  'h1',
  'p',
  'b',
  'form',
  'noscript',
  'x-y',
];

/** The tag at or after a place: where it begins and ends. */
function tagAt(html: string, at: number): [from: number, to: number] | undefined {
  const from = html.indexOf('<', place(html, at));
  const to = from < 0 ? -1 : html.indexOf('>', from);
  return to < 0 ? undefined : [from, to + 1];
}
const atTag = (make: (tag: string, change: Change) => string) => (html: string, change: Change) => {
  const [from, to] = tagAt(html, change.at) ?? [0, 0];
  return to ? replaced(html, from, to, make(html.slice(from, to), change)) : html;
};

/** Values of every wrong kind. */
const WRONG: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 1e300,
  () => '',
  () => 'x'.repeat(200_000),
  () => '9'.repeat(500),
  () => '<b>&amp;</b>'.repeat(1_000),
  () => '\ud800',
  () => [],
  () => ({}),
  () => [[[[null]]]],
  () => Array.from({ length: 5_000 }, () => ({ name: 'x', value: {} })),
  () => ({ length: 3, 0: 'x', toString: 1, valueOf: null, __proto__: null }),
  () => JSON.parse('{"__proto__": {"price": 1}, "constructor": {"name": "x"}, "hasOwnProperty": 1}'),
  () => {
    let deep: unknown = 1;
    for (let i = 0; i < 2_000; i++) deep = i % 2 ? [deep] : { name: 1, offers: deep };
    return deep;
  },
];

/** Puts values of the wrong kind into the state that a script carries, at places chosen by `change`. */
function state(html: string, { at, pick, times }: Change): string {
  const open = /<script\b[^>]{0,500}>[^<{[]{0,300}(?=[{[])/g;
  open.lastIndex = place(html, at);
  // A search that finds nothing begins anew.
  const found = open.exec(html) ?? open.exec(html);
  if (!found) return html;
  const from = found.index + found[0].length;
  const end = html.indexOf('</script', from);
  if (end < 0 || end - from > 1_000_000) return html;
  const value = looseJson(html.slice(from, end));
  if (typeof value !== 'object' || value === null) return html;
  let seed = pick + 1;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let i = 0; i < Math.min(times, 20); i++) {
    let here = value as Record<string, unknown>;
    for (let depth = 0; depth < 30; depth++) {
      const keys = Object.keys(here);
      if (!keys.length) break;
      const key = of(keys, next(1 << 20));
      const inner = here[key];
      if (typeof inner === 'object' && inner !== null && next(6)) {
        here = inner as Record<string, unknown>;
        continue;
      }
      const wrong = of(WRONG, next(1 << 20))();
      here[key] = next(5) ? wrong : [inner, wrong];
      break;
    }
  }
  return replaced(html, from, end, JSON.stringify(value).replace(/</g, '\\u003c'));
}

const HOSTILE: readonly ((times: number) => string)[] = [
  (times) => `<h1 itemprop="name">${'x '.repeat(times)}</h1>`,
  (times) => '<b class="price old-price">9,99 €</b>'.repeat(Math.min(times, 20_000)),
  (times) =>
    `<div itemscope itemtype="http://schema.org/Product" itemprop="offers">`.repeat(Math.min(times, 20_000)),
  (times) =>
    Array.from(
      { length: Math.min(times, 20_000) },
      (_, n) => `<a href="/item/x-${n + 10_000}.html"><img>y</a>`,
    ).join(''),
  (times) =>
    `<meta property="product:price:amount" content="${'9'.repeat(times)}"><meta property="og:title" content="${'é'.repeat(times)}">`,
  (times) =>
    `<script type="application/ld+json">${'[{"@type":"Product","name":"x","offers":'.repeat(times)}</script>`,
  (times) => `<table>${'<tr><th>EAN<td>4006381333931'.repeat(Math.min(times, 20_000))}</table>`,
  (times) => `<div class="breadcrumb">${'<a>x</a>'.repeat(Math.min(times, 20_000))}</div>`,
  (times) => `<base href="javascript:${'x'.repeat(times)}"><html lang="${'xx-'.repeat(times)}">`,
  (times) => `<script>window.runParams = {data: ${'{"a":['.repeat(times)}</script>`,
];

const kinds = {
  cut: (html: string, { at, pick }: Change) => replaced(html, place(html, at), place(html, at) + pick, ''),
  repeat: (html: string, { at, pick, times }: Change) => {
    const from = place(html, at);
    const part = html.slice(from, from + (pick % 500));
    return replaced(html, from, from, part.repeat(Math.min(times, 500)));
  },
  garble: (html: string, { at, pick, times }: Change) => {
    const from = place(html, at);
    return replaced(html, from, from + (pick % 20), of(GARBAGE, pick).repeat(times % 50));
  },
  swap: (html: string, { at, pick }: Change) => {
    const middle = place(html, at);
    const from = Math.max(0, middle - pick);
    const to = middle + pick;
    return html.slice(0, from) + html.slice(middle, to) + html.slice(from, middle) + html.slice(to);
  },
  dropTag: atTag(() => ''),
  repeatTag: atTag((tag, { times }) =>
    tag.slice(0, 300).repeat(times > 1_000 ? 100_000 / Math.ceil(tag.length / 40) : times),
  ),
  renameTag: atTag((tag, { pick }) => tag.replace(/^(<\/?)[\w-]+/, `$1${of(NAMES, pick)}`)),
  state,
  attribute: atTag((tag, { pick, times }) =>
    tag.replace(
      /(=\s?)(?:"[^"]*"|'[^']*'|[^\s>"']+)/,
      (_, equals) =>
        `${equals}"${of(GARBAGE, pick)
          .replace(/["<>]/g, ' ')
          .repeat(times * 10)} price 9,99"`,
    ),
  ),
  hostile: (html: string, { at, pick, times }: Change) => {
    const [from] = tagAt(html, at) ?? [html.length];
    return replaced(html, from, from, of(HOSTILE, pick)(times));
  },
};
