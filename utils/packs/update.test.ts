import { beforeAll, describe, expect, test } from 'vitest';
import type { Contacts } from '../notices/contacts.ts';
import { diffPacks } from './diff.ts';
import { type Envelope, newKeys, seal, sha256 } from './envelope.ts';
import type { Pack } from './pack.ts';
import { INDEX, signKeys, signPacks } from './publication.ts';
import { type Held, type Source, update } from './update.ts';

type KeyPair = Awaited<ReturnType<typeof newKeys>>;
const now = Date.parse('2026-11-24T12:00:00Z');
const later = '2027-11-24T12:00:00Z';
const before = '2026-11-24T11:59:59Z';

const pack = (id: string, version: number, words = ['kettle bomb']): Pack => ({
  id,
  version,
  updated: '2026-11-24',
  title: { en: 'Kettles' },
  vocabularies: { kettles: { terms: words, source: 'the test' } },
  rules: [
    {
      id: 'kettle',
      severity: 'warning',
      category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
      keyword: 'KEYWORD_UNSAFE_PRODUCTS',
      when: { mentions: 'kettles' },
      explain: { en: 'This looks like a kettle.' },
      advice: { en: 'Boil no water in it.' },
      law: [{ act: 'Regulation (EU) 2023/988', url: 'http://data.europa.eu/eli/reg/2023/988' }],
      examples: {
        flags: [{ title: 'kettle bomb' }, { title: 'a kettle bomb' }],
        passes: [{ title: 'pot' }, { title: 'pan' }],
      },
    },
  ],
});

let root: KeyPair;
let key: KeyPair;
beforeAll(async () => {
  [root, key] = await Promise.all([newKeys(), newKeys()]);
});

const utf8 = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

interface Making {
  packs?: Pack[];
  version?: number;
  expires?: string;
  keysVersion?: number;
  keysExpire?: string;
  signer?: KeyPair;
  rooted?: KeyPair;
  revoked?: string[];
  contacts?: Contacts[];
}
/** A publisher's files by name, as they would lie on a server. */
async function files({ packs = [pack('kettles', 1)], contacts = [], version = 1, ...more }: Making = {}) {
  const written = <T extends { id: string; version: number }>(all: readonly T[]) =>
    all.map((one) => [one, utf8(one)] as const);
  const listed = async (
    all: readonly (readonly [{ id: string; version: number }, Uint8Array<ArrayBuffer>])[],
  ) =>
    Object.fromEntries(
      await Promise.all(
        all.map(async ([one, data]) => [
          one.id,
          { version: one.version, length: data.length, sha256: await sha256(data) },
        ]),
      ),
    );
  const [bytes, beside] = [written(packs), written(contacts)];
  const signed = await signPacks(
    {
      publisher: 'Test',
      version,
      expires: more.expires ?? later,
      packs: await listed(bytes),
      contacts: await listed(beside),
      revoked: more.revoked ?? [],
    },
    more.signer ?? key,
  );
  const keys = await signKeys(
    { version: more.keysVersion ?? 1, expires: more.keysExpire ?? later, keys: [key.publicKey] },
    more.rooted ?? root,
  );
  return new Map<string, Uint8Array<ArrayBuffer>>([
    [INDEX, utf8({ keys, packs: signed })],
    ...bytes.map(([one, data]) => [`${one.id}.json`, data] as const),
    ...beside.map(([one, data]) => [`contacts/${one.id}.json`, data] as const),
  ]);
}
const run = (lying: Map<string, Uint8Array<ArrayBuffer>>, held: Held | null = null) => {
  const source: Source = { url: 'https://packs.example/v1', root: root.publicKey };
  return update(
    source,
    held,
    async (url, most) => {
      const file = lying.get(url.replace('https://packs.example/v1/', ''));
      if (!file) throw new Error(`${url}: not there`);
      if (file.length > most) throw new Error('too long');
      return file;
    },
    now,
  );
};
const first = async () => (await run(await files())) as Held;

test('a publication is taken whole, once, and again when it grew', async () => {
  const held = await first();
  expect(held).toMatchObject({
    publisher: 'Test',
    accepted: { keys: 1, packs: 1 },
    packs: [{ id: 'kettles' }],
  });
  expect(await run(await files(), held)).toBeNull();
  const next = await run(
    await files({ packs: [pack('kettles', 2), pack('pots', 1)], version: 2, revoked: ['kettles.kettle'] }),
    held,
  );
  expect(next).toMatchObject({ accepted: { packs: 2 }, revoked: ['kettles.kettle'] });
  expect(next?.packs.map(({ id, version }) => [id, version])).toEqual([
    ['kettles', 2],
    ['pots', 1],
  ]);
});

const contacts = (id: string, version: number): Contacts => ({
  id,
  version,
  updated: '2026-11-24',
  points: [
    { for: ['users'], email: 'dsa@shop.example', source: 'https://shop.example/', verified: '2026-11-20' },
  ],
});

