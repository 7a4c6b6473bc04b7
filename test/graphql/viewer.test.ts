import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();

describe('viewer', () => {
  it('says who asks and what they may do', async () => {
    const { caller, id } = await gateway.organization();
    const { graphql, keyId } = await caller('inventory:read', 'products.*');
    const { body } = await graphql('{ viewer { id organizationId permissions } }');
    expect(body.data.viewer).toEqual({
      id: keyId,
      organizationId: id,
      permissions: ['inventory.read', 'products.read', 'products.write'],
    });
  });

  it('refuses callers without a valid key', async () => {
    const none = await gateway.call('POST', '/graphql', { query: '{ viewer { id } }' });
    expect(none.status).toBe(401);
    expect(none.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('lists products', async () => {
    const { admin } = await gateway.organization();
    const { body } = await admin.graphql('{ products(first: 5) { nodes { id } totalCount } }');
    expect(body).toEqual({ data: { products: { nodes: [], totalCount: 0 } } });
  });
});
