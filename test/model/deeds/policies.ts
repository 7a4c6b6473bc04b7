import type { Policy } from '../promise.ts';
import { type Deed, type Op, toDecimal, type World } from '../world.ts';

/** The policies of an organization: for a channel at a location, for a channel, and for a location. */
export const scopes = [
  { id: 'P1', channel: 'DTC', at: 'MAIN' },
  { id: 'P2', channel: 'B2B', at: null },
  { id: 'P3', channel: null, at: 'MAIN' },
] as const;

/** A policy as requests give it. */
export function policyInput({ safetyStock, share }: Policy, { id, channel, at }: (typeof scopes)[number]) {
  return {
    id,
    name: id,
    channelId: channel,
    locationId: at,
    safetyStock: toDecimal(safetyStock),
    allocationType: share.type,
    allocationQuantity: share.type === 'FIXED' ? toDecimal(share.quantity) : null,
    allocationPercent: share.type === 'PERCENTAGE' ? String(share.percent) : null,
  };
}

export function change(world: World, op: Op): Deed {
  const index = op.a % scopes.length;
  const scope = scopes[index] ?? scopes[0];
  const shares: Policy['share'][] = [
    { type: 'SHARED' },
    { type: 'FIXED', quantity: op.q },
    { type: 'PERCENTAGE', percent: 10 + (op.c % 90) },
  ];
  const share = shares[op.b % 3] ?? { type: 'SHARED' };
  const policy: Policy = { channel: scope.channel, at: scope.at, safetyStock: (op.c % 3) * 10_000, share };
  return {
    mutation: 'upsertAtpPolicies',
    selection: '{ atpPolicies { id } }',
    input: { atpPolicies: [policyInput(policy, scope)] },
    places: ['MAIN'],
    predict: () => undefined,
    learn: () => {
      world.policies[index] = policy;
    },
  };
}
