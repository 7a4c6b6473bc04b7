import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const run = async (
  caller: { graphql: (q: string, v?: object) => Promise<{ body: any }> },
  q: string,
  v?: object,
) => {
  const { body } = await caller.graphql(q, v);
  expect(body.errors).toBeUndefined();
  return body.data;
};

describe('stock', () => {
  it('works', async () => {
    const { admin } = await gateway.organization();
    await run(
      admin,
      `mutation { upsertProducts(input: {products: [{globalSku: "A", unitCost: 2}]}) { products { id } } }`,
    );
    await run(
      admin,
      `mutation { upsertLocations(input: {locations: [{code: "L1", name: "One"}]}) { locations { id } } }`,
    );
    await run(
      admin,
      `mutation { upsertChannels(input: {channels: [{code: "DTC", name: "Direct", type: E_COMMERCE}]}) { channels { id } } }`,
    );
    const r = await run(
      admin,
      `mutation { recordStock(input: {locationId: "L1", lines: [{globalSku: "A", quantity: 10.5, unitCost: 3}]}) { receipt { number lines { quantityBefore quantityDelta quantityAfter unitCost } history { to } } items { id quantityOnHand quantityAvailable totalValue } } }`,
    );
    console.log(JSON.stringify(r));
    const a = await run(
      admin,
      `mutation { adjustStock(input: {globalSku: "A", locationId: "L1", quantityDelta: -0.5, reasonCode: "DAMAGED"}) { item { quantityOnHand product { name } } adjustment { number } } }`,
    );
    console.log(JSON.stringify(a));
    const s = await run(
      admin,
      `mutation { reserveStock(input: {channelId: "DTC", reference: "O-1", lines: [{globalSku: "A", locationId: "L1", quantity: 4}]}) { reservation { id number status lines { quantity allocations { inventoryItemId quantity status } } history { to } } } }`,
    );
    console.log(JSON.stringify(s));
    const m = await run(
      admin,
      `{ channelLocationMatrix(locationId: "L1") { totalCount location { name } channels { channelId } products { globalSku totalOnHand totalReserved minAtp channels { atp onHand reserved available severity } } }
      availabilityRecords { nodes { onHand reserved available atp status } totalCount } locationStock { nodes { code onHand reserved available expired value bins products } }
      stockItems { nodes { quantityOnHand quantityReserved quantityAvailable } totalCount } channelSummary { onHand atp value ok } adjustments { nodes { number lines { quantityDelta } } totalCount }
      checkAvailability(input: {lines: [{globalSku: "A", quantity: 7}]}) { available lines { available shortfall status availableDate allocations { quantity } } } reservations { nodes { number } totalCount } }`,
    );
    console.log(JSON.stringify(m, null, 1));
    const c = await run(
      admin,
      `mutation { commitReservation(input: {id: "${s.reserveStock.reservation.id}"}) { reservation { status issue { number lines { quantityDelta } } } } }`,
    );
    console.log(JSON.stringify(c));
  });
});
