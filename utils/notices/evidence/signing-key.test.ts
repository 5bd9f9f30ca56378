import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { forgetSigningKey, isSignedBy, newSigningKey, openSigningKey } from './signing-key.ts';

test('one key for one profile, also when two windows make it at once', async () => {
  const [one, other] = await Promise.all([openSigningKey({ name: 'k' }), openSigningKey({ name: 'k' })]);
  const later = await openSigningKey({ name: 'k' });
  expect(other.publicKey).toBe(one.publicKey);
  expect(later.publicKey).toBe(one.publicKey);
  expect(await isSignedBy(one.publicKey, await later.sign('ö'), 'ö')).toBe(true);
  expect((await openSigningKey({ name: 'another' })).publicKey).not.toBe(one.publicKey);
});

test('the private key cannot be taken out', async () => {
  await openSigningKey({ name: 'held' });
  const { privateKey } = await (await openDB('held', 1)).get('keys', 'evidence');
  expect(privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
});

test('a signature is one text’s and one key’s', async () => {
  const [key, other] = [await newSigningKey(), await newSigningKey()];
  const signature = await key.sign('a');
  expect(await isSignedBy(key.publicKey, signature, 'a')).toBe(true);
  expect(await isSignedBy(key.publicKey, signature, 'b')).toBe(false);
  expect(await isSignedBy(other.publicKey, signature, 'a')).toBe(false);
  expect(await isSignedBy('AAAA', signature, 'a')).toBe(false);
  expect(await isSignedBy('no base64', 'nor this', 'a')).toBe(false);
});

test('a key that was forgotten is not made again; what it signed holds', async () => {
  const key = await openSigningKey({ name: 'gone' });
  const signature = await key.sign('a');
  await forgetSigningKey({ name: 'gone' });
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('gone');
  expect((await openSigningKey({ name: 'gone' })).publicKey).not.toBe(key.publicKey);
  expect(await isSignedBy(key.publicKey, signature, 'a')).toBe(true);
  await expect(forgetSigningKey({ name: 'never there' })).resolves.toBeUndefined();
});
