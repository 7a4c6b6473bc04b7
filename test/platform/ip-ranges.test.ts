import { describe, expect, it } from 'vitest';
import { ipMatcher, isIpRange } from '../../src/platform/ip-ranges.ts';

describe('ranges of addresses', () => {
  it.each(['192.0.2.0/24', '192.0.2.7', '0.0.0.0/0', '2001:db8::/32', '::1', '::/0', '::ffff:192.0.2.7'])(
    '%s is one',
    (range) => expect(isIpRange(range)).toBe(true),
  );

  it.each([
    '',
    '192.0.2',
    '192.0.2.0/33',
    '192.0.2.0/-1',
    '192.0.2.0/',
    '192.0.2.0/24/8',
    '2001:db8::/129',
    'fe80::1%eth0',
    '::ffff:192.0.2.0/120',
    'example.org',
    '192.0.2.0 /24',
  ])('%j is none', (range) => expect(isIpRange(range)).toBe(false));

  it('let in what lies in one of them, IPv4 also as IPv6 sockets show it', () => {
    const within = ipMatcher(['192.0.2.0/24', '198.51.100.7', '2001:db8::/32']);
    for (const address of [
      '192.0.2.0',
      '192.0.2.255',
      '198.51.100.7',
      '2001:db8:ffff::1',
      '::ffff:192.0.2.9',
    ])
      expect([address, within(address)]).toEqual([address, true]);
    for (const address of [
      '192.0.3.0',
      '198.51.100.8',
      '2001:db9::1',
      '::ffff:192.0.3.0',
      '::1',
      '',
      'nobody',
    ])
      expect([address, within(address)]).toEqual([address, false]);
    expect(ipMatcher(['fe80::/10'])('fe80::1%eth0')).toBe(true);
    expect(ipMatcher(['::ffff:192.0.2.7'])('192.0.2.7')).toBe(true);
    expect(ipMatcher([])('192.0.2.7')).toBe(false);
  });
});
