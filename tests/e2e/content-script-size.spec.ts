import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marketplaces } from '../../utils/reading/marketplaces/index.ts';
import { scriptSize } from '../bench/script-size.ts';
import { builtExtension } from '../browsers/launch.ts';
import { expect, test } from './fixtures.ts';

test('the script on every page of a marketplace is small and holds no framework', ({ browserKind }) => {
  for (const { id } of marketplaces) {
    const name = `listing-${id}.js`;
    expect(scriptSize(name, browserKind).gzip, name).toBeLessThan(8_000);
    const source = readFileSync(join(builtExtension[browserKind], name), 'utf8');
    expect(source).not.toMatch(/preact|ZodError|__html|webextension-polyfill/);
  }
});
