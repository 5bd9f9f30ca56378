import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { marketplaces } from './utils/reading/marketplaces/index.ts';

/** Every domain of every supported marketplace, with all its subdomains: the only host permissions. */
const matches = marketplaces.flatMap((reader) => reader.hosts.flatMap((host) => [`https://*.${host}/*`]));

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  modules: ['@wxt-dev/i18n/module', '@wxt-dev/webextension-polyfill'],
  vite: () => ({ plugins: [preact()] }),
  hooks: {
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
    host_permissions: matches,
    // Registered here and not through WXT's content-script wrapper: the wrapper announces itself to the page
    // with a DOM event and a posted message, and carries the polyfill along.
    content_scripts: [{ matches, js: ['listing.js'], run_at: 'document_idle' }],
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
