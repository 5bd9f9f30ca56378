import { describe, expect, test } from 'vitest';
import { addressRange, clientAddress, subscriber } from './client-address.ts';

describe('clientAddress', () => {
  const addressOf = clientAddress(['10.0.0.0/8', '2001:db8:f::/48']);

  test.each([
    ['192.0.2.1', '198.51.100.1', '192.0.2.1'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '203.0.113.1, 198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '203.0.113.1, 198.51.100.1, 10.2.2.2', '198.51.100.1'],
    ['2001:db8:f::1', '2001:db8:1::1', '2001:db8:1::1'],
    ['10.0.0.1', 'unknown', '10.0.0.1'],
    ['10.0.0.1', '198.51.100.1, <script>', '10.0.0.1'],
    ['10.0.0.1', `198.51.100.1,${'10.0.0.1,'.repeat(100_000)}10.0.0.1`, '10.0.0.1'],
    ['', '198.51.100.1', ''],
  ])('from %s, forwarded for %s', (peer, forwardedFor, address) => {
    expect(addressOf(peer, forwardedFor)).toBe(address);
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
  ['', ''],
])('%s is the subscriber %s', (address, one) => {
  expect(subscriber(address)).toBe(one);
});

test.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0/8', 'host', '::/129', '1.2.3.4/1/2', ''])(
  '%s is no range',
  (text) => {
    expect(addressRange(text)).toBe(null);
  },
);
