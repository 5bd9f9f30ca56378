import { BlockList, isIP } from 'node:net';

/** More names than any chain of proxies has; those before the last of them are not read. */
const HOPS_MAX = 20;

/** An address or a range ("10.0.0.0/8", "2001:db8::/32"); null for what is neither. */
export function addressRange(
  text: string,
): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | null {
  const [address = '', length, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return null;
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (!(prefix >= 0 && prefix <= bits)) return null;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/**
 * Says who is asking: the address the connection comes from or, if that is one of our own proxies, the last one in
 * `X-Forwarded-For` that is not. What stands before it anybody can write there.
 */
export function clientAddress(
  trustedProxies: readonly string[],
): (peer: string, forwardedFor?: string) => string {
  const trusted = new BlockList();
  for (const range of trustedProxies) {
    const { address, prefix, family } = addressRange(range) ?? {};
    if (address && prefix !== undefined) trusted.addSubnet(address, prefix, family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (peer, forwardedFor = '') => {
    let nearest = plain(peer);
    if (trustedProxies.length === 0) return nearest;
    const hops = forwardedFor
      .split(',', 1_000)
      .slice(-HOPS_MAX)
      .map((hop) => plain(hop.trim()));
    while (isTrusted(nearest)) {
      const before = hops.pop();
      if (before === undefined || isIP(before) === 0) break;
      nearest = before;
    }
    return nearest;
  };
}

/** IPv4 written as IPv6 is IPv4 again. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d{1,3}\.)/i, '');

/** What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function subscriber(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const first = groups(head);
  // An IPv4 address at the end stands for two groups; it never is among the first four of a whole address.
  const last = groups(tail ?? '').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  const network = [...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
