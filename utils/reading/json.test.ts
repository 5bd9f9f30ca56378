import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, looseJson } from './json.ts';

test.each([
  ['trailing commas', '{"a": [1, 2,], }', { a: [1, 2] }],
  ['comments', '/* x */ {"a": 1, // y\n "b": "/* kept */"}', { a: 1, b: '/* kept */' }],
  ['CDATA and HTML comments', '<!--<![CDATA[ {"a": "]]"} ]]>-->', { a: ']]' }],
  ['single quotes and bare keys', `{a: 'it\\'s "so"', 'b-c': true}`, { a: 'it\'s "so"', 'b-c': true }],
  ['raw control characters', '{"a": "x\ny\tz"}', { a: 'x y z' }],
  ['what is no JSON value', '{"a": undefined, "b": NaN, "c": -1.5e3}', { a: null, b: null, c: -1500 }],
  ['wrong escapes', '{"a": "\\x41 \\u00e9 \\/"}', { a: 'x41 é /' }],
  ['anything after the value', '{"a": 1}; window.b = {"c": 2};', { a: 1 }],
  ['nothing', '', undefined],
  ['no end', '{"a": 1', undefined],
])('%s', (_, text, value) => expect(looseJson(text)).toEqual(value));

test('reads whatever JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(looseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('is linear, and survives any depth', () => {
  const started = performance.now();
  for (const part of ['/*', '"', "'", '[', '{"a":', '\\', '{,', '<!', '//', ']]'])
    expect(typeof looseJson(part.repeat(300_000))).not.toBe('object');
  looseJson('['.repeat(100_000) + ']'.repeat(100_000));
  // Generous, for loaded machines: what is quadratic here takes minutes.
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('`__proto__` is a name like any other', () => {
  const value = looseJson('{__proto__: {"polluted": 1}, "constructor": 2}');
  expect(at(value, '__proto__', 'polluted')).toBe(1);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(at({}, 'constructor')).toBeUndefined();
});
