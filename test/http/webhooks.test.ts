import { describe, expect, it } from 'vitest';
import { claimDeliveries } from '../../src/domain/webhooks/claim-deliveries.command.ts';
import { MAX_ATTEMPTS } from '../../src/domain/webhooks/webhooks.rules.ts';
import { startGateway, type TestOrganization } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { isSigned, startReceiver } from '../support/receiver.ts';

const gateway = await startGateway({
  WEBHOOK_ALLOW_HTTP: '1',
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  WEBHOOK_TIMEOUT_MS: '20000',
  SECRETS_KEY: 'a key of the tests that is long enough',
});
/** Waits for an answer for a moment only. */
const impatient = await startGateway({
  WEBHOOK_ALLOW_HTTP: '1',
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  WEBHOOK_TIMEOUT_MS: '400',
});
/** With the settings of production. */
const plain = await startGateway();
const receiver = await startReceiver();
const HOUR = 3_600_000;
let paths = 0;

/** A path of the receiver that nobody else is called at. */
const pathOf = (kind: string) => `${kind}/${++paths}`;

async function hook(organization: TestOrganization, path: string, eventTypes = ['product.*']) {
  const input = { url: receiver.url(path), eventTypes };
  const { body, status } = await organization.admin.rest('POST', '/api/admin/webhooks', input);
  expect([status, body.code]).toEqual([201, undefined]);
  return { id: body.webhook.id as string, secret: body.secret as string };
}

/** Makes products, each in a request of its own; each is an event. */
async function happen({ admin }: TestOrganization, count: number, tag = ''): Promise<void> {
  for (let n = 0; n < count; n++) await upserted(admin, kinds.products, [{ globalSku: `P${tag}${n}` }]);
}

interface Delivery {
  id: string;
  eventId: string;
  status: string;
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  nextAttemptAt: string | null;
}

async function deliveriesOf({ admin }: TestOrganization, webhookId: string): Promise<Delivery[]> {
  const { body } = await admin.graphql(
    `query($id: ID) { webhookDeliveries(first: 100, filter: {webhookId: $id}) {
      nodes { id eventId status attempts lastStatus lastError nextAttemptAt } } }`,
    { id: webhookId },
  );
  expect(body.errors).toBeUndefined();
  return body.data.webhookDeliveries.nodes;
}
const webhookOf = async ({ admin }: TestOrganization, id: string) =>
  (await admin.rest('GET', `/api/admin/webhooks/${id}`)).body.webhook;
const eventsOf = async ({ orgId }: TestOrganization, type: string) =>
  (
    await gateway.asOwner<{ id: string }>(
      orgId,
      'select id from outbox_event where org_id = $1 and type = $2 order by seq',
      [orgId, type],
    )
  ).map(({ id }) => id);

describe('events', () => {
  it('arrive at a receiver that fails half the time: each at least once, signed, under one id', async () => {
    const organization = await gateway.organization();
    const path = pathOf('half');
    const { id, secret } = await hook(organization, path);
    await happen(organization, 25);
    for (let round = 0; round < MAX_ATTEMPTS; round++) {
      await gateway.app.dispatcher.run();
      if ((await deliveriesOf(organization, id)).every(({ status }) => status === 'DELIVERED')) break;
      gateway.clock.advance(15 * HOUR);
    }
    const calls = receiver.at(path);
    const events = await eventsOf(organization, 'product.changed');
    expect(events).toHaveLength(25);
    const arrived = new Set(calls.filter(({ status }) => status === 200).map((call) => call.id));
    expect([...arrived].sort()).toEqual(events.toSorted());
    expect(calls.length).toBeGreaterThan(30); // it did fail
    for (const call of calls) {
      expect(isSigned(call, secret)).toBe(true);
      expect(isSigned({ ...call, body: `${call.body} ` }, secret)).toBe(false);
      expect(isSigned({ ...call, headers: { ...call.headers, 'webhook-id': 'evt_x' } }, secret)).toBe(false);
      expect(JSON.parse(call.body)).toMatchObject({
        ...{ id: call.id, type: 'product.changed', organizationId: organization.id },
        ...{ documentType: 'Product', documentId: expect.any(String), data: expect.any(Object) },
      });
    }
    const bodies = new Map(calls.map((call) => [call.id, call.body]));
    expect(calls.every((call) => bodies.get(call.id) === call.body)).toBe(true);
  });

  it('go only to those who listen, of the same organization, from when they began', async () => {
    const organization = await gateway.organization();
    const neighbour = await gateway.organization();
    const paths = { product: pathOf('ok'), all: pathOf('ok'), other: pathOf('ok'), theirs: pathOf('ok') };
    await happen(organization, 1, 'before');
    await hook(organization, paths.product, ['product.changed']);
    await hook(organization, paths.other, ['stock.*', 'category.changed']);
    await hook(organization, paths.all, ['*']);
    await hook(neighbour, paths.theirs, ['*']);
    await happen(organization, 2, 'after');
    await gateway.app.dispatcher.run();
    expect(receiver.at(paths.product)).toHaveLength(2);
    expect(receiver.at(paths.other)).toHaveLength(0);
    // one that listens to all is told of itself
    expect(
      receiver
        .at(paths.all)
        .map(({ body }) => JSON.parse(body).type)
        .sort(),
    ).toEqual(['product.changed', 'product.changed', 'webhook.created']);
    expect(receiver.at(paths.theirs).map(({ body }) => JSON.parse(body).organizationId)).toEqual([
      neighbour.id,
    ]);
  });

  it('of writes that were refused or undone are not told', async () => {
    const organization = await gateway.organization();
    const path = pathOf('ok');
    await hook(organization, path);
    const { body } = await organization.admin.graphql(
      `mutation { a: upsertProducts(input: {products: [{globalSku: "A"}]}) { products { id } }
        b: upsertProducts(input: {products: [{globalSku: ""}]}) { products { id } } }`,
    );
    expect(body.errors).toHaveLength(1);
    await gateway.app.dispatcher.run();
    expect(receiver.at(path)).toEqual([]);
  });
});

