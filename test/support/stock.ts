import type { TestGateway, TestOrganization } from './gateway.ts';
import { kinds, upserted } from './master-data.ts';

/** Stock that a test wants to find: written below the gateway, for tests of what looks at stock. */
export interface GivenStock {
  /** Code of a location that exists. */
  location: string;
  sku: string;
  onHand: number;
  reserved?: number;
  binId?: string;
  lotId?: string;
}

/** Puts an item with its availability record into the database, making the product when it is missing. @returns its id */
export async function putStock(
  gateway: TestGateway,
  { orgId, admin }: TestOrganization,
  { location, sku, onHand, reserved = 0, binId, lotId }: GivenStock,
): Promise<string> {
  const [product] = await upserted(admin, kinds.products, [{ globalSku: sku }]);
  const id = `itm_${sku}_${location}_${lotId ?? ''}_${binId ?? ''}`;
  await gateway.asOwner(
    orgId,
    `insert into availability (org_id, id, product_id, location_id, on_hand, reserved, channel_reserved)
     select $1, 'avl_' || $2 || $3, $2, l.id, $4::numeric, $5::numeric, jsonb_build_object('', $5::numeric::text) from location l where l.org_id = $1 and l.code = $3
     on conflict (org_id, product_id, location_id) do update set
       on_hand = availability.on_hand + excluded.on_hand, reserved = availability.reserved + excluded.reserved`,
    [orgId, product?.id, location, onHand, reserved],
  );
  await gateway.asOwner(
    orgId,
    `insert into stock_item (org_id, id, product_id, location_id, bin_id, lot_id, condition, on_hand, reserved, promisable, expiry_date, allow_negative)
     select $1, $2, $3, l.id, $5, $6, 'AVAILABLE', $7, $8, true, (select expiry_date from lot t where t.org_id = $1 and t.id = $6), l.allow_negative_stock
     from location l where l.org_id = $1 and l.code = $4`,
    [orgId, id, product?.id, location, binId ?? null, lotId ?? null, onHand, reserved],
  );
  return id;
}
