import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Receipt, receiptStatement } from './interface.ts';
import { type Notice, noticeBytes } from './notice.ts';
import type { ReceiptProof } from './outbox-entry.ts';

/**
 * Checks that a receipt is about the bytes that were sent, and signed with the endpoint's key (Ed25519, RFC 8032; raw,
 * base64url). `unverified` where it cannot be told: no key, no signature, or a browser without Ed25519.
 */
export async function receiptVerdict(
  receipt: Receipt,
  notice: Notice,
  publicKey: string | null,
  subtle: SubtleCrypto = crypto.subtle,
): Promise<ReceiptProof['verdict']> {
  // A receipt of the interface's first days has neither.
  if (receipt.sha256 === '' || receipt.signature === '' || publicKey === null) return 'unverified';
  const sent = new Uint8Array(await subtle.digest('SHA-256', utf8(noticeBytes(notice))));
  if (bytesToHex(sent) !== receipt.sha256) return 'wrong';
  const [key, signature] = [fromBase64Url(publicKey), fromBase64Url(receipt.signature)];
  if (key?.length !== 32) return 'unverified';
  if (signature?.length !== 64) return 'wrong';
  try {
    const imported = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    const holds = await subtle.verify('Ed25519', imported, signature, utf8(receiptStatement(receipt)));
    return holds ? 'verified' : 'wrong';
  } catch {
    return 'unverified';
  }
}

const utf8 = (text: string) => utf8ToBytes(text) as Uint8Array<ArrayBuffer>;

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
