import {
  type CertificateChoices,
  ContentInfo,
  id_signedData,
  SignedData,
  type SignerInfo,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { id_ct_tstInfo, MessageImprint, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import {
  AlgorithmIdentifier,
  type Certificate,
  ExtendedKeyUsage,
  id_ce_extKeyUsage,
} from '@peculiar/asn1-x509';
import { endpointUrl } from '../../settings.ts';
import type { Bytes } from './wacz.ts';

/**
 * Time stamps (RFC 3161): an authority signs that a hash was shown to it at a time. It learns the hash and nothing
 * else. Whether the authority is to be trusted is for the reader of the stamp: no list of them is kept here.
 */
export interface TimeStamp {
  /** The time the authority vouches for (RFC 3339, UTC). */
  at: string;
  /** The name in its certificate. */
  authority: string;
  /** SHA-256 of its certificate, lower-case hexadecimal. */
  fingerprint: string;
}

const ANSWER_MAX = 64 * 1024;
const SHA256 = '2.16.840.1.101.3.4.2.1';
const DIGESTS: Record<string, string> = {
  '1.3.14.3.2.26': 'SHA-1',
  [SHA256]: 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
/** Signature algorithms: RSA with the signer's digest or with one of its own, and ECDSA. */
const RSA: Record<string, string | null> = {
  '1.2.840.113549.1.1.1': null,
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};
const ECDSA: Record<string, string> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};
/** DER of the named curve in a public key, in hexadecimal, and the bytes of its numbers. */
const CURVES: Record<string, [name: string, size: number]> = {
  '06082a8648ce3d030107': ['P-256', 32],
  '06052b81040022': ['P-384', 48],
  '06052b81040023': ['P-521', 66],
};
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** Which certificate signed, by its hash (RFC 2634 with SHA-1, RFC 5035). */
const SIGNED_WITH = ['1.2.840.113549.1.9.16.2.12', '1.2.840.113549.1.9.16.2.47'];
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/**
 * Has an authority stamp data, and gives the token (DER). `authority` is an https address, or one on this machine.
 * Rejects with the reason where the answer is none, or is not about this data and this request.
 */
export async function requestTimeStamp(
  authority: string,
  data: Bytes,
  { fetch = globalThis.fetch, timeoutMs = 15_000 } = {},
): Promise<Bytes> {
  const address = endpointUrl(authority);
  if (address === null) throw new Error('the authority’s address must be an https address');
  const nonce = crypto.getRandomValues(new Uint8Array(8));
  // A positive number whose DER has neither a sign nor a leading zero to lose.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
      hashedMessage: new OctetString(await crypto.subtle.digest('SHA-256', data)),
    }),
    nonce: nonce.buffer,
    certReq: true,
  });
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: AsnConvert.serialize(request),
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`the authority answered with status ${response.status}`);
  const { status, timeStampToken } = parsed(await bounded(response), TimeStampResp);
  if (status.status > 1 || !timeStampToken)
    throw new Error(`the authority refused (status ${status.status})`);
  const token = new Uint8Array(AsnConvert.serialize(timeStampToken));
  await checkTimeStamp(token, data);
  if (!same(tokenInfo(token).info.nonce, nonce.buffer)) throw new Error('the answer is not to this request');
  return token;
}

/** What a token says, once it was found to be about this data and whole. Rejects with the reason otherwise. */
export async function checkTimeStamp(token: Bytes, data: Bytes): Promise<TimeStamp> {
  const { signed, signedData, info, content } = tokenInfo(token);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (
    hashAlgorithm.algorithm !== SHA256 ||
    !same(hashedMessage.buffer, await crypto.subtle.digest('SHA-256', data))
  )
    throw new Error('it is about other data');
  const [signer, another] = signed.signerInfos;
  if (!signer || another) throw new Error('it must have one signature');
  const certificate = signerCertificate(signed, signer);
  const der = AsnConvert.serialize(certificate);
  await checkAttributes(signer, content, der);
  await checkSignature(signedData, signer, certificate);
  const { subject, validity, extensions = [] } = certificate.tbsCertificate;
  const uses = extensions.find(({ extnID }) => extnID === id_ce_extKeyUsage);
  if (!uses || ![...parsed(uses.extnValue.buffer, ExtendedKeyUsage)].includes(TIME_STAMPING))
    throw new Error('its certificate is not for time stamps');
  const at = info.genTime.getTime();
  if (at < validity.notBefore.getTime().getTime() || at > validity.notAfter.getTime().getTime())
    throw new Error('its certificate was not valid at that time');
  const name = subject.flatMap((part) => [...part].map(({ value }) => value.toString())).join(', ');
  return {
    at: new Date(at).toISOString(),
    authority: name,
    fingerprint: hexOf(await crypto.subtle.digest('SHA-256', der)),
  };
}

