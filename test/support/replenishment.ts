import { open, type Shop } from './factories.ts';
import type { TestGateway } from './gateway.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

/** A depot, two stores and a closed one; A and B without lots, T with lots. */
export const places = {
  products: ['A', 'B', { globalSku: 'T', lotControlled: true }, { globalSku: 'OFF', status: 'INACTIVE' }],
  locations: ['DC', 'S1', 'S2', { code: 'SHUT', status: 'INACTIVE' }],
  channels: ['DTC'],
  bins: [{ locationId: 'DC', code: 'RCV', type: 'RECEIVING' }],
};

/** A shop with these places, and settings as they are given. */
export async function replenished(
  gateway: TestGateway,
  configs: object[] = [],
  settings?: Record<string, unknown>,
): Promise<Shop> {
  const shop = await open(gateway, { ...places, ...(settings ? { settings } : {}) });
  if (configs.length > 0) await configure(shop, ...configs);
  return shop;
}

/** Sets how products are replenished: of A at S1 unless they say otherwise. */
export const configure = async (shop: Shop, ...configs: object[]): Promise<Any[]> =>
  (
    await shop.run('setReplenishmentConfigs', {
      configs: configs.map((config) => ({ globalSku: 'A', locationId: 'S1', ...config })),
    })
  ).configs;

/** What should be ordered. */
export const suggested = (shop: Shop, input: object = {}): Promise<Any> => shop.ask('suggestions', { input });

/** Suggestions in short: `A S1 18 < DC`, `A S1 6 < ACME`, `A S1 6 < -`. */
export const short = ({ suggestions }: Any): string[] =>
  suggestions.map(
    ({ globalSku, locationCode, suggestedQuantity, source }: Any) =>
      `${globalSku} ${locationCode} ${suggestedQuantity} < ${source.locationCode ?? source.supplier ?? '-'}`,
  );

/** The input of a purchase of A for S1. */
export const purchase = (quantity: number, more: object = {}) => ({
  globalSku: 'A',
  locationId: 'S1',
  quantity,
  source: { type: 'PURCHASE', supplier: 'ACME' },
  ...more,
});

/** The input of a transfer of A from DC to S1. */
export const fromDepot = (quantity: number) =>
  purchase(quantity, { source: { type: 'TRANSFER', locationId: 'DC' } });

export const drafted = async (shop: Shop, input: object): Promise<Any> =>
  (await shop.run('createReplenishment', input)).replenishment;

/** Takes a step. @returns the replenishment as it is then */
export const step = async (
  shop: Shop,
  which: 'approve' | 'order' | 'receive' | 'cancel',
  input: object,
): Promise<Any> => (await shop.run(`${which}Replenishment`, input)).replenishment;

export async function ordered(shop: Shop, input: object, more: object = {}): Promise<Any> {
  const { id } = await drafted(shop, input);
  await step(shop, 'approve', { id });
  return step(shop, 'order', { id, ...more });
}

/** What was told of positions that are low: the SKUs and codes, in their order. */
export async function told(shop: Shop): Promise<string[]> {
  const rows = await shop.sql<{ payload: Any }>(
    "select payload from outbox_event where org_id = $1 and type = 'replenishment.needed' order by id",
  );
  const codes = Object.fromEntries(Object.entries(shop.ids).map(([code, id]) => [id, code]));
  return rows.map(({ payload }) => `${payload.globalSku} ${codes[payload.locationId]} ${payload.position}`);
}
