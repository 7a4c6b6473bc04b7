import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { type Decimal, decimal, text } from '../quantity.rules.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import type { Parcel } from './parcels.rules.ts';

/** A part of a stock item that leaves with a line. */
export interface NewParcel {
  lineId: string;
  fromItemId: string;
  lotId: string | null;
  condition: Condition;
  unitCost: Decimal;
  shipped: Decimal;
  /** What of it is there already: of a transfer that is done at once, all. */
  received?: Decimal;
}

/** What is changed of a parcel: by how much. */
export interface ParcelChange {
  parcelId: string;
  received?: Decimal;
  damaged?: Decimal;
  writtenOff?: Decimal;
}

/** Writes what leaves, in the order of the lines. */
export async function writeParcels(
  { tx }: Command,
  transferId: string,
  parcels: readonly NewParcel[],
): Promise<void> {
  const count = new Map<string, number>();
  const rows = parcels.map(({ lineId, fromItemId, lotId, condition, ...parcel }) => {
    const no = (count.get(lineId) ?? 0) + 1;
    count.set(lineId, no);
    const unitCost = text(parcel.unitCost);
    const shipped = text(parcel.shipped);
    const received = text(decimal(parcel.received));
    return { id: newId('trp'), no, lineId, fromItemId, lotId, condition, unitCost, shipped, received };
  });
  await sql`
    insert into transfer_parcel (org_id, id, transfer_id, line_id, parcel_no, from_item_id, lot_id, condition, unit_cost, shipped,
      received)
    select ${tx.orgId}, id, ${transferId}, "lineId", no, "fromItemId", "lotId", condition, "unitCost", shipped, received
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id text, no int, "lineId" text, "fromItemId" text, "lotId" text,
      condition text, "unitCost" numeric, shipped numeric, received numeric) order by id`.execute(tx.db);
}

/** What some lines of a transfer were shipped as: first expired first, the order in which parcels are used up. */
export async function readParcels(
  { tx }: Command,
  lineIds: readonly string[],
): Promise<Map<string, Parcel[]>> {
  const { rows } = await sql<Omit<Parcel, 'unitCost' | 'left'> & { unitCost: string; left: string }>`
    select p.id, p.line_id as "lineId", p.parcel_no as "parcelNo", p.lot_id as "lotId", t.number as "lotNumber",
      t.expiry_date as "expiryDate", p.condition, p.unit_cost as "unitCost", p.shipped - p.received - p.damaged - p.written_off as "left"
    from transfer_parcel p left join lot t on t.org_id = ${tx.orgId} and t.id = p.lot_id
    where p.org_id = ${tx.orgId} and p.line_id = any(${lineIds}::text[])
    order by p.line_id, t.expiry_date nulls last, p.parcel_no`.execute(tx.db);
  const parcels = rows.map((row) => ({
    ...row,
    unitCost: decimal(row.unitCost),
    left: decimal(row.left),
  }));
  return Map.groupBy(parcels, ({ lineId }) => lineId);
}

/** Books what became of parcels; several changes of one are added up. */
export async function changeParcels({ tx }: Command, changes: readonly ParcelChange[]): Promise<void> {
  const rows = changes.map(({ parcelId, received, damaged, writtenOff }) => ({
    id: parcelId,
    received: text(decimal(received)),
    damaged: text(decimal(damaged)),
    writtenOff: text(decimal(writtenOff)),
  }));
  await sql`
    update transfer_parcel p set received = p.received + c.received, damaged = p.damaged + c.damaged,
      written_off = p.written_off + c."writtenOff"
    from (
      select id, sum(received) as received, sum(damaged) as damaged, sum("writtenOff") as "writtenOff"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, received numeric, damaged numeric, "writtenOff" numeric)
      group by id
    ) c where p.org_id = ${tx.orgId} and p.id = c.id`.execute(tx.db);
}
