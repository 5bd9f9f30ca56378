import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packJsonSchema } from './json-schema.ts';

test('public/packs/pack.schema.json is the schema as it is now', () => {
  const file = new URL('../../public/packs/pack.schema.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(packJsonSchema());
});
