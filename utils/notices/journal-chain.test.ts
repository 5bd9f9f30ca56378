import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, chained, FIRST, type Link, verifyChain, withheld } from './journal-chain.ts';

const events = fc.array(fc.record({ at: fc.nat(), event: fc.string(), more: fc.jsonValue() }), {
  minLength: 1,
  maxLength: 12,
});
type Entry = Link & { at: number; event: string; more: unknown };
const chain = (entries: object[]) => {
  const links: Entry[] = [];
  for (const entry of entries) links.push(chained(links.at(-1) ?? null, entry) as Entry);
  return links;
};
/** As it is found again in a file. */
const written = (entries: object[]) => JSON.parse(JSON.stringify(entries)) as Entry[];

test('the hash is what anyone computes from the entry', () => {
  const entry = chained(null, { event: 'queued', at: 7, list: [1, undefined], none: undefined });
  const text = `{"at":7,"event":"queued","list":[1,null],"previous":"${FIRST}"}`;
  expect(entry.hash).toBe(createHash('sha256').update(text).digest('hex'));
  expect(chained(entry, { at: 8 })).toMatchObject({ at: 8, previous: entry.hash });
});

test('canonical JSON as RFC 8785 has it', () => {
  // The names of its section 3.2.3, in the order it gives.
  const names = ['\r', '1', '\u0080', 'ö', '€', '😀', '\ufb33'];
  const shuffled = Object.fromEntries(names.toReversed().map((name) => [name, 1]));
  expect(canonicalJson(shuffled)).toBe(`{${names.map((name) => `${JSON.stringify(name)}:1`).join(',')}}`);
  // No number is a name of its own kind, and no name reaches a prototype.
  expect(canonicalJson(JSON.parse('{"10":1,"9":2,"__proto__":[3.0,1e21,"\\u20ac"]}'))).toBe(
    '{"10":1,"9":2,"__proto__":[3,1e+21,"€"]}',
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a chain holds also when it was written and read, and when only its end is gone', () => {
  fc.assert(
    fc.property(events, fc.nat(12), (entries, kept) => {
      const links = chain(entries);
      expect(verifyChain(links)).toBeNull();
      expect(verifyChain(written(links).slice(0, kept))).toBeNull();
    }),
  );
});

test('entries that are withheld keep their place, and nothing can be taken out beside them', () => {
  const [first, second, third] = chain([{ event: 'a' }, { event: 'b' }, { event: 'c' }]) as unknown as [
    Link,
    Link,
    Link,
  ];
  expect(verifyChain([first, withheld(second), third])).toBeNull();
  expect(verifyChain([withheld(first), withheld(second), third])).toBeNull();
  expect(verifyChain([first, third])).toBe(1);
  expect(verifyChain([withheld(second), third])).toBe(0);
  expect(verifyChain([first, withheld(second), { ...third, event: 'x' }])).toBe(2);
});

test('whatever is changed, left out, put in or put elsewhere is found, and where', () => {
  fc.assert(
    fc.property(events, fc.nat(), fc.nat(3), (entries, where, how) => {
      const links = written(chain(entries));
      const place = where % links.length;
      const [link] = links.slice(place);
      if (!link) throw new Error('no such entry');
      if (how === 0) link.event += '!';
      else if (how === 1) Object.assign(link, { further: null });
      else if (how === 2) links.splice(place, 0, { ...link });
      else links.splice(place, 1);
      const last = how === 3 && place === links.length;
      expect(verifyChain(links)).toBe(last ? null : how === 2 ? place + 1 : place);
    }),
  );
});
