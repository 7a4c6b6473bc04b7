import type { InferEntity } from '@mikro-orm/postgresql';
import { BinEntity } from '../../entities/bin.entity.ts';
import type { Command } from '../command.ts';
import { type Problems, Refusals, refusedField } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import {
  type ActiveStatus,
  activeStatuses,
  checkBatch,
  checkChoice,
  type UpsertBase,
  withoutNulls,
} from '../master-data.rules.ts';
import { findInputReferences } from '../references.query.ts';
import { checkText } from '../text.rules.ts';
import type { BinRow } from './bins.query.ts';
import { type BinType, binTypes } from './bins.rules.ts';

/** A bin to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertBinInput extends UpsertBase {
  /** Id or code. */
  locationId: string;
  code: string;
  name?: string | null;
  zone?: string | null;
  type?: BinType | null;
  blocked?: boolean | null;
  status?: ActiveStatus | null;
}

type Bin = InferEntity<typeof BinEntity>;

const kind: MasterKind<Bin> = {
  entity: BinEntity,
  documentType: 'Bin',
  noun: 'bin',
  prefix: 'bin',
  describe: ({ code }) => `the code ${code} at this location`,
};

const defaults = { zone: null, type: 'STORAGE', blocked: false, status: 'ACTIVE' };

/**
 * Makes or changes bins, found by id or by their location and code; all or nothing.
 * @param path where they stand in the request, for errors.
 * @throws INACTIVE for a new bin of an inactive location, REFERENCED when a bin with stock is to move
 */
export async function upsertBins(
  command: Command,
  inputs: readonly UpsertBinInput[],
  path = 'bins',
): Promise<BinRow[]> {
  checkBatch(inputs, { path, noun: 'bin', each: check });
  const refusals = new Refusals();
  const locations = await findInputReferences(command.tx, 'location', inputs, {
    path,
    field: 'locationId',
    refusals,
  });
  refusals.throwIfAny();
  const { records } = await upsertMaster(
    command,
    kind,
    inputs.map(({ id, expectedVersion, locationId: reference, code, zone, ...fields }, index) => {
      const at = `${path}[${index}]`;
      const inactive = refusedField('INACTIVE', `${at}.locationId`, 'the location is inactive');
      const key = { locationId: locations.id(reference), code };
      return {
        path: at,
        id,
        expectedVersion,
        key,
        fields: { ...withoutNulls(fields), ...key, zone },
        defaults: { ...defaults, name: code },
        refuseNew: locations.get(reference)?.active ? undefined : inactive,
      };
    }),
  );
  return records as unknown as BinRow[];
}

function check(problems: Problems, at: string, input: UpsertBinInput): void {
  checkText(problems, `${at}.locationId`, input.locationId);
  checkText(problems, `${at}.code`, input.code, 100);
  checkText(problems, `${at}.name`, input.name);
  checkText(problems, `${at}.zone`, input.zone, 100);
  checkChoice(problems, `${at}.type`, input.type, binTypes);
  checkChoice(problems, `${at}.status`, input.status, activeStatuses);
}
