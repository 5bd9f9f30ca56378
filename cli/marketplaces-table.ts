import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sites } from '../utils/reading/marketplaces/index.ts';

/** `npm run docs`: writes docs/marketplaces.md from the readers' files, so that what it says is what they say. */

export const READERS = join(import.meta.dirname, '../utils/reading/marketplaces');
const PAGE = join(import.meta.dirname, '../docs/marketplaces.md');

/** Ids of the marketplaces there is a file for. */
export const readerFiles = (): string[] =>
  readdirSync(READERS)
    .flatMap((file) => /^([a-z0-9]+)\.ts$/.exec(file)?.[1] ?? [])
    .filter((id) => id !== 'index')
    .sort();

/** What a reader's file says at its head: its layouts with their years, and what is known from code only. */
function headOf(id: string): string {
  const [, head = ''] =
    /\/\*\*\n(.*?)\*\/\nexport const \w+Site: Site/s.exec(readFileSync(join(READERS, `${id}.ts`), 'utf8')) ??
    [];
  return head
    .replace(/^ \* ?/gm, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
}

/** The whole page. */
export const marketplacesPage = (): string => `# Marketplaces

What Caveat reads by itself; any other shop is read on request. Written by \`npm run docs\` from the readers' own files
(\`utils/reading/marketplaces/\`). “Known from code only” is said of layouts no page of which was at hand.

| marketplace | domains | layouts |
|---|---|---|
${sites.map(({ id, name, hosts }) => `| ${name} (\`${id}\`) | ${hosts.join(', ')} | ${headOf(id)} |`).join('\n')}

A product page gives title, prices, seller, category, attributes, identifiers, pictures, description, variants, and,
where the page shows them, the trader's details (DSA Art. 30(7)) and the manufacturer, responsible person and safety
information (GPSR Art. 19), also when a dialog with them is opened later. A field the page shows and leaves empty is
null; one the reader could not look for is absent. What a page ought to show and does not makes its reading partial; the
popup says so, and *How reading goes* counts it.

A new marketplace: \`npm run new:marketplace -- "Shop Name" shop.example\`.
`;

if (import.meta.main) writeFileSync(PAGE, marketplacesPage());