function tokenInfo(token: Bytes) {
  const { contentType, content } = parsed(token, ContentInfo);
  if (contentType !== id_signedData) throw new Error('it is no time-stamp token');
  const signed = parsed(content, SignedData);
  const { eContentType, eContent } = signed.encapContentInfo;
  const held = eContent?.single?.buffer;
  if (eContentType !== id_ct_tstInfo || !held) throw new Error('it is no time-stamp token');
  return { signed, signedData: content, info: parsed(held, TSTInfo), content: held };
}

function signerCertificate({ certificates }: SignedData, { sid }: SignerInfo): Certificate {
  const { issuerAndSerialNumber: named } = sid;
  for (const { certificate } of (certificates ?? []) as CertificateChoices[]) {
    if (!certificate || !named) continue;
    const { issuer, serialNumber } = certificate.tbsCertificate;
    if (!same(serialNumber, named.serialNumber)) continue;
    if (same(AsnConvert.serialize(issuer), AsnConvert.serialize(named.issuer))) return certificate;
  }
  throw new Error('the certificate of whoever signed it is not in it');
}

/** What is signed are attributes: they must be about this content, and about this certificate. */
async function checkAttributes(
  signer: SignerInfo,
  content: ArrayBuffer,
  certificate: ArrayBuffer,
): Promise<void> {
  const value = (...types: string[]) =>
    signer.signedAttrs?.find(({ attrType }) => types.includes(attrType))?.attrValues[0] ?? new ArrayBuffer(0);
  const digest = await crypto.subtle.digest(digestOf(signer), content);
  if (!same(derOf(value(MESSAGE_DIGEST)).body, digest)) throw new Error('it was changed after it was signed');
  if (!same(value(CONTENT_TYPE), derOid(id_ct_tstInfo))) throw new Error('it was signed as something else');
  const named = derOf(derOf(derOf(value(...SIGNED_WITH)).body).body).body;
  let [algorithm, hash] = derList(named);
  // The algorithm is left out where it is the default: SHA-1 in the older form, SHA-256 in the newer.
  if (algorithm?.tag === 0x04) [algorithm, hash] = [undefined, algorithm];
  const older = signer.signedAttrs?.some(({ attrType }) => attrType === SIGNED_WITH[0]);
  const kind = algorithm ? derKind(algorithm.body) : older ? 'SHA-1' : 'SHA-256';
  if (!kind || !hash || !same(hash.body, await crypto.subtle.digest(kind, certificate)))
    throw new Error('it was signed with another certificate');
}

/** `content` is the SignedData, in DER. */
async function checkSignature(
  content: ArrayBuffer,
  signer: SignerInfo,
  certificate: Certificate,
): Promise<void> {
  // Signed as a set, whatever it is tagged as where it stands (RFC 5652, section 5.4).
  const attributes = derList(derOf(derList(derOf(content).body).at(-1)?.body).body).find(
    ({ tag }) => tag === 0xa0,
  );
  const signed = new Uint8Array(attributes?.raw ?? new ArrayBuffer(0));
  signed[0] = 0x31;
  const { algorithm } = signer.signatureAlgorithm;
  const spki = AsnConvert.serialize(certificate.tbsCertificate.subjectPublicKeyInfo);
  const signature = signer.signature.buffer;
  const ecdsa = ECDSA[algorithm];
  const [key, how, value] = ((): [
    RsaHashedImportParams | EcKeyImportParams,
    AlgorithmIdentifierOf,
    ArrayBuffer,
  ] => {
    if (ecdsa) {
      const { parameters } = certificate.tbsCertificate.subjectPublicKeyInfo.algorithm;
      const [namedCurve, size] = CURVES[hexOf(parameters ?? new ArrayBuffer(0))] ?? [];
      if (!namedCurve || !size) throw new Error('it is signed on a curve that is not known here');
      return [{ name: 'ECDSA', namedCurve }, { name: 'ECDSA', hash: ecdsa }, plainSignature(signature, size)];
    }
    if (!Object.hasOwn(RSA, algorithm)) throw new Error('it is signed in a way that is not known here');
    const name = 'RSASSA-PKCS1-v1_5';
    return [{ name, hash: RSA[algorithm] ?? digestOf(signer) }, { name }, signature];
  })();
  const publicKey = await crypto.subtle.importKey('spki', spki, key, false, ['verify']);
  if (!(await crypto.subtle.verify(how, publicKey, value, signed)))
    throw new Error('its signature is not good');
}
type AlgorithmIdentifierOf = { name: string; hash?: string };

