import { isIP } from 'node:net';
import { ipMatcher } from '../ip-ranges.ts';

/** IPv4 that is not of the public internet: this host, private, shared (CGNAT), link-local (metadata), tests, multicast, reserved. */
const notPublic4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of IPv6 only 2000::/3 is public, without what carries IPv4 or is documentation. */
const public6 = ['2000::/3'];
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const blocked4 = ipMatcher(notPublic4);
const open6 = ipMatcher(public6);
const blocked6 = ipMatcher(notPublic6);

/** Whether an IP address is of the public internet. IPv4 in the clothes of IPv6 is not. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked4(address);
  return family === 6 && open6(address) && !blocked6(address);
}
