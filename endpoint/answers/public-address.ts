import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * What may be connected to on somebody else's word: only addresses the public internet routes. Everything the IANA
 * special-purpose registries (RFC 6890) set aside is refused: this machine, its network, other people's clouds'
 * metadata, carrier-grade NAT, documentation, multicast.
 */
const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Within 2000::/3, the only part of IPv6 that is given out; what carries an IPv4 address inside is among them. */
const SPECIAL_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const v4 = new BlockList();
for (const [net, prefix] of SPECIAL_V4) v4.addSubnet(net, prefix, 'ipv4');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const v6 = new BlockList();
for (const [net, prefix] of SPECIAL_V6) v6.addSubnet(net, prefix, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address, written in any form, is one of the public internet's. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  // A scope ("fe80::1%eth0") belongs to a link, never to the internet.
  if (family === 0 || address.includes('%')) return false;
  if (family === 4) return !v4.check(address, 'ipv4');
  return global6.check(address, 'ipv6') && !v6.check(address, 'ipv6');
}

/** Whether an IP address is this machine's own, 127.0.0.0/8 or ::1. */
export const isLoopbackAddress = (address: string): boolean =>
  isIP(address) !== 0 && loopback.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** A host could not be asked, or may not be connected to. */
export class AddressRefused extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED';
}

/**
 * A `lookup` for `net.connect` and `https.request` that gives only addresses `allowed` lets pass. The connection
 * goes to the very addresses that were checked, so that a name answering differently the second time (DNS
 * rebinding) gains nothing. One bad address among several refuses them all.
 */
export function checkedLookup(
  allowed: (address: string) => boolean = isPublicAddress,
  resolve: typeof systemLookup = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const refused = addresses.find(({ address }) => !allowed(address));
      const first = addresses[0];
      if (refused || !first)
        return callback(new AddressRefused(`${hostname} is not on the public internet`), '');
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
