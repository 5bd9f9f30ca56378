import { type DBSchema, deleteDB, openDB } from 'idb';
import { base64Of, bytesOf } from '../../packs/envelope.ts';

/**
 * The key evidence is signed with. It names nobody: it shows that two bundles come from one browser profile, and that
 * neither was changed since. ECDSA on P-384 with SHA-256, signatures as `r || s`, is what WACZ Signing and
 * Verification 0.1.0 calls an anonymous signature and what ReplayWeb.page checks.
 */
export interface SigningKey {
  /** SubjectPublicKeyInfo (RFC 5280) in base64. */
  publicKey: string;
  /** The signature over a text's UTF-8 bytes, in base64. */
  sign(text: string): Promise<string>;
}

const KEY = { name: 'ECDSA', namedCurve: 'P-384' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };
const utf8 = new TextEncoder();

interface Schema extends DBSchema {
  keys: { key: 'evidence'; value: CryptoKeyPair };
}

/**
 * The key of this browser profile, made when first asked for. The private key cannot be taken out of the browser.
 * Rejects where the browser cannot keep it.
 */
export async function openSigningKey({ name = 'caveat-keys' } = {}): Promise<SigningKey> {
  const db = await openDB<Schema>(name, 1, { upgrade: (db) => void db.createObjectStore('keys') });
  try {
    const made = (await db.get('keys', 'evidence')) ?? (await newPair());
    const transaction = db.transaction('keys', 'readwrite', { durability: 'strict' });
    // Two windows may have made one each: the first that was kept is the key.
    const kept = await transaction.store.get('evidence');
    if (!kept) await transaction.store.add(made, 'evidence');
    await transaction.done;
    return await withPair(kept ?? made);
  } finally {
    db.close();
  }
}

/** Deletes the key of this browser profile: what it signed can be verified all the same, and nothing new is its. */
export const forgetSigningKey = ({ name = 'caveat-keys' } = {}): Promise<void> => deleteDB(name);

/** A key that is kept nowhere. */
export const newSigningKey = async (): Promise<SigningKey> => withPair(await newPair());

const newPair = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(KEY, false, ['sign', 'verify']);

async function withPair({ publicKey, privateKey }: CryptoKeyPair): Promise<SigningKey> {
  return {
    // Public keys can always be exported.
    publicKey: base64Of(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))),
    sign: async (text) =>
      base64Of(new Uint8Array(await crypto.subtle.sign(SIGNATURE, privateKey, utf8.encode(text)))),
  };
}

/** Whether a signature is that of this public key over this text; false also where either is none. */
export async function isSignedBy(publicKey: string, signature: string, text: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), KEY, false, ['verify']);
    return await crypto.subtle.verify(SIGNATURE, key, bytesOf(signature), utf8.encode(text));
  } catch {
    return false;
  }
}
