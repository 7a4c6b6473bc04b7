import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { CreateHoldInput as CreateHold } from '../../domain/holds/create-hold.command.ts';
import type {
  CutIntoRow,
  HoldFilter,
  HoldLineRow,
  HoldRow,
  HoldSortField,
} from '../../domain/holds/holds.query.ts';
import type { HoldScope, HoldStatus, HoldType } from '../../domain/holds/holds.rules.ts';
import type { ReleaseHoldInput as ReleaseHold } from '../../domain/holds/release-hold.command.ts';
import { DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { StockRowInput } from './stock-item.type.ts';

export const HoldStatusEnum = choices<HoldStatus>('HoldStatus', 'State of a hold.', {
  ACTIVE: 'Keeps its stock out of what is available.',
  RELEASED: 'Given back.',
  EXPIRED: 'Its time ran out: it keeps nothing.',
});

export const HoldTypeEnum = choices<HoldType>('HoldType', 'Why stock is set aside.', {
  QUALITY: 'To be inspected.',
  DAMAGE: 'It may be damaged.',
  RECALL: 'Its maker or an authority called it back.',
  LEGAL: 'A dispute, customs, an order of a court.',
  CUSTOMER: 'A customer asked for it to be kept.',
  OTHER: 'Anything else; the reason says what.',
});

export const HoldScopeEnum = choices<HoldScope>('HoldScope', 'What a hold is on.', {
  ITEM: 'One stock item: all of it, or a quantity.',
  LOT: 'A lot wherever it lies, and wherever it comes in later.',
});

@ObjectType({
  description:
    'Stock that is set aside: it is on hand, but neither available nor promised. What was promised before stays promised; the hold takes it as soon as it is given back.',
  simpleResolvers: true,
})
export class Hold implements HoldRow {
  @Field(() => ID, { description: 'Id of the hold.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as HLD-000123.' })
  number!: string;
  @Field(() => HoldScopeEnum, { description: 'What it is on.' })
  scope!: HoldScope;
  @Field(() => HoldTypeEnum, { description: 'What kind of hold it is.' })
  type!: HoldType;
  @Field(() => String, { description: 'Why.' })
  reason!: string;
  @Field(() => HoldStatusEnum, { description: 'State; one whose time has run out is EXPIRED at once.' })
  status!: HoldStatus;
  @Field(() => ID, { nullable: true, description: 'Id of the stock item; null for a lot.' })
  inventoryItemId!: string | null;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the location; null for a lot: everywhere.' })
  locationId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much was to be held; null: all there is, and what comes in later.',
  })
  quantity!: string | null;
  @Field(() => DecimalScalar, { description: 'How much was released in part so far.' })
  released!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself; null: never.' })
  expiresAt!: string | null;
  @Field(() => ID, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const HoldConnection = connectionType(Hold, 'Hold');

@ObjectType({ description: 'A stock item that a hold covers.', simpleResolvers: true })
export class HoldLine implements Omit<HoldLineRow, 'holdId'> {
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => ID, { description: 'Id of its location.' })
  locationId!: string;
  @Field(() => ID, { nullable: true, description: 'Id of its bin.' })
  binId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of its lot.' })
  lotId!: string | null;
  @Field(() => DecimalScalar, { description: 'How much of it is to be held; 0 once the hold has ended.' })
  toHold!: string;
  @Field(() => DecimalScalar, { description: 'How much of it is held.' })
  held!: string;
  @Field(() => DecimalScalar, {
    description: 'What is to be held and is not yet, because it was promised before: see cutsInto.',
  })
  shortfall!: string;
}

@ObjectType({
  description:
    'A document that has promised stock which a hold is to keep. It stays as it is, but that stock does not leave for it: release it, or the hold.',
  simpleResolvers: true,
})
export class HoldCut implements Omit<CutIntoRow, 'holdId'> {
  @Field(() => String, { description: 'Kind of the document: RESERVATION, TRANSFER, ...' })
  documentType!: string;
  @Field(() => ID, { description: 'Id of the document.' })
  documentId!: string;
  @Field(() => String, { nullable: true, description: 'Its number.' })
  number!: string | null;
  @Field(() => String, { nullable: true, description: 'Its outside reference.' })
  reference!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the channel that it is for.' })
  channelId!: string | null;
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => DecimalScalar, { description: 'How much of that item it has promised.' })
  quantity!: string;
}

@InputType({ description: 'Which holds are listed: all that is given must hold.' })
export class HoldFilterInput implements HoldFilter {
  @Field(() => HoldStatusEnum, { nullable: true, description: 'In this state.' })
  status?: HoldStatus | null;
  @Field(() => HoldTypeEnum, { nullable: true, description: 'Of this kind.' })
  type?: HoldType | null;
  @Field(() => ID, { nullable: true, description: 'On stock of this product (id or SKU).' })
  productMasterId?: string | null;
  @Field(() => ID, { nullable: true, description: 'That cover stock at this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'On this lot, or on a stock item of it.' })
  lotId?: string | null;
  @Field(() => ID, { nullable: true, description: 'That cover this stock item.' })
  inventoryItemId?: string | null;
}

export const HoldSortInput = sortInput<HoldSortField>('Hold', {
  createdAt: 'When it was made.',
  number: 'Its number.',
  expiresAt: 'When it ends by itself; those that never do come last.',
});

@InputType({
  description:
    'Stock to be set aside: a stock row, or with a lot and no location that lot wherever it lies and comes in later.',
})
export class CreateHoldInput extends StockRowInput implements CreateHold {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How much, more than 0; left out: all there is, and what comes in later. Not for a lot everywhere.',
  })
  quantity?: string | null;
  @Field(() => HoldTypeEnum, { description: 'What kind of hold it is.' })
  type!: HoldType;
  @Field(() => String, { description: 'Why; 1 to 2000 characters.' })
  reason!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ends by itself, in the future; left out: never.',
  })
  expiresAt?: string | null;
}

@InputType({ description: 'Which hold is released, and how much of it.' })
export class ReleaseHoldInput implements ReleaseHold {
  @Field(() => ID, { description: 'Id of the hold.' })
  id!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How much, more than 0 and at most what is to be held; left out: all of it, and the hold ends.',
  })
  quantity?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Of which stock item; required to release a part of a hold that covers several.',
  })
  inventoryItemId?: string | null;
  @Field(() => String, { nullable: true, description: 'Why, at most 2000 characters.' })
  notes?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The hold as it is now.', simpleResolvers: true })
export class HoldPayload {
  @Field(() => Hold, { description: 'The hold.' })
  hold!: Hold;
}