function digestOf({ digestAlgorithm }: SignerInfo): string {
  const name = DIGESTS[digestAlgorithm.algorithm];
  if (!name || name === 'SHA-1')
    throw new Error('it is hashed in a way that is not known here, or not trusted');
  return name;
}

/** `r || s`, each as long as the curve's numbers, from DER. */
function plainSignature(der: ArrayBuffer, size: number): ArrayBuffer {
  const plain = new Uint8Array(2 * size);
  for (const [place, { body }] of derList(derOf(der).body).slice(0, 2).entries()) {
    const number = new Uint8Array(body);
    const digits = number.subarray(Math.max(number.length - size, 0));
    plain.set(digits, (place + 1) * size - digits.length);
  }
  return plain.buffer;
}

interface Der {
  tag: number;
  body: ArrayBuffer;
  /** With tag and length. */
  raw: ArrayBuffer;
}

/** The values that stand one after the other; what is no DER ends them. */
function derList(bytes: ArrayBuffer): Der[] {
  const list: Der[] = [];
  const view = new Uint8Array(bytes);
  for (let at = 0; at + 2 <= view.length; ) {
    const tag = view[at] ?? 0;
    let length = view[at + 1] ?? 0;
    let from = at + 2;
    if (length > 0x80) {
      const digits = length - 0x80;
      length = view.subarray(from, from + digits).reduce((sum, digit) => sum * 256 + digit, 0);
      from += digits;
    }
    if (from + length > view.length) break;
    list.push({ tag, body: bytes.slice(from, from + length), raw: bytes.slice(at, from + length) });
    at = from + length;
  }
  return list;
}
const nothing: Der = { tag: 0, body: new ArrayBuffer(0), raw: new ArrayBuffer(0) };
const derOf = (bytes: ArrayBuffer | undefined): Der => (bytes && derList(bytes)[0]) ?? nothing;
const derOid = (oid: string): ArrayBuffer =>
  AsnConvert.serialize(new AlgorithmIdentifier({ algorithm: oid })).slice(2);
/** The digest of an AlgorithmIdentifier's body. */
const derKind = (body: ArrayBuffer): string | undefined =>
  Object.entries(DIGESTS).find(([oid]) => same(derOid(oid), body.slice(0, derOid(oid).byteLength)))?.[1];

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const same = (a: ArrayBuffer | undefined, b: ArrayBuffer): boolean =>
  a !== undefined && hexOf(a) === hexOf(b);

function parsed<T>(bytes: ArrayBuffer | Bytes, type: new () => T): T {
  try {
    return AsnConvert.parse(bytes, type);
  } catch {
    throw new Error('it is not in the form of RFC 3161');
  }
}

async function bounded(response: Response): Promise<Bytes> {
  const reader = response.body?.getReader();
  const answer = new Uint8Array(ANSWER_MAX);
  let size = 0;
  for (let part = await reader?.read(); reader && part && !part.done; part = await reader.read()) {
    if (size + part.value.length > ANSWER_MAX) {
      await reader.cancel();
      throw new Error('the authority’s answer is too long');
    }
    answer.set(part.value, size);
    size += part.value.length;
  }
  return answer.slice(0, size);
}
