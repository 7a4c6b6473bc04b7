import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { ActiveStatus } from '../../domain/master-data.rules.ts';
import type {
  StocklistFilter,
  StocklistLineRow,
  StocklistRow,
  StocklistSortField,
} from '../../domain/stocklists/stocklists.query.ts';
import type { StocklistLineInput as StocklistLinePart } from '../../domain/stocklists/stocklists.rules.ts';
import type { SuggestedLineRow } from '../../domain/stocklists/suggestions.query.ts';
import type { UpsertStocklistInput as UpsertStocklist } from '../../domain/stocklists/upsert-stocklists.command.ts';
import { DecimalScalar } from '../scalars.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';
import { ActiveStatusEnum } from './active-status.type.ts';
import { StockRequestLocation } from './stock-request.type.ts';

@ObjectType({ description: 'A product of a stocklist.', simpleResolvers: true })
export class StocklistLine implements Omit<StocklistLineRow, 'stocklistId'> {
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
  @Field(() => String, { description: 'Unit that the product is counted in.' })
  unit!: string;
  @Field(() => DecimalScalar, { description: 'How many units a pack of the product has.' })
  packSize!: string;
  @Field(() => DecimalScalar, { description: 'How much of it the destination should have, 0 or more.' })
  parLevel!: string;
}

@ObjectType({
  description:
    'A template of what a destination (a department, store or ward) usually asks for: products with their par levels.',
  simpleResolvers: true,
})
export class Stocklist extends MasterData implements StocklistRow {
  @Field(() => ID, { description: 'Id of the stocklist.' })
  id!: string;
  @Field(() => String, {
    description: 'The code: unique in the organization; requests may give it for the id.',
  })
  code!: string;
  @Field(() => String, { description: 'The name.' })
  name!: string;
  @Field(() => ID, { description: 'Id of the location whose stock it is to keep up.' })
  destinationId!: string;
  @Field(() => StockRequestLocation, { description: 'The location whose stock it is to keep up.' })
  destination!: StockRequestLocation;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the location that supplies what is asked for from it, unless a request says another.',
  })
  fromLocationId!: string | null;
  @Field(() => StockRequestLocation, { nullable: true, description: 'The location that supplies it.' })
  fromLocation!: StockRequestLocation | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => ActiveStatusEnum, { description: 'Whether it is in use.' })
  status!: ActiveStatus;
}

export const StocklistConnection = connectionType(Stocklist, 'Stocklist');

@InputType({ description: 'Which stocklists are listed: all that is given must hold.' })
export class StocklistFilterInput implements StocklistFilter {
  @Field(() => String, { nullable: true, description: 'Part of the code or name (any case).' })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this destination (id or code).' })
  destinationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Supplied by this location (id or code).' })
  fromLocationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'With a line of this product.' })
  productMasterId?: string | null;
  @Field(() => ActiveStatusEnum, { nullable: true, description: 'Stocklists of this status.' })
  status?: ActiveStatus | null;
}

export const StocklistSortInput = sortInput<StocklistSortField>('Stocklist', {
  code: 'The code.',
  name: 'The name.',
  updatedAt: 'When it was last changed.',
});

@InputType({ description: 'A product of a stocklist: give either its id or its SKU.' })
export class StocklistLineInput implements StocklistLinePart {
  @Field(() => ID, { nullable: true, description: 'Id of the product.' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => DecimalScalar, { description: 'How much of it the destination should have, 0 or more.' })
  parLevel!: string;
}

@InputType({
  description: 'A stocklist to be made or changed. What is left out stays as it is, or takes its default.',
})
export class UpsertStocklistInput extends UpsertInput implements UpsertStocklist {
  @Field(() => String, { description: 'The code, 1 to 100 characters; unique in the organization.' })
  code!: string;
  @Field(() => String, { nullable: true, description: 'Name, 1 to 255 characters; default: the code.' })
  name?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of the location whose stock it is to keep up; required for a new stocklist.',
  })
  destinationId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of the location that supplies it, another than the destination; null: none.',
  })
  fromLocationId?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, 1 to 2,000 characters; null: none.' })
  notes?: string | null;
  @Field(() => ActiveStatusEnum, { nullable: true, description: 'Whether it is in use; default: ACTIVE.' })
  status?: ActiveStatus | null;
  @Field(() => [StocklistLineInput], {
    nullable: true,
    description:
      'Its products, at most 1,000, each once: they take the place of all that it has. Left out, they stay as they are.',
  })
  lines?: StocklistLineInput[] | null;
}

@InputType({ description: 'Stocklists to be made or changed, all or nothing.' })
export class UpsertStocklistsInput {
  @Field(() => [UpsertStocklistInput], { description: 'The stocklists, 1 to 1,000.' })
  stocklists!: UpsertStocklistInput[];
}

@ObjectType({
  description: 'The stocklists as they are now, in the order of the request.',
  simpleResolvers: true,
})
export class UpsertStocklistsPayload {
  @Field(() => [Stocklist], { description: 'The stocklists.' })
  stocklists!: Stocklist[];
}

@ObjectType({
  description: 'A product that a destination should have, what it has, and how much of it to ask for.',
  simpleResolvers: true,
})
export class SuggestedLine implements SuggestedLineRow {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => String, { description: 'Unit that the product is counted in.' })
  unit!: string;
  @Field(() => DecimalScalar, { description: 'How many units a pack of the product has.' })
  packSize!: string;
  @Field(() => DecimalScalar, {
    description:
      'How much of it the destination should have: the highest of its par levels, where several stocklists have the product.',
  })
  parLevel!: string;
  @Field(() => DecimalScalar, { description: 'What is physically at the destination, in every condition.' })
  onHand!: string;
  @Field(() => DecimalScalar, {
    description:
      'What of that is of no use: expired by date, or in another condition than AVAILABLE. Usually 0.',
  })
  unusable!: string;
  @Field(() => DecimalScalar, {
    description: 'Expected supply of the destination: transfers in transit to it, and orders that are known.',
  })
  incoming!: string;
  @Field(() => DecimalScalar, {
    description:
      'What open stock requests for the destination ask for already: the requested quantities of those that are SUBMITTED, the approved ones of those that are APPROVED or PICKING. Drafts ask nobody yet.',
  })
  requested!: string;
  @Field(() => DecimalScalar, {
    description:
      'How much to ask for: parLevel - (onHand - unusable) - (incoming + requested), rounded up to whole packs; 0 where there is enough.',
  })
  suggestedQuantity!: string;
}

@ObjectType({ description: 'What a destination could ask for now.', simpleResolvers: true })
export class StocklistSuggestions {
  @Field(() => [Stocklist], {
    description: 'The active stocklists of the destination, by code, whichever the lines are of.',
  })
  stocklists!: Stocklist[];
  @Field(() => [SuggestedLine], {
    description: 'The active products of the stocklist, or of all of them: each once, in their order.',
  })
  lines!: SuggestedLine[];
}
