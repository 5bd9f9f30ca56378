import { join } from 'node:path';
import { mergeConfig } from 'vite';
import { defineConfig } from 'wxt';
import asBuilt from '../../wxt.config.ts';

/** Builds the extension into the folder WITHOUT_PACKS_INTO names, with a background that loads no packs (waking.ts). */
const stand = join(import.meta.dirname, 'without-packs.ts');
export default defineConfig({
  ...asBuilt,
  outDir: process.env.WITHOUT_PACKS_INTO as string,
  vite: async (env) =>
    mergeConfig((await asBuilt.vite?.(env)) ?? {}, {
      plugins: [
        {
          name: 'without-packs',
          enforce: 'pre',
          resolveId: (source: string, importer: string | undefined) =>
            source === './packs.ts' && importer?.includes('/entrypoints/background/') ? stand : undefined,
        },
      ],
    }),
});
