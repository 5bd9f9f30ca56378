import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { checkedLookup, isLoopbackAddress, isPublicAddress } from './public-address.ts';

describe('isPublicAddress', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.0.192',
    '198.18.0.1',
    '198.19.255.255',
    '203.0.113.7',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
    'localhost',
    '0x7f.1',
    '2130706433',
    '127.1',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.0.1.1',
    '198.17.0.1',
    '223.255.255.255',
    '2a00:1450:4001::1',
    '2606:4700::1111',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test('and which are this machine itself', () => {
    for (const own of ['127.0.0.1', '127.8.8.8', '::1']) expect(isLoopbackAddress(own)).toBe(true);
    for (const other of ['128.0.0.1', '0.0.0.0', '::2', '10.0.0.1', 'localhost'])
      expect(isLoopbackAddress(other)).toBe(false);
  });
});

describe('checkedLookup', () => {
  const answering = (...addresses: string[]) =>
    checkedLookup(isPublicAddress, ((_host: string, _options: unknown, callback: unknown) =>
      (callback as (error: null, all: LookupAddress[]) => void)(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as never);
  const ask = (lookup: ReturnType<typeof checkedLookup>, all: boolean) =>
    new Promise((resolve, reject) =>
      lookup('name.example', { all }, (error, address) => (error ? reject(error) : resolve(address))),
    );

  test('gives the very addresses it checked', async () => {
    expect(await ask(answering('8.8.8.8', '2a00::1'), true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2a00::1', family: 6 },
    ]);
    expect(await ask(answering('8.8.8.8', '2a00::1'), false)).toBe('8.8.8.8');
  });

  test.each([[['8.8.8.8', '127.0.0.1']], [['::1', '2a00::1']], [['169.254.169.254']], [[]]])(
    'refuses a name with %j',
    async (addresses) => {
      for (const all of [true, false])
        await expect(ask(answering(...addresses), all)).rejects.toThrow('not on the public internet');
    },
  );

  test("the system's resolver is asked: a name of this machine is refused", async () => {
    await expect(ask(checkedLookup(), true)).rejects.toThrow();
    await expect(
      new Promise((resolve, reject) =>
        checkedLookup()('localhost', { all: true }, (error, addresses) =>
          error ? reject(error) : resolve(addresses),
        ),
      ),
    ).rejects.toThrow('localhost is not on the public internet');
  });
});
