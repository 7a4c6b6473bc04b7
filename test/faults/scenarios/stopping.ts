import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../ground/client.ts';
import {
  endGatewayProcesses,
  startGatewayProcess,
  startGatewayProcesses,
} from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

/** 28: SIGTERM under load of kept connections; and 29: draining is live, and not ready. */
export const stopping: Scenario = {
  name: 'SIGTERM under load',
  promises: [28, 29],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const [leaving, staying] = await startGatewayProcesses(2, place, { SHUTDOWN_DELAY_MS: '1500' });
    if (!leaving || !staying) throw new Error('both were started');
    const organization = await Organization.make(place, [leaving]);
    await organization.masterData(['A'], ['L1']);
    await organization.stock('L1', [{ globalSku: 'A', quantity: 100_000 }]);
    const met = { answers: 0, broken: [] as string[] };
    const clients = Array.from({ length: times(24, 8) }, (_, n) =>
      keepAsking(leaving.url, organization.key, n % 2 === 0, met),
    );
    await sleep(2_000);
    const signalled = performance.now();
    leaving.process.kill('SIGTERM');
    await sleep(100);
    const [ready, live] = await Promise.all([
      send(leaving.url, '', 'GET', '/health/ready'),
      send(leaving.url, '', 'GET', '/health/live'),
    ]);
    const still = await send(leaving.url, organization.key, 'GET', '/api/inventory?limit=1');
    await Promise.all(clients);
    const code = await leaving.ended;
    const took = Math.round(performance.now() - signalled);
    const differences = await organization.differences();
    const [row] = await organization.sql<{ count: number }>(
      'select count(*)::int as count from movement where org_id = $1 and quantity_delta < 0',
    );
    await endGatewayProcesses();
    await cluster.drop(place);
    return [
      finding(
        28,
        `SIGTERM at ${met.answers.toLocaleString('en')} answers: ${met.broken.length} lost or reset, ended in ${took} ms`,
        {
          'no request lost or reset': met.broken.length === 0,
          'readiness fails first, while requests are served': ready.status === 503 && still.status === 200,
          'within 15 s': took <= 15_000,
          'ends with 0': code === 0,
          'what was written is whole': differences.length === 0 && (row?.count ?? 0) > 0,
        },
        { broken: met.broken.slice(0, 3), code, ready: ready.status, still: still.status },
      ),
      finding(29, `draining: live ${live.status}, ready ${ready.status}`, {
        'live 200, ready 503': live.status === 200 && ready.status === 503,
      }),
    ];
  },
};

/** Sends one request after another on a kept connection, until an answer ends the connection. */
async function keepAsking(
  url: string,
  key: string,
  writes: boolean,
  met: { answers: number; broken: string[] },
): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (let leaving = false; !leaving; ) {
      const response = await ask(url, key, writes, agent);
      if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}`);
      met.answers++;
      leaving = response.headers.connection === 'close';
    }
  } catch (error) {
    met.broken.push(String(error));
  } finally {
    agent.destroy();
  }
}

function ask(url: string, key: string, writes: boolean, agent: http.Agent): Promise<http.IncomingMessage> {
  const body = JSON.stringify({
    globalSku: 'A',
    locationId: 'L1',
    quantityDelta: -1,
    reasonCode: 'CONSUMED',
  });
  return new Promise((resolve, reject) => {
    const request = http.request(
      `${url}${writes ? '/api/inventory/adjust' : '/api/inventory?limit=5'}`,
      {
        agent,
        method: writes ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${key}`,
          ...(writes ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(writes ? body : undefined);
  });
}

/** 30: three gateways start at once on an empty database. */
export const startingTogether: Scenario = {
  name: 'three gateways start at once on an empty database',
  promises: [30],
  async run({ cluster, times }) {
    const rounds = times(5, 1);
    const faults: string[] = [];
    let ran = 0;
    for (let round = 0; round < rounds; round++) {
      const place = await cluster.database('empty');
      const started = await Promise.allSettled([0, 1, 2].map(() => startGatewayProcess(place)));
      for (const each of started) {
        if (each.status === 'rejected') faults.push(String(each.reason).slice(0, 300));
        else if ((await send(each.value.url, '', 'GET', '/health/ready')).status !== 200)
          faults.push('not ready');
      }
      ran += started.filter((each) => each.status === 'fulfilled').length;
      await endGatewayProcesses();
      await cluster.drop(place);
    }
    return [
      finding(
        30,
        `${rounds} times 3 processes at once on an empty database: ${ran} ready, ${faults.length} errors`,
        { 'no error': faults.length === 0, 'all ready': ran === rounds * 3 },
        faults,
      ),
    ];
  },
};
