import { BlockList, isIP, isIPv4 } from 'node:net';

/** `::ffff:192.0.2.1`: an IPv4 address as a socket that speaks both shows it. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** An address as ranges know it: IPv4 wherever it is IPv4, without a zone. */
function plainAddress(address: string): string {
  const plain = address.replace(/%.*$/, '');
  return MAPPED.exec(plain)?.[1] ?? plain;
}

interface Range {
  address: string;
  prefix: number;
  family: 'ipv4' | 'ipv6';
}

/** Reads `192.0.2.0/24`, `2001:db8::/32` or one address; `null` for what is none of them. */
function readRange(text: string): Range | null {
  const [written = '', bits, ...rest] = text.split('/');
  if (rest.length > 0 || written.includes('%') || isIP(written) === 0) return null;
  const address = plainAddress(written);
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const most = family === 'ipv4' ? 32 : 128;
  // a range of mapped addresses is counted in the bits of IPv6: its IPv4 form says what is meant
  if (bits === undefined) return { address, prefix: most, family };
  if (address !== written || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return null;
  return { address, prefix: Number(bits), family };
}

/** Whether a text is a range of IP addresses in CIDR notation, or one address. */
export const isIpRange = (text: string): boolean => readRange(text) !== null;

/** Makes the test whether an address lies in one of some ranges; ranges that cannot be read let nobody in. */
export function ipMatcher(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges.map(readRange)) {
    if (range) list.addSubnet(range.address, range.prefix, range.family);
  }
  return (address) => {
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}
