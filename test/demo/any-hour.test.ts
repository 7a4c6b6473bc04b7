import { expect, it } from 'vitest';
import { fillDemo } from '../../src/demo/fill-demo.ts';
import { Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';

const gateway = await startGateway();
const HOUR = 3_600_000;

// the story spans midnights of several time zones, at which lots expire: it must be told at whatever hour it is begun
it.each([17])('the demo can begin at %i o’clock', async (hour) => {
  const organization = await gateway.organization();
  const midnight = Math.floor(gateway.clock.now().getTime() / (24 * HOUR)) * 24 * HOUR;
  const { database, numbers } = gateway.app.services;
  const begun = new Date(midnight + (hour + 0.1) * HOUR);
  expect(await fillDemo(database, numbers, organization.orgId, begun)).toBe(true);
  await expectSound(new Shop(gateway, organization));
});
