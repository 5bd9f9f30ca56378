import { type Contacts, contactsSchema } from '../notices/contacts.ts';
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
  /** Absent in what was held before there were any. */
  contacts?: Contacts[];
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
  const files = async <T extends Versioned>(
    listed: Listed,
    folder: string,
    before: readonly T[] | undefined,
    parse: (value: unknown) => T,
  ): Promise<T[]> => {
    const all: T[] = [];
    for (const [id, target] of Object.entries(listed)) {
      const old = before?.find((one) => one.id === id);
      if (old && target.version < old.version)
        throw new Error(`${folder}${id}: version ${target.version} is older than ${old.version}`);
      const bytes = await get(`${base}${folder}${id}.json`, target.length);
      all.push(await checked(id, `${folder}${id}`, target, bytes, parse));
    }
    return all;
  };
  return {
    accepted,
    publisher: publication.publisher,
    packs: await files(publication.packs, '', held?.packs, parsePack),
    contacts: await files(publication.contacts, 'contacts/', held?.contacts, (value) =>
      contactsSchema.parse(value),
    ),
    revoked: publication.revoked,
  };
}

type Listed = Publication['packs'];
interface Versioned {
  id: string;
  version: number;
}

/** A file that is what was signed, under its own name and version. */
async function checked<T extends Versioned>(
  id: string,
  name: string,
  { version, length, sha256: hash }: Listed[string],
  bytes: Uint8Array<ArrayBuffer>,
  parse: (value: unknown) => T,
): Promise<T> {
  if (bytes.length !== length) throw new Error(`${name}: has ${bytes.length} bytes instead of ${length}`);
  if ((await sha256(bytes)) !== hash) throw new Error(`${name}: is not what was signed`);
  const file = parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  if (file.id !== id) throw new Error(`${name}: calls itself “${file.id}”`);
  if (file.version !== version)
    throw new Error(`${name}: says version ${file.version}, signed was ${version}`);
  return file;
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
