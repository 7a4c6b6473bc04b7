import { setTimeout as sleep } from 'node:timers/promises';
import { acts, onHand } from '../ground/acts.ts';
import { send, tally } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcesses } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { OwnRedis } from '../ground/redis.ts';
import { finding, type Scenario } from '../scenario.ts';

const AWAY_MS = 10_000;
/** Longest time of an answer while something is away, and until all is well again. */
const ANSWER_MS = 5_000;
const HEALTHY_MS = 10_000;

interface Outage {
  what: string;
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
  /** Whether requests are refused meanwhile, or go on. */
  refuses: boolean;
}

/** 13 and 29: PostgreSQL stopped, PostgreSQL frozen, Redis stopped, each for 10 s under load. */
export const away: Scenario = {
  name: 'PostgreSQL and Redis away for 10 s under load',
  promises: [13, 29],
  async run({ cluster }) {
    const redis = await OwnRedis.start();
    const place = await cluster.database();
    const gateways = await startGatewayProcesses(2, place, {
      REDIS_URL: redis.url,
      RATE_LIMIT_PER_MINUTE: '100000000',
    });
    const organization = await Organization.make(place, gateways);
    await organization.masterData(['A'], ['L1']);
    await organization.stock('L1', [{ globalSku: 'A', quantity: 1_000_000 }]);
    const outages: Outage[] = [
      { what: 'PostgreSQL stopped', begin: () => cluster.stop(), end: () => cluster.start(), refuses: true },
      { what: 'PostgreSQL frozen', begin: () => cluster.freeze(), end: () => cluster.thaw(), refuses: true },
      { what: 'Redis killed', begin: () => redis.kill(), end: () => redis.restart(), refuses: false },
      { what: 'Redis frozen', begin: () => redis.freeze(), end: () => redis.thaw(), refuses: false },
    ];
    const found = [];
    for (const outage of outages) found.push(await during(outage, organization));
    const taken = 1_000_000 - (await onHand(organization, 'A'));
    const done = found.reduce((sum, { done }) => sum + done, 0);
    const unsure = found.reduce((sum, { unsure }) => sum + unsure, 0);
    const differences = await organization.differences();
    await endGatewayProcesses();
    await redis.end();
    await cluster.drop(place);
    const worst = Math.round(Math.max(...found.map(({ slowest }) => slowest)));
    const recovery = Math.round(Math.max(...found.map(({ recovered }) => recovered)));
    const health = found.slice(0, 2).flatMap(({ health }) => health);
    const slowestReady = Math.round(Math.max(...health.map(({ ready }) => ready.milliseconds)));
    return [
      finding(
        13,
        `${outages.map(({ what }) => what).join(', ')}: answers within ${worst} ms, well again after ${recovery} ms`,
        {
          'every answer is 503 with Retry-After, or done': found.every(({ odd }) => odd.length === 0),
          'refused while PostgreSQL was away': found.slice(0, 2).every(({ refused }) => refused > 0),
          'not refused while Redis was away': found.slice(2).every(({ refused }) => refused === 0),
          [`answers within ${ANSWER_MS} ms`]: worst <= ANSWER_MS,
          [`well within ${HEALTHY_MS} ms`]: recovery <= HEALTHY_MS,
          'what was acknowledged is there, and nothing that was not sent':
            taken >= done && taken <= done + unsure,
          'verify: 0 differences': differences.length === 0,
        },
        { found, taken, done, unsure, differences },
      ),
      finding(
        29,
        `PostgreSQL away: live 200, ready 503 within ${slowestReady} ms`,
        {
          'live 200': health.every(({ live }) => live.status === 200),
          'ready 503': health.every(({ ready }) => ready.status === 503),
          'within 2 s': slowestReady <= 2_000,
        },
        health,
      ),
    ];
  },
};

/** Load before, during and after an outage. */
async function during({ what, begin, end, refuses }: Outage, organization: Organization) {
  const replies: Awaited<ReturnType<typeof send>>[] = [];
  let running = true;
  const client = async (n: number) => {
    while (running) {
      const reply =
        n % 2
          ? await acts.adjust(organization, 'A', 'L1', -1)
          : await organization.rest('GET', '/api/inventory?limit=5');
      replies.push(reply);
      if (reply.outcome !== 'done') await sleep(100);
    }
  };
  const load = Promise.all(Array.from({ length: 16 }, (_, n) => client(n)));
  await sleep(1_000);
  await begin();
  await sleep(1_000); // those under way have met it
  const health = [];
  const until = performance.now() + AWAY_MS - 1_000;
  while (performance.now() < until) {
    const base = organization.gateway();
    const [live, ready] = await Promise.all([
      send(base, '', 'GET', '/health/live'),
      send(base, '', 'GET', '/health/ready'),
    ]);
    health.push({ live: brief(live), ready: brief(ready) });
    await sleep(500);
  }
  await end();
  const back = performance.now();
  while (!(await allReady(organization)) && performance.now() < back + 30_000) await sleep(50);
  const recovered = performance.now() - back;
  await sleep(500);
  running = false;
  await load;
  const odd = replies.filter(
    ({ outcome, headers }) =>
      outcome !== 'done' && !(outcome === 'UNAVAILABLE' && headers['retry-after'] !== undefined),
  );
  return {
    what,
    refuses,
    done: replies.filter(({ outcome, body }) => outcome === 'done' && body.adjustment).length,
    unsure: replies.filter(({ outcome }) => outcome !== 'done').length,
    refused: replies.filter(({ outcome }) => outcome === 'UNAVAILABLE').length,
    odd: odd.slice(0, 3).map(({ status, body }) => ({ status, body })),
    outcomes: tally(replies.map(({ outcome }) => outcome)),
    slowest: Math.max(...replies.map(({ milliseconds }) => milliseconds)),
    recovered,
    health: refuses ? health : [],
  };
}

const brief = ({ status, milliseconds }: { status: number; milliseconds: number }) => ({
  status,
  milliseconds,
});

/** Whether every gateway is ready and does what is asked. */
async function allReady(organization: Organization): Promise<boolean> {
  const replies = await Promise.all(
    organization.gateways.flatMap((base) => [
      send(base, '', 'GET', '/health/ready'),
      send(base, organization.key, 'GET', '/api/inventory?limit=1'),
    ]),
  );
  return replies.every(({ status }) => status === 200);
}
