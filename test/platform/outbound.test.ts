import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { Outbound } from '../../src/platform/outbound/outbound.ts';
import { isPublic } from '../../src/platform/outbound/public-addresses.ts';
import { SecretBox } from '../../src/platform/secrets.ts';
import { startReceiver } from '../support/receiver.ts';

const receiver = await startReceiver();
const options = { allowHttp: true, allowedNetworks: [], timeoutMs: 1_000 };
const strict = new Outbound({ ...options, allowHttp: false });
const outbound = new Outbound(options);

/** Answers each look-up with the next of some addresses, and at last with the last one. */
function resolving(...answers: string[]) {
  const left = [...answers];
  return (_name: string, done: (error: null, addresses: LookupAddress[]) => void) => {
    const address = (left.length > 1 ? left.shift() : left[0]) ?? '';
    done(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
  };
}

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '239.1.1.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '100::1',
    'no address',
  ])('%s is not public', (address) => expect(isPublic(address)).toBe(false));

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '192.169.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('%s is public', (address) => expect(isPublic(address)).toBe(true));
});

describe('a URL', () => {
  it.each([
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1:8443/',
    'https://192.168.0.1./',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://100.100.100.200/',
    'https://１２７.0.0.1/',
    'https://user@example.com/',
    'https://user:word@example.com/',
    'https://example.com/#x',
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com',
    'javascript:alert(1)',
    'example.com',
    '//example.com',
    '',
    'https://',
  ])('%s is refused', async (url) => {
    expect(strict.refusalOf(url)).toEqual(expect.any(String));
    await expect(strict.post(url, {}, '{}')).rejects.toThrow(/^The URL must/);
  });

  it('may be of a public address or of any name, with any port', () => {
    for (const url of [
      'https://example.com',
      'https://example.com:8443/a?b=c',
      'https://8.8.8.8/',
      'https://[2606:4700::1]/',
    ])
      expect(strict.refusalOf(url)).toBeNull();
  });
});

describe('a call', () => {
  it('never reaches a private address, whatever a name resolves to', async () => {
    const url = receiver.url('ok');
    await expect(outbound.post(url, {}, '{}')).rejects.toThrow();
    const named = `http://hooks.example.com:${receiver.port}/ok`;
    for (const address of [
      '127.0.0.1',
      '::ffff:127.0.0.1',
      '::1',
      '0.0.0.0',
      '10.0.0.1',
      '169.254.169.254',
    ]) {
      const guarded = new Outbound({ ...options, resolve: resolving(address) });
      await expect(guarded.post(named, {}, '{}')).rejects.toThrow(/private network/);
    }
    expect(receiver.calls).toEqual([]);
  });

  it('judges the address that it connects to: a name that answers otherwise the second time gets no call', async () => {
    const rebinding = new Outbound({
      ...options,
      timeoutMs: 200,
      resolve: resolving('192.0.2.1', '127.0.0.1'),
    });
    const named = `http://hooks.example.com:${receiver.port}/ok`;
    for (const _ of [1, 2, 3]) await expect(rebinding.post(named, {}, '{}')).rejects.toThrow();
    const mixed = new Outbound({
      ...options,
      resolve: (_name, done) =>
        done(null, [
          { address: '8.8.8.8', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    });
    await expect(mixed.post(named, {}, '{}')).rejects.toThrow(/private network/);
    expect(receiver.calls).toEqual([]);
  });

  it('reaches networks that are allowed, and no others', async () => {
    const open = new Outbound({ ...options, allowedNetworks: ['127.0.0.0/8'] });
    expect(await open.post(receiver.url('ok'), { 'webhook-id': 'evt_1' }, '{}')).toBe(204);
    expect(await open.post(receiver.url('302'), {}, '{}')).toBe(302);
    expect(receiver.calls.map(({ path }) => path)).toEqual(['/ok', '/302']);
    expect(open.refusalOf('http://10.0.0.1/')).toMatch(/private/);
    expect(
      new Outbound({ ...options, allowedNetworks: ['fd00::/8'] }).refusalOf('http://[fd00::1]/'),
    ).toBeNull();
  });
});

describe('a secret', () => {
  const [one, two] = ['one key that is long enough to be one', 'another key that is long enough'];
  it('is sealed, and opened by the key that sealed it, for its owner only', () => {
    const box = new SecretBox([one]);
    const sealed = box.seal('whsec_abc', 'whk_1');
    expect(sealed).not.toContain('whsec');
    expect(box.seal('whsec_abc', 'whk_1')).not.toBe(sealed);
    expect(box.open(sealed, 'whk_1')).toBe('whsec_abc');
    expect(() => box.open(sealed, 'whk_2')).toThrow();
    expect(() => box.open(`${sealed.slice(0, -4)}AAAA`, 'whk_1')).toThrow();
    expect(new SecretBox([two, one]).open(sealed, 'whk_1')).toBe('whsec_abc');
    expect(() => new SecretBox([two]).open(sealed, 'whk_1')).toThrow(/SECRETS_KEY/);
  });

  it('is stored as it is where there is no key, and opened when there is one later', () => {
    const plain = new SecretBox([]).seal('whsec_abc', 'whk_1');
    expect(new SecretBox([one]).open(plain, 'whk_1')).toBe('whsec_abc');
  });
});
