import { z } from 'zod';
import { CONTACTS_BYTES_MAX } from '../notices/contacts.ts';
import { type Envelope, envelopeSchema, keyIdOf, publicKeySchema, seal, sha256, unseal } from './envelope.ts';

/**
 * What a publisher of packs puts at an address, after The Update Framework (theupdateframework.github.io): a root key
 * that readers know by heart and that signs only which keys may sign packs; those sign which packs there are, with
 * version, length and hash of each, until when, and which rules are switched off.
 */

/**
 * The file a publication begins with, under its address; the packs lie beside it as `<id>.json`, and contacts of
 * marketplaces, if it has any, as `contacts/<id>.json`.
 */
export const INDEX = 'packs-index.json';
const KEYS_TYPE = 'application/vnd.caveat.keys+json';
const PACKS_TYPE = 'application/vnd.caveat.packs+json';

/** Bytes of the index and of a pack, at most; a longer one is not read to its end. */
export const PUBLICATION_LIMITS = {
  index: 500_000,
  pack: 8_000_000,
  packs: 200,
  contacts: CONTACTS_BYTES_MAX,
  revoked: 1_000,
} as const;

const version = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const expires = z.iso.datetime();

const keysSchema = z.strictObject({
  version,
  expires,
  /** Public keys that may sign packs. */
  keys: z.array(publicKeySchema).min(1).max(10),
});
type Keys = z.infer<typeof keysSchema>;

/** Files by id: version, length and hash of each. */
const targets = (longest: number) =>
  z
    .record(
      z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        .max(60),
      z.strictObject({
        version,
        length: z.int().min(2).max(longest),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .refine((files) => Object.keys(files).length <= PUBLICATION_LIMITS.packs, 'too many files');

const packsSchema = z.strictObject({
  publisher: z.string().min(1).max(100),
  /** Grows with every publication. */
  version,
  expires,
  /** By pack id. */
  packs: targets(PUBLICATION_LIMITS.pack),
  /** By marketplace. Used of the project's own publication only: nobody else says where notices go. */
  contacts: targets(PUBLICATION_LIMITS.contacts).default({}),
  /** Rules of this publisher's that are switched off ("medicines.prescription-only"): they were found to be wrong. */
  revoked: z
    .array(z.string().regex(/^[a-z0-9-]{1,60}\.[a-z0-9-]{1,60}$/))
    .max(PUBLICATION_LIMITS.revoked)
    .default([]),
});
/** What is published: everything of it was signed. */
export type Publication = z.infer<typeof packsSchema>;
/** As its publisher writes it. */
export type PublicationInput = z.input<typeof packsSchema>;

const indexSchema = z.strictObject({ keys: envelopeSchema, packs: envelopeSchema });

/** Versions that were accepted before; nothing older is accepted again. */
export interface Accepted {
  keys: number;
  packs: number;
  /** SHA-256 of the signed bytes of that version of the packs: the same version may not say something else. */
  digest: string;
}

const json = (bytes: Uint8Array): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
const lasts = (until: string, now: number, what: string): void => {
  if (Date.parse(until) <= now) throw new Error(`${what} expired on ${until.slice(0, 10)}`);
};
/** Runs one step and says in which part of the publication it failed. */
async function within<T>(part: string, step: () => Promise<T> | T): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw new Error(
      `${part}: ${error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message}`,
    );
  }
}

/**
 * Checks an index against the root key and what was accepted before. Throws an error that says which part was refused
 * and why: signed by another key, expired, older than before, the same version with other content, malformed.
 */
export async function readPublication(
  bytes: Uint8Array<ArrayBuffer>,
  root: string,
  before: Accepted | null,
  now: number,
): Promise<{ publication: Publication; accepted: Accepted }> {
  if (bytes.length > PUBLICATION_LIMITS.index) throw new Error('index: is too long');
  const index = await within('index', () => indexSchema.parse(json(bytes)));
  const keys = await within('keys', async () => {
    const read = keysSchema.parse(json(await unseal(index.keys, KEYS_TYPE, [root])));
    if (read.version < (before?.keys ?? 0))
      throw new Error(`version ${read.version} is older than ${before?.keys}`);
    lasts(read.expires, now, 'the keys');
    return read;
  });
  return within('packs', async () => {
    const signed = await unseal(index.packs, PACKS_TYPE, keys.keys);
    const publication = packsSchema.parse(json(signed));
    const digest = await sha256(signed);
    if (before && publication.version < before.packs)
      throw new Error(`version ${publication.version} is older than ${before.packs}`);
    if (before && publication.version === before.packs && digest !== before.digest)
      throw new Error(`version ${publication.version} was something else before`);
    lasts(publication.expires, now, 'the publication');
    return { publication, accepted: { keys: keys.version, packs: publication.version, digest } };
  });
}

type KeyPair = { publicKey: string; privateKey: string };
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** Signs, with the root key, which keys may sign packs. */
export const signKeys = (keys: Keys, root: KeyPair): Promise<Envelope> =>
  seal(KEYS_TYPE, bytes(keysSchema.parse(keys)), root);

/** Signs a publication, with a key that the root key allowed. */
export const signPacks = (publication: PublicationInput, key: KeyPair): Promise<Envelope> =>
  seal(PACKS_TYPE, bytes(packsSchema.parse(publication)), key);

/** Who signed an index, by the beginning of the keys' hashes, for people to compare. */
export const fingerprint = keyIdOf;
