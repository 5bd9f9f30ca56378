import { z } from 'zod';

/**
 * Dead Simple Signing Envelope (github.com/secure-systems-lab/dsse, version 1.0.2): bytes with Ed25519 signatures
 * (RFC 8032) over them and their type. Whoever opens one gets the bytes only after a signature was found good, so
 * nothing is parsed that was not signed.
 */
export const envelopeSchema = z.strictObject({
  payloadType: z.string().max(100),
  payload: z.base64().max(2_000_000),
  signatures: z
    .array(z.strictObject({ keyid: z.string().max(64), sig: z.base64().max(200) }))
    .min(1)
    .max(10),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** An Ed25519 public key: its 32 bytes in base64. */
export const publicKeySchema = z
  .base64()
  .refine((key) => bytesOf(key).length === 32, 'must be the 32 bytes of an Ed25519 key in base64');

export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** SHA-256 in lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** By what a key is called: the beginning of the SHA-256 of its bytes. A hint; it proves nothing. */
export const keyIdOf = async (publicKey: string): Promise<string> =>
  (await sha256(bytesOf(publicKey))).slice(0, 16);

/** DSSE's pre-authentication encoding: what is really signed. */
function encoded(type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const utf8 = new TextEncoder();
  const head = utf8.encode(`DSSEv1 ${utf8.encode(type).length} ${type} ${payload.length} `);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

/** A new key pair: the public key as `publicKeySchema`, the private one as base64 of PKCS #8. */
export async function newKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const keys = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  return {
    publicKey: base64Of(new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey))),
    privateKey: base64Of(new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey))),
  };
}

/** Signs bytes. Throws where the private key is none. */
export async function seal(
  payloadType: string,
  payload: Uint8Array,
  { publicKey, privateKey }: { publicKey: string; privateKey: string },
): Promise<Envelope> {
  const key = await crypto.subtle.importKey('pkcs8', bytesOf(privateKey), 'Ed25519', false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key, encoded(payloadType, payload)));
  return {
    payloadType,
    payload: base64Of(payload),
    signatures: [{ keyid: await keyIdOf(publicKey), sig: base64Of(signature) }],
  };
}

/** The bytes of an envelope, if one of `keys` signed them as this type. Throws with the reason otherwise. */
export async function unseal(
  envelope: Envelope,
  payloadType: string,
  keys: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  if (envelope.payloadType !== payloadType)
    throw new Error(`is signed as “${envelope.payloadType}”, not as “${payloadType}”`);
  const payload = bytesOf(envelope.payload);
  const signed = encoded(payloadType, payload);
  for (const { sig } of envelope.signatures)
    for (const publicKey of keys) {
      const key = await crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify']);
      if (await crypto.subtle.verify('Ed25519', key, bytesOf(sig), signed)) return payload;
    }
  throw new Error('is signed by none of the keys it may be signed by');
}
