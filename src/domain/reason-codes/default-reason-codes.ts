import type pg from 'pg';
import { newId } from '../../platform/ids.ts';

type Default = [
  code: string,
  name: string,
  direction: 'INCREASE' | 'DECREASE' | 'BOTH',
  requiresNotes: boolean,
];

/** The reason codes that every organization begins with. */
const defaults: Default[] = [
  ['CONSUMED', 'Consumed', 'DECREASE', false],
  ['CORRECTION', 'Correction', 'BOTH', false],
  ['DAMAGED', 'Damaged', 'DECREASE', false],
  ['DATA_ENTRY_ERROR', 'Data entry error', 'BOTH', false],
  ['EXPIRED', 'Expired', 'DECREASE', false],
  ['FOUND', 'Found', 'INCREASE', false],
  ['MISSING', 'Missing', 'DECREASE', false],
  ['RECOUNTED', 'Recounted', 'BOTH', false],
  ['REJECTED', 'Rejected', 'DECREASE', false],
  ['RETURNED', 'Returned', 'INCREASE', false],
  ['SCRAPPED', 'Scrapped', 'DECREASE', false],
  ['STOLEN', 'Stolen', 'DECREASE', true],
  ['OTHER', 'Other', 'BOTH', true],
  ['BIN_CORRECTION', 'Bin correction', 'BOTH', false],
  ['LOT_CORRECTION', 'Lot correction', 'BOTH', false],
  ['INBOUND_NOT_RECORDED', 'Inbound not recorded', 'INCREASE', false],
  ['OUTBOUND_NOT_RECORDED', 'Outbound not recorded', 'DECREASE', false],
  ['MISPLACED', 'Misplaced', 'BOTH', false],
];

/** Gives a new organization its reason codes, in the transaction that makes it. */
export async function seedReasonCodes(owner: pg.Client, orgId: number): Promise<void> {
  await owner.query(
    `insert into reason_code (org_id, id, code, name, direction, requires_notes, active)
     select $1, id, code, name, direction, notes, true from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[])
       as r(id, code, name, direction, notes)`,
    [
      orgId,
      defaults.map(() => newId('rsn')),
      ...[0, 1, 2, 3].map((column) => defaults.map((row) => row[column])),
    ],
  );
}