describe('several gateways', () => {
  it('share the work: two at once send each event once', async () => {
    const organization = await gateway.organization();
    const path = pathOf('ok');
    await hook(organization, path);
    await happen(organization, 30);
    const other = await gateway.another();
    await Promise.all([gateway.app.dispatcher.run(), other.app.dispatcher.run()]);
    await gateway.app.dispatcher.run();
    const ids = receiver.at(path).map(({ id }) => id);
    expect(ids.toSorted()).toEqual((await eventsOf(organization, 'product.changed')).toSorted());
  });

  it('take over what a killed one had claimed, also one that has served nobody', async () => {
    const organization = await gateway.organization();
    const path = pathOf('ok');
    const { id } = await hook(organization, path);
    await happen(organization, 3);
    // as much as a process does before it is killed
    const claimed = await gateway.app.services.database.within(organization.orgId, 'write', (tx) =>
      claimDeliveries(tx, id, gateway.clock.now(), 2),
    );
    expect(claimed).toHaveLength(2);
    const fresh = await gateway.another();
    await fresh.app.dispatcher.run();
    expect(receiver.at(path)).toHaveLength(1);
    gateway.clock.advance(61_000);
    await fresh.app.dispatcher.run();
    expect(receiver.at(path)).toHaveLength(3);
    const states = (await deliveriesOf(organization, id)).map(({ status, attempts }) => [status, attempts]);
    expect(states.sort()).toEqual([
      ['DELIVERED', 1],
      ['DELIVERED', 2],
      ['DELIVERED', 2],
    ]);
  });
});

