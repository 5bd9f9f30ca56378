import { z } from 'zod';
import { LIMITS } from '../listing/limits.ts';
import { type Pack, packSchema, parsePack } from './pack.ts';

/** A seller the person marked, by the name the marketplace shows. */
const markedSchema = z.strictObject({
  name: z.string().trim().min(2).max(120),
  /** Why, in the person's words; shown back to them. */
  note: z.string().max(LIMITS.line).default(''),
});
export type MarkedSeller = z.infer<typeof markedSchema>;

/** What a person adds for themselves. Kept in local storage under `personal`; imported and exported as this JSON. */
export const personalSchema = z.strictObject({
  sellers: z.array(markedSchema).max(1_000).default([]),
  /** Packs of their own, as they would stand in a file. */
  packs: z.array(packSchema).max(50).default([]),
});
export type Personal = z.infer<typeof personalSchema>;

export const nothingPersonal: Personal = { sellers: [], packs: [] };

/** Reads an export, or a single pack. Throws with the place and the reason. */
export function parsePersonal(text: string): Personal {
  if (text.length > 20_000_000) throw new Error('is longer than 20 MB');
  const json: unknown = JSON.parse(text);
  const isPack = typeof json === 'object' && json !== null && 'vocabularies' in json;
  if (isPack) return { sellers: [], packs: [parsePack(json)] };
  const parsed = personalSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join('.')}: ${issue?.message}`);
}

/** What is there and what is added; a pack or seller of the same name is replaced. */
export function mergePersonal(there: Personal, added: Personal): Personal {
  const by = <T>(key: (one: T) => string, ...lists: T[][]) => [
    ...new Map(lists.flat().map((one) => [key(one), one])).values(),
  ];
  return {
    sellers: by(({ name }) => name.toLowerCase(), there.sellers, added.sellers),
    packs: by(({ id }) => id, there.packs, added.packs),
  };
}

/** The person's packs, with one made of the sellers they marked. */
export function personalPacks({ sellers, packs }: Personal): Pack[] {
  if (sellers.length === 0) return packs;
  const marked: Pack = {
    id: 'marked-sellers',
    version: 1,
    updated: '2026-01-01',
    title: {
      en: 'Sellers you marked',
      de: 'Von Ihnen markierte Verkäufer',
      fr: 'Vendeurs que vous avez marqués',
    },
    vocabularies: { sellers: { terms: sellers.map(({ name }) => name), source: 'marked by the person' } },
    rules: [
      {
        id: 'seller',
        severity: 'warning',
        category: 'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
        keyword: 'KEYWORD_INSUFFICIENT_INFORMATION_ON_TRADERS',
        when: { mentions: 'sellers', in: ['seller'] },
        explain: {
          en: 'You marked this seller.',
          de: 'Sie haben diesen Verkäufer markiert.',
          fr: 'Vous avez marqué ce vendeur.',
        },
        advice: {
          en: 'Look at your note in the settings before you buy or report anything.',
          de: 'Sehen Sie in den Einstellungen nach Ihrer Notiz, bevor Sie kaufen oder etwas melden.',
          fr: 'Relisez votre note dans les réglages avant d’acheter ou de signaler quoi que ce soit.',
        },
        law: [
          {
            act: 'Regulation (EU) 2022/2065',
            article: '30',
            url: 'http://data.europa.eu/eli/reg/2022/2065/oj',
            verified: false,
          },
        ],
        examples: { flags: [], passes: [] },
      },
    ],
  };
  return [...packs, marked];
}
