import { open, type Shop } from './factories.ts';
import type { Answer, TestGateway } from './gateway.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

/** Two places with bins, and a third; A and B without lots, T with lots. */
export const places = {
  products: ['A', 'B', 'T', { globalSku: 'OFF', status: 'INACTIVE' }],
  locations: ['L1', 'L2', 'L3', { code: 'SHUT', status: 'INACTIVE' }],
  channels: ['DTC', 'B2B'],
  bins: [
    { locationId: 'L1', code: 'S1' },
    { locationId: 'L1', code: 'S2' },
    { locationId: 'L1', code: 'BAD', blocked: true },
    { locationId: 'L2', code: 'D1', zone: 'Z', type: 'RECEIVING' },
    { locationId: 'L2', code: 'D2' },
    { locationId: 'L2', code: 'STUCK', blocked: true },
    { locationId: 'L2', code: 'OLD', status: 'INACTIVE' },
  ],
};

/** So many of A at L1, at a cost of 2. */
export async function stocked(gateway: TestGateway, quantity = 10): Promise<Shop> {
  const shop = await open(gateway, places);
  await shop.receive('L1', { sku: 'A', quantity, unitCost: 2 });
  return shop;
}

/** The input of a transfer of A from L1 to L2. */
export const goods = (quantity: number, more: object = {}) => ({
  fromLocationId: 'L1',
  toLocationId: 'L2',
  lines: [{ globalSku: 'A', quantity }],
  ...more,
});

export const draft = async (shop: Shop, input: object): Promise<Any> =>
  (await shop.run('createTransfer', input)).transfer;

export async function approved(shop: Shop, input: object): Promise<Any> {
  const { id } = await draft(shop, input);
  return (await shop.run('approveTransfer', { id })).transfer;
}

export async function shipped(shop: Shop, input: object, more: object = {}): Promise<Any> {
  const { id } = await approved(shop, input);
  return (await shop.run('shipTransfer', { id, ...more })).transfer;
}

/** Takes a step. @returns the transfer as it is then */
export const step = async (
  shop: Shop,
  which: 'update' | 'approve' | 'ship' | 'receive' | 'writeOff' | 'cancel',
  input: object,
): Promise<Any> => (await shop.run(`${which}Transfer`, input)).transfer;

/** What lies where, by product: `L1/S1 LOT`, with the condition where it is not good. */
export async function lies(shop: Shop): Promise<Record<string, number>> {
  const rows = await shop.sql<{ key: string; quantity: string }>(
    `select concat_ws(' ', p.global_sku, l.code || coalesce('/' || b.code, ''), t.number, nullif(i.condition, 'AVAILABLE')) as key,
       sum(i.on_hand) as quantity
     from stock_item i join product p on p.org_id = $1 and p.id = i.product_id join location l on l.org_id = $1 and l.id = i.location_id
     left join bin b on b.org_id = $1 and b.id = i.bin_id left join lot t on t.org_id = $1 and t.id = i.lot_id
     where i.org_id = $1 and i.on_hand <> 0 group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ key, quantity }) => [key, Number(quantity)]));
}

/** How many of some answers ended how. */
export function outcomes(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { body } of answers) {
    const outcome = body.errors?.[0].extensions.code ?? 'done';
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** The quantities of a line. */
export const figures = ({
  requested,
  reserved,
  shipped,
  inTransit,
  received,
  damaged,
  overReceived,
  writtenOff,
  short,
}: Any) => ({
  requested,
  reserved,
  shipped,
  inTransit,
  received,
  damaged,
  overReceived,
  writtenOff,
  short,
});

/** The events that were emitted of transfers, in their order. */
export async function events(shop: Shop): Promise<string[]> {
  const rows = await shop.sql<{ type: string }>(
    `select type from outbox_event where org_id = $1 and document_type = 'Transfer' order by id`,
  );
  return rows.map(({ type }) => type);
}
