import { setTimeout as sleep } from 'node:timers/promises';
import { acts, onHand } from '../ground/acts.ts';
import { inParallel, type Reply, tally } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcess } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

const STOCK = 100_000;
const SKUS = Array.from({ length: 100 }, (_, n) => `S${n}`);

/** 5: transfers from A to B and from B to A at once, with kills between; a hundred lines with a bad one, retried. */
export const opposed: Scenario = {
  name: 'transfers both ways and crossing lines, kill -9 between',
  promises: [5],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const running = await Promise.all([startGatewayProcess(place), startGatewayProcess(place)]);
    const organization = await Organization.make(place, running);
    await organization.masterData(['A', ...SKUS], ['L1', 'L2']);
    for (const location of ['L1', 'L2']) {
      await organization.stock(location, [{ globalSku: 'A', quantity: STOCK }]);
    }
    await organization.stock(
      'L1',
      SKUS.map((globalSku) => ({ globalSku, quantity: 1_000 })),
    );
    const count = times(400, 40);
    const outcomes: string[] = [];
    const moving = inParallel(count, 10, (n) => moveOnce(organization, n, outcomes));
    const crossing = crossingLines(organization, times(60, 10));
    const kills = times(10, 2);
    for (let kill = 0; kill < kills; kill++) {
      await sleep(400);
      await running[kill % 2]?.kill();
      running[kill % 2] = await startGatewayProcess(place);
      organization.gateways = running.map(({ url }) => url);
    }
    await moving;
    const lines = await crossing;
    const sum = await unitsOf(organization, 'A');
    const expected = 2 * STOCK;
    const left = await onHand(organization, 'S0');
    const [received] = await organization.sql<{ count: number }>(
      `select count(*)::int as count from transfer where org_id = $1 and status = 'RECEIVED'`,
    );
    const differences = await organization.differences();
    await endGatewayProcesses();
    await cluster.drop(place);
    const found = tally([...outcomes, ...lines.outcomes]);
    return [
      finding(
        5,
        `${received?.count} transfers both ways and ${lines.done} acts of 100 crossing lines, ${kills} kills: ${sum.toLocaleString('en')} of ${expected.toLocaleString('en')} units, ${lines.halves} halves, ${found.UNAVAILABLE ?? 0} deadlocks reached a client`,
        {
          'the sum is conserved': sum === expected,
          'every transfer is received': received?.count === count,
          'no half': lines.halves === 0,
          'a bad line refuses all 100': lines.refused === lines.bad,
          'each act of 100 lines once': left === 1_000 - lines.done,
          'no deadlock reaches a client': found.UNAVAILABLE === undefined,
          'verify: 0 differences': differences.length === 0,
        },
        { found, left, lines, differences },
      ),
    ];
  },
};

/** One transfer, from draft to received; a step without an answer is taken again. */
async function moveOnce(organization: Organization, n: number, outcomes: string[]): Promise<void> {
  const [from, to] = n % 2 ? ['L1', 'L2'] : ['L2', 'L1'];
  const made = await patiently(() =>
    acts.transfer(organization, 'A', from as string, to as string, 1 + (n % 3)),
  );
  outcomes.push(made.outcome);
  const id = made.body?.data?.createTransfer?.transfer?.id;
  for (const step of id ? ['approveTransfer', 'shipTransfer', 'receiveTransfer'] : []) {
    outcomes.push((await patiently(() => acts.step(organization, step, id))).outcome);
  }
}

/** Sends again what got no answer, because its gateway was killed. */
async function patiently(work: () => Promise<Reply>): Promise<Reply> {
  let reply = await work();
  for (let again = 0; again < 40 && reply.outcome === 'none'; again++) {
    await sleep(50);
    reply = await work();
  }
  return reply;
}

/** Acts of 100 lines in opposite orders at once, each first with a bad line, under one key each. */
async function crossingLines(organization: Organization, count: number) {
  const post = (n: number, last: number, key: string) => {
    const skus = n % 2 ? SKUS : SKUS.toReversed();
    const lines = skus.map((globalSku, at) => ({
      globalSku,
      locationId: 'L1',
      quantityDelta: at === 99 ? last : -1,
    }));
    return patiently(() =>
      organization.rest(
        'POST',
        '/api/inventory/adjustments',
        { reasonCode: 'CONSUMED', notes: key, lines },
        { 'idempotency-key': key },
      ),
    );
  };
  const replies = await inParallel(count, 6, async (n) => ({
    bad: await post(n, -5_000, `bad-${n}`),
    good: await post(n, -1, `good-${n}`),
  }));
  const [row] = await organization.sql<{ halves: number }>(
    `select count(*)::int as halves from stock_document d where d.org_id = $1 and (d.notes like 'bad-%'
       or d.notes like 'good-%' and (select count(*) from movement m where m.org_id = d.org_id and m.document_id = d.id) <> 100)`,
  );
  return {
    halves: row?.halves ?? -1,
    bad: replies.length,
    refused: replies.filter(({ bad }) => bad.outcome === 'INSUFFICIENT_STOCK').length,
    done: replies.filter(({ good }) => good.outcome === 'done').length,
    outcomes: replies.flatMap(({ bad, good }) => [bad.outcome, good.outcome]),
  };
}

/** Units of a product: on hand anywhere, and between places. */
async function unitsOf(organization: Organization, globalSku: string): Promise<number> {
  const [row] = await organization.sql<{ units: string }>(
    `select coalesce((select sum(i.on_hand) from stock_item i where i.org_id = p.org_id and i.product_id = p.id), 0)
       + coalesce((select sum(c.shipped - c.received - c.damaged - c.written_off) from transfer_parcel c
           join transfer_line t on t.org_id = c.org_id and t.id = c.line_id where c.org_id = p.org_id and t.product_id = p.id), 0) as units
     from product p where p.org_id = $1 and p.global_sku = $2`,
    globalSku,
  );
  return Number(row?.units);
}
