import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Severity } from '../../domain/availability/atp.rules.ts';
import type { ChannelSummary as ChannelSummaryRow } from '../../domain/availability/channel-summary.query.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { StockItem } from './stock-item.type.ts';

export const SeverityEnum = choices<Severity>('Severity', 'How near a cell is to running out.', {
  OK: 'ATP is above the low threshold.',
  LOW: 'ATP is at or below the low threshold, above the critical one.',
  CRITICAL: 'ATP is at or below the critical threshold.',
});

@ObjectType({
  description: 'The promise of one product to one channel at the location.',
  simpleResolvers: true,
})
export class MatrixCell {
  @Field(() => ID, { description: 'Id of the channel.' })
  channelId!: string;
  @Field(() => String, { description: 'Name of the channel.' })
  channelName!: string;
  @Field(() => DecimalScalar, {
    description: 'Available to promise: on hand - reserved - safety stock; negative when over-committed.',
  })
  atp!: string;
  @Field(() => DecimalScalar, {
    description:
      'Promisable stock that the channel may use: the pool (or its allocation) without what other channels have reserved.',
  })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'Reserved for the channel, and by documents of no channel.' })
  reserved!: string;
  @Field(() => DecimalScalar, { description: 'On hand less reserved.' })
  available!: string;
  @Field(() => SeverityEnum, { description: 'How near it is to running out.' })
  severity!: Severity;
  @Field(() => DecimalScalar, { description: 'Low threshold of the policy.' })
  threshold!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the ATP policy that set the terms; null: none applies.',
  })
  policyId!: string | null;
}

@ObjectType({ description: 'One product of the matrix.', simpleResolvers: true })
export class MatrixProduct {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => [MatrixCell], { description: 'A cell for each channel, in the order of the channels.' })
  channels!: MatrixCell[];
  @Field(() => DecimalScalar, { description: 'What is physically there, in every condition.' })
  totalOnHand!: string;
  @Field(() => DecimalScalar, { description: 'What is promised already.' })
  totalReserved!: string;
  @Field(() => DecimalScalar, { description: 'Smallest ATP of the channels.' })
  minAtp!: string;
  @Field(() => DecimalScalar, { description: 'Largest ATP of the channels.' })
  maxAtp!: string;
  @Field(() => Boolean, { description: 'Whether a channel is CRITICAL.' })
  hasCritical!: boolean;
}

@ObjectType({ description: 'A channel of the matrix.', simpleResolvers: true })
export class MatrixChannel {
  @Field(() => ID, { description: 'Id of the channel.' })
  channelId!: string;
  @Field(() => String, { description: 'Name of the channel.' })
  channelName!: string;
  @Field(() => String, { description: 'Type of the channel, such as E_COMMERCE.' })
  channelType!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the policy that holds where no product or category has its own.',
  })
  policyId!: string | null;
  @Field(() => DecimalScalar, { description: 'Low threshold of that policy.' })
  lowAtpThreshold!: string;
}

@ObjectType({ description: 'The location of the matrix.', simpleResolvers: true })
export class MatrixLocation {
  @Field(() => ID, { description: 'Id of the location.' })
  id!: string;
  @Field(() => String, { description: 'Name of the location.' })
  name!: string;
  @Field(() => String, { description: 'Code of the location.' })
  code!: string;
}

@ObjectType({ description: 'The promise of the products of a location to each channel: a page of products.' })
export class ChannelLocationMatrix {
  @Field(() => [MatrixProduct], { description: 'The products of the page, by SKU.', simple: true })
  products!: MatrixProduct[];
  @Field(() => [MatrixChannel], { description: 'The channels.', simple: true })
  channels!: MatrixChannel[];
  @Field(() => MatrixLocation, { description: 'The location.', simple: true })
  location!: MatrixLocation;
  count!: () => Promise<number>;
  @Field(() => Int, {
    description: 'How many products the location has under the search; counted only when asked for.',
  })
  totalCount(): Promise<number> {
    return this.count();
  }
}

@ArgsType()
export class MatrixArgs {
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => String, { nullable: true, description: 'Part of the product name or SKU (any case).' })
  search?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Ids or codes of channels; left out: every active one.' })
  channels?: string[] | null;
  @Field(() => Int, { defaultValue: 50, description: 'How many products at most: 1 to 200.' })
  first: number = 50;
  @Field(() => Int, { defaultValue: 0, description: 'How many products to skip.' })
  offset: number = 0;
}

@ObjectType({ description: 'The ATP policy behind a cell.', simpleResolvers: true })
export class DrilldownPolicy {
  @Field(() => ID, { description: 'Id of the policy.' })
  id!: string;
  @Field(() => String, { description: 'Name of the policy.' })
  name!: string;
}

