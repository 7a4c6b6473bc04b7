import { acts, onHand } from '../ground/acts.ts';
import { inParallel, tally } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcesses } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

/** Answers that say "later": a client sends the same again. They are counted; a retry storm would show. */
const later = new Set(['UNAVAILABLE']);

/** Many writers of one row, through two gateways. */
export const hotRow: Scenario = {
  name: 'one row, many writers, two gateways',
  promises: [1, 2, 3, 7, 11],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const gateways = await startGatewayProcesses(2, place);
    const organization = await Organization.make(place, gateways);
    await organization.masterData(['TAKE', 'MIX', 'SET', 'REV'], ['L1']);
    const findings = [
      await takes(organization, times(10_000, 200)),
      await mixed(organization, times(10_000, 200)),
      await compareAndSet(organization),
      await reversals(organization, times(500, 40)),
    ];
    const differences = await organization.differences();
    await endGatewayProcesses();
    await cluster.drop(place);
    return [
      ...findings,
      finding(
        3,
        'verify after this load: 0 differences',
        { 'no difference': differences.length === 0 },
        differences,
      ),
    ];
  },
};

/** 1: takes of one unit, twice as many as there are units. */
async function takes(organization: Organization, count: number) {
  const half = count / 2;
  await organization.stock('L1', [{ globalSku: 'TAKE', quantity: half }]);
  const replies = await inParallel(count, 32, (n) => take(organization, `take-${n}`));
  const outcomes = tally(replies.map(({ outcome }) => outcome));
  const [lowest] = await organization.sql<{ lowest: string; taken: number }>(
    `select min(m.balance_after) as lowest, count(*) filter (where m.quantity_delta < 0)::int as taken
     from movement m join product p on p.org_id = m.org_id and p.id = m.product_id
     where m.org_id = $1 and p.global_sku = 'TAKE'`,
  );
  const left = await onHand(organization, 'TAKE');
  return finding(
    1,
    `${count.toLocaleString('en')} takes of 1 from ${half.toLocaleString('en')}: ${outcomes.done} succeeded, lowest balance ${Number(lowest?.lowest)}`,
    {
      'exactly as many as there were': outcomes.done === half && lowest?.taken === half,
      'all others were refused': outcomes.INSUFFICIENT_STOCK === half,
      'never below zero': Number(lowest?.lowest) === 0 && left === 0,
    },
    outcomes,
  );
}

/** A client that is told to come later does, with the same key: it never takes twice. */
async function take(organization: Organization, key: string) {
  for (let asked = 1; ; asked++) {
    const reply = await acts.adjust(organization, 'TAKE', 'L1', -1, { 'idempotency-key': key });
    if (!later.has(reply.outcome) || asked === 5) return reply;
  }
}

/** 2: pluses and minuses of one row; what was acknowledged is what there is. */
async function mixed(organization: Organization, count: number) {
  const start = 1_000;
  await organization.stock('L1', [{ globalSku: 'MIX', quantity: start }]);
  const replies = await inParallel(count, 32, async (n) => {
    const delta = ((((n * 7_919) % 2_001) - 1_000) / 100 || 0.01) as number;
    return { delta, reply: await acts.adjust(organization, 'MIX', 'L1', delta) };
  });
  const outcomes = tally(replies.map(({ reply }) => reply.outcome));
  const expected = replies
    .filter(({ reply }) => reply.outcome === 'done')
    .reduce((sum, { delta }) => sum + Math.round(delta * 100), start * 100);
  const there = Math.round((await onHand(organization, 'MIX')) * 100);
  const odd = Object.keys(outcomes).filter(
    (code) => code !== 'done' && code !== 'INSUFFICIENT_STOCK' && !later.has(code),
  );
  return finding(
    2,
    `${count.toLocaleString('en')} mixed adjustments of one row, ${outcomes.done} done: ${there / 100} on hand, as acknowledged`,
    { 'on hand is start and acknowledged sum': there === expected, 'no other answer': odd.length === 0 },
    { there, expected, outcomes },
  );
}

/** 7: writers that all expect the same quantity. */
async function compareAndSet(organization: Organization) {
  await organization.stock('L1', [{ globalSku: 'SET', quantity: 10 }]);
  const replies = await inParallel(100, 100, (n) =>
    organization.rest('POST', '/api/inventory/adjust', {
      globalSku: 'SET',
      locationId: 'L1',
      newQuantity: 100 + n,
      expectedQuantity: 10,
      reasonCode: 'RECOUNTED',
    }),
  );
  const outcomes = tally(replies.map(({ outcome }) => outcome));
  return finding(
    7,
    `100 writers expect 10: ${outcomes.done} won, ${outcomes.QUANTITY_CHANGED} refused`,
    { 'one wins, 99 are refused': outcomes.done === 1 && outcomes.QUANTITY_CHANGED === 99 },
    outcomes,
  );
}

/** 11: each movement reversed twice at once. */
async function reversals(organization: Organization, count: number) {
  await organization.stock('L1', [{ globalSku: 'REV', quantity: 10_000 }]);
  const ids = await inParallel(count, 16, async (n) => {
    const { body } = await acts.adjust(organization, 'REV', 'L1', n % 2 ? -3 : 2.5);
    return body.adjustment.id as string;
  });
  const pairs = await inParallel(count, 16, async (n) => {
    const id = ids[n] as string;
    const both = [0, 1].map(() => acts.step(organization, 'reverseAdjustment', id));
    return (await Promise.all(both)).map(({ outcome }) => outcome);
  });
  const outcomes = tally(pairs.flat());
  const back = await onHand(organization, 'REV');
  const eachOnce = pairs.every((pair) => pair.filter((outcome) => outcome === 'done').length === 1);
  return finding(
    11,
    `${count} movements, each reversed twice at once: ${outcomes.done} reversed, ${count * 2 - (outcomes.done ?? 0)} refused, ${back} on hand again`,
    {
      'each once': eachOnce && outcomes.done === count,
      'back at the start': back === 10_000,
      'refused as a business rule': Object.keys(outcomes).length === 2 && outcomes.UNAVAILABLE === undefined,
    },
    outcomes,
  );
}
