import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { names, type OwnPostgres, startOwnPostgres } from '../../src/platform/own-postgres/start.ts';
import { holder, isRunning, killHolders, query, watcherOf } from '../support/own-postgres.ts';

let folder: string;

// Names that URLs, shells and PostgreSQL's lists would each misread if they were not quoted.
const awkward = `a 'b" %20 #?&+,é`;

beforeAll(async () => {
  // Open to the account that PostgreSQL runs as when the tests run as root.
  folder = await mkdtemp(path.join(tmpdir(), 'own-pg-'));
  await chmod(folder, 0o755);
});

afterAll(async () => {
  killHolders();
  await vi.waitFor(async () => expect(await serversIn(folder)).toEqual([]), { timeout: 5000 });
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Data folders below `parent` whose PostgreSQL runs. */
async function serversIn(parent: string): Promise<string[]> {
  const found = await Promise.all(
    (await readdir(parent)).map(async (name) => ((await isRunning(path.join(parent, name))) ? [name] : [])),
  );
  return found.flat();
}

describe('one holder', () => {
  let dataDir: string;
  let pg: OwnPostgres;
  beforeAll(async () => {
    dataDir = path.join(folder, awkward);
    pg = await startOwnPostgres({ dataDir });
  });
  afterAll(() => pg.stop());

  test('the first start makes a database that its owner can use', async () => {
    const url = pg.url(names.owner, names.database);
    await query(url, 'create table kept (note text)');
    await query(url, "insert into kept values ('it is here')");
    expect(
      await query(url, "select current_setting('fsync') fsync, current_setting('timezone') zone"),
    ).toEqual([{ fsync: 'on', zone: 'UTC' }]);
  });

  test('the roles have no more power than promised', async () => {
    const roles = await query(
      pg.url(names.admin, names.database),
      `select rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin,
              exists (select from pg_database where datdba = r.oid) owns
       from pg_roles r where rolname like 'inventory%' order by 1`,
    );
    const plain = { rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false };
    expect(roles).toEqual([
      { rolname: 'inventory_gateway', ...plain, rolcanlogin: true, owns: false },
      { rolname: 'inventory_owner', ...plain, rolcanlogin: true, owns: true },
    ]);
    await expect(query(pg.url(names.gateway, names.database), 'create table mine ()')).rejects.toThrow(
      /permission/,
    );
  });

  test('a second start keeps the data', async () => {
    await pg.stop();
    expect(await isRunning(dataDir)).toBe(false);
    pg = await startOwnPostgres({ dataDir });
    const rows = await query(pg.url(names.owner, names.database), 'select note from kept');
    expect(rows).toEqual([{ note: 'it is here' }]);
  });

  test('a folder whose path is too long for a socket works', async () => {
    await pg.stop();
    const long = path.join(folder, 'x'.repeat(100));
    const other = await startOwnPostgres({ dataDir: long });
    try {
      expect(await query(other.url(names.gateway, names.database), 'select 1 one')).toEqual([{ one: 1 }]);
    } finally {
      await other.stop();
      await rm(other.socketDir, { recursive: true });
    }
  });

  test('data of another major version are refused', async () => {
    await pg.stop();
    const versionFile = path.join(dataDir, 'postgres/data/PG_VERSION');
    const version = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '9\n');
    await expect(startOwnPostgres({ dataDir })).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
      message: expect.stringMatching(/written by PostgreSQL 9;.* brings PostgreSQL 18/s),
    });
    await writeFile(versionFile, version);
  });

  test('a start that fails says what PostgreSQL said', async () => {
    const config = path.join(dataDir, 'postgres/data/postgresql.conf');
    const content = await readFile(config, 'utf8');
    await writeFile(config, 'no_such_setting = 1\n');
    await expect(startOwnPostgres({ dataDir })).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('no_such_setting'),
    });
    await writeFile(config, content);
  });

  test('a data folder that is none is refused', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    await expect(startOwnPostgres({ dataDir: file })).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    await rm(file);
  });
});

describe('several holders', () => {
  test('three processes that start at once share one server, whichever stops first', async () => {
    const dataDir = path.join(folder, 'shared');
    const [first, second, third] = await Promise.all([holder(dataDir), holder(dataDir), holder(dataDir)]);
    const started = () => query(first.url, 'select pg_postmaster_start_time()::text at');
    const before = await started();
    await first.stop();
    expect(await started()).toEqual(before);
    await third.kill();
    const fourth = await holder(dataDir);
    await second.stop();
    await sleep(100);
    expect(await started()).toEqual(before);
    await fourth.stop();
    expect(await isRunning(dataDir)).toBe(false);
  });

  test('killing the only holder stops the server, in good order', async () => {
    const dataDir = path.join(folder, 'killed');
    await (await holder(dataDir)).kill();
    await expect.poll(() => isRunning(dataDir), { timeout: 3000 }).toBe(false);
    expect(await readFile(path.join(dataDir, 'postgres/postgres.log'), 'utf8')).toMatch(
      /database system is shut down\n$/,
    );
  });

  test('who comes while the server is stopping gets a new one', async () => {
    const dataDir = path.join(folder, 'killed');
    for (let round = 0; round < 5; round += 1) {
      const leaving = await startOwnPostgres({ dataDir });
      const stopped = leaving.stop();
      await sleep(round * 3);
      const pg = await startOwnPostgres({ dataDir });
      expect(await query(pg.url(names.owner, names.database), 'select 1 one')).toEqual([{ one: 1 }]);
      await Promise.all([stopped, pg.stop()]);
    }
  });

  test('a server that lost its supervisor is replaced', async () => {
    const dataDir = path.join(folder, 'killed');
    const orphan = await holder(dataDir);
    const at = 'select pg_postmaster_start_time()::text at';
    const before = await query(orphan.url, at);
    // The watcher is the only process that reads the FIFO: the supervisor's other child.
    const pid = Number(
      (await readFile(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0],
    );
    process.kill(await watcherOf(pid), 'SIGKILL');
    const pg = await startOwnPostgres({ dataDir });
    expect(await query(pg.url(names.owner, names.database), at)).not.toEqual(before);
    await Promise.all([pg.stop(), orphan.kill()]);
  });

  test('what a crash left behind does not matter', async () => {
    const dataDir = path.join(folder, 'killed');
    const home = path.join(dataDir, 'postgres');
    await startOwnPostgres({ dataDir }).then((once) => once.stop());
    const gone = spawn('true');
    await once(gone, 'exit');
    await writeFile(path.join(home, 'start.lock'), String(gone.pid));
    await writeFile(path.join(home, 'data/postmaster.pid'), `${process.pid}\n${home}/data\n`);
    await mkdir(path.join(home, 'unfinished-1'));
    const pg = await startOwnPostgres({ dataDir });
    expect(await query(pg.url(names.owner, names.database), 'select 1 one')).toEqual([{ one: 1 }]);
    await pg.stop();
  });
});
