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
});
