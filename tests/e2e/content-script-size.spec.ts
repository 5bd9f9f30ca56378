import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import { scriptSize } from '../bench/script-size.ts';
import { builtExtension } from '../browsers/launch.ts';
import { expect, test } from './fixtures.ts';

test('the script on every page of a marketplace is small, its reader bounded, and neither holds a framework', ({
  browserKind,
}) => {
  for (const { id } of sites)
    for (const [name, most] of [
      [`listing-${id}.js`, 2_000],
      [`reader-${id}.js`, 21_500],
    ] as const) {
      expect(scriptSize(name, browserKind).gzip, name).toBeLessThan(most);
      const source = readFileSync(join(builtExtension[browserKind], name), 'utf8');
      expect(source).not.toMatch(/preact|ZodError|__html|webextension-polyfill/);
    }
});

test('the manifest asks for the hosts of the marketplaces, and nothing wider', ({ browserKind }) => {
  const manifest = JSON.parse(readFileSync(join(builtExtension[browserKind], 'manifest.json'), 'utf8'));
  const hosts = sites.flatMap((site) => site.hosts.map((host) => `https://*.${host}/*`));
  expect(manifest.host_permissions.toSorted()).toEqual(hosts.toSorted());
  expect(manifest.permissions.toSorted()).toEqual(['activeTab', 'alarms', 'scripting', 'storage']);
  expect(manifest.web_accessible_resources).toBeUndefined();
});
