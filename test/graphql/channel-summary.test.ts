import { expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refusal } from '../support/master-data.ts';

const gateway = await startGateway();
const basics = {
  products: ['A', 'B'],
  locations: ['L1', 'L2'],
  channels: ['DTC', { code: 'B2B', type: 'WHOLESALE' }],
};

it('adds up each channel’s own cells, over all places or at one', async () => {
  const shop = await open(gateway, {
    ...basics,
    policies: [
      { name: 'all', lowAtpThreshold: 5 },
      {
        name: 'trade',
        channelId: 'B2B',
        allocationType: 'FIXED',
        allocationQuantity: 2,
        lowAtpThreshold: 5,
        criticalAtpThreshold: 1,
      },
    ],
  });
  await shop.receive('L1', { sku: 'A', quantity: 10, unitCost: 2 }, { sku: 'B', quantity: 4, unitCost: 1.5 });
  await shop.receive('L2', { sku: 'A', quantity: 3, unitCost: 4 });
  await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 4 }]);
  await shop.reserve('B2B', [{ sku: 'A', locationId: 'L2', quantity: 1 }]);
  const [trade, direct] = await shop.ask('summary');
  expect(direct).toEqual({
    channelId: shop.ids.DTC,
    channelName: 'DTC',
    channelType: 'E_COMMERCE',
    products: 2,
    onHand: 16, // 10, 4, and 2 of the 3 of which one is the other channel's
    reserved: 4,
    atp: 12,
    ok: 1,
    low: 2,
    critical: 0,
    value: 34,
  });
  // 2 of each; one of those at L2 is reserved
  expect(trade).toMatchObject({
    channelType: 'WHOLESALE',
    onHand: 6,
    reserved: 1,
    atp: 5,
    low: 2,
    critical: 1,
    value: 15,
  });
  const at = await shop.ask('summary', { locationId: 'L2', channels: ['DTC'] });
  expect(at).toMatchObject([{ products: 1, onHand: 2, atp: 2, value: 8 }]);
});

it('values stock to the last decimal', async () => {
  const shop = await open(gateway, basics);
  // 3 pieces worth 10 together, at 2 costs: no quotient of them is exact
  await shop.receive(
    'L1',
    { sku: 'A', quantity: 1, unitCost: 4 },
    { sku: 'A', quantity: 2, unitCost: 3, condition: 'AVAILABLE', lotNumber: 'N' },
  );
  const [, direct] = await shop.ask('summary');
  const [place] = (await shop.ask('places', { filter: { search: 'L1' } })).nodes;
  expect([direct.value, place.value]).toEqual([10, 10]);
});

it('refuses what is not there', async () => {
  const shop = await open(gateway, basics);
  const summary = (args: string) => shop.caller.graphql(`{ channelSummary(${args}) { atp } }`);
  expect(refusal(await summary('channels: ["NO"]'))).toEqual({ code: 'NOT_FOUND', paths: ['channels'] });
  expect(refusal(await summary('locationId: "NO"'))).toEqual({ code: 'NOT_FOUND', paths: ['locationId'] });
  expect(refusal(await summary('locationId: ""'))).toEqual({ code: 'NOT_FOUND', paths: ['locationId'] });
  expect(await shop.ask('summary')).toMatchObject([{ products: 0, onHand: 0 }, { products: 0 }]);
});