@ObjectType({
  description:
    'What a cell follows from: onHand = min(promisableOnHand - reservedForOthers, allocationLimit); reserved = reservedForChannel + reservedShared; atp = onHand - reserved - safetyStock.',
  simpleResolvers: true,
})
export class CellTerms {
  @Field(() => DecimalScalar, { description: 'On hand that may be promised at all.' })
  promisableOnHand!: string;
  @Field(() => DecimalScalar, {
    description: 'Good stock that is on hold: it is not part of promisableOnHand.',
  })
  held!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The channel's allocation; null: the whole pool.",
  })
  allocationLimit!: string | null;
  @Field(() => DecimalScalar, { description: 'Reserved for other channels.' })
  reservedForOthers!: string;
  @Field(() => DecimalScalar, { description: 'Reserved for this channel.' })
  reservedForChannel!: string;
  @Field(() => DecimalScalar, { description: 'Reserved by documents of no channel.' })
  reservedShared!: string;
  @Field(() => DecimalScalar, { description: 'Safety stock.' })
  safetyStock!: string;
  @Field(() => DrilldownPolicy, { nullable: true, description: 'The policy that set the terms.' })
  policy!: DrilldownPolicy | null;
}

@ObjectType({ description: 'A cell with its terms.', simpleResolvers: true })
export class DrilldownChannel extends MatrixCell {
  @Field(() => CellTerms, { description: 'What the cell follows from.' })
  terms!: CellTerms;
}

@ObjectType({ description: "A document's part of what is reserved.", simpleResolvers: true })
export class DrilldownAllocation {
  @Field(() => ID, { description: 'Id of the allocation.' })
  id!: string;
  @Field(() => String, { description: 'Type of the document: RESERVATION, TRANSFER, HOLD.' })
  documentType!: string;
  @Field(() => ID, { description: 'Id of the document.' })
  documentId!: string;
  @Field(() => String, { nullable: true, description: 'Number of the document.' })
  number!: string | null;
  @Field(() => String, { nullable: true, description: 'Outside reference of the document.' })
  reference!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the channel; null: none.' })
  channelId!: string | null;
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => DecimalScalar, { description: 'How much.' })
  quantity!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it lapses.' })
  expiresAt!: string | null;
}

@ObjectType({ description: 'Supply on its way.', simpleResolvers: true })
export class DrilldownSupply {
  @Field(() => ID, { description: 'Id of the supply.' })
  id!: string;
  @Field(() => String, { description: 'Outside reference.' })
  reference!: string;
  @Field(() => DateScalar, { description: 'When it is expected.' })
  expectedDate!: string;
  @Field(() => DecimalScalar, { description: 'How much.' })
  quantity!: string;
}

@ObjectType({
  description: 'What can be promised from a day on, without breaking a later promise.',
  simpleResolvers: true,
})
export class ProjectionPoint {
  @Field(() => DateScalar, { description: 'The day.' })
  date!: string;
  @Field(() => DecimalScalar, {
    description:
      'ATP(d) = max(0, min over t >= d of P(t)), P(t) = usable now + supply until t - demand until t.',
  })
  atp!: string;
}

@ObjectType({ description: 'A product, by its id, SKU and name.', simpleResolvers: true })
export class DrilldownProduct {
  @Field(() => ID, { description: 'Id of the product.' })
  id!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  name!: string;
}

@ObjectType({
  description: 'Everything behind the promise of a product at a location.',
  simpleResolvers: true,
})
export class AvailabilityDrilldown {
  @Field(() => DrilldownProduct, { description: 'The product.' })
  product!: DrilldownProduct;
  @Field(() => MatrixLocation, { description: 'The location.' })
  location!: MatrixLocation;
  @Field(() => [DrilldownChannel], { description: 'A cell for each channel, with its terms.' })
  channels!: DrilldownChannel[];
  @Field(() => [StockItem], { description: 'The stock items, first expired first out.' })
  items!: StockItem[];
  @Field(() => [DrilldownAllocation], { description: 'What documents have reserved.' })
  reservations!: DrilldownAllocation[];
  @Field(() => [DrilldownAllocation], { description: 'What holds have reserved.' })
  holds!: DrilldownAllocation[];
  @Field(() => [DrilldownSupply], { description: 'Supply on its way, by date.' })
  incoming!: DrilldownSupply[];
  @Field(() => [ProjectionPoint], {
    description:
      'The promise over time: today, and each day on which something changes. For the one channel asked for, else for none in particular.',
  })
  projection!: ProjectionPoint[];
}

@ObjectType({
  description:
    'What a channel can sell. Channels share stock: figures of several channels must not be added up.',
  simpleResolvers: true,
})
export class ChannelSummary implements ChannelSummaryRow {
  @Field(() => ID, { description: 'Id of the channel.' })
  channelId!: string;
  @Field(() => String, { description: 'Name of the channel.' })
  channelName!: string;
  @Field(() => String, { description: 'Type of the channel, such as E_COMMERCE.' })
  channelType!: string;
  @Field(() => Int, { description: 'How many products are stocked where it sells.' })
  products!: number;
  @Field(() => DecimalScalar, { description: 'Promisable stock that it may use.' })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'Reserved of it.' })
  reserved!: string;
  @Field(() => DecimalScalar, { description: 'Available to promise.' })
  atp!: string;
  @Field(() => Int, { description: 'Cells that are OK.' })
  ok!: number;
  @Field(() => Int, { description: 'Cells that are LOW.' })
  low!: number;
  @Field(() => Int, { description: 'Cells that are CRITICAL.' })
  critical!: number;
  @Field(() => DecimalScalar, { description: 'What it may use, at average cost.' })
  value!: string;
}