describe('a receiver that fails', () => {
  it('by sending elsewhere is not followed', async () => {
    const organization = await gateway.organization();
    const { id } = await hook(organization, pathOf('302'));
    await happen(organization, 2);
    await gateway.app.dispatcher.run();
    expect(receiver.at('ok')).toEqual([]);
    const deliveries = await deliveriesOf(organization, id);
    expect(deliveries).toHaveLength(2);
    for (const { status, attempts, lastStatus, lastError } of deliveries)
      expect([status, attempts, lastStatus, lastError]).toEqual(['PENDING', 1, 302, 'Answered 302']);
  });

  it('by never answering holds up no other', async () => {
    const organization = await impatient.organization();
    const path = pathOf('ok');
    const silent = await hook(organization, pathOf('silent'));
    const good = await hook(organization, path);
    await happen(organization, 12);
    // more than one batch of the silent one; a busy machine may take more than one attempt to answer in time
    for (let round = 0; round < MAX_ATTEMPTS; round++) {
      await impatient.app.dispatcher.run();
      if ((await deliveriesOf(organization, good.id)).every(({ status }) => status === 'DELIVERED')) break;
      impatient.clock.advance(HOUR);
    }
    expect(new Set(receiver.at(path).map((call) => call.id)).size).toBe(12);
    const waiting = await deliveriesOf(organization, silent.id);
    expect(waiting).toHaveLength(12);
    for (const { status, lastStatus, lastError } of waiting)
      expect([status, lastStatus, lastError]).toEqual(['PENDING', null, 'No answer within 400 ms']);
  });

  it('is given up after ten attempts, and can be tried again by hand', async () => {
    const organization = await gateway.organization();
    const path = pathOf('500');
    const { id } = await hook(organization, path);
    await happen(organization, 1);
    const begun = gateway.clock.now().getTime();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await gateway.app.dispatcher.run();
      const [delivery] = await deliveriesOf(organization, id);
      expect(delivery).toMatchObject({ attempts: attempt, lastStatus: 500 });
      if (delivery?.nextAttemptAt)
        gateway.clock.advance(Date.parse(delivery.nextAttemptAt) - gateway.clock.now().getTime() + 1);
    }
    expect((gateway.clock.now().getTime() - begun) / HOUR).toBeGreaterThan(17);
    expect((gateway.clock.now().getTime() - begun) / HOUR).toBeLessThan(29);
    const [given] = await deliveriesOf(organization, id);
    expect(given).toMatchObject({ status: 'FAILED', nextAttemptAt: null });
    gateway.clock.advance(24 * HOUR);
    await gateway.app.dispatcher.run();
    expect(receiver.at(path)).toHaveLength(MAX_ATTEMPTS);
    const better = pathOf('ok');
    await organization.admin.rest('PATCH', `/api/admin/webhooks/${id}`, { url: receiver.url(better) });
    const again = await organization.admin.graphql(
      'mutation($id: ID!) { retryWebhookDelivery(input: {id: $id}) { delivery { status attempts } } }',
      { id: given?.id },
    );
    expect(again.body.data.retryWebhookDelivery.delivery).toEqual({ status: 'PENDING', attempts: 0 });
    await gateway.app.dispatcher.run();
    expect(receiver.at(better).map((call) => call.id)).toEqual([given?.eventId]);
  });

  it('is switched off when it has failed for days, which is on record; on again, it gets what is pending', async () => {
    const organization = await gateway.organization();
    const { id } = await hook(organization, pathOf('503'));
    const watching = pathOf('ok');
    await hook(organization, watching, ['webhook.disabled']);
    await happen(organization, 1, 'a');
    await gateway.app.dispatcher.run();
    expect((await webhookOf(organization, id)).failingSince).not.toBeNull();
    gateway.clock.advance(121 * HOUR);
    await gateway.app.dispatcher.run();
    expect(await webhookOf(organization, id)).toMatchObject({
      status: 'DISABLED',
      disabledReason: 'failed for 5 days',
    });
    const audit = await gateway.asOwner(
      organization.orgId,
      "select actor_id, document_id, after ->> 'lastStatus' as last from audit_entry where org_id = $1 and action = 'webhook.disable'",
      [organization.orgId],
    );
    expect(audit).toEqual([{ actor_id: 'clock', document_id: id, last: '503' }]);
    await happen(organization, 1, 'while-off');
    gateway.clock.advance(24 * HOUR);
    await gateway.app.dispatcher.run();
    expect(JSON.parse(receiver.at(watching)[0]?.body ?? '{}')).toMatchObject({
      ...{ type: 'webhook.disabled', documentId: id },
    });
    const better = pathOf('ok');
    await organization.admin.rest('PATCH', `/api/admin/webhooks/${id}`, {
      ...{ url: receiver.url(better), status: 'ACTIVE' },
    });
    await gateway.app.dispatcher.run();
    expect(receiver.at(better)).toHaveLength(1);
    expect(await webhookOf(organization, id)).toMatchObject({ failingSince: null, disabledReason: null });
  });

  it('is switched off at once when it says that it is gone', async () => {
    const organization = await gateway.organization();
    const { id } = await hook(organization, pathOf('410'));
    await happen(organization, 1);
    await gateway.app.dispatcher.run();
    expect((await webhookOf(organization, id)).status).toBe('DISABLED');
  });
});

