import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTACTS } from './contacts-from-disk.ts';
import { READERS, readerFiles } from './marketplaces-table.ts';

/**
 * `npm run new:marketplace -- NAME HOST…`: writes a reader with its fixture and test, its file of contacts, its
 * lines in the list of marketplaces, and its lines in the docs. What it writes reads what a page says for machines, passes its own
 * test, and is a place to begin.
 */

const [name = '', ...hosts] = process.argv.slice(2);
const id = name.toLowerCase().replace(/[^a-z0-9]/g, '');

const refuse = (why: string): never => {
  console.error(`${why}\nUsage: npm run new:marketplace -- "Shop Name" shop.example [shop.example.org …]`);
  process.exit(2);
};
if (!/^[a-z]/.test(id)) refuse('A marketplace needs a name that begins with a letter.');
if (hosts.length === 0) refuse('A marketplace needs at least one domain.');
for (const host of hosts) if (!/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(host)) refuse(`not a domain: ${host}`);
if (existsSync(join(READERS, `${id}.ts`))) refuse(`${id}.ts is there already.`);

writeFileSync(
  join(READERS, `${id}.ts`),
  `import { drawnCards, pageOf, productDraft } from '../page.ts';
import type { Reader, Site } from '../reader.ts';

/**
 * ${name.replaceAll('*/', '')}. Layouts: none seen yet; pages are read by schema.org, og: and the heading.
 */
export const ${id}Site: Site = {
  id: '${id}',
  name: '${name.replaceAll("'", '’')}',
  hosts: [${hosts.map((host) => `'${host}'`).join(', ')}],
  expected: ['title', 'price'],
  itemId: ({ pathname }) => /^\\/item\\/(\\d+)/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    return url.pathname.startsWith('/search') ? 'results' : 'other';
  },
};
export const ${id}: Reader = {
  site: ${id}Site,
  read(document, url, kind) {
    const page = pageOf(document, url);
    if (kind === 'product') return productDraft(page, null, /$^/);
    const cards = drawnCards(page, ${id}Site.itemId);
    return { layout: cards.length ? 'rendered cards' : null, cards };
  },
};
`,
);
writeFileSync(
  join(CONTACTS, `${id}.json`),
  `${JSON.stringify({ id, version: 1, updated: new Date().toISOString().slice(0, 10), points: [] }, null, 2)}\n`,
);
writeFileSync(
  join(READERS, `${id}.test.ts`),
  `import { expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { readPage } from '../read.ts';
import { ${id} } from './${id}.ts';

const item = 'https://www.${hosts[0]}/item/12345';

test.each([
  [item, 'product'],
  ['https://www.${hosts[0]}/search?q=kettle', 'results'],
  ['https://www.${hosts[0]}/', 'other'],
])('%s is a page of kind %s', (url, kind) => expect(${id}.site.pageKind(new URL(url))).toBe(kind));

test('a product page is read', () => {
  const html = \`<html lang="en"><head><script type="application/ld+json">
    {"@type": "Product", "name": "Blue kettle", "offers": {"price": "19.90", "priceCurrency": "EUR"}}
    </script></head><body><h1>Blue kettle</h1></body></html>\`;
  expect(readPage(documentOf(html), item, [${id}])).toMatchObject({
    page: 'product',
    health: 'read',
    listing: { marketplace: '${id}', title: 'Blue kettle', price: { amount: '19.90', currency: 'EUR' } },
  });
});
`,
);

const ids = readerFiles();
const lines = (line: (id: string) => string) => ids.map(line).join('\n');
writeFileSync(
  join(READERS, 'index.ts'),
  `import type { Reader, Site } from '../reader.ts';
${lines((one) => `import { ${one}, ${one}Site } from './${one}.ts';`)}

/** Every marketplace Caveat reads by itself. A new one is a file here and a line in these lists. */
export const marketplaces: readonly Reader[] = [
${lines((one) => `  ${one},`)}
];

/** The same without what reads their pages: for the manifest, and for screens, which need no more than their names. */
export const sites: readonly Site[] = [
${lines((one) => `  ${one}Site,`)}
];
`,
);
for (const table of ['marketplaces-table.ts', 'contacts-table.ts'])
  execFileSync(process.execPath, [join(import.meta.dirname, table)]);
console.log(`utils/reading/marketplaces/${id}.ts and ${id}.test.ts, with their lines in index.ts there and in
the docs, and public/contacts/${id}.json. Next: npm run format, npx vitest run ${id}`);
