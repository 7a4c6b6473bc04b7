import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import type {
  TransferAllocationRow,
  TransferLineRow,
  TransferParcelRow,
} from '../../domain/transfers/transfer-lines.query.ts';
import type { TransferPlaceRow, TransferRow } from '../../domain/transfers/transfers.query.ts';
import type { TransferKind, TransferStatus } from '../../domain/transfers/transfers.rules.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { ConditionEnum } from './stock-item.type.ts';

export const TransferKindEnum = choices<TransferKind>('TransferKind', 'Kinds of transfers.', {
  STANDARD: 'From one location to another.',
  DESTRUCTION: 'To where stock is destroyed: shipped and received at once.',
});

export const TransferStatusEnum = choices<TransferStatus>('TransferStatus', 'State of a transfer.', {
  DRAFT: 'Can still be changed.',
  APPROVED: 'Its stock is reserved.',
  IN_TRANSIT: 'Its stock has left, and nothing has arrived.',
  PARTIALLY_RECEIVED: 'A part has arrived.',
  RECEIVED: 'All of it has arrived, or was written off.',
  CANCELLED: 'Given up before it left.',
});

@ObjectType({ description: 'A location that a transfer leaves or goes to.', simpleResolvers: true })
export class TransferLocation implements TransferPlaceRow {
  @Field(() => ID, { description: 'Id of the location.' })
  id!: string;
  @Field(() => String, { description: 'Code of the location.' })
  code!: string;
  @Field(() => String, { description: 'Name of the location.' })
  name!: string;
}

@ObjectType({
  description: 'Stock on its way from one location to another, or arrived there.',
  simpleResolvers: true,
})
export class Transfer implements TransferRow {
  @Field(() => ID, { description: 'Id of the transfer.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as TR-000123: unique in the organization.' })
  number!: string;
  @Field(() => TransferKindEnum, { description: 'What kind of transfer it is.' })
  kind!: TransferKind;
  @Field(() => TransferStatusEnum, { description: 'State.' })
  status!: TransferStatus;
  @Field(() => ID, { description: 'Id of the location that it leaves.' })
  fromLocationId!: string;
  @Field(() => TransferLocation, { description: 'The location that it leaves.' })
  fromLocation!: TransferLocation;
  @Field(() => ID, { description: 'Id of the location that it goes to.' })
  toLocationId!: string;
  @Field(() => TransferLocation, { description: 'The location that it goes to.' })
  toLocation!: TransferLocation;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it is expected there; null: the day on which it leaves.',
  })
  expectedDate!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => Boolean, {
    description: 'Whether stock on hold of the lots or bins that lines name leaves, too.',
  })
  includeHeld!: boolean;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it left.' })
  shippedAt!: string | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the last of it had arrived or was written off.',
  })
  receivedAt!: string | null;
  @Field(() => ID, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const TransferConnection = connectionType(Transfer, 'Transfer');

@ObjectType({ description: 'What a line has reserved of a stock item.', simpleResolvers: true })
export class TransferAllocation implements TransferAllocationRow {
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the bin that it lies in.' })
  binId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of its lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of its lot.' })
  expiryDate!: string | null;
  @Field(() => DecimalScalar, { description: 'How much of it is reserved.' })
  quantity!: string;
}

@ObjectType({
  description:
    'What left of a stock item with a line, and what became of it: its lot and cost arrive with it.',
  simpleResolvers: true,
})
export class TransferParcel implements TransferParcelRow {
  @Field(() => ID, { description: 'Id of the stock item that it was taken from.' })
  fromInventoryItemId!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate!: string | null;
  @Field(() => ConditionEnum, { description: 'Physical state in which it left.' })
  condition!: Condition;
  @Field(() => DecimalScalar, { description: 'Cost of a unit.' })
  unitCost!: string;
  @Field(() => DecimalScalar, { description: 'How much left.' })
  shipped!: string;
  @Field(() => DecimalScalar, { description: 'How much of it has neither arrived nor been written off.' })
  inTransit!: string;
  @Field(() => DecimalScalar, { description: 'How much of it arrived in good condition.' })
  received!: string;
  @Field(() => DecimalScalar, { description: 'How much of it arrived damaged.' })
  damaged!: string;
  @Field(() => DecimalScalar, { description: 'How much of it was written off.' })
  writtenOff!: string;
}

@ObjectType({ description: 'A product, or a lot of it, of a transfer.', simpleResolvers: true })
export class TransferLine implements Omit<TransferLineRow, 'transferId'> {
  @Field(() => ID, { description: 'Id of the line.' })
  id!: string;
  @Field(() => Int, { description: 'Number of the line, from 1.' })
  lineNo!: number;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the lot that was asked for; null: any.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot that was asked for.' })
  lotNumber!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the bin that it is to be taken from; null: any.' })
  fromBinId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the bin that it is to go into; null: none.' })
  toBinId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Of a transfer for destruction: id of the stock item that it was taken from.',
  })
  fromInventoryItemId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Of a transfer for destruction: id of the stock item that it went to.',
  })
  toInventoryItemId!: string | null;
  @Field(() => DecimalScalar, { description: 'How much was asked for.' })
  requested!: string;
  @Field(() => DecimalScalar, { description: 'How much is reserved for it now.' })
  reserved!: string;
  @Field(() => DecimalScalar, { description: 'How much has left.' })
  shipped!: string;
  @Field(() => DecimalScalar, {
    description: 'How much is on its way: shipped - received - damaged - writtenOff.',
  })
  inTransit!: string;
  @Field(() => DecimalScalar, { description: 'How much of what left has arrived in good condition.' })
  received!: string;
  @Field(() => DecimalScalar, { description: 'How much of what left has arrived damaged.' })
  damaged!: string;
  @Field(() => DecimalScalar, { description: 'How much has arrived beyond what left.' })
  overReceived!: string;
  @Field(() => DecimalScalar, { description: 'How much of what left was written off: it will not arrive.' })
  writtenOff!: string;
  @Field(() => DecimalScalar, {
    description:
      'How much of what left is missing, until it arrives or is written off: the same as inTransit.',
  })
  short!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Why more left or arrived, or some was written off: the latest reason that was given.',
  })
  reason!: string | null;
  @Field(() => [TransferAllocation], { description: 'What is reserved for it, first expired first.' })
  allocations!: TransferAllocation[];
  @Field(() => [TransferParcel], { description: 'What left with it, first expired first.' })
  parcels!: TransferParcel[];
}

@ObjectType({ description: 'The transfer as it is now.', simpleResolvers: true })
export class TransferPayload {
  @Field(() => Transfer, { description: 'The transfer.' })
  transfer!: Transfer;
}
