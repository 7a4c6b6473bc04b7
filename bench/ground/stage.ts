import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { names } from '../../src/platform/own-postgres/start.ts';
import { Cluster, type Place } from '../../test/faults/ground/cluster.ts';
import { startGatewayProcess } from '../../test/faults/ground/gateway-process.ts';
import { Organization } from '../../test/faults/ground/organization.ts';
import { rawCopies, rawIndexes, rawSchema } from '../baselines/raw.sql.ts';
import type { Stock } from '../workloads/workloads.ts';
import type { Target } from './load.ts';
import { beside, fillShop, type ShopSize, skuOf } from './shop.ts';

/** A server that is measured, and the process that its CPU is read of. */
export interface Server extends Target {
  process: ChildProcess;
}

/** One PostgreSQL, one database, the organizations in it. */
export class Stage {
  readonly cluster = new Cluster();
  #servers: ChildProcess[] = [];

  /** Starts PostgreSQL so that it counts the statements it is sent, and if need be the time that planning takes. */
  async begin(planning = false): Promise<Place> {
    await this.cluster.start();
    const admin = await this.admin('postgres');
    await admin.query("alter system set shared_preload_libraries = 'pg_stat_statements'");
    if (planning) await admin.query('alter system set pg_stat_statements.track_planning = on');
    await admin.end();
    await this.cluster.stop();
    await this.cluster.begin();
    const place = await this.cluster.database();
    const there = await this.admin(place.name);
    await there.query('create extension pg_stat_statements');
    await there.end();
    return place;
  }

  async admin(database: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.cluster.url(names.admin, database) });
    await client.connect();
    return client;
  }

  /** The process id of the postmaster. */
  get postmaster(): number {
    return Number(
      readFileSync(join(this.cluster.dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0],
    );
  }

  /** Makes the organizations: the measured one, and those beside it. */
  async fill(place: Place, size: ShopSize, others: number): Promise<Organization> {
    const gateway = await startGatewayProcess(place);
    const organization = await Organization.make(place, [gateway]);
    await fillShop(organization, size);
    for (let n = 0; n < others; n++) await fillShop(await Organization.make(place, [gateway]), beside);
    await gateway.kill();
    const admin = await this.admin(place.name);
    await admin.query(rawSchema);
    for (const copy of rawCopies) await admin.query(copy, [organization.orgId]);
    await admin.query(rawIndexes);
    await admin.query(`grant usage on schema raw to ${names.owner}; grant all on all tables in schema raw to ${names.owner};
      grant all on all sequences in schema raw to ${names.owner}`);
    await admin.query('vacuum analyze');
    await admin.end();
    return organization;
  }

  /** What the organization has, as workloads need to know it. */
  async stockOf(organization: Organization, size: ShopSize): Promise<Stock> {
    const rows = await organization.sql<{ id: string }>(
      'select id from stock_item where org_id = $1 order by id',
    );
    return { ...size, items: rows.length, itemIds: rows.map(({ id }) => id) };
  }

  async gateway(place: Place, key: string, env: Record<string, string> = {}): Promise<Server> {
    const { url, process } = await startGatewayProcess(place, env);
    return { name: 'gateway', url, key, full: true, process };
  }

  /** RAW and RAW-OURS, on the same database. */
  async baselines(place: Place, organization: Organization, stock: Stock): Promise<Server[]> {
    const [item] = await organization.sql<{ id: string; location: string }>(
      `select i.id, l.id as location from stock_item i join location l on l.org_id = i.org_id and l.id = i.location_id
       where i.org_id = $1 and i.lot_id is null limit 1`,
    );
    const raw = await this.#bare('raw', { BENCH_DATABASE_URL: place.ownerUrl });
    const ours = await this.#bare('raw-ours', {
      BENCH_DATABASE_URL: place.gatewayUrl,
      BENCH_ORG: String(organization.orgId),
      BENCH_KEY: organization.key,
      BENCH_ITEM: item?.id ?? '',
      BENCH_LOCATION: 'LOC1',
      BENCH_SKUS: [0, 7, 14, 21, 28].map((n) => skuOf(stock.products - 40 + n)).join(','),
    });
    return [
      { name: 'RAW', key: '', full: true, ...raw },
      { name: 'RAW-OURS', key: '', full: false, ...ours },
    ];
  }

  async #bare(name: string, env: Record<string, string>): Promise<{ url: string; process: ChildProcess }> {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, `../baselines/${name}.ts`)],
      { env: { ...process.env, NODE_ENV: 'production', ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#servers.push(child);
    const port = await new Promise<number>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => resolve(JSON.parse(line).port));
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
    });
    return { url: `http://127.0.0.1:${port}`, process: child };
  }

  async end(): Promise<void> {
    for (const server of this.#servers) server.kill('SIGKILL');
    await this.cluster.end();
  }
}
