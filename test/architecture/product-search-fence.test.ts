import { expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';

const gateway = await startGateway();

it('the search for products, a function of the owner, reads the organization of the transaction and no other', async () => {
  const [ours, theirs, nobody] = [
    await gateway.organization(),
    await gateway.organization(),
    await gateway.organization(),
  ];
  const [mine] = await upserted(ours.admin, kinds.products, [{ globalSku: 'SAME', name: 'Same hammer' }]);
  const [other] = await upserted(theirs.admin, kinds.products, [{ globalSku: 'SAME', name: 'Same hammer' }]);
  const client = await gateway.gatewayClient();
  try {
    const found = async (orgId: number | null, words = 'same') => {
      await client.query("select set_config('app.org_id', $1, false)", [orgId === null ? '' : String(orgId)]);
      const { rows } = await client.query('select id from search_products($1, 100)', [words]);
      return rows.map(({ id }: { id: string }) => id);
    };
    for (const words of ['SAME', 'same', 'same ham', 'hammer', 'hamer']) {
      expect([words, await found(ours.orgId, words)]).toEqual([words, [mine?.id]]);
      expect([words, await found(theirs.orgId, words)]).toEqual([words, [other?.id]]);
      expect([words, await found(nobody.orgId, words)]).toEqual([words, []]);
      expect([words, await found(null, words)]).toEqual([words, []]);
    }
    const inner = client.query("select search_alike($1, 'same', array['same'], '{}', 9)", [theirs.orgId]);
    await expect(inner).rejects.toMatchObject({ code: '42501' });
  } finally {
    await client.end();
  }
});
