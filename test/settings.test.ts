import { describe, expect, it } from 'vitest';
import { environment, readSettings, SettingsError } from '../src/settings.ts';

/** The message of the refusal. */
function refused(env: Record<string, string>): string {
  try {
    readSettings(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error(`${JSON.stringify(env)} was taken`);
}

describe('settings', () => {
  it('have a default each, frozen', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', DATA_DIR: '.data', DEMO: true });
    expect(settings.DATABASE_URL).toBeUndefined();
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it('are all described', () => {
    const shape = environment.unwrap().shape;
    const bare = Object.entries(shape).filter(([, setting]) => (setting.description ?? '').length < 15);
    expect(Object.keys(shape)).toContain('PORT');
    expect(bare.map(([name]) => name)).toEqual([]);
  });

  it('empty values count as not set, others of the environment do not matter', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', HOME: '/root' })).toEqual(readSettings({}));
  });

  it('are read as what they are', () => {
    const settings = readSettings({
      PORT: '0',
      DEMO: 'false',
      CORS_ORIGINS: ' https://a.example , https://b.example,',
    });
    expect(settings).toMatchObject({
      PORT: 0,
      DEMO: false,
      CORS_ORIGINS: ['https://a.example', 'https://b.example'],
    });
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4000.5'],
    ['PORT', 'http'],
    ['PORT', '4000 '.repeat(2)],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'localhost'],
    ['DATABASE_MIGRATION_URL', 'x'],
    ['DATABASE_GATEWAY_ROLE', 'bad role'],
    ['DATABASE_GATEWAY_ROLE', 'a"; drop table x; --'],
    ['DATABASE_POOL', '1'],
    ['DATABASE_POOL', '201'],
    ['STATEMENT_TIMEOUT_MS', '0'],
    ['LOCK_TIMEOUT_MS', 'soon'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO', 'yes'],
    ['BODY_LIMIT_BYTES', '10'],
    ['SHUTDOWN_TIMEOUT_MS', '120001'],
    ['HSTS_SECONDS', '-1'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(refused({ [name]: value })).toMatch(new RegExp(`^ {2}${name}: `, 'm'));
  });

  it('names every bad setting at once', () => {
    const message = refused({ PORT: 'x', DEMO: 'x', LOG_LEVEL: 'x' });
    for (const name of ['PORT', 'DEMO', 'LOG_LEVEL']) expect(message).toContain(`  ${name}: `);
    expect(message).not.toContain('HOST');
  });

  it.each([
    ['DATABASE_MIGRATION_URL', { DATABASE_MIGRATION_URL: 'postgresql://owner@db/x' }],
    ['LOCK_TIMEOUT_MS', { LOCK_TIMEOUT_MS: '4000', STATEMENT_TIMEOUT_MS: '4000' }],
    ['STATEMENT_TIMEOUT_MS', { STATEMENT_TIMEOUT_MS: '5000', REQUEST_TIMEOUT_MS: '4500' }],
    ['DATABASE_QUEUE_TIMEOUT_MS', { DATABASE_QUEUE_TIMEOUT_MS: '9000' }],
    ['HEADERS_TIMEOUT_MS', { HEADERS_TIMEOUT_MS: '20000' }],
    ['RATE_LIMIT_PER_MINUTE', { RATE_LIMIT_PER_MINUTE: '2000' }],
    ['RATE_LIMIT_TOTAL_PER_MINUTE', { RATE_LIMIT_TOTAL_PER_MINUTE: '5', RATE_LIMIT_TOTAL_PER_HOUR: '4' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: '*,https://a.example' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'https://a.example/' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'a.example' }],
    ['WORKERS', { WORKERS: '8' }],
    ['DATABASE_POOL', { DATABASE_POOL: '100' }],
  ])('%s is refused by name where it contradicts another: %j', (name, env) => {
    expect(refused(env)).toMatch(new RegExp(`^ {2}${name}: `, 'm'));
  });

  it('that could contradict each other are taken where they do not', () => {
    const external = { DATABASE_URL: 'postgresql://gateway@db/x', DATABASE_POOL: '100', WORKERS: '8' };
    expect(readSettings(external)).toMatchObject({ DATABASE_POOL: 100, WORKERS: 8 });
    expect(
      readSettings({ RATE_LIMIT_PER_MINUTE: '2000', RATE_LIMIT_PER_HOUR: '0' }).RATE_LIMIT_PER_HOUR,
    ).toBe(0);
    expect(readSettings({ CORS_ORIGINS: '*' }).CORS_ORIGINS).toEqual(['*']);
  });
});

describe('the identity provider', () => {
  const whole = {
    JWKS_URL: 'https://id.example/keys',
    JWT_ISSUER: 'https://id.example/',
    JWT_AUDIENCE: 'a, b',
  };

  it('is set as a whole, or not at all', () => {
    expect(readSettings(whole)).toMatchObject({ ...whole, JWT_CLOCK_SKEW_SECONDS: 30, SESSION_HOURS: 12 });
    for (const name of Object.keys(whole)) {
      const message = refused({ ...whole, [name]: '' });
      expect(message).toMatch(new RegExp(`${name}: is missing`));
    }
    expect(refused({ JWT_ISSUER: 'x' })).toMatch(/JWKS_URL: is missing[\s\S]*JWT_AUDIENCE: is missing/);
  });

  it.each(['http://127.0.0.1:9/keys', 'http://localhost/keys', 'http://[::1]:9/keys'])(
    'may be asked without encryption on this machine: %s',
    (url) => expect(readSettings({ ...whole, JWKS_URL: url }).JWKS_URL).toBe(url),
  );

  it.each([
    ['JWKS_URL', 'http://id.example/keys'],
    ['JWKS_URL', 'http://127.0.0.1.evil.example/keys'],
    ['JWKS_URL', 'file:///etc/keys'],
    ['JWKS_URL', 'id.example'],
    ['JWT_AUDIENCE', ' , '],
    ['JWT_CLOCK_SKEW_SECONDS', '301'],
    ['JWT_ORGANIZATION_CLAIM', 'a b'],
    ['SESSION_HOURS', '0'],
    ['SESSION_HOURS', '721'],
  ])('%s is not %s', (name, value) => {
    expect(refused({ ...whole, [name]: value })).toContain(`${name}: `);
  });
});
