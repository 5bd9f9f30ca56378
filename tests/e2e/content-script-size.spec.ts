import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptSize } from '../bench/script-size.ts';
import { builtExtension } from '../browsers/launch.ts';
import { expect, test } from './fixtures.ts';

test('the script on every page of a marketplace is small and holds no framework', ({ browserKind }) => {
  expect(scriptSize('listing.js', browserKind).gzip).toBeLessThan(8_000);
  const source = readFileSync(join(builtExtension[browserKind], 'listing.js'), 'utf8');
  expect(source).not.toMatch(/preact|ZodError|__html|webextension-polyfill/);
});
