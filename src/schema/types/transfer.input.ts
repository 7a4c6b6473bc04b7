import { Field, ID, InputType, Int } from 'type-graphql';
import type { CreateTransferInput as CreateTransfer } from '../../domain/transfers/create-transfer.command.ts';
import type {
  ReceiveTransferLineInput as ReceiveLine,
  ReceiveTransferInput as ReceiveTransfer,
} from '../../domain/transfers/receive-transfer.command.ts';
import type {
  ShipTransferLineInput as ShipLine,
  ShipTransferInput as ShipTransfer,
} from '../../domain/transfers/ship-transfer.command.ts';
import type { TransferLineInput as LineFields } from '../../domain/transfers/transfer-lines.command.ts';
import type { TransferFilter, TransferSortField } from '../../domain/transfers/transfers.query.ts';
import type {
  TransferKind,
  TransferStatus,
  TransferStepInput as TransferStep,
} from '../../domain/transfers/transfers.rules.ts';
import type { UpdateTransferInput as UpdateTransfer } from '../../domain/transfers/update-transfer.command.ts';
import type {
  WriteOffTransferLineInput as WriteOffLine,
  WriteOffTransferInput as WriteOffTransfer,
} from '../../domain/transfers/write-off-transfer.command.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { sortInput } from '../support/sort.ts';
import { TransferKindEnum, TransferStatusEnum } from './transfer.type.ts';

@InputType({ description: 'Which transfers are listed: all that is given must hold.' })
export class TransferFilterInput implements TransferFilter {
  @Field(() => TransferStatusEnum, { nullable: true, description: 'In this state.' })
  status?: TransferStatus | null;
  @Field(() => TransferKindEnum, { nullable: true, description: 'Of this kind.' })
  kind?: TransferKind | null;
  @Field(() => ID, { nullable: true, description: 'That leave this location (id or code).' })
  fromLocationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'That go to this location (id or code).' })
  toLocationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'With a line of this product.' })
  productMasterId?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Made on this day of the calendar of the location that they leave, or later.',
  })
  fromDate?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Made on this day of the calendar of the location that they leave, or earlier.',
  })
  toDate?: string | null;
}

export const TransferSortInput = sortInput<TransferSortField>('Transfer', {
  createdAt: 'When it was made.',
  number: 'Its number.',
  expectedDate: 'When it is expected; those without a day come last.',
  updatedAt: 'When it last changed.',
});

@InputType({ description: 'A product, or a lot of it, to be transferred.' })
export class TransferLineInput implements LineFields {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => DecimalScalar, { description: 'How much, more than 0.' })
  quantity!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the lot: only that lot is taken. Left out: first expired, first out.',
  })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot (instead of lotId).' })
  lotNumber?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of a bin of the location that it leaves: only out of that bin.',
  })
  fromBinId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of a bin of the destination, to receive it into; left out: into no bin.',
  })
  toBinId?: string | null;
}

@InputType({ description: 'What is to be transferred, and from where to where.' })
export class CreateTransferInput implements CreateTransfer {
  @Field(() => ID, { description: 'Id or code of the location that it leaves.' })
  fromLocationId!: string;
  @Field(() => ID, { description: 'Id or code of the location that it goes to; another one.' })
  toLocationId!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it is expected there; left out: the day on which it leaves.',
  })
  expectedDate?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Stock on hold leaves, too, with lines that name its lot or bin, after what is free; default: false. A hold on a lot goes on at the destination, one on a stock item does not.',
  })
  includeHeld?: boolean | null;
  @Field(() => [TransferLineInput], { description: 'The lines, 1 to 1,000.' })
  lines!: TransferLineInput[];
}

@InputType({ description: 'Which transfer.' })
export class TransferStepInput implements TransferStep {
  @Field(() => ID, { description: 'Id of the transfer.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'Notes for its history, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'Changes of a draft; what is left out stays as it is.' })
export class UpdateTransferInput implements UpdateTransfer {
  @Field(() => ID, { description: 'Id of the transfer.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location that it leaves.' })
  fromLocationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location that it goes to.' })
  toLocationId?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it is expected there; null: the day on which it leaves.',
  })
  expectedDate?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters; null: none.' })
  notes?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether stock on hold of the lots or bins that lines name leaves, too.',
  })
  includeHeld?: boolean | null;
  @Field(() => [TransferLineInput], {
    nullable: true,
    description: 'The lines, 1 to 1,000: they take the place of all that it has.',
  })
  lines?: TransferLineInput[] | null;
}

@InputType({ description: 'How much of a line leaves.' })
export class ShipTransferLineInput implements ShipLine {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How much, 0 or more; default: all that is reserved. More than that is taken from what is free, needs the permission transfers.override, and a reason.',
  })
  quantity?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why more leaves than is reserved, at most 2000 characters.',
  })
  reason?: string | null;
}

@InputType({ description: 'Which transfer leaves, and how much of it.' })
export class ShipTransferInput extends TransferStepInput implements ShipTransfer {
  @Field(() => [ShipTransferLineInput], {
    nullable: true,
    description:
      'What leaves, 1 to 1,000 lines, each once; of a line that is not named nothing leaves. Left out: all that is reserved. What is reserved and does not leave is free again.',
  })
  lines?: ShipTransferLineInput[] | null;
}

@InputType({
  description: 'What has come of a line. A line may be named several times, for several lots or bins.',
})
export class ReceiveTransferLineInput implements ReceiveLine {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How much has come in good condition, 0 or more; default: all that is still on its way, less damagedQuantity. More than is on its way needs the permission transfers.override, and a reason; it is taken in as the last lot that left.',
  })
  quantity?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much has come damaged, beside quantity: it is taken in, in the condition DAMAGED.',
  })
  damagedQuantity?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of the bin that it goes into; default: the one that was planned, or none.',
  })
  toBinId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the lot that has come, of those that left; default: first expired first.',
  })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of that lot (instead of lotId).' })
  lotNumber?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What there is to say of it, at most 2000 characters; required for more than is on its way.',
  })
  reason?: string | null;
}

@InputType({ description: 'What has come of a transfer.' })
export class ReceiveTransferInput extends TransferStepInput implements ReceiveTransfer {
  @Field(() => [ReceiveTransferLineInput], {
    nullable: true,
    description: 'What has come, 1 to 1,000 entries. Left out: all that is still on its way.',
  })
  lines?: ReceiveTransferLineInput[] | null;
}

@InputType({ description: 'What of a line will never come.' })
export class WriteOffTransferLineInput implements WriteOffLine {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much, 0 or more, at most what is still on its way; default: all of that.',
  })
  quantity?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the lot that is lost, of those that left; default: first expired first.',
  })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of that lot (instead of lotId).' })
  lotNumber?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why, at most 2000 characters; default: the reason of the request.',
  })
  reason?: string | null;
}

@InputType({ description: 'What of a transfer will never come, and why.' })
export class WriteOffTransferInput extends TransferStepInput implements WriteOffTransfer {
  @Field(() => String, {
    nullable: true,
    description: 'Why, at most 2000 characters; required unless every line says why.',
  })
  reason?: string | null;
  @Field(() => [WriteOffTransferLineInput], {
    nullable: true,
    description: 'What is written off, 1 to 1,000 entries. Left out: all that is still on its way.',
  })
  lines?: WriteOffTransferLineInput[] | null;
}