describe('contacts of marketplaces', () => {
  test('come with a publication, and grow with it', async () => {
    const held = (await run(await files({ contacts: [contacts('etsy', 2)] }))) as Held;
    expect(held.contacts).toEqual([contacts('etsy', 2)]);
    const next = await run(await files({ version: 2, contacts: [contacts('etsy', 3)] }), held);
    expect(next?.contacts).toEqual([contacts('etsy', 3)]);
  });

  test('are refused like packs: changed, under another name, older, malformed', async () => {
    const tampered = await files({ contacts: [contacts('etsy', 1)] });
    const bytes = tampered.get('contacts/etsy.json') as Uint8Array<ArrayBuffer>;
    tampered.set('contacts/etsy.json', utf8(new TextDecoder().decode(bytes).replace('dsa@', 'dsb@')));
    await expect(run(tampered)).rejects.toThrow('contacts/etsy: is not what was signed');
    const held = await run(await files({ contacts: [contacts('etsy', 2)] }));
    await expect(run(await files({ version: 2, contacts: [contacts('etsy', 1)] }), held)).rejects.toThrow(
      'contacts/etsy: version 1 is older than 2',
    );
    const insecure = {
      ...contacts('etsy', 1),
      dsaPage: { url: 'http://x.example', source: 'x', verified: null },
    };
    await expect(run(await files({ contacts: [insecure] }))).rejects.toThrow('must be an https address');
  });

  test('may be missing in what was held before there were any', async () => {
    const { contacts: _, ...old } = (await first()) as Held;
    const next = await run(await files({ version: 2, contacts: [contacts('etsy', 1)] }), old);
    expect(next?.contacts).toHaveLength(1);
  });
});

describe('is refused, with the reason', () => {
  test.each<[string, Making, RegExp]>([
    ['keys signed by another root', { rooted: undefined }, /^keys: is signed by none/],
    ['packs signed by a key nobody allowed', { signer: undefined }, /^packs: is signed by none/],
    ['an expired publication', { expires: before }, /^packs: the publication expired on 2026-11-24/],
    ['expired keys', { keysExpire: before }, /^keys: the keys expired/],
  ])('%s', async (_, making, reason) => {
    const stranger = await newKeys();
    const swapped = Object.fromEntries(
      Object.entries(making).map(([name, value]) => [name, value ?? stranger]),
    );
    await expect(run(await files(swapped))).rejects.toThrow(reason);
  });

  test('an older publication, older keys, an older pack, and the same version with other content', async () => {
    const held = await run(await files({ version: 5, keysVersion: 3, packs: [pack('kettles', 4)] }));
    await expect(run(await files({ version: 4, keysVersion: 3 }), held)).rejects.toThrow(
      'packs: version 4 is older than 5',
    );
    await expect(run(await files({ version: 6, keysVersion: 2 }), held)).rejects.toThrow(
      'keys: version 2 is older than 3',
    );
    await expect(
      run(await files({ version: 6, keysVersion: 3, packs: [pack('kettles', 3)] }), held),
    ).rejects.toThrow('kettles: version 3 is older than 4');
    await expect(
      run(await files({ version: 5, keysVersion: 3, packs: [pack('kettles', 5)] }), held),
    ).rejects.toThrow('version 5 was something else before');
  });

  test('a pack of another publication, cut short, too long, or not there', async () => {
    const good = await files();
    const other = await files({ packs: [pack('kettles', 1, ['pot bomb!!!'])] });
    const mixed = new Map(good).set('kettles.json', other.get('kettles.json') as Uint8Array<ArrayBuffer>);
    await expect(run(mixed)).rejects.toThrow('kettles: is not what was signed');
    const whole = good.get('kettles.json') as Uint8Array<ArrayBuffer>;
    await expect(run(new Map(good).set('kettles.json', whole.slice(0, 300)))).rejects.toThrow(
      'kettles: has 300 bytes',
    );
    await expect(run(new Map(good).set('kettles.json', new Uint8Array(whole.length + 1)))).rejects.toThrow(
      'too long',
    );
    await expect(run(new Map([...good].slice(0, 1)))).rejects.toThrow('not there');
  });

  test('a pack that was signed and is yet none', async () => {
    const deep = { ...pack('kettles', 1), rules: [] as unknown[] };
    deep.rules.push({
      ...pack('kettles', 1).rules[0],
      when: JSON.parse(`${'{"not":'.repeat(60)}{"mentions":"kettles"}${'}'.repeat(60)}`),
    });
    await expect(run(await files({ packs: [deep as unknown as Pack] }))).rejects.toThrow(
      'kettles: nested too deeply',
    );
    const twice = pack('kettles', 1);
    twice.rules.push(twice.rules[0] as Pack['rules'][number]);
    await expect(run(await files({ packs: [twice] }))).rejects.toThrow('"kettle" is there twice');
  });

  test('an index that is too long, no JSON, or signed as something else', async () => {
    await expect(run(new Map([[INDEX, new Uint8Array(500_001)]]))).rejects.toThrow('too long');
    await expect(run(new Map([[INDEX, utf8('{"keys":')]]))).rejects.toThrow(/^index: /);
    const index = JSON.parse(new TextDecoder().decode((await files()).get(INDEX))) as {
      keys: Envelope;
      packs: Envelope;
    };
    const payload = Uint8Array.from(atob(index.packs.payload), (letter) => letter.charCodeAt(0));
    const packs = await seal('application/vnd.caveat.keys+json', payload, key);
    await expect(run(new Map([[INDEX, utf8({ ...index, packs })]]))).rejects.toThrow(/^packs: is signed as/);
  });
});

test('what changed is named rule by rule, vocabularies included', () => {
  const [old, now] = [[pack('kettles', 1)], [pack('kettles', 2, ['pot bomb']), pack('pots', 1)]];
  expect(diffPacks(old, now)).toEqual({ added: ['pots.kettle'], changed: ['kettles.kettle'], removed: [] });
  expect(diffPacks(now, old)).toMatchObject({ removed: ['pots.kettle'] });
  expect(diffPacks(old, [{ ...pack('kettles', 2) }])).toEqual({ added: [], changed: [], removed: [] });
});
