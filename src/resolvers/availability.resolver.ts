import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import {
  type AvailabilitySortField,
  availabilityById,
  listAvailability,
} from '../domain/availability/availability.query.ts';
import { checkAvailability } from '../domain/availability/check.query.ts';
import {
  createAvailability,
  updateAvailability,
} from '../domain/availability/create-availability.command.ts';
import { readInventoryLevels } from '../domain/availability/inventory-levels.query.ts';
import {
  type LocationStockSortField,
  listLocationStock,
} from '../domain/availability/location-stock.query.ts';
import type { Sort } from '../domain/lists.query.ts';
import { readLevelsAsOf } from '../domain/stock/stock-as-of.query.ts';
import { AsOfScalar } from '../schema/scalars.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  AvailabilityFilterInput,
  AvailabilityRecord,
  AvailabilityRecordConnection,
  AvailabilityRecordSortInput,
  CreateAvailabilityInput,
  CreateAvailabilityPayload,
  InventoryLevels,
  UpdateAvailabilityInput,
  UpdateAvailabilityPayload,
} from '../schema/types/availability.type.ts';
import { CheckAvailabilityInput, CheckAvailabilityPayload } from '../schema/types/availability-check.type.ts';
import {
  LocationStockConnection,
  LocationStockFilterInput,
  LocationStockSortInput,
} from '../schema/types/location-stock.type.ts';
import { InventoryLevelsAsOf } from '../schema/types/stock-as-of.type.ts';

const byId: Sort<AvailabilitySortField> = { field: 'id', direction: 'ASC' };
const byCode: Sort<LocationStockSortField> = { field: 'code', direction: 'ASC' };

@Resolver()
export class AvailabilityResolver {
  @Query(() => AvailabilityRecordConnection, {
    description: 'What is there and what may be promised, product by product and location by location.',
  })
  async availabilityRecords(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AvailabilityFilterInput, { nullable: true, description: 'Which records.' })
    filter?: AvailabilityFilterInput,
    @Arg('sort', () => AvailabilityRecordSortInput, {
      nullable: true,
      description: 'The order; default: id ascending.',
    })
    sort?: Sort<AvailabilitySortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listAvailability(tx, context.now, filter ?? {}, sort ?? byId, request));
  }

  @Query(() => AvailabilityRecord, {
    nullable: true,
    description: 'One availability record, or null when there is none of that id.',
  })
  async availabilityRecord(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
  ) {
    return availabilityById(await scopeOf(context).tx(), context.now, id);
  }

  @Query(() => CheckAvailabilityPayload, {
    description: 'Whether products can be had, from where, and when; nothing is reserved.',
  })
  async checkAvailability(
    @Ctx() context: RequestContext,
    @Arg('input', () => CheckAvailabilityInput, { description: 'What is asked.' })
    input: CheckAvailabilityInput,
  ) {
    return checkAvailability(await scopeOf(context).tx(), context.now, input);
  }

  @Query(() => LocationStockConnection, { description: 'The locations with the sums of their stock.' })
  async locationStock(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => LocationStockFilterInput, { nullable: true, description: 'Which locations.' })
    filter?: LocationStockFilterInput,
    @Arg('sort', () => LocationStockSortInput, {
      nullable: true,
      description: 'The order; default: code ascending.',
    })
    sort?: Sort<LocationStockSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listLocationStock(tx, context.now, filter ?? {}, sort ?? byCode, request));
  }

  @Query(() => InventoryLevels, {
    nullable: true,
    description: 'A product at each location that stocks it, or null when there is no such product.',
  })
  async inventoryLevels(
    @Ctx() context: RequestContext,
    @Arg('productMasterId', () => ID, { description: 'Id of the product.' }) id: string,
  ) {
    const product = await scopeOf(context).loaders.productsById.load(id);
    return (
      product && { product, ...(await readInventoryLevels(await scopeOf(context).tx(), context.now, id)) }
    );
  }

  @Query(() => InventoryLevelsAsOf, {
    nullable: true,
    description:
      'A product as it was at each location where it had moved by then, or null when there is no such product. Only what was there is told: promises of the past are not kept.',
  })
  async inventoryLevelsAsOf(
    @Ctx() context: RequestContext,
    @Arg('productMasterId', () => ID, { description: 'Id of the product.' }) id: string,
    @Arg('asOf', () => AsOfScalar, {
      description: 'When: not in the future. A day means its end, at each location by its own calendar.',
    })
    asOf: string,
  ) {
    const product = await scopeOf(context).loaders.productsById.load(id);
    return (
      product && { product, ...(await readLevelsAsOf(await scopeOf(context).tx(), context.now, id, asOf)) }
    );
  }

  @Mutation(() => CreateAvailabilityPayload, {
    description:
      'Stocks a product at a location before any has come, under an id of your own. Refused with DUPLICATE when it is stocked there under another id.',
  })
  createAvailability(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id for the record: 1 to 255 of letters, digits and _ . : -' })
    id: string,
    @Arg('input', () => CreateAvailabilityInput, { description: 'The record.' })
    input: CreateAvailabilityInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const { created } = await createAvailability(command, id, input);
      return { created, availability: await availabilityById(command.tx, context.now, id) };
    });
  }

  @Mutation(() => UpdateAvailabilityPayload, {
    description: 'Changes the promise settings of an availability record.',
  })
  updateAvailability(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateAvailabilityInput, { description: 'The change.' })
    input: UpdateAvailabilityInput,
  ) {
    return scopeOf(context).command(async (command) => {
      await updateAvailability(command, input);
      return { availability: await availabilityById(command.tx, context.now, input.id) };
    });
  }
}
