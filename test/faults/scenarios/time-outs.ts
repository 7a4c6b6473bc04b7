import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { acts } from '../ground/acts.ts';
import { inParallel, percentile, send, tally } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcesses } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

const ANSWER_MS = 5_000;

/** 24: writes that wait for a row that somebody holds, and clients that send their headers slowly. */
export const timeOuts: Scenario = {
  name: 'a locked row, and slow clients',
  promises: [24],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const [gateway] = await startGatewayProcesses(1, place);
    if (!gateway) throw new Error('it was started');
    const organization = await Organization.make(place, [gateway]);
    await organization.masterData(['LOCKED', 'FREE'], ['L1']);
    await organization.stock('L1', [
      { globalSku: 'LOCKED', quantity: 1_000 },
      { globalSku: 'FREE', quantity: 1_000 },
    ]);
    const locked = await lockedRow(organization, times(60, 20));
    const slow = await slowClients(organization, gateway.url, times(200, 40));
    const after = await inParallel(40, 20, () => acts.adjust(organization, 'LOCKED', 'L1', -1));
    const differences = await organization.differences();
    await endGatewayProcesses();
    await cluster.drop(place);
    return [
      finding(
        24,
        `${locked.sent} writes of a locked row: ${locked.slowest} ms at most; ${slow.opened} clients with slow headers: cut after ${slow.cutAfter} ms at most, health p99 ${slow.health} ms`,
        {
          '503 or 504 for those that waited': locked.odd.length === 0,
          'within 5 s': locked.slowest <= ANSWER_MS,
          'others were served again at once': locked.others === 'done',
          'slow clients are cut': slow.left === 0,
          'the pool did not run dry': after.every(({ outcome }) => outcome === 'done'),
          'verify: 0 differences': differences.length === 0,
        },
        { locked, slow, after: tally(after.map(({ outcome }) => outcome)), differences },
      ),
    ];
  },
};

async function lockedRow(organization: Organization, sent: number) {
  const holder = new pg.Client({ connectionString: organization.place.ownerUrl });
  await holder.connect();
  await holder.query("select set_config('app.org_id', $1, false)", [String(organization.orgId)]);
  await holder.query('begin');
  await holder.query(
    `select 1 from availability a join product p on p.org_id = a.org_id and p.id = a.product_id
     where a.org_id = $1 and p.global_sku = 'LOCKED' for update of a`,
    [organization.orgId],
  );
  const replies = await inParallel(sent, sent, () => acts.adjust(organization, 'LOCKED', 'L1', -1));
  const others = await acts.adjust(organization, 'FREE', 'L1', -1);
  await holder.query('rollback');
  await holder.end();
  return {
    sent,
    slowest: Math.round(Math.max(...replies.map(({ milliseconds }) => milliseconds))),
    odd: replies
      .filter(({ status }) => status !== 503 && status !== 504)
      .map(({ status, outcome }) => `${status} ${outcome}`),
    others: others.outcome,
  };
}

/** Clients that send a byte of their headers now and then, beside health checks. */
async function slowClients(organization: Organization, url: string, opened: number) {
  const { hostname, port } = new URL(url);
  const start = performance.now();
  let cutAfter = 0;
  const open = new Set<Socket>();
  for (let n = 0; n < opened; n++) {
    const socket = connect(Number(port), hostname);
    open.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        open.delete(socket);
        cutAfter = Math.round(performance.now() - start);
      })
      .write('GET /api/inventory HTTP/1.1\r\nhost: x\r\n');
  }
  const healths: number[] = [];
  while (open.size > 0 && performance.now() - start < 90_000) {
    for (const socket of open) socket.write('x-slow: 1\r\n');
    healths.push((await send(url, '', 'GET', '/health/ready')).milliseconds);
    await send(url, organization.key, 'GET', '/api/inventory?limit=1');
    await sleep(1_000);
  }
  const left = open.size;
  for (const socket of open) socket.destroy();
  return { opened, left, cutAfter, health: Math.round(percentile(healths, 99)) };
}
