import { setTimeout as sleep } from 'node:timers/promises';
import { onHand } from '../ground/acts.ts';
import { inParallel, type Reply, tally } from '../ground/client.ts';
import type { Cluster } from '../ground/cluster.ts';
import {
  endGatewayProcesses,
  startGatewayProcess,
  startGatewayProcesses,
} from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Ground, type Scenario } from '../scenario.ts';

/** Writes under keys, some of which get no answer because a process is killed meanwhile. */
class Writers {
  readonly #organization: Organization;
  /** Keys of writes that were acknowledged, and of those that were not. */
  readonly acknowledged = new Set<string>();
  readonly unsure = new Set<string>();
  readonly outcomes: string[] = [];
  #sent = 0;
  #stopped = false;

  constructor(organization: Organization) {
    this.#organization = organization;
  }

  /** Sends until `count` more were sent, or it is told to stop. */
  async send(count: number, width: number): Promise<void> {
    this.#stopped = false;
    await inParallel(count, width, async () => {
      if (this.#stopped) return;
      const key = `w-${++this.#sent}`;
      const reply = await this.#write(key);
      this.outcomes.push(reply.outcome);
      if (reply.outcome === 'done') this.acknowledged.add(key);
      else {
        this.unsure.add(key);
        await sleep(20); // a client that lost its server does not storm
      }
    });
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Sends again under its key what had no answer: it is applied once, whatever became of it before. */
  async settle(): Promise<string[]> {
    const failed: string[] = [];
    await inParallel(this.unsure.size, 16, async () => {
      const [key] = this.unsure;
      if (key === undefined) return;
      this.unsure.delete(key);
      const reply = await this.#write(key);
      if (reply.outcome === 'done') this.acknowledged.add(key);
      else failed.push(`${key}: ${reply.outcome}`);
    });
    return failed;
  }

  /** Two rows: an adjustment of both is one act, and a half of it would show. */
  #write(key: string): Promise<Reply> {
    const lines = ['A', 'B'].map((globalSku) => ({ globalSku, locationId: 'L1', quantityDelta: -1 }));
    return this.#organization.rest(
      'POST',
      '/api/inventory/adjustments',
      { reasonCode: 'CONSUMED', notes: key, lines },
      { 'idempotency-key': key },
    );
  }
}

const STOCK = 1_000_000;

async function opened(cluster: Cluster, env: Record<string, string> = {}, gateways = 2) {
  const place = await cluster.database();
  const running = await Promise.all(Array.from({ length: gateways }, () => startGatewayProcess(place, env)));
  const organization = await Organization.make(place, running);
  await organization.masterData(['A', 'B'], ['L1', 'L2']);
  await organization.stock('L1', [
    { globalSku: 'A', quantity: STOCK },
    { globalSku: 'B', quantity: STOCK },
  ]);
  return { place, running, organization, writers: new Writers(organization) };
}

/** Writes whose effect and key are not both there, or both not: there must be none. */
async function halves(organization: Organization, prefix: string) {
  const [found] = await organization.sql<{
    withoutEffect: number;
    withoutKey: number;
    half: number;
    twice: number;
  }>(
    `with keys as (select id from idempotency_record where org_id = $1 and id like $2),
      effects as (select d.notes as id, count(*) as documents, sum((select count(*) from movement m where m.org_id = d.org_id and m.document_id = d.id)) as movements
        from stock_document d where d.org_id = $1 and d.notes like $2 group by d.notes)
     select (select count(*) from keys where id not in (select id from effects))::int as "withoutEffect",
       (select count(*) from effects where id not in (select id from keys))::int as "withoutKey",
       (select count(*) from effects where movements <> 2 * documents)::int as half,
       (select count(*) from effects where documents > 1)::int as twice`,
    `${prefix}%`,
  );
  return found ?? { withoutEffect: -1, withoutKey: -1, half: -1, twice: -1 };
}

/** Gateways of a round, which are killed one after the other while writes come in. */
const ROUND = 3;

