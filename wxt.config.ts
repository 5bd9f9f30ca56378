import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { marketplaces } from './utils/reading/marketplaces/index.ts';
import type { Reader } from './utils/reading/reader.ts';

/** Each domain of a marketplace with all its subdomains; together, the only host permissions. */
const matchesOf = ({ hosts }: Reader): string[] => hosts.map((host) => `https://*.${host}/*`);
const scriptOf = ({ id }: Reader): string => `listing-${id}`;

/** The script of one marketplace: its reader and nobody else's, so that a page carries no more than it needs. */
const sourceOf = ({
  id,
}: Reader): string => `import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { followPage } from '../../entrypoints/listing/follow-page.ts';
import { ${id} } from '../../utils/reading/marketplaces/${id}.ts';

export default defineUnlistedScript(() => followPage(${id}));
`;

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  modules: ['@wxt-dev/i18n/module', '@wxt-dev/webextension-polyfill'],
  vite: () => ({ plugins: [preact()] }),
  hooks: {
    'entrypoints:found': ({ config }, found) => {
      const folder = join(config.wxtDir, 'listing');
      mkdirSync(folder, { recursive: true });
      for (const reader of marketplaces) {
        const inputPath = join(folder, `${reader.id}.ts`);
        writeFileSync(inputPath, sourceOf(reader));
        found.push({ name: scriptOf(reader), inputPath, type: 'unlisted-script' });
      }
    },
    // The extension has no folder to list: the names of the packs travel with them.
    'build:publicAssets': (_, assets) => {
      const names = assets.map(({ relativeDest }) => /^packs\/([a-z0-9-]+)\.json$/.exec(relativeDest)?.[1]);
      assets.push({ relativeDest: 'packs/index.json', contents: JSON.stringify(names.filter(Boolean)) });
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['activeTab', 'alarms', 'scripting', 'storage'],
    host_permissions: marketplaces.flatMap(matchesOf),
    // Registered here and not through WXT's content-script wrapper: the wrapper announces itself to the page
    // with a DOM event and a posted message, and carries the polyfill along.
    content_scripts: marketplaces.map((reader) => ({
      matches: matchesOf(reader),
      js: [`${scriptOf(reader)}.js`],
      run_at: 'document_idle',
    })),
    ...(browser === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: 'caveat@caveat.example',
          strict_min_version: '140.0',
          data_collection_permissions: {
            required: ['none'],
            optional: ['websiteContent', 'personallyIdentifyingInfo'],
          },
        },
      },
    }),
  }),
});
