import { policyInput, scopes } from './deeds/policies.ts';
import type { Policy } from './promise.ts';
import { UNIT } from './stock.ts';

/** The terms that an organization begins with. */
const policies: Policy[] = [
  { channel: 'DTC', at: 'MAIN', safetyStock: 2 * UNIT, share: { type: 'SHARED' } },
  { channel: 'B2B', at: null, safetyStock: 0, share: { type: 'PERCENTAGE', percent: 50 } },
  { channel: null, at: 'MAIN', safetyStock: UNIT, share: { type: 'SHARED' } },
];

/** An object as GraphQL writes it; its values in capitals alone are enum values. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, field]) => `${name}: ${enums.has(name) ? field : literal(field)}`)
    .join(', ')} }`;
}
const enums = new Set(['type', 'requestDelivery', 'allocationType', 'status']);

const locations = [
  { id: 'MAIN', code: 'MAIN' },
  { id: 'SHOP', code: 'SHOP', type: 'STORE', requestDelivery: 'DIRECT' },
  { id: 'DEPOT', code: 'DEPOT', requestDelivery: 'TRANSFER' },
  { id: 'WARD', code: 'WARD', type: 'DEPARTMENT', requestDelivery: 'CONSUMPTION', costCentre: 'CC-1' },
  { id: 'DUMP', code: 'DUMP', type: 'DESTRUCTION' },
];
const bins = [
  { id: 'DOCK', locationId: 'MAIN', code: 'DOCK', type: 'RECEIVING' },
  { id: 'M1', locationId: 'MAIN', code: 'M1' },
  { id: 'M2', locationId: 'MAIN', code: 'M2' },
];
const lot = (number: string, expiryDate: string) => ({ productMasterId: 'T', number, expiryDate });
const tolerance = '{ quantity: "2" }';

/** Master data in two requests; what is made of what is a matter of the model's constants. */
const texts = [
  `mutation {
    upsertProducts(input: { products: ${literal([
      { id: 'A', globalSku: 'A' },
      { id: 'B', globalSku: 'B' },
      { id: 'T', globalSku: 'T', lotControlled: true },
    ])} }) { products { id } }
    upsertLocations(input: { locations: ${literal(locations)} }) { locations { id } }
    upsertChannels(input: { channels: ${literal([
      { id: 'DTC', code: 'DTC', type: 'E_COMMERCE' },
      { id: 'B2B', code: 'B2B', type: 'WHOLESALE' },
    ])} }) { channels { id } }
    updateOrganizationSettings(input: { countTolerances: { A: ${tolerance}, B: ${tolerance}, C: ${tolerance} } }) { organization { id } } }`,
  `mutation {
    upsertBins(input: { bins: ${literal(bins)} }) { bins { id } }
    upsertLots(input: { lots: ${literal([lot('X', '2031-05-07'), lot('Y', '2031-05-11'), lot('Z', '2031-06-14')])} }) { lots { id } }
    upsertAtpPolicies(input: { atpPolicies: ${literal(
      policies.map((policy, index) => policyInput(policy, scopes[index] ?? scopes[0])),
    )} }) { atpPolicies { id } } }`,
];

/** Puts the master data of a trial into its organization. @returns its policies */
export async function furnish(run: (text: string) => Promise<unknown>): Promise<Policy[]> {
  for (const text of texts) await run(text);
  return [...policies];
}
