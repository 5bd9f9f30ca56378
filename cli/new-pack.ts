import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePack } from '../utils/packs/pack.ts';
import { BUNDLED } from './packs-from-disk.ts';

/** `npm run new:pack NAME`: writes a pack with one rule, whose examples are its tests, and its line in docs/packs.md. */

const [id = ''] = process.argv.slice(2);
const file = join(BUNDLED, `${id}.json`);
const refuse = (why: string): never => {
  console.error(`${why}\nUsage: npm run new:pack garden-chemicals`);
  process.exit(2);
};
if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) refuse('A pack is named by lower-case words joined by hyphens.');
if (existsSync(file)) refuse(`${id}.json is there already.`);

const title = id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
const pack = {
  $schema: './pack.schema.json',
  id,
  version: 1,
  updated: new Date().toISOString().slice(0, 10),
  title: { en: title },
  vocabularies: {
    goods: {
      terms: { en: ['left-handed kettle*'], de: ['linkshänderkessel*'] },
      source: 'where the words come from',
    },
  },
  rules: [
    {
      id: 'goods',
      severity: 'warning',
      category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
      keyword: 'KEYWORD_UNSAFE_PRODUCTS',
      when: { all: [{ mentions: 'goods' }, { not: { mentions: 'context.media' } }] },
      explain: { en: 'This looks like …', de: 'Das sieht aus wie …', fr: 'Cela ressemble à …' },
      advice: {
        en: 'Check … before you buy.',
        de: 'Prüfen Sie … vor dem Kauf.',
        fr: 'Vérifiez … avant d’acheter.',
      },
      law: [
        {
          act: 'Regulation (EU) 2023/988',
          article: '5',
          url: 'http://data.europa.eu/eli/reg/2023/988/oj',
          verified: false,
        },
      ],
      examples: {
        flags: [
          { title: 'Left-handed kettles, 2 litres' },
          { title: 'Linkshänderkessel aus Stahl', language: 'de' },
        ],
        passes: [
          { title: 'The left-handed kettle: a novel (paperback)' },
          { title: 'Kessel aus Stahl', language: 'de' },
        ],
      },
    },
  ],
};
parsePack(pack);
writeFileSync(file, `${JSON.stringify(pack, null, 2)}\n`);

const docs = join(import.meta.dirname, '../docs/packs.md');
const text = readFileSync(docs, 'utf8');
const table = text.indexOf('| `context` |');
writeFileSync(docs, `${text.slice(0, table)}| \`${id}\` | … |\n${text.slice(table)}`);
console.log(
  `public/packs/${id}.json and its line in docs/packs.md. Next: npm run packs -- test public/packs`,
);
