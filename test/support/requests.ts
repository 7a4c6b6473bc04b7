import { as } from './counting.ts';
import { type Given, open, type Shop } from './factories.ts';
import type { TestGateway } from './gateway.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

/** A store that supplies a ward (it consumes), a shop (it gets what it asked for at once) and a depot (by transfer). */
export const hospital: Given = {
  products: ['A', 'B', 'T', { globalSku: 'OFF', status: 'INACTIVE' }],
  locations: [
    'MAIN',
    { code: 'WARD', type: 'DEPARTMENT', requestDelivery: 'CONSUMPTION', costCentre: 'CC-100' },
    { code: 'SHOP', type: 'STORE' },
    { code: 'DEPOT', requestDelivery: 'TRANSFER' },
    { code: 'SHUT', status: 'INACTIVE' },
  ],
  channels: ['DTC'],
  bins: [
    { locationId: 'MAIN', code: 'M1', zone: 'Z1' },
    { locationId: 'MAIN', code: 'M2', zone: 'Z1' },
    { locationId: 'MAIN', code: 'BAD', blocked: true },
  ],
};

/** A hospital with some of A (cost 2) and B (cost 5) at MAIN, seen by who asks and by who approves. */
export interface Hospital {
  /** Asks: may do everything, and so must be kept from approving by rule, not by permission. */
  shop: Shop;
  /** Approves. */
  chief: Shop;
  /** The other approver. */
  deputy: Shop;
}

export async function hospitalOf(gateway: TestGateway, stock = { A: 10, B: 10 }): Promise<Hospital> {
  const shop = await open(gateway, hospital);
  await shop.receive(
    'MAIN',
    { sku: 'A', quantity: stock.A, unitCost: 2 },
    { sku: 'B', quantity: stock.B, unitCost: 5 },
  );
  return withApprovers(shop);
}

export async function withApprovers(shop: Shop): Promise<Hospital> {
  const { organization } = shop;
  return {
    shop,
    chief: as(shop, await organization.caller('*')),
    deputy: as(shop, await organization.caller('*')),
  };
}

/** What is asked for: so much of A for the ward. */
export const asked = (quantity: number, more: object = {}) => ({
  fromLocationId: 'MAIN',
  destinationId: 'WARD',
  lines: [{ globalSku: 'A', quantity }],
  ...more,
});

export const draft = async (shop: Shop, input: object = asked(4)): Promise<Any> =>
  (await shop.run('createStockRequest', input)).stockRequest;

/** The steps of a request, in their order. */
const steps = ['submit', 'approve', 'pick', 'issue'] as const;
const after = { SUBMITTED: 1, APPROVED: 2, PICKING: 3, ISSUED: 4 };

/** A request that has come as far as a state. */
export async function requested(
  { shop, chief }: Hospital,
  status: keyof typeof after,
  input: object = asked(4),
): Promise<Any> {
  let request = await draft(shop, input);
  for (const step of steps.slice(0, after[status])) {
    const by = step === 'approve' ? chief : shop;
    request = await stepped(by, step, { id: request.id });
  }
  return request;
}

export type Step = 'update' | 'submit' | 'approve' | 'reject' | 'pick' | 'issue' | 'cancel' | 'rollBack';

/** Takes a step. @returns the request as it is then */
export const stepped = async (shop: Shop, step: Step, input: object): Promise<Any> =>
  (await shop.run(`${step}StockRequest`, input)).stockRequest;

/** The quantities of a line. */
export const figures = ({ requested, approved, allocated, letGo, issued }: Any) => ({
  requested,
  approved,
  allocated,
  letGo,
  issued,
});

/** The events that were emitted of stock requests, in their order. */
export async function events(shop: Shop): Promise<string[]> {
  const rows = await shop.sql<{ type: string }>(
    `select type from outbox_event where org_id = $1 and document_type = 'StockRequest' order by id`,
  );
  return rows.map(({ type }) => type);
}
