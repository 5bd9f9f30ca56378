import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { receiptStatement } from './interface.ts';
import { noticeBytes } from './notice.ts';
import { receiptVerdict } from './receipt-proof.ts';
import { sampleNotice, sampleReceipt } from './sample-notice.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'jwk' }).x as string;
const notice = sampleNotice();

/** A receipt as an endpoint with that key would give it. */
function signed(changes: Partial<ReturnType<typeof sampleReceipt>> = {}) {
  const sha256 = createHash('sha256').update(noticeBytes(notice)).digest('hex');
  const receipt = sampleReceipt({ sha256 });
  const signature = sign(null, Buffer.from(receiptStatement(receipt)), privateKey).toString('base64url');
  return { ...receipt, signature, ...changes };
}

test('a receipt signed with the endpoint’s key over what was sent', async () => {
  expect(await receiptVerdict(signed(), notice, key)).toBe('verified');
});

test.each([
  ['over other bytes', signed(), { ...notice, explanation: `${notice.explanation} Perhaps.` }],
  ['with another time', signed({ receivedAt: '2026-11-24T09:00:00.000Z' }), notice],
  ['for another id', signed({ id: 'r2' }), notice],
  ['with a signature that is none', signed({ signature: 'AAAA' }), notice],
  ['with another signature', signed({ signature: 'A'.repeat(86) }), notice],
])('one %s is wrong', async (_, receipt, about) => {
  expect(await receiptVerdict(receipt, about, key)).toBe('wrong');
});

test('one signed with another key is wrong', async () => {
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x as string;
  expect(await receiptVerdict(signed(), notice, other)).toBe('wrong');
});

test('what cannot be told is said to be so', async () => {
  expect(await receiptVerdict(signed(), notice, null)).toBe('unverified');
  expect(await receiptVerdict(signed(), notice, 'not a key')).toBe('unverified');
  expect(await receiptVerdict(signed(), notice, 'AAAA')).toBe('unverified');
  expect(await receiptVerdict(signed({ sha256: '', signature: '' }), notice, key)).toBe('unverified');
  // A browser that knows no Ed25519.
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name) =>
      name === 'importKey'
        ? () => Promise.reject(new DOMException('no', 'NotSupportedError'))
        : Reflect.get(target, name).bind(target),
  });
  expect(await receiptVerdict(signed(), notice, key, subtle)).toBe('unverified');
});
