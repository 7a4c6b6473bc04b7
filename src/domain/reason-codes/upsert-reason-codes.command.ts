import type { InferEntity } from '@mikro-orm/postgresql';
import { ReasonCodeEntity } from '../../entities/reason-code.entity.ts';
import type { Command } from '../command.ts';
import type { Problems } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import { checkBatch, checkChoice, type UpsertBase, withoutNulls } from '../master-data.rules.ts';
import { checkText } from '../text.rules.ts';
import type { ReasonCodeRow } from './reason-codes.query.ts';
import { isReasonCode, type ReasonDirection, reasonDirections } from './reason-codes.rules.ts';

/** A reason code to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertReasonCodeInput extends UpsertBase {
  code: string;
  name?: string | null;
  direction?: ReasonDirection | null;
  requiresNotes?: boolean | null;
  active?: boolean | null;
}

type ReasonCode = InferEntity<typeof ReasonCodeEntity>;

const kind: MasterKind<ReasonCode> = {
  entity: ReasonCodeEntity,
  documentType: 'ReasonCode',
  noun: 'reason-code',
  prefix: 'rsn',
  describe: ({ code }) => `the code ${code}`,
};

const defaults = { direction: 'BOTH', requiresNotes: false, active: true };

/**
 * Makes or changes reason codes, found by id or code; all or nothing.
 * @param path where they stand in the request, for errors.
 */
export async function upsertReasonCodes(
  command: Command,
  inputs: readonly UpsertReasonCodeInput[],
  path = 'reasonCodes',
): Promise<ReasonCodeRow[]> {
  checkBatch(inputs, {
    path,
    noun: 'reason code',
    key: ({ code }) => ({ field: 'code', text: code }),
    each: check,
  });
  const { records } = await upsertMaster(
    command,
    kind,
    inputs.map(({ id, expectedVersion, ...fields }, index) => ({
      path: `${path}[${index}]`,
      id,
      expectedVersion,
      key: { code: fields.code },
      fields: withoutNulls(fields),
      defaults: { ...defaults, name: fields.code },
    })),
  );
  return records as unknown as ReasonCodeRow[];
}

function check(problems: Problems, at: string, input: UpsertReasonCodeInput): void {
  problems.check(isReasonCode(input.code), `${at}.code`, 'must be 1 to 64 of A-Z, 0-9 and _');
  checkText(problems, `${at}.name`, input.name);
  checkChoice(problems, `${at}.direction`, input.direction, reasonDirections);
}
