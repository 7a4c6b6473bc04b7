import { describe, expect, it } from 'vitest';
import { buildIfStale } from '../support/built-server.ts';
import { startGateway } from '../support/gateway.ts';

buildIfStale();
const plain = await startGateway();
const listed = await startGateway({
  CORS_ORIGINS: 'https://app.example, https://b.example',
  HSTS_SECONDS: '600',
});
const open = await startGateway({ CORS_ORIGINS: '*' });

const HTML = { accept: 'text/html' };
type Sources = Record<string, string[]>;

/** A policy, taken apart. */
function policyOf(headers: Headers): Sources {
  const parts = (headers.get('content-security-policy') ?? '').split('; ').map((part) => part.split(' '));
  return Object.fromEntries(parts.map(([directive, ...sources]) => [directive ?? '', sources]));
}

describe('security headers', () => {
  it.each([
    ['GET', '/health/live'],
    ['GET', '/metrics'],
    ['POST', '/graphql'],
    ['GET', '/graphql'],
    ['GET', '/api/inventory'],
    ['GET', '/nowhere'],
  ])('%s %s allows nothing to a browser', async (method, path) => {
    const { headers } = await plain.call(method, path, method === 'POST' ? {} : undefined);
    expect(policyOf(headers)).toEqual({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it.each(['/', '/graphiql', '/docs'])(
    '%s allows what this server serves, and no inline script',
    async (path) => {
      const policy = policyOf((await plain.call('GET', path, undefined, HTML)).headers);
      expect(policy['default-src']).toEqual(["'none'"]);
      expect(policy['frame-ancestors']).toEqual(["'none'"]);
      const { 'style-src': styles = [], ...others } = policy;
      const sources = Object.values(others).flat();
      expect(sources.filter((source) => !["'self'", "'none'", 'data:'].includes(source))).toEqual([]);
      expect(styles.filter((source) => source !== "'self'")).toEqual(path === '/' ? [] : ["'unsafe-inline'"]);
    },
  );

  it('only Sandbox may load from Apollo, and only where a browser asks for it', async () => {
    const sandbox = policyOf((await plain.call('GET', '/graphql', undefined, HTML)).headers);
    expect(sandbox['script-src']).toContain('https://embeddable-sandbox.cdn.apollographql.com');
    expect(sandbox['frame-src']).toEqual(['https://sandbox.embed.apollographql.com']);
    expect(sandbox['connect-src']).toEqual(["'self'"]);
    expect(sandbox['frame-ancestors']).toEqual(["'none'"]);
    const posted = policyOf((await plain.call('POST', '/graphql', {}, HTML)).headers);
    expect(posted).toMatchObject({ 'default-src': ["'none'"] });
    expect(posted['script-src']).toBeUndefined();
  });

  it('the header’s policy for Sandbox covers the hosts that its page names for itself', async () => {
    const { headers, body } = await plain.call('GET', '/graphql', undefined, HTML);
    const own = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(body)?.[1] ?? '';
    expect(own).toContain("'nonce-");
    const policy = policyOf(headers);
    const loaded = [...body.matchAll(/<(?:script|link)[^>]*?(?:src|href)="(https:\/\/[^/"]+)/g)].map(
      ([, host]) => host,
    );
    const allowed = Object.values(policy).flat();
    // preconnect loads nothing by itself, but is where the fonts come from
    expect(loaded.filter((host) => !allowed.includes(host ?? ''))).toEqual([]);
    expect(loaded.length).toBeGreaterThan(2);
  });

  it('HSTS is sent when it is set', async () => {
    const { headers } = await listed.call('GET', '/health/live');
    expect(headers.get('strict-transport-security')).toBe('max-age=600');
  });
});

describe('CORS', () => {
  const preflight = (gateway: typeof plain, origin: string, path = '/graphql') =>
    gateway.call('OPTIONS', path, undefined, {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    });

  it('is off by default: no origin is allowed', async () => {
    for (const answer of [
      await preflight(plain, 'https://app.example'),
      await plain.call('POST', '/graphql', {}, { origin: 'https://app.example' }),
    ]) {
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it.each(['/graphql', '/api/inventory/adjust'])('lets the origins of the setting call %s', async (path) => {
    for (const origin of ['https://app.example', 'https://b.example']) {
      const { status, headers } = await preflight(listed, origin, path);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type,idempotency-key');
      expect(headers.get('access-control-allow-methods')).toContain('POST');
      expect(headers.get('access-control-max-age')).toBe('600');
      expect(headers.get('vary')).toContain('Origin');
    }
  });

  it('and no others', async () => {
    const { headers } = await preflight(listed, 'https://evil.example');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const sub = await preflight(listed, 'https://app.example.evil.example');
    expect(sub.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets scripts read the headers that matter, without cookies', async () => {
    const origin = { origin: 'https://app.example' };
    const { headers } = await listed.call('POST', '/graphql', { query: '{ viewer { id } }' }, origin);
    const exposed = headers.get('access-control-expose-headers') ?? '';
    for (const name of [
      'X-Request-Id',
      'Idempotent-Replayed',
      'Retry-After',
      'X-RateLimit-Remaining',
      'ETag',
    ])
      expect(exposed).toContain(name);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('* lets any origin call', async () => {
    const { headers } = await preflight(open, 'https://anything.example');
    expect(headers.get('access-control-allow-origin')).toBe('https://anything.example');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });
});
