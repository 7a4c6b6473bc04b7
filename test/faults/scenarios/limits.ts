import { inParallel, send, tally } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcesses } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { OwnRedis } from '../ground/redis.ts';
import { finding, type Scenario } from '../scenario.ts';

const LIMIT = 300;

/** 25: twice the limit over three gateways that count in one Redis; the neighbour is not affected. */
export const sharedLimits: Scenario = {
  name: 'rate limits over three gateways',
  promises: [25],
  async run({ cluster }) {
    const redis = await OwnRedis.start();
    const place = await cluster.database();
    const gateways = await startGatewayProcesses(3, place, {
      REDIS_URL: redis.url,
      RATE_LIMIT_PER_MINUTE: String(LIMIT),
    });
    const organization = await Organization.make(place, gateways);
    const neighbour = await Organization.make(place, gateways);
    const secondKey = await organization.keyWith('inventory.read');
    // a window of a minute may end between two requests: begin early in one
    const early = 60_000 - (Date.now() % 60_000);
    if (early < 20_000) await new Promise((resolve) => setTimeout(resolve, early + 500));
    const ask = (key: string) => send(organization.gateway(), key, 'GET', '/api/inventory?limit=1');
    const replies = await inParallel(2 * LIMIT, 24, () => ask(organization.key));
    const others = await inParallel(60, 12, (n) => ask(n % 2 ? neighbour.key : secondKey));
    await endGatewayProcesses();
    await redis.end();
    await cluster.drop(place);
    const outcomes = tally(replies.map(({ outcome }) => outcome));
    const passed = outcomes.done ?? 0;
    const refusals = replies.filter(({ status }) => status === 429);
    return [
      finding(
        25,
        `${2 * LIMIT} requests at a limit of ${LIMIT} over 3 gateways: ${passed} passed (${((100 * passed) / LIMIT - 100).toFixed(1)}%)`,
        {
          'within 10% of the limit': Math.abs(passed - LIMIT) <= LIMIT / 10,
          'the others: 429 with Retry-After':
            passed + refusals.length === replies.length &&
            refusals.every(({ headers }) => Number(headers['retry-after']) >= 1),
          'the neighbour and the other key are not affected': others.every(({ status }) => status === 200),
        },
        { outcomes, others: tally(others.map(({ outcome }) => outcome)) },
      ),
    ];
  },
};