describe('secrets', () => {
  it('are rotated with an overlap, in which both sign', async () => {
    const organization = await gateway.organization();
    const path = pathOf('ok');
    const { id, secret: old } = await hook(organization, path);
    const { body } = await organization.admin.graphql(
      'mutation($id: ID!) { rotateWebhookSecret(input: {id: $id, overlapMinutes: 120}) { secret webhook { previousSecretUntil } } }',
      { id },
    );
    const { secret } = body.data.rotateWebhookSecret;
    expect(secret).toMatch(/^whsec_/);
    const test = 'mutation($id: ID!) { testWebhook(input: {id: $id}) { delivery { eventType } } }';
    await organization.admin.graphql(test, { id });
    await gateway.app.dispatcher.run();
    gateway.clock.advance(3 * HOUR);
    await organization.admin.graphql(test, { id });
    await gateway.app.dispatcher.run();
    const signed = receiver.at(path).map((call) => [isSigned(call, old), isSigned(call, secret)]);
    expect(signed).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it('are shown once, and sealed in the database', async () => {
    const organization = await gateway.organization();
    const input = { url: 'https://hooks.example.com/x', eventTypes: ['*'] };
    const create = () =>
      organization.admin.rest('POST', '/api/admin/webhooks', input, { 'idempotency-key': 'once' });
    const { body } = await create();
    expect((await create()).body).toEqual({ ...body, secret: null });
    const [table] = await gateway.asOwner<{ text: string }>(
      organization.orgId,
      `select concat((select string_agg(w::text, '') from webhook w where org_id = $1),
        (select string_agg(i::text, '') from idempotency_record i where org_id = $1),
        (select string_agg(a::text, '') from audit_entry a where org_id = $1)) as text`,
      [organization.orgId],
    );
    expect(table?.text).toContain('hooks.example.com');
    expect(table?.text).not.toContain(body.secret.slice('whsec_'.length));
    const list = await organization.admin.rest('GET', '/api/admin/webhooks');
    expect(JSON.stringify(list.body)).not.toContain('whsec_');
  });
});

describe('addresses inside the network', () => {
  it('are refused when a webhook is made or changed, and not called when one is there all the same', async () => {
    const organization = await plain.organization();
    const path = pathOf('ok');
    const make = (url: string) =>
      organization.admin.rest('POST', '/api/admin/webhooks', { url, eventTypes: ['*'] });
    for (const url of [receiver.url(path), `https://127.0.0.1:${receiver.port}/x`, 'https://localhost/x']) {
      const { status, body } = await make(url);
      expect([url, status, body.code, body.details.fields[0].path]).toEqual([
        url,
        400,
        'VALIDATION_FAILED',
        'url',
      ]);
    }
    const { body } = await make('https://hooks.example.com/x');
    const change = await organization.admin.rest('PATCH', `/api/admin/webhooks/${body.webhook.id}`, {
      url: 'https://169.254.169.254/latest',
    });
    expect([change.status, change.body.details.fields[0].path]).toEqual([400, 'url']);
    // behind the back of the gateway
    await plain.asOwner(organization.orgId, 'update webhook set url = $2 where org_id = $1', [
      organization.orgId,
      receiver.url(path),
    ]);
    await plain.app.dispatcher.run();
    expect(receiver.at(path)).toEqual([]);
    const deliveries = await organization.admin.graphql(
      '{ webhookDeliveries { nodes { status attempts lastStatus lastError } } }',
    );
    expect(deliveries.body.data.webhookDeliveries.nodes[0]).toMatchObject({
      ...{
        status: 'PENDING',
        attempts: 1,
        lastStatus: null,
        lastError: expect.stringMatching(/^The URL must/),
      },
    });
  });
});

describe('what arrived', () => {
  it('is forgotten after its time, and what did not arrive is kept', async () => {
    const organization = await gateway.organization();
    const arrived = await hook(organization, pathOf('ok'), ['product.changed']);
    const failing = await hook(organization, pathOf('500'), ['category.changed']);
    await happen(organization, 2);
    await upserted(organization.admin, kinds.categories, [{ name: 'C' }]);
    await gateway.app.dispatcher.run();
    gateway.clock.advance(29 * 24 * HOUR);
    await deliveriesOf(organization, arrived.id);
    await gateway.app.sweeper.run();
    expect(await eventsOf(organization, 'product.changed')).toHaveLength(2);
    gateway.clock.advance(2 * 24 * HOUR);
    expect(await deliveriesOf(organization, arrived.id)).toHaveLength(2);
    await gateway.app.sweeper.run();
    expect(await deliveriesOf(organization, arrived.id)).toHaveLength(0);
    expect(await eventsOf(organization, 'product.changed')).toHaveLength(0);
    expect(await deliveriesOf(organization, failing.id)).toHaveLength(1);
    expect(await eventsOf(organization, 'category.changed')).toHaveLength(1);
  });
});
