import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import type { Organization } from './organization.ts';

type Headers = Record<string, string>;

const schema = buildSchema(
  readFileSync(join(import.meta.dirname, '../../../src/schema/schema.graphql'), 'utf8'),
);

/** The type of what a mutation is given: some have one of their own, others share one. */
const inputOf = (mutation: string): string =>
  String(
    schema
      .getMutationType()
      ?.getFields()
      [mutation]?.args.find(({ name }) => name === 'input')?.type,
  );

/** The writes that scenarios send, by the words of the floor. */
export const acts = {
  /** Changes what is on hand of the row of a product at a location. */
  adjust: (
    organization: Organization,
    globalSku: string,
    locationId: string,
    quantityDelta: number,
    headers?: Headers,
  ) =>
    organization.rest(
      'POST',
      '/api/inventory/adjust',
      { globalSku, locationId, quantityDelta, reasonCode: quantityDelta < 0 ? 'CONSUMED' : 'CORRECTION' },
      headers,
    ),

  reserve: (
    organization: Organization,
    globalSku: string,
    locationId: string,
    quantity: number,
    reference: string,
  ) =>
    organization.graphql(
      'mutation($input: ReserveStockInput!) { reserveStock(input: $input) { reservation { id } } }',
      { input: { channelId: 'DTC', reference, lines: [{ globalSku, locationId, quantity }] } },
    ),

  /** One of the steps of a document, by its id. */
  step: (organization: Organization, mutation: string, id: string, more: object = {}) =>
    organization.graphql(
      `mutation($input: ${inputOf(mutation)}) { ${mutation}(input: $input) { __typename } }`,
      { input: { id, ...more } },
    ),

  hold: (organization: Organization, globalSku: string, locationId: string, quantity: number) =>
    organization.graphql('mutation($input: CreateHoldInput!) { createHold(input: $input) { hold { id } } }', {
      input: { globalSku, locationId, quantity, type: 'QUALITY', reason: 'fault test' },
    }),

  /** Draft, approve, ship and receive in one act: a mutation document stands or falls as one. */
  transfer: (
    organization: Organization,
    globalSku: string,
    fromLocationId: string,
    toLocationId: string,
    quantity: number,
  ) =>
    organization.graphql(
      'mutation($input: CreateTransferInput!) { createTransfer(input: $input) { transfer { id } } }',
      { input: { fromLocationId, toLocationId, lines: [{ globalSku, quantity }] } },
    ),
};

/** What is on hand of a product at a location, as the ledger's rows say. */
export async function onHand(
  organization: Organization,
  globalSku: string,
  locationCode?: string,
): Promise<number> {
  const [row] = await organization.sql<{ sum: string }>(
    `select coalesce(sum(i.on_hand), 0) as sum from stock_item i
     join product p on p.org_id = i.org_id and p.id = i.product_id
     join location l on l.org_id = i.org_id and l.id = i.location_id
     where i.org_id = $1 and p.global_sku = $2 and ($3::text is null or l.code = $3)`,
    globalSku,
    locationCode ?? null,
  );
  return Number(row?.sum);
}
