import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ChannelFilter, ChannelRow, ChannelSortField } from '../../domain/channels/channels.query.ts';
import type { ChannelType } from '../../domain/channels/channels.rules.ts';
import type { UpsertChannelInput as UpsertChannel } from '../../domain/channels/upsert-channels.command.ts';
import type { ActiveStatus } from '../../domain/master-data.rules.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';
import { ActiveStatusEnum } from './active-status.type.ts';

export const ChannelTypeEnum = choices<ChannelType>('ChannelType', 'How goods are sold on a channel.', {
  E_COMMERCE: 'A web shop of your own.',
  RETAIL: 'Shops.',
  WHOLESALE: 'Sales to businesses.',
  MARKETPLACE: "Somebody else's market place.",
});

@ObjectType({ description: 'Where goods are sold. Channels share stock.', simpleResolvers: true })
export class Channel extends MasterData implements ChannelRow {
  @Field(() => ID, { description: 'Id of the channel.' })
  id!: string;
  @Field(() => String, {
    description: 'The code: unique in the organization; requests may give it for the id.',
  })
  code!: string;
  @Field(() => String, { description: 'The name.' })
  name!: string;
  @Field(() => ChannelTypeEnum, { description: 'How goods are sold there.' })
  type!: ChannelType;
  @Field(() => ActiveStatusEnum, { description: 'Whether it is in use.' })
  status!: ActiveStatus;
}

export const ChannelConnection = connectionType(Channel, 'Channel');

@InputType({ description: 'Which channels are listed: all that is given must hold.' })
export class ChannelFilterInput implements ChannelFilter {
  @Field(() => String, { nullable: true, description: 'Part of the code or name (any case).' })
  search?: string | null;
  @Field(() => ChannelTypeEnum, { nullable: true, description: 'Channels of this type.' })
  type?: ChannelType | null;
  @Field(() => ActiveStatusEnum, { nullable: true, description: 'Channels of this status.' })
  status?: ActiveStatus | null;
}

export const ChannelSortInput = sortInput<ChannelSortField>('Channel', {
  code: 'The code.',
  name: 'The name.',
  updatedAt: 'When it was last changed.',
});

@InputType({
  description: 'A channel to be made or changed. What is left out stays as it is, or takes its default.',
})
export class UpsertChannelInput extends UpsertInput implements UpsertChannel {
  @Field(() => String, { description: 'The code, 1 to 100 characters; unique in the organization.' })
  code!: string;
  @Field(() => String, { nullable: true, description: 'Name, 1 to 255 characters; default: the code.' })
  name?: string | null;
  @Field(() => ChannelTypeEnum, {
    nullable: true,
    description: 'How goods are sold there; required for a new channel.',
  })
  type?: ChannelType | null;
  @Field(() => ActiveStatusEnum, { nullable: true, description: 'Whether it is in use; default: ACTIVE.' })
  status?: ActiveStatus | null;
}

@InputType({ description: 'Channels to be made or changed, all or nothing.' })
export class UpsertChannelsInput {
  @Field(() => [UpsertChannelInput], { description: 'The channels, 1 to 1,000.' })
  channels!: UpsertChannelInput[];
}

@ObjectType({
  description: 'The channels as they are now, in the order of the request.',
  simpleResolvers: true,
})
export class UpsertChannelsPayload {
  @Field(() => [Channel], { description: 'The channels.' })
  channels!: Channel[];
}
