import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { acts } from '../ground/acts.ts';
import { inParallel } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcess } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

const NEAR = { WEBHOOK_ALLOW_HTTP: '1', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', WEBHOOK_POLL_MS: '200' };

/** 32: a receiver that fails half the time, senders that are killed, and addresses inside the network. */
export const webhooks: Scenario = {
  name: 'webhooks to a receiver that fails, from senders that are killed',
  promises: [32],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const running = await Promise.all([startGatewayProcess(place, NEAR), startGatewayProcess(place, NEAR)]);
    const organization = await Organization.make(place, running);
    await organization.masterData(['A'], ['L1']);
    await organization.stock('L1', [{ globalSku: 'A', quantity: 100_000 }]);
    const receiver = await Receiver.start();
    const { createWebhook } = await organization.must(
      'mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { secret webhook { id } } }',
      { input: { url: receiver.url, eventTypes: ['stock.*'] } },
    );
    receiver.secret = createWebhook.secret;
    const count = times(400, 40);
    const kills = times(6, 2);
    const writing = inParallel(count, 6, async () => {
      await acts.adjust(organization, 'A', 'L1', -1);
      await sleep(20);
    });
    for (let kill = 0; kill < kills; kill++) {
      await sleep(700);
      await running[kill % 2]?.kill();
      running[kill % 2] = await startGatewayProcess(place, NEAR);
      organization.gateways = running.map(({ url }) => url);
    }
    await writing;
    await untilDelivered(organization);
    const events = await organization.sql<{ id: string }>(
      `select id from outbox_event where org_id = $1 and type like 'stock.%' and created_at >= (select created_at from webhook where org_id = $1)`,
    );
    const missing = events.filter(({ id }) => !receiver.accepted.has(id));
    await endGatewayProcesses();
    const inside = await callsInside(organization);
    await endGatewayProcesses();
    await receiver.stop();
    await cluster.drop(place);
    return [
      finding(
        32,
        `${events.length} events, ${receiver.refused} calls failed on purpose, ${kills} senders killed: ${missing.length} events missing, ${receiver.bad} without a valid signature; ${inside} calls to private addresses`,
        {
          'every event at least once': missing.length === 0 && events.length >= count / 2,
          'each signed, with its id': receiver.bad === 0,
          'the receiver failed': receiver.refused > count / 4,
          'no call to a private address': inside === 0,
        },
        { missing: missing.slice(0, 3) },
      ),
    ];
  },
};

/** Lets time pass, as far as deliveries can tell: what waits for its next attempt is due now. */
async function untilDelivered(organization: Organization): Promise<void> {
  for (let turn = 0; turn < 120; turn++) {
    await sleep(500);
    const [row] = await organization.sql<{ pending: number }>(
      `with hurried as (update webhook_delivery set next_attempt_at = now() where org_id = $1 and status = 'PENDING' and next_attempt_at > now() returning 1)
       select count(*)::int as pending from webhook_delivery where org_id = $1 and status = 'PENDING'`,
    );
    if (row?.pending === 0) return;
  }
}

/** How often a gateway as it is shipped calls a server on this machine that an administrator names as receiver. */
async function callsInside(organization: Organization): Promise<number> {
  const victim = await Receiver.start();
  const { port } = new URL(victim.url);
  const shipped = await startGatewayProcess(organization.place, {
    WEBHOOK_POLL_MS: '100',
    WEBHOOK_ALLOW_HTTP: '1',
  });
  organization.gateways = [shipped.url];
  const hosts = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '0.0.0.0',
    '2130706433',
    '0x7f000001',
    '[::ffff:127.0.0.1]',
    '127.1',
  ];
  for (const host of hosts) {
    await organization.graphql(
      'mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } } }',
      { input: { url: `http://${host}:${port}/`, eventTypes: ['*'] } },
    );
  }
  // one that was allowed when it was made, and is not now
  await organization.sql('update webhook set url = $2 where org_id = $1', victim.url);
  for (let n = 0; n < 10; n++) await acts.adjust(organization, 'A', 'L1', -1);
  await sleep(2_000);
  await victim.stop();
  return victim.calls;
}

/** A receiver that refuses every other call. */
class Receiver {
  readonly #server: http.Server;
  /** Ids of the events that it has taken. */
  readonly accepted = new Set<string>();
  secret = '';
  calls = 0;
  refused = 0;
  /** Calls whose signature is not valid, or that have no id. */
  bad = 0;

  private constructor() {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.statusCode = this.#judge(request, Buffer.concat(chunks).toString());
        response.end();
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  #judge({ headers }: http.IncomingMessage, body: string): number {
    this.calls++;
    if (this.calls % 2 === 0) {
      this.refused++;
      return 500;
    }
    try {
      new Webhook(this.secret).verify(body, headers as Record<string, string>);
      this.accepted.add(String(headers['webhook-id']));
      return 204;
    } catch {
      this.bad++;
      return 400;
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
