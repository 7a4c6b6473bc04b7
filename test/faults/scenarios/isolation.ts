import { inParallel } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcesses } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

/** 15 and 17: the same ids in two organizations, asked for at once over a pool of two connections. */
export const isolation: Scenario = {
  name: 'two organizations with the same ids, interleaved',
  promises: [15, 17],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const gateways = await startGatewayProcesses(1, place, { DATABASE_POOL: '2' });
    const both = [
      await Organization.make(place, gateways),
      await Organization.make(place, gateways),
    ] as const;
    for (const [n, each] of both.entries()) {
      await each.must(
        'mutation($input: UpsertLocationsInput!) { upsertLocations(input: $input) { locations { id } } }',
        { input: { locations: [{ id: 'same-location', code: 'L1', name: `Of ${n}`, timezone: 'UTC' }] } },
      );
      await each.must(
        'mutation($input: UpsertProductsInput!) { upsertProducts(input: $input) { products { id } } }',
        { input: { products: [{ id: 'same-product', globalSku: 'A', name: `Of ${n}` }] } },
      );
      await each.stock('same-location', [{ productMasterId: 'same-product', quantity: 10 + n }]);
    }
    const count = times(1_000, 100);
    const strange: string[] = [];
    await inParallel(count, 60, async (n) => {
      const which = n % 2;
      const each = both[which] as Organization;
      const { status, body } =
        n % 3 === 0
          ? await each.graphql(
              '{ products { nodes { id name } } stockItems { nodes { quantityOnHand productName locationName } } }',
            )
          : await each.rest('GET', '/api/inventory?productMasterId=same-product');
      const text = JSON.stringify(body);
      if (status === 503) return;
      const own = `Of ${which}`;
      const foreign = `Of ${1 - which}`;
      if (status !== 200 || !text.includes(own) || text.includes(foreign))
        strange.push(`${status} ${text}`.slice(0, 200));
    });
    await endGatewayProcesses();
    await cluster.drop(place);
    return [15, 17].map((promise) =>
      finding(
        promise,
        `${count.toLocaleString('en')} interleaved requests of 2 organizations with the same ids on 2 connections: ${strange.length} foreign rows`,
        { 'no foreign row': strange.length === 0 },
        strange.slice(0, 3),
      ),
    );
  },
};
