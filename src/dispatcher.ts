import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import type { Services } from './context.ts';
import {
  type CalledWebhook,
  type ClaimedDelivery,
  calledWebhook,
  claimDeliveries,
} from './domain/webhooks/claim-deliveries.command.ts';
import { type Attempt, closeDelivered, closeFailed } from './domain/webhooks/close-attempt.command.ts';
import { nature } from './platform/nature.ts';
import { runAsSystem } from './system.ts';

/** Webhooks that one process serves at once, at one host, and events that it sends to one of them at once. */
const MAX_LANES = 32;
const MAX_LANES_OF_HOST = 2;
const AT_ONCE = 4;
/** How many events are claimed at once: in the worst case they are all tried well before the lease ends. */
const BATCH = 8;
/** After so many batches a webhook lets others come first. */
const BATCHES_OF_LANE = 25;

interface Due {
  orgId: number;
  webhookId: string;
}

/**
 * Delivers events to webhooks. Each gateway has one, and they share the work by claiming rows: one that is killed leaves its
 * deliveries to the others when their lease ends. A webhook has a lane of its own, so that one that is slow or fails holds
 * up no other.
 */
export class Dispatcher {
  readonly #services: Services;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #hosts = new Map<string, number>();
  #looking: Promise<number> | undefined;
  #stopped = false;

  /** @param pollMs how often it looks for what is due; 0: only when it is told to. */
  constructor(services: Services, pollMs: number) {
    this.#services = services;
    if (pollMs > 0) this.#timer = setInterval(() => void this.#look(), pollMs).unref();
  }

  /** Delivers what is due now. */
  async run(): Promise<void> {
    while ((await this.#look()) > 0) await Promise.all(this.#lanes.values());
    await Promise.all(this.#lanes.values());
  }

  /** Stops, when the attempts that are under way have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all(this.#lanes.values());
  }

  /** Opens lanes for the webhooks that something is due for. @returns how many it opened. */
  #look(): Promise<number> {
    this.#looking ??= this.#open().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #open(): Promise<number> {
    if (this.#stopped || this.#lanes.size >= MAX_LANES) return 0;
    const { database, clock, log } = this.#services;
    let opened = 0;
    try {
      const { rows } = await sql<Due>`
        select org_id as "orgId", webhook_id as "webhookId" from webhooks_due(${clock.now().toISOString()}::timestamptz)
        order by random()`.execute(database.kysely);
      for (const due of rows) {
        const lane = `${due.orgId} ${due.webhookId}`;
        if (this.#lanes.size >= MAX_LANES || this.#lanes.has(lane)) continue;
        opened++;
        this.#lanes.set(
          lane,
          this.#serve(due)
            .catch((err) => log.warn({ err, ...due }, 'delivery failed on our side; it is tried again'))
            .finally(() => this.#lanes.delete(lane)),
        );
      }
    } catch (err) {
      log.warn({ err }, 'webhooks cannot be looked for; it is tried again');
    }
    return opened;
  }

  /** Delivers what is due for one webhook, as long as that goes well. */
  async #serve({ orgId, webhookId }: Due): Promise<void> {
    for (let batch = 0; batch < BATCHES_OF_LANE && !this.#stopped; batch++) {
      const host = await this.#enterHost(orgId, webhookId);
      if (host === null) return;
      try {
        if (!(await this.#serveBatch(orgId, webhookId))) return;
      } finally {
        this.#leaveHost(host);
      }
    }
  }

  /** @returns the host of a webhook, unless too much is on its way there already. */
  async #enterHost(orgId: number, webhookId: string): Promise<string | null> {
    const { database, clock } = this.#services;
    const webhook = await database.within(orgId, 'read', (tx) => calledWebhook(tx, webhookId, clock.now()));
    if (!webhook) return null;
    const host = new URL(webhook.url).host;
    const lanes = this.#hosts.get(host) ?? 0;
    if (lanes >= MAX_LANES_OF_HOST) return null;
    this.#hosts.set(host, lanes + 1);
    return host;
  }

  #leaveHost(host: string): void {
    const left = (this.#hosts.get(host) ?? 1) - 1;
    if (left > 0) this.#hosts.set(host, left);
    else this.#hosts.delete(host);
  }

  /** @returns whether there may be more, and the webhook answers. */
  async #serveBatch(orgId: number, webhookId: string): Promise<boolean> {
    const { database, clock } = this.#services;
    const { webhook, deliveries } = await database.within(orgId, 'write', async (tx) => {
      const now = clock.now();
      const called = await calledWebhook(tx, webhookId, now);
      return { webhook: called, deliveries: called ? await claimDeliveries(tx, webhookId, now, BATCH) : [] };
    });
    if (!webhook) return false;
    let failures = 0;
    const waiting = [...deliveries];
    const worker = async () => {
      // what is left when the process stops is due for another one when its lease ends
      for (let next = waiting.shift(); next && !this.#stopped; next = waiting.shift())
        if (!(await this.#deliver({ orgId, webhookId }, webhook, next))) failures++;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return deliveries.length === BATCH && failures < BATCH;
  }

  /** Tries one event, and notes how that went. @returns whether it arrived. */
  async #deliver(
    { orgId, webhookId }: Due,
    webhook: CalledWebhook,
    delivery: ClaimedDelivery,
  ): Promise<boolean> {
    const outcome = await this.#call(webhookId, webhook, delivery);
    const { id: deliveryId, attempts } = delivery;
    const attempt: Attempt = { deliveryId, webhookId, attempts, ...outcome };
    const arrived = outcome.error === null;
    await runAsSystem(this.#services, orgId, 'dispatcher', (command) =>
      arrived ? closeDelivered(command, attempt) : closeFailed(command, attempt, nature().random()),
    );
    return arrived;
  }

  async #call(
    webhookId: string,
    webhook: CalledWebhook,
    delivery: ClaimedDelivery,
  ): Promise<Pick<Attempt, 'status' | 'error'>> {
    const { outbound, secrets, clock } = this.#services;
    try {
      const body = bodyOf(webhook, delivery);
      const now = clock.now();
      const signatures = webhook.secrets.map((sealed) =>
        new Webhook(secrets.open(sealed, webhookId)).sign(delivery.eventId, now, body),
      );
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'inventory-gateway',
        'webhook-id': delivery.eventId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signatures.join(' '),
      };
      const status = await outbound.post(webhook.url, headers, body);
      const good = status >= 200 && status < 300;
      return { status, error: good ? null : `Answered ${status}` };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** What a receiver gets. */
function bodyOf({ organizationId }: CalledWebhook, delivery: ClaimedDelivery): string {
  const { eventId, type, createdAt, documentType, documentId, payload } = delivery;
  return JSON.stringify({
    ...{ id: eventId, type, timestamp: createdAt, organizationId, documentType, documentId },
    data: payload,
  });
}
