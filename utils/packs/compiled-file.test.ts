import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './check.ts';
import { compilePacks, openPacks, preparePacks } from './compile.ts';
import { readPacks, writePacks } from './compiled-file.ts';
import { explain } from './explain.ts';
import { parsePack } from './pack.ts';

const folder = new URL('../../public/packs/', import.meta.url);
const packs = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  .map((name) => parsePack(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
const file = writePacks(preparePacks(packs)).buffer as ArrayBuffer;

describe('compiled packs in a file', () => {
  test('find and say what the packs themselves do', () => {
    const [direct, read] = [compilePacks(packs), openPacks(readPacks(file))];
    const examples = packs.flatMap(({ rules }) =>
      rules.flatMap((rule) => Object.values(rule.examples).flat()),
    );
    expect(examples.length).toBeGreaterThan(100);
    let found = 0;
    for (const example of examples) {
      const findings = check(direct, example);
      found += findings.length;
      expect(check(read, example)).toEqual(findings);
      expect(explain(read, findings)).toEqual(explain(direct, findings));
    }
    expect(found).toBeGreaterThan(50);
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(0), /cut short/],
    ['half of it', (bytes) => bytes.slice(0, bytes.length >> 1), /cut short/],
    ['something else', (bytes) => bytes.slice().fill(65, 0, 4), /another format/],
    ['another format', (bytes) => bytes.slice().fill(9, 4, 5), /another format/],
  ])('of %s are refused', (_, change, reason) =>
    expect(() => readPacks(change(new Uint8Array(file)).buffer as ArrayBuffer)).toThrow(reason),
  );
});
