import { acts, onHand } from '../ground/acts.ts';
import { inParallel, type Reply, tally } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcesses } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

const key = (n: number | string) => ({ 'idempotency-key': `key-${n}` });

/** 8 and 9: copies of a write under one key, and the key's edge cases, through three gateways. */
export const idempotency: Scenario = {
  name: 'idempotency keys, three gateways',
  promises: [8, 9],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const gateways = await startGatewayProcesses(3, place);
    const organization = await Organization.make(place, gateways);
    const neighbour = await Organization.make(place, gateways);
    for (const each of [organization, neighbour]) {
      await each.masterData(['A', 'E'], ['L1']);
      await each.stock('L1', [
        { globalSku: 'A', quantity: 100_000 },
        { globalSku: 'E', quantity: 5 },
      ]);
    }
    const findings = [await copies(organization, times(2_000, 60)), await edges(organization, neighbour)];
    await endGatewayProcesses();
    await cluster.drop(place);
    return findings;
  },
};

/** Each answer to a request has an id of its own. */
const withoutId = ({ status, body }: Reply) => ({ status, ...body, requestId: null });

/** Sends again what was answered with "later" (503), as clients do. */
async function untilAnswered(work: () => Promise<Reply>): Promise<Reply> {
  let reply = await work();
  for (let again = 0; again < 10 && reply.status === 503; again++) reply = await work();
  return reply;
}

async function copies(organization: Organization, count: number) {
  const groups = await inParallel(count, 8, (n) =>
    Promise.all(
      [0, 1, 2, 3, 4].map(() => untilAnswered(() => acts.adjust(organization, 'A', 'L1', -1, key(n)))),
    ),
  );
  const different = groups.filter(
    (replies) => new Set(replies.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size !== 1,
  ).length;
  const firsts = groups.map(
    (replies) => replies.filter(({ headers }) => headers['idempotent-replayed'] === undefined).length,
  );
  const [effects] = await organization.sql<{ count: number }>(
    'select count(*)::int as count from movement where org_id = $1 and quantity_delta < 0',
  );
  const left = await onHand(organization, 'A');
  const outcomes = tally(groups.flat().map(({ outcome }) => outcome));
  return finding(
    8,
    `5 copies at once of ${count.toLocaleString('en')} keys: ${effects?.count} effects, ${different} answers that differ`,
    {
      'one effect a key': effects?.count === count && left === 100_000 - count,
      'identical answers': different === 0,
      'all but the first are marked as replayed': firsts.every((first) => first === 1),
      'all succeeded': outcomes.done === count * 5,
    },
    outcomes,
  );
}

async function edges(organization: Organization, neighbour: Organization) {
  const conditions: Record<string, boolean> = {};
  await acts.adjust(organization, 'E', 'L1', -1, key('edge'));
  const other = await acts.adjust(organization, 'E', 'L1', -2, key('edge'));
  conditions['other input: 422'] = other.status === 422 && other.outcome === 'IDEMPOTENCY_KEY_REUSED';
  conditions['other input: nothing changed'] = (await onHand(organization, 'E')) === 4;
  const theirs = await acts.adjust(neighbour, 'E', 'L1', -1, key('edge'));
  conditions['another organization: applied'] =
    theirs.outcome === 'done' && (await onHand(neighbour, 'E')) === 4;
  const refused = await acts.adjust(organization, 'E', 'L1', -50, key('refused'));
  await acts.adjust(organization, 'E', 'L1', 100);
  const again = await acts.adjust(organization, 'E', 'L1', -50, key('refused'));
  conditions['a refusal is repeated after restock'] =
    refused.outcome === 'INSUFFICIENT_STOCK' &&
    JSON.stringify(withoutId(again)) === JSON.stringify(withoutId(refused)) &&
    (await onHand(organization, 'E')) === 104;
  const malformed = await acts.adjust(organization, 'E', 'nowhere', -1, key('mended'));
  const mended = await acts.adjust(organization, 'E', 'L1', -4, key('mended'));
  conditions['a request that was malformed may be mended under its key'] =
    malformed.status >= 400 && malformed.status < 500 && mended.outcome === 'done';
  return finding(9, `${Object.keys(conditions).length} edge cases over 3 gateways`, conditions, {
    other: other.body,
    refused: refused.body,
    again: again.body,
  });
}
