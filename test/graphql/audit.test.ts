import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { type Caller, startGateway } from '../support/gateway.ts';
import { idsByCursor, refusal } from '../support/master-data.ts';

const gateway = await startGateway();
const FIELDS = 'id at actorType actorId actorName requestId action documentType documentId before after';
const entries = async (caller: Caller, filter = '') => {
  const { body } = await caller.graphql(
    `{ auditEntries(first: 100, filter: {${filter}}) { nodes { ${FIELDS} } totalCount } }`,
  );
  expect(body.errors).toBeUndefined();
  const { nodes, totalCount } = body.data.auditEntries;
  expect(nodes).toHaveLength(totalCount);
  return nodes as Record<string, never>[];
};
const actions = async (caller: Caller, filter: string) =>
  (await entries(caller, filter)).map(({ action }) => action);

describe('auditEntries', () => {
  it('say who did what to which document, before and after, by which request; the newest first', async () => {
    const organization = await gateway.organization();
    const keeper = await organization.caller('products.write');
    const upsert = (name: string, requestId: string) =>
      keeper.graphql(
        `mutation { upsertProducts(input: {products: [{globalSku: "A", name: "${name}"}]}) { products { id } } }`,
        {},
        { 'x-request-id': requestId },
      );
    const made = await upsert('First', 'request-one');
    await upsert('Second', 'request-two');
    const { id } = made.body.data.upsertProducts.products[0];
    const found = await entries(organization.admin, `documentId: "${id}"`);
    expect(found).toMatchObject([
      {
        actorType: 'API_KEY',
        actorId: keeper.keyId,
        actorName: 'products.write',
        requestId: 'request-two',
        action: 'product.upsert',
        documentType: 'Product',
        documentId: id,
        before: { name: 'First' },
        after: { name: 'Second' },
      },
      { requestId: 'request-one', before: null },
    ]);
    const all = await entries(organization.admin);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(new Set(await idsByCursor(organization.admin, 'auditEntries', ''))).toEqual(
      new Set(all.map(({ id: entry }) => entry)),
    );
  });

  it('are found by document, action, actor, request and moment', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1'] });
    const { admin } = shop.organization;
    const before = new Date(gateway.clock.now().getTime() + 1).toISOString();
    gateway.clock.advance(60_000);
    await shop.receive('L1', { sku: 'A', quantity: 10 });
    const received = (await entries(admin, `from: "${before}"`))[0] ?? {};
    expect(received).toMatchObject({ actorId: admin.keyId });
    const { action, documentType, documentId, requestId } = received;
    for (const filter of [
      `action: "${action}"`,
      `documentId: "${documentId}"`,
      `documentType: "${documentType}"`,
      `requestId: "${requestId}", actorId: "${admin.keyId}"`,
    ])
      expect([filter, await actions(admin, filter)]).toEqual([filter, [action]]);
    expect(await actions(admin, `action: "${action}", to: "${before}"`)).toEqual([]);
    expect(await actions(admin, `actorId: "nobody"`)).toEqual([]);
    expect(await actions(admin, `from: "2099-01-01T00:00:00Z"`)).toEqual([]);
  });

  it('are for those who may read them, of their own organization', async () => {
    const [mine, theirs] = [await gateway.organization(), await gateway.organization()];
    const answer = await (await mine.caller('admin.write', 'inventory.*')).graphql(
      '{ auditEntries { totalCount } }',
    );
    expect(refusal(answer).code).toBe('FORBIDDEN');
    const seen = await entries(mine.admin);
    expect(seen.map(({ documentId }) => documentId)).not.toContain(theirs.admin.keyId);
    expect(await entries(mine.admin, `documentId: "${theirs.admin.keyId}"`)).toEqual([]);
    const reader = await mine.caller('admin.read');
    expect(
      (await reader.graphql('{ auditEntries { totalCount } }')).body.data.auditEntries.totalCount,
    ).toBeGreaterThan(0);
  });
});
