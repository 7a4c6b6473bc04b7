import type { InferEntity } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { LocationEntity } from '../../entities/location.entity.ts';
import type { Command } from '../command.ts';
import { isTimezone } from '../dates.rules.ts';
import { type DomainError, type Problems, refusedField } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import {
  type ActiveStatus,
  activeStatuses,
  checkBatch,
  checkChoice,
  type UpsertBase,
  withoutNulls,
} from '../master-data.rules.ts';
import { type RequestDelivery, requestDeliveries } from '../stock-requests/deliveries.rules.ts';
import { checkText } from '../text.rules.ts';
import { placeInTree } from './location-tree.command.ts';
import type { LocationRow } from './locations.query.ts';
import { type LocationType, locationTypes } from './locations.rules.ts';

/** A location to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertLocationInput extends UpsertBase {
  code: string;
  name?: string | null;
  type?: LocationType | null;
  /** Id or code; null: none. */
  parentId?: string | null;
  timezone?: string | null;
  allowNegativeStock?: boolean | null;
  status?: ActiveStatus | null;
  /** How it gets what is issued to it for a stock request. */
  requestDelivery?: RequestDelivery | null;
  /** null: none. */
  costCentre?: string | null;
}

type Location = InferEntity<typeof LocationEntity>;

const kind: MasterKind<Location> = {
  entity: LocationEntity,
  documentType: 'Location',
  noun: 'location',
  prefix: 'loc',
  describe: ({ code }) => `the code ${code}`,
  refusal: ({ code, constraint }) =>
    code === '23514' && constraint === 'stock_item_balance'
      ? negativeStock('locations.allowNegativeStock')
      : null,
};

const defaults = {
  type: 'WAREHOUSE',
  parentId: null,
  timezone: 'UTC',
  allowNegativeStock: false,
  status: 'ACTIVE',
  requestDelivery: 'DIRECT',
  costCentre: null,
};

/**
 * Makes or changes locations, found by id or code; all or nothing. Parents may be made in the same batch.
 * @param path where they stand in the request, for errors.
 * @throws INSUFFICIENT_STOCK when negative stock is to be refused where there is some
 */
export async function upsertLocations(
  command: Command,
  inputs: readonly UpsertLocationInput[],
  path = 'locations',
): Promise<LocationRow[]> {
  checkBatch(inputs, {
    path,
    noun: 'location',
    key: ({ code }) => ({ field: 'code', text: code }),
    each: check,
  });
  await refuseWhileNegative(command, inputs, path);
  const placed = await placeInTree(command, inputs, path);
  const { records } = await upsertMaster(
    command,
    kind,
    placed.map(({ input, index, id, parentId }) => {
      const { id: _, expectedVersion, parentId: __, costCentre, ...fields } = input;
      return {
        path: `${path}[${index}]`,
        id,
        expectedVersion,
        key: { code: input.code },
        fields: { ...withoutNulls(fields), parentId, costCentre },
        defaults: { ...defaults, name: input.code },
      };
    }),
  );
  const rows = new Map(placed.map(({ index }, position) => [index, records[position]]));
  return inputs.map((_, index) => rows.get(index)) as unknown as LocationRow[];
}

function check(problems: Problems, at: string, input: UpsertLocationInput): void {
  checkText(problems, `${at}.code`, input.code, 100);
  checkText(problems, `${at}.name`, input.name);
  checkChoice(problems, `${at}.type`, input.type, locationTypes);
  checkText(problems, `${at}.parentId`, input.parentId);
  const zone = input.timezone == null || isTimezone(input.timezone);
  problems.check(zone, `${at}.timezone`, 'must be a time zone of the IANA database, such as Europe/Berlin');
  checkChoice(problems, `${at}.status`, input.status, activeStatuses);
  checkChoice(problems, `${at}.requestDelivery`, input.requestDelivery, requestDeliveries);
  checkText(problems, `${at}.costCentre`, input.costCentre, 100);
}

/** Asks first, so that the answer names the field and the stock; the database would refuse it in any case. */
async function refuseWhileNegative(
  { tx }: Command,
  inputs: readonly UpsertLocationInput[],
  path: string,
): Promise<void> {
  const strict = inputs.flatMap((input, index) =>
    input.allowNegativeStock === false ? [{ index, id: input.id ?? null, code: input.code }] : [],
  );
  if (strict.length === 0) return;
  const { rows } = await sql<{ index: number; id: string; onHand: string; reserved: string }>`
    select w.index, i.id, i.on_hand as "onHand", i.reserved
    from jsonb_to_recordset(${JSON.stringify(strict)}::jsonb) as w(index integer, id text, code text)
    join location l on l.org_id = ${tx.orgId} and (l.id = w.id or w.id is null and l.code = w.code)
    join stock_item i on i.org_id = ${tx.orgId} and i.location_id = l.id
    where i.on_hand < 0 or i.reserved > i.on_hand
    order by w.index, i.id limit 1`.execute(tx.db);
  const item = rows[0];
  if (item) {
    const { index, id, onHand, reserved } = item;
    throw negativeStock(`${path}[${index}].allowNegativeStock`, {
      inventoryItemId: id,
      onHand: Number(onHand),
      reserved: Number(reserved),
    });
  }
}

function negativeStock(path: string, details: object = {}): DomainError {
  return refusedField(
    'INSUFFICIENT_STOCK',
    path,
    'there is stock below zero, or promised beyond what is there: put it right first',
    { ...details },
  );
}
