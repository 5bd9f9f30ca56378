import { sha256 } from './envelope.ts';
import { type Pack, parsePack } from './pack.ts';
import {
  type Accepted,
  INDEX,
  PUBLICATION_LIMITS,
  type Publication,
  readPublication,
} from './publication.ts';

/** Where packs come from, and the key by which they are known. */
export interface Source {
  /** Address under which the index and the packs lie; https, or http on this machine. */
  url: string;
  /** The publisher's root key. */
  root: string;
}

/** What is held of a source: everything of one publication, never a mixture. */
export interface Held {
  accepted: Accepted;
  publisher: string;
  packs: Pack[];
  revoked: string[];
}

/** Gets a file's bytes; must throw if there are more than `most`. */
export type Get = (url: string, most: number) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Gets a source's publication. Gives what is to be held from now on, or null when what is held is the newest already.
 * Throws with the reason when anything about it is not as it must be; what is held then stays as it is. Each file is
 * bounded, hashed and compared before it is parsed; versions never go back.
 */
export async function update(
  { url, root }: Source,
  held: Held | null,
  get: Get,
  now = Date.now(),
): Promise<Held | null> {
  const base = url.endsWith('/') ? url : `${url}/`;
  const index = await get(base + INDEX, PUBLICATION_LIMITS.index);
  const { publication, accepted } = await readPublication(index, root, held?.accepted ?? null, now);
  if (held && accepted.digest === held.accepted.digest && accepted.keys === held.accepted.keys) return null;
  const packs: Pack[] = [];
  for (const [id, listed] of Object.entries(publication.packs)) {
    const before = held?.packs.find((pack) => pack.id === id);
    if (before && listed.version < before.version)
      throw new Error(`${id}: version ${listed.version} is older than ${before.version}`);
    packs.push(await packOf(id, listed, await get(`${base}${id}.json`, listed.length)));
  }
  return { accepted, publisher: publication.publisher, packs, revoked: publication.revoked };
}

async function packOf(
  id: string,
  { version, length, sha256: hash }: Publication['packs'][string],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Pack> {
  if (bytes.length !== length) throw new Error(`${id}: has ${bytes.length} bytes instead of ${length}`);
  if ((await sha256(bytes)) !== hash) throw new Error(`${id}: is not what was signed`);
  const pack = parsePack(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  if (pack.id !== id) throw new Error(`${id}: calls itself “${pack.id}”`);
  if (pack.version !== version) throw new Error(`${id}: says version ${pack.version}, signed was ${version}`);
  return pack;
}

/** `Get` over the network: no redirects, no credentials, no cache, bounded in size and time. */
export async function getBounded(url: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, {
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(20_000),
  });
  const name = url.slice(url.lastIndexOf('/') + 1);
  if (!response.ok) throw new Error(`${name}: the server says ${response.status}`);
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > most) {
      await reader?.cancel();
      throw new Error(`${name}: is longer than ${most} bytes`);
    }
    parts.push(part.value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
