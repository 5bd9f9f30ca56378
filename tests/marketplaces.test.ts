import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { marketplacesPage, READERS, readerFiles } from '../cli/marketplaces-table.ts';
import { marketplaces, sites } from '../utils/reading/marketplaces/index.ts';

/** Holds the folder of readers, the lists and the docs together; the manifest is made from the list (wxt.config.ts). */
const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

test('every reader’s file is in both lists, under its own name', () => {
  expect(marketplaces.map(({ site }) => site.id)).toEqual(readerFiles());
  expect(sites).toEqual(marketplaces.map(({ site }) => site));
});

test('docs/marketplaces.md says what the files say (npm run docs)', () => {
  expect(read('docs/marketplaces.md')).toBe(marketplacesPage());
});

test('no two marketplaces claim one domain, and none claims another’s subdomain', () => {
  const hosts = sites.flatMap((site) => site.hosts);
  expect(new Set(hosts).size).toBe(hosts.length);
  expect(hosts.filter((host) => hosts.some((other) => host.endsWith(`.${other}`)))).toEqual([]);
});

describe.each(marketplaces)('$site.id', ({ site }) => {
  const { id } = site;

  test('has a test, layouts stated at its head, and domains', () => {
    expect(existsSync(join(READERS, `${id}.test.ts`))).toBe(true);
    expect(marketplacesPage()).toMatch(new RegExp(`\\(\`${id}\`\\) \\| \\S.* \\| .{60}`));
    for (const host of site.hosts) expect(host).toMatch(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/);
  });

  test('tells addresses apart without throwing, whatever they are', () => {
    for (const host of site.hosts)
      for (const path of ['/', '/item/1', '/%E0%A4%A', '/?q=%', `/${'a/'.repeat(500)}`, '/search?q=x#y']) {
        const url = new URL(path, `https://www.${host}`);
        expect(['product', 'results', 'trader', 'other']).toContain(site.pageKind(url));
        expect(site.itemId(url) ?? '').toEqual(expect.any(String));
      }
  });
});
