import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { check } from './check.ts';
import { compilePacks } from './compile.ts';
import { newKeys, sha256 } from './envelope.ts';
import { packsInUse } from './in-use.ts';
import { type Pack, parsePack } from './pack.ts';
import { mergePersonal, nothingPersonal, parsePersonal, personalPacks } from './personal.ts';
import { INDEX, signKeys, signPacks } from './publication.ts';
import { openSubscriptions, type Subscriptions, subscribeSchema } from './subscriptions.ts';

const pack = (id: string, version: number, words: string[], rules = ['rule']): Pack =>
  parsePack({
    id,
    version,
    updated: '2026-11-24',
    title: { en: id },
    vocabularies: { words: { terms: words, source: 'the test' } },
    rules: rules.map((rule) => ({
      id: rule,
      severity: 'warning',
      category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
      keyword: 'KEYWORD_UNSAFE_PRODUCTS',
      when: { mentions: 'words' },
      explain: { en: 'x' },
      advice: { en: 'x' },
      law: [{ act: 'x', url: 'http://data.europa.eu/eli/reg/2023/988' }],
      examples: { flags: [{ title: 'a' }, { title: 'b' }], passes: [{ title: 'c' }, { title: 'd' }] },
    })),
  });
const bundled = [pack('kettles', 3, ['kettle'], ['rule', 'other'])];
const url = 'https://packs.example';

const root = await newKeys();
const key = await newKeys();
const server = new Map<string, Uint8Array<ArrayBuffer>>();
async function publish(version: number, packs: Pack[], revoked: string[] = []) {
  server.clear();
  const listed: Record<string, { version: number; length: number; sha256: string }> = {};
  for (const one of packs) {
    const bytes = new TextEncoder().encode(JSON.stringify(one));
    server.set(`${url}/${one.id}.json`, bytes);
    listed[one.id] = { version: one.version, length: bytes.length, sha256: await sha256(bytes) };
  }
  const expires = '2999-01-01T00:00:00Z';
  const index = {
    keys: await signKeys({ version: 1, expires, keys: [key.publicKey] }, root),
    packs: await signPacks({ publisher: 'Test', version, expires, packs: listed, revoked }, key),
  };
  server.set(`${url}/${INDEX}`, new TextEncoder().encode(JSON.stringify(index)));
}
const get = async (at: string) => {
  const bytes = server.get(at);
  if (!bytes) throw new Error(`${at}: the server says 404`);
  return bytes;
};

let subscriptions: Subscriptions;
let n = 0;
beforeEach(async () => {
  subscriptions = await openSubscriptions(`packs-${n++}`);
});
const rulesFound = async (title: string) =>
  check(compilePacks(packsInUse(bundled, await subscriptions.list(), []).packs), { title }).map(
    ({ rule }) => rule,
  );

test('another publisher’s packs are added, updated, and gone again', async () => {
  await subscriptions.add({ url, root: root.publicKey });
  await publish(1, [pack('pots', 1, ['pot'])]);
  await subscriptions.check(url, get, bundled, 5);
  expect(await subscriptions.list()).toMatchObject([
    { checkedAt: 5, problem: null, diff: { added: ['pots.rule'], changed: [], removed: [] } },
  ]);
  expect(await rulesFound('pot')).toEqual(['pots.rule']);
  await publish(2, [pack('pots', 2, ['pan'])]);
  await subscriptions.check(url, get, bundled);
  expect(await subscriptions.list()).toMatchObject([{ diff: { changed: ['pots.rule'] } }]);
  expect([await rulesFound('pot'), await rulesFound('pan')]).toEqual([[], ['pots.rule']]);
  await subscriptions.remove(url);
  expect(await rulesFound('pan')).toEqual([]);
});

test('a bad update leaves the old packs in use and says why', async () => {
  await subscriptions.add({ url, root: root.publicKey });
  await publish(2, [pack('pots', 2, ['pot'])]);
  await subscriptions.check(url, get, bundled);
  for (const [break_, reason] of [
    [() => publish(1, [pack('pots', 3, ['pan'])]), 'packs: version 1 is older than 2'],
    [() => server.clear(), 'the server says 404'],
    [() => publish(3, [pack('kettles', 9, ['pan'])]), 'kettles: a pack that comes with Caveat is called so'],
    [
      () =>
        publish(3, [
          {
            ...pack('pots', 3, ['pan']),
            rules: [{ ...pack('x', 1, ['a']).rules[0], when: { mentions: 'lids.words' } }],
          } as Pack,
        ]),
      'pots: cannot be used without lids',
    ],
  ] as const) {
    await break_();
    await subscriptions.check(url, get, bundled);
    expect((await subscriptions.list())[0]?.problem).toContain(reason);
    expect(await rulesFound('pot')).toEqual(['pots.rule']);
  }
});

test('the project’s own publication stands in for older bundled packs, and switches rules off', async () => {
  await subscriptions.add({ url, root: root.publicKey }, true);
  await publish(1, [pack('kettles', 4, ['kettle', 'boiler'])], ['kettles.other']);
  await subscriptions.check(url, get, bundled);
  expect(await rulesFound('boiler')).toEqual(['kettles.rule']);
  expect((await subscriptions.list())[0]?.diff?.removed).toEqual(['kettles.other']);
  await publish(2, [], ['kettles.rule']);
  await subscriptions.check(url, get, bundled);
  expect(await rulesFound('kettle')).toEqual(['kettles.other']);
});

test('a stranger switches off no rules but its own', async () => {
  await subscriptions.add({ url, root: root.publicKey });
  await publish(1, [pack('pots', 1, ['pot'])], ['kettles.rule', 'pots.rule']);
  await subscriptions.check(url, get, bundled);
  expect(await rulesFound('kettle pot')).toEqual(['kettles.rule', 'kettles.other']);
});

test('what a person adds: sellers and packs, imported, merged, never in place of another pack', () => {
  const own = parsePersonal(
    JSON.stringify({ sellers: [{ name: 'Bad Kettle Store', note: 'sold me a pan' }] }),
  );
  const found = check(compilePacks([...bundled, ...personalPacks(own)]), {
    title: 'x',
    seller: { name: 'Bad kettle store' },
  });
  expect(found).toMatchObject([{ rule: 'marked-sellers.seller', evidence: [{ field: 'seller.name' }] }]);
  const more = mergePersonal(own, parsePersonal(JSON.stringify(pack('pots', 1, ['pot']))));
  expect(parsePersonal(JSON.stringify(more))).toEqual(more);
  expect(
    mergePersonal(more, { sellers: [{ name: 'bad kettle store', note: '' }], packs: [] }).sellers,
  ).toEqual([{ name: 'bad kettle store', note: '' }]);
  expect(packsInUse(bundled, [], [pack('kettles', 9, ['pan'])])).toMatchObject({
    packs: bundled,
    problems: ['own rules: another pack is called “kettles” too'],
  });
  expect(personalPacks(nothingPersonal)).toEqual([]);
  expect(() => parsePersonal('{"sellers": [{"name": ""}]}')).toThrow('sellers.0.name');
  expect(() => parsePersonal('{"id": "x", "vocabularies": {}}')).toThrow('x: version');
});

test('a subscription needs an https address and a key', () => {
  expect(subscribeSchema.safeParse({ url: 'http://packs.example', root: root.publicKey }).success).toBe(
    false,
  );
  expect(subscribeSchema.safeParse({ url, root: 'AAAA' }).success).toBe(false);
  expect(subscribeSchema.parse({ url: `${url}/`, root: root.publicKey }).url).toBe(url);
});
