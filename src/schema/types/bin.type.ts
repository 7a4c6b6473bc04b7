import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { BinFilter, BinRow, BinSortField } from '../../domain/bins/bins.query.ts';
import type { BinType } from '../../domain/bins/bins.rules.ts';
import type { UpsertBinInput as UpsertBin } from '../../domain/bins/upsert-bins.command.ts';
import type { ActiveStatus } from '../../domain/master-data.rules.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';
import { ActiveStatusEnum } from './active-status.type.ts';

export const BinTypeEnum = choices<BinType>('BinType', 'What a bin is for.', {
  STORAGE: 'Keeps stock.',
  PICKING: 'Stock at hand for picking, filled up from storage.',
  RECEIVING: 'Goods that arrived and are to be put away.',
  STAGING: 'Goods gathered for the next step.',
  SHIPPING: 'Goods ready to leave.',
  RETURNS: 'Goods that came back and are to be looked at.',
  QUARANTINE: 'Goods set apart until they are released.',
});

@ObjectType({ description: 'A place within a location: a shelf, rack or floor area.', simpleResolvers: true })
export class Bin extends MasterData implements BinRow {
  @Field(() => ID, { description: 'Id of the bin.' })
  id!: string;
  @Field(() => ID, { description: 'Id of the location that it is in.' })
  locationId!: string;
  @Field(() => String, { description: 'The code: unique in its location.' })
  code!: string;
  @Field(() => String, { description: 'The name.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'The zone of the location that it is in.' })
  zone!: string | null;
  @Field(() => BinTypeEnum, { description: 'What it is for.' })
  type!: BinType;
  @Field(() => Boolean, { description: 'Whether nothing may be put in or taken out for now (BIN_BLOCKED).' })
  blocked!: boolean;
  @Field(() => ActiveStatusEnum, { description: 'Whether it takes new stock.' })
  status!: ActiveStatus;
}

export const BinConnection = connectionType(Bin, 'Bin');

@InputType({ description: 'Which bins are listed: all that is given must hold.' })
export class BinFilterInput implements BinFilter {
  @Field(() => ID, { nullable: true, description: 'Bins of this location (id or code).' })
  locationId?: string | null;
  @Field(() => String, { nullable: true, description: 'Part of the code or name (any case).' })
  search?: string | null;
  @Field(() => String, { nullable: true, description: 'Bins of exactly this zone.' })
  zone?: string | null;
  @Field(() => BinTypeEnum, { nullable: true, description: 'Bins of this type.' })
  type?: BinType | null;
  @Field(() => Boolean, { nullable: true, description: 'Bins that are, or are not, blocked.' })
  blocked?: boolean | null;
  @Field(() => ActiveStatusEnum, { nullable: true, description: 'Bins of this status.' })
  status?: ActiveStatus | null;
}

export const BinSortInput = sortInput<BinSortField>('Bin', {
  code: 'The code.',
  name: 'The name.',
  zone: 'The zone; those without one come first.',
  updatedAt: 'When it was last changed.',
});

@InputType({
  description:
    'A bin to be made or changed, found by id or by its location and code. What is left out stays as it is, or takes its default.',
})
export class UpsertBinInput extends UpsertInput implements UpsertBin {
  @Field(() => ID, {
    description:
      'Id or code of the location. A new bin of an inactive one is refused (INACTIVE), and so is moving a bin that has had stock (REFERENCED).',
  })
  locationId!: string;
  @Field(() => String, { description: 'The code, 1 to 100 characters; unique in its location.' })
  code!: string;
  @Field(() => String, { nullable: true, description: 'Name, 1 to 255 characters; default: the code.' })
  name?: string | null;
  @Field(() => String, { nullable: true, description: 'Zone, 1 to 100 characters; null: none.' })
  zone?: string | null;
  @Field(() => BinTypeEnum, { nullable: true, description: 'What it is for; default: STORAGE.' })
  type?: BinType | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is blocked for now; default: false.' })
  blocked?: boolean | null;
  @Field(() => ActiveStatusEnum, {
    nullable: true,
    description: 'Whether it takes new stock; default: ACTIVE.',
  })
  status?: ActiveStatus | null;
}

@InputType({ description: 'Bins to be made or changed, all or nothing.' })
export class UpsertBinsInput {
  @Field(() => [UpsertBinInput], { description: 'The bins, 1 to 1,000.' })
  bins!: UpsertBinInput[];
}

@ObjectType({ description: 'The bins as they are now, in the order of the request.', simpleResolvers: true })
export class UpsertBinsPayload {
  @Field(() => [Bin], { description: 'The bins.' })
  bins!: Bin[];
}
