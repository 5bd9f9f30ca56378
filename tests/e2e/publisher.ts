import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newKeys, sha256 } from '../../utils/packs/envelope.ts';
import { type Pack, parsePack } from '../../utils/packs/pack.ts';
import { INDEX, signKeys, signPacks } from '../../utils/packs/publication.ts';

/** A publisher of packs on this machine: what it publishes can be changed, and is signed anew. */
export interface Publisher {
  url: string;
  rootKey: string;
  publish(version: number, packs: Pack[]): Promise<void>;
  close(): void;
}

export async function startPublisher(): Promise<Publisher> {
  const [root, key] = [await newKeys(), await newKeys()];
  let files = new Map<string, Uint8Array>();
  const server = createServer(({ url = '' }, response) => {
    const file = files.get(url.slice(1));
    response.writeHead(file ? 200 : 404, { 'access-control-allow-origin': '*' }).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rootKey: root.publicKey,
    async publish(version, packs) {
      const bytes = packs.map((pack) => [pack, new TextEncoder().encode(JSON.stringify(pack))] as const);
      const listed = await Promise.all(
        bytes.map(async ([{ id, version }, data]) => [
          id,
          { version, length: data.length, sha256: await sha256(data) },
        ]),
      );
      const expires = '2999-01-01T00:00:00Z';
      const publication = {
        publisher: 'Kettle Watch',
        version,
        expires,
        packs: Object.fromEntries(listed),
        revoked: [],
      };
      const index = {
        keys: await signKeys({ version: 1, expires, keys: [key.publicKey] }, root),
        packs: await signPacks(publication, key),
      };
      files = new Map([
        [INDEX, new TextEncoder().encode(JSON.stringify(index))],
        ...bytes.map(([{ id }, data]) => [`${id}.json`, data] as const),
      ]);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A pack with rules that each look for one word. */
export function packFor(id: string, version: number, words: Record<string, string>): Pack {
  const template = JSON.parse(
    readFileSync(new URL('../../public/packs/hidden-links.json', import.meta.url), 'utf8'),
  ) as Pack;
  return parsePack({
    id,
    version,
    updated: '2026-11-24',
    title: { en: 'Kettles' },
    vocabularies: Object.fromEntries(
      Object.entries(words).map(([name, word]) => [name, { terms: [word], source: 'the test' }]),
    ),
    rules: Object.keys(words).map((name) => ({
      ...template.rules[0],
      id: name,
      severity: 'warning',
      when: { mentions: name },
      explain: { en: `Kettle Watch knows about ${name}.` },
    })),
  });
}
