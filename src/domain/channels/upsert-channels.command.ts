import type { InferEntity } from '@mikro-orm/postgresql';
import { ChannelEntity } from '../../entities/channel.entity.ts';
import type { Command } from '../command.ts';
import { invalid, type Problems } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import {
  type ActiveStatus,
  activeStatuses,
  checkBatch,
  checkChoice,
  type UpsertBase,
  withoutNulls,
} from '../master-data.rules.ts';
import { checkText } from '../text.rules.ts';
import type { ChannelRow } from './channels.query.ts';
import { type ChannelType, channelTypes } from './channels.rules.ts';

/** A channel to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertChannelInput extends UpsertBase {
  code: string;
  name?: string | null;
  /** Required for a new channel. */
  type?: ChannelType | null;
  status?: ActiveStatus | null;
}

type Channel = InferEntity<typeof ChannelEntity>;

const kind: MasterKind<Channel> = {
  entity: ChannelEntity,
  documentType: 'Channel',
  noun: 'channel',
  prefix: 'chn',
  describe: ({ code }) => `the code ${code}`,
};

/**
 * Makes or changes channels, found by id or code; all or nothing.
 * @param path where they stand in the request, for errors.
 */
export async function upsertChannels(
  command: Command,
  inputs: readonly UpsertChannelInput[],
  path = 'channels',
): Promise<ChannelRow[]> {
  checkBatch(inputs, {
    path,
    noun: 'channel',
    key: ({ code }) => ({ field: 'code', text: code }),
    each: check,
  });
  const { records } = await upsertMaster(
    command,
    kind,
    inputs.map(({ id, expectedVersion, ...fields }, index) => {
      const at = `${path}[${index}]`;
      const untyped = invalid([{ path: `${at}.type`, message: 'is required for a new channel' }]);
      return {
        path: at,
        id,
        expectedVersion,
        key: { code: fields.code },
        fields: withoutNulls(fields),
        defaults: { name: fields.code, status: 'ACTIVE' },
        refuseNew: fields.type == null ? untyped : undefined,
      };
    }),
  );
  return records as unknown as ChannelRow[];
}

function check(problems: Problems, at: string, input: UpsertChannelInput): void {
  checkText(problems, `${at}.code`, input.code, 100);
  checkText(problems, `${at}.name`, input.name);
  checkChoice(problems, `${at}.type`, input.type, channelTypes);
  checkChoice(problems, `${at}.status`, input.status, activeStatuses);
}
