import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { BUNDLED, packsFromDisk } from './cli/packs-from-disk.ts';
import { preparePacks } from './utils/packs/compile.ts';
import { writePacks } from './utils/packs/compiled-file.ts';
import { sites } from './utils/reading/marketplaces/index.ts';
import type { Site } from './utils/reading/reader.ts';

/** Each domain of a marketplace with all its subdomains; together, the only host permissions. */
const matchesOf = ({ hosts }: Site): string[] => hosts.map((host) => `https://*.${host}/*`);

/**
 * The scripts of one marketplace, each with what is its own and nobody else's: a small one for all its pages, and
 * its reader, which is brought to those where there is something to read; and one for the frames in which it shows
 * descriptions, if it does.
 */
const scriptsOf = ({ id, descriptionFrames }: Site): Record<string, string> => ({
  [`listing-${id}`]: `import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { followPage } from '../../entrypoints/listing/follow-page.ts';
import { ${id}Site } from '../../utils/reading/marketplaces/${id}.ts';

export default defineUnlistedScript(() => followPage(${id}Site));
`,
  [`reader-${id}`]: `import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { offerRead } from '../../entrypoints/listing/world.ts';
import { ${id} } from '../../utils/reading/marketplaces/${id}.ts';
import { readPage } from '../../utils/reading/read.ts';

export default defineUnlistedScript(() => {
  offerRead((document, address) => readPage(document, address, [${id}]));
});
`,
  ...(descriptionFrames && {
    [`description-${id}`]: `import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { tellDescription } from '../../entrypoints/listing/tell-description.ts';
import { ${id}Site, frameDescription } from '../../utils/reading/marketplaces/${id}.ts';

export default defineUnlistedScript(() => tellDescription(${id}Site, frameDescription(document)));
`,
  }),
});

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  modules: ['@wxt-dev/i18n/module', '@wxt-dev/webextension-polyfill'],
  vite: () => ({ plugins: [preact()] }),
  hooks: {
    'entrypoints:found': ({ config }, found) => {
      const folder = join(config.wxtDir, 'listing');
      mkdirSync(folder, { recursive: true });
      for (const [name, source] of sites.flatMap((site) => Object.entries(scriptsOf(site)))) {
        const inputPath = join(folder, `${name}.ts`);
        writeFileSync(inputPath, source);
        found.push({ name, inputPath, type: 'unlisted-script' });
      }
    },
    // The extension has no folder to list: the names of the packs travel with them.
    'build:publicAssets': ({ config }, assets) => {
      const names = assets.map(({ relativeDest }) => /^packs\/([a-z0-9-]+)\.json$/.exec(relativeDest)?.[1]);
      assets.push({ relativeDest: 'packs/index.json', contents: JSON.stringify(names.filter(Boolean)) });
      // Compiled ahead, so that a woken worker need not fold every term anew.
      const compiled = join(config.wxtDir, 'packs.bin');
      writeFileSync(compiled, writePacks(preparePacks(packsFromDisk([BUNDLED]))));
      assets.push({ relativeDest: 'packs/compiled.bin', absoluteSrc: compiled });
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['activeTab', 'alarms', 'scripting', 'storage'],
    // Only for who wants to be told by the browser; asked for when they say so.
    optional_permissions: ['notifications'],
    host_permissions: sites.flatMap(matchesOf),
    // Asked for one at a time: a time-stamping authority the person names does not say that pages may talk to it.
    optional_host_permissions: ['https://*/*'],
    // Registered here and not through WXT's content-script wrapper: the wrapper announces itself to the page
    // with a DOM event and a posted message, and carries the polyfill along.
    content_scripts: sites.flatMap((site) => {
      const own = {
        matches: matchesOf(site),
        js: [`listing-${site.id}.js`],
        run_at: 'document_idle' as const,
      };
      const frames = site.descriptionFrames?.map((host) => `https://${host}/*`);
      if (!frames) return [own];
      return [own, { ...own, matches: frames, js: [`description-${site.id}.js`], all_frames: true }];
    }),
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
