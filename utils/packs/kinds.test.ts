import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compilePacks } from './compile.ts';
import { fold } from './fold.ts';
import { KINDS, kindsOf } from './kinds.ts';
import type { Mention, Text } from './mentions.ts';
import { type Pack, parsePack } from './pack.ts';

const file = new URL('../../public/packs/kinds.json', import.meta.url);
const pack = parsePack(JSON.parse(readFileSync(file, 'utf8')));
const { matcher } = compilePacks([
  pack,
  { ...pack, id: 'asks', vocabularies: {}, rules: [{ when: { kind: ['toy'] } } as Pack['rules'][number]] },
]);
const names = Object.keys(pack.vocabularies);

const kinds = (title: string | null, category: string[] = []) => {
  const texts = [
    ...(title ? [{ name: 'title', field: 'title' as const, text: title }] : []),
    ...category.map((text, n) => ({ name: `category.${n}`, field: 'category' as const, text })),
  ].map((text): Text => ({ ...text, tokens: fold(text.text) }));
  const mentions: Mention[] = texts.flatMap((text) =>
    matcher.match(text.text).map((hit) => ({ ...hit, in: text })),
  );
  const of = (kind: string) => mentions.filter(({ vocabulary }) => names[vocabulary] === kind);
  return Object.fromEntries([...kindsOf(of, texts)].filter(([, confidence]) => confidence !== 'low'));
};

test('the pack has words for every kind, and no others', () => expect(names).toEqual([...KINDS]));

describe('what a listing is', () => {
  test.each<[string, string[], object]>([
    ['Roter Lippenstift matt', [], { cosmetic: 'medium' }],
    ['Roter Lippenstift matt', ['Beauty', 'Lippenstifte'], { cosmetic: 'high' }],
    ['Lippenstift-Etui aus Leder', [], { accessory: 'medium' }],
    ['Lippenstiftetui mit Spiegel', [], { accessory: 'medium' }],
    ['Étui pour rouge à lèvres', [], { accessory: 'medium' }],
    ['Funda para vapeador', [], { accessory: 'medium' }],
    ['Spielzeugpistole für Kinder', [], { toy: 'medium' }],
    ['Toy gun with sounds', [], { toy: 'medium' }],
    ['Shampoo for dogs', [], { cosmetic: 'medium' }],
    ['Book about vitamins', [], { media: 'medium' }],
    ['Poster: vitamin C', [], { media: 'medium' }],
    ['Vitamin-C-Serum', [], { cosmetic: 'medium' }],
    ['Gesichtscreme mit Pinsel', [], { cosmetic: 'medium' }],
    ['Küchenmesser 20 cm', [], { weapon: 'medium' }],
    ['Messerblock ohne Messer', [], { accessory: 'medium' }],
    ['Крем за лице', [], { cosmetic: 'medium' }],
    ['Παιχνίδι ξύλινο', [], { toy: 'medium' }],
    ['Kapsle s vitamínem', [], { supplement: 'medium' }],
    ['Blue thing', [], {}],
    ['Blue thing', ['Toys & Games', 'Slime'], { toy: 'high' }],
    ['USB stick 2000', ['Electronics', 'Storage'], { electronics: 'high' }],
  ])('%s %j', (title, category, expected) => expect(kinds(title, category)).toEqual(expected));

  test('nothing tells of nothing', () => expect(kinds(null)).toEqual({}));
});
