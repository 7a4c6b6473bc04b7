import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const cli = (...args: string[]) => runCli(gateway.environment, ...args);
const viewer = (key: string) =>
  gateway.call(
    'POST',
    '/graphql',
    { query: '{ viewer { organizationId } }' },
    { authorization: `Bearer ${key}` },
  );

describe('org create', () => {
  it('makes an organization, and refuses its slug a second time', async () => {
    const made = await cli('org', 'create', 'acme', '--name', 'Acme Ltd', '--json');
    expect(made.json).toEqual({
      organization: { id: expect.stringMatching(/^org_/), slug: 'acme', name: 'Acme Ltd' },
    });
    expect(made.code).toBe(0);
    const again = await cli('org', 'create', 'acme', '--name', 'Acme', '--json');
    expect(again).toMatchObject({
      code: 1,
      stdout: '',
      error: { code: 'DUPLICATE', details: { slug: 'acme' } },
    });
    expect((await cli('org', 'create', 'No Slug', '--name', 'x', '--json')).error).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path: 'slug' }] },
    });
  });
});

describe('key create', () => {
  it('prints a key that works, once', async () => {
    const { json: organization } = await cli('org', 'create', 'keys', '--name', 'Keys', '--json');
    const made = await cli(
      ...[
        'key',
        'create',
        '--org',
        'keys',
        '--name',
        'reader',
        '--scopes',
        'inventory:read, products.read',
        '--json',
      ],
    );
    const { apiKey, plaintextKey } = made.json;
    expect(apiKey).toEqual({
      id: expect.stringMatching(/^key_/),
      keyPrefix: plaintextKey.split('_').slice(0, 3).join('_'),
      last4: plaintextKey.slice(-4),
      scopes: ['inventory:read', 'products.read'],
    });
    expect((await viewer(plaintextKey)).body).toEqual({
      data: { viewer: { organizationId: organization.organization.id } },
    });
    const human = await cli('key', 'create', '--org', 'keys', '--name', 'x', '--scopes', '*');
    expect(human.stdout).toMatch(/^ig_live_\w+\n/);
  });

  it('makes keys that end, and keys of the platform that may do nothing', async () => {
    await cli('org', 'create', 'ends', '--name', 'Ends');
    const key = ['key', 'create', '--org', 'ends', '--name', 'x', '--scopes', '*', '--json'];
    const ending = await cli(...key, '--expires-at', new Date(Date.now() + 600_000).toISOString());
    expect((await viewer(ending.json.plaintextKey)).status).toBe(200);
    gateway.clock.advance(700_000);
    expect((await viewer(ending.json.plaintextKey)).status).toBe(401);
    for (const moment of ['tomorrow', '2020-01-01T00:00:00Z'])
      expect((await cli(...key, '--expires-at', moment)).error).toMatchObject({
        code: 'VALIDATION_FAILED',
        details: { fields: [{ path: 'expiresAt' }] },
      });
    const platform = await cli('key', 'create', '--platform', '--name', 'operator', '--json');
    expect(platform.json.apiKey.scopes).toEqual([]);
    expect((await viewer(platform.json.plaintextKey)).status).toBe(403);
  });

  it.each([
    [['--org', 'nowhere', '--scopes', '*'], 'NOT_FOUND'],
    [['--org', 'nowhere'], 'USAGE'],
    [['--scopes', '*'], 'USAGE'],
    [['--platform', '--scopes', '*'], 'USAGE'],
  ])('refuses %j', async (options, code) => {
    const refused = await cli('key', 'create', '--name', 'x', ...options, '--json');
    expect(refused).toMatchObject({ code: 1, stdout: '', error: { code, error: expect.any(String) } });
  });
});

describe('member add', () => {
  it('makes an organization’s first administrator', async () => {
    const { organization } = (await cli('org', 'create', 'people', '--name', 'People', '--json')).json;
    const kim = ['--email', 'kim@example.org', '--subject', 'auth0|kim'];
    const { json } = await cli('member', 'add', '--org', 'people', ...kim, '--role', 'admin', '--json');
    expect(json.member).toEqual({
      id: expect.stringMatching(/^mem_/),
      name: 'kim@example.org',
      email: 'kim@example.org',
      subject: 'auth0|kim',
      role: 'ADMIN',
    });
    expect(organization.slug).toBe('people');
    const again = await cli('member', 'add', '--org', 'people', ...kim, '--role', 'VIEWER', '--json');
    expect(again).toMatchObject({ code: 1, error: { code: 'DUPLICATE' } });
    const chief = await cli('member', 'add', '--org', 'people', ...kim, '--role', 'chief', '--json');
    expect(chief.error).toMatchObject({ details: { fields: [{ path: 'role' }] } });
  });
});

describe('errors', () => {
  it('are one line on standard error, with exit code 1', async () => {
    const unknown = await cli('org', 'create', 'x', '--name', 'x', '--nom', 'y');
    expect(unknown).toMatchObject({
      code: 1,
      stdout: '',
      stderr: "unknown option '--nom'\n(Did you mean --name?)\n",
    });
    expect((await cli('fly', '--json')).error).toMatchObject({ code: 'USAGE' });
    const settings = await runCli({ ...gateway.environment, PORT: 'x' }, 'migrate', '--json');
    expect(settings).toMatchObject({ code: 1, error: { code: 'SETTINGS_INVALID' } });
    const away = await runCli({ DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:9/none' }, 'verify');
    expect(away.code).toBe(1);
    expect(away.stderr).toContain('cannot be reached');
    expect(away.stderr).not.toMatch(/secret|\n +at /);
  });

  it('help is no error', async () => {
    const help = await cli('--help');
    expect(help.code).toBe(0);
    for (const verb of ['serve', 'migrate', 'demo', 'org', 'key', 'member', 'import', 'export', 'verify'])
      expect(help.stdout).toMatch(new RegExp(`^ +${verb}\\b`, 'm'));
  });
});

describe('migrate', () => {
  it('says what it did', async () => {
    expect((await cli('migrate', '--json')).json).toEqual({ migrations: [] });
  });
});