/** 10: gateways killed in the middle of writes, again and again. */
export const killedGateways: Scenario = {
  name: 'kill -9 of gateways under load',
  promises: [10, 5],
  async run({ cluster, times }: Ground) {
    const kills = times(200, 10);
    const { place, running, organization, writers } = await opened(cluster, {}, ROUND);
    for (let killed = 0; killed < kills; ) {
      const load = writers.send(1_000_000, 12);
      await sleep(200);
      for (const gateway of running) {
        if (killed === kills) break;
        await sleep(30 + ((killed * 37) % 170));
        await gateway.kill();
        killed += 1;
      }
      writers.stop();
      await load;
      // the others are started at rest: beside the load of twelve writers it takes them four times as long
      await endGatewayProcesses();
      running.splice(0, ROUND, ...(await startGatewayProcesses(ROUND, place)));
      organization.gateways = running.map(({ url }) => url);
    }
    const before = await halves(organization, 'w-');
    const unsure = writers.unsure.size;
    const failed = await writers.settle();
    const after = await halves(organization, 'w-');
    const taken = STOCK - (await onHand(organization, 'A'));
    const differences = await organization.differences();
    await endGatewayProcesses();
    await cluster.drop(place);
    const done = writers.acknowledged.size;
    return [
      finding(
        10,
        `${kills} kills in ${done.toLocaleString('en')} writes, ${unsure} of them without an answer: ${before.withoutEffect} keys without effect, ${before.withoutKey} effects without key`,
        {
          'no key without effect': before.withoutEffect === 0 && after.withoutEffect === 0,
          'no effect without key': before.withoutKey === 0 && after.withoutKey === 0,
          'sent again under its key, each is there once': after.twice === 0 && taken === done,
          'all could be sent again': failed.length === 0,
          'verify: 0 differences': differences.length === 0,
          'kills hit writes under way': unsure > 0,
        },
        { before, after, taken, done, failed: failed.slice(0, 5), differences },
      ),
      finding(5, `adjustments of two rows through ${kills} kills: ${before.half + after.half} halves`, {
        'no half': before.half === 0 && after.half === 0,
      }),
    ];
  },
};

/** 12: a gateway killed, then PostgreSQL, while writes come in; every round looks for every acknowledged write. */
export const killedDatabase: Scenario = {
  name: 'kill -9 of a gateway and of PostgreSQL under load',
  promises: [12, 3],
  async run({ cluster, times }: Ground) {
    const rounds = times(20, 2);
    // 5,000 writes in all, and those of the rounds' own
    const each = times(5_000, 500) / rounds;
    const { place, running, organization, writers } = await opened(cluster);
    let lost = 0;
    const failures: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const load = writers.send(each, 16);
      await sleep(500 + ((round * 97) % 700));
      await running[round % 2]?.kill();
      await sleep(100 + ((round * 53) % 300));
      await cluster.kill();
      writers.stop();
      await load;
      await cluster.start();
      running[round % 2] = await startGatewayProcess(place);
      organization.gateways = running.map(({ url }) => url);
      // the rest of the round's writes, and those that had no answer
      await writers.send(Math.max(0, each * (round + 1) - writers.outcomes.length), 16);
      failures.push(...(await writers.settle()));
      const [row] = await organization.sql<{ lost: number }>(
        `select count(*)::int as lost from unnest($2::text[]) as k(id)
         where (select count(*) from stock_document d where d.org_id = $1 and d.notes = k.id) <> 1`,
        [...writers.acknowledged],
      );
      lost += row?.lost ?? 0;
    }
    const taken = STOCK - (await onHand(organization, 'A'));
    const differences = await organization.differences();
    await endGatewayProcesses();
    await cluster.drop(place);
    const done = writers.acknowledged.size;
    return [
      finding(
        12,
        `${rounds} rounds, ${done.toLocaleString('en')} acknowledged writes: ${lost} lost or doubled`,
        {
          'every acknowledged write is there once': lost === 0 && taken === done,
          'the others could be sent again': failures.length === 0,
        },
        { taken, done, failures: failures.slice(0, 5), outcomes: tally(writers.outcomes) },
      ),
      finding(
        3,
        `verify after ${rounds} kills of PostgreSQL: ${differences.length} differences`,
        { 'no difference': differences.length === 0 },
        differences,
      ),
    ];
  },
};
