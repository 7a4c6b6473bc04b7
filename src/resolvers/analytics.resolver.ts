import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { readAnalytics } from '../domain/analytics/analytics.query.ts';
import {
  presentDay,
  presentDaysOfSupply,
  presentShrinkage,
  presentTotals,
  presentTurnover,
} from '../domain/analytics/present.rules.ts';
import { MOST_PRODUCTS } from '../domain/analytics/products.query.ts';
import type { AnalyticsScope } from '../domain/analytics/scope.query.ts';
import { DecimalScalar } from '../schema/scalars.ts';
import { pageRequest } from '../schema/support/paging.ts';
import {
  AnalyticsDay,
  AnalyticsFillRate,
  type AnalyticsPeriod,
  AnalyticsShrinkage,
  AnalyticsStockOuts,
  AnalyticsTotals,
  AnalyticsTurnover,
  InventoryAnalytics,
  InventoryAnalyticsFilterInput,
} from '../schema/types/analytics.type.ts';
import {
  AnalyticsAgeing,
  AnalyticsCategory,
  AnalyticsDeadStock,
  AnalyticsProduct,
} from '../schema/types/analytics-products.type.ts';

const howMany = 'How many products at most: 1 to 100.';

@Resolver(() => InventoryAnalytics)
export class AnalyticsResolver {
  @Query(() => InventoryAnalytics, {
    description:
      'Figures of a period over a location, a category, or all stock: what moved, what it was worth, how often it turned over, what ran out, what is dead. All follow from the ledger.',
  })
  async inventoryAnalytics(
    @Ctx() context: RequestContext,
    @Arg('filter', () => InventoryAnalyticsFilterInput, {
      nullable: true,
      description: 'Which stock, and which days; default: all of it, the last 30 days.',
    })
    filter?: InventoryAnalyticsFilterInput,
  ): Promise<InventoryAnalytics> {
    const reading = await readAnalytics(await scopeOf(context).tx(), context.now, filter ?? {});
    return { period: periodOf(reading.scope), reading };
  }

  @FieldResolver(() => AnalyticsTotals, { description: 'What moved, and what was there before and after.' })
  async totals(@Root() { reading }: InventoryAnalytics) {
    return presentTotals(await reading.totals());
  }

  @FieldResolver(() => AnalyticsTurnover, { description: 'How often the stock was turned over.' })
  async turnover(@Root() { reading }: InventoryAnalytics) {
    return presentTurnover(await reading.totals(), reading.scope.days);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      'How many days the stock at the end lasts at the pace of the period: valueAtEnd x days / cost of goods issued; null where nothing was issued.',
  })
  async daysOfSupply(@Root() { reading }: InventoryAnalytics) {
    return presentDaysOfSupply(await reading.totals(), reading.scope.days);
  }

  @FieldResolver(() => AnalyticsStockOuts, { description: 'How often products had run out.' })
  stockOuts(@Root() { reading }: InventoryAnalytics) {
    return reading.stockOuts();
  }

  @FieldResolver(() => AnalyticsFillRate, { description: 'How much of what was requested was issued.' })
  fillRate(@Root() { reading }: InventoryAnalytics) {
    return reading.fillRate();
  }

  @FieldResolver(() => AnalyticsShrinkage, { description: 'What counts found missing.' })
  async shrinkage(@Root() { reading }: InventoryAnalytics) {
    return presentShrinkage(await reading.totals());
  }

  @FieldResolver(() => [AnalyticsCategory], {
    description: 'The categories with products that had moved by the end of the period, by path.',
  })
  async byCategory(@Root() { reading }: InventoryAnalytics) {
    return (await reading.products()).byCategory;
  }

  @FieldResolver(() => [AnalyticsDay], { description: 'Every day of the period, the first one first.' })
  async series(@Root() { reading }: InventoryAnalytics) {
    return (await reading.days()).map(presentDay);
  }

  @FieldResolver(() => AnalyticsAgeing, { description: 'How old the stock is, and how long it is good.' })
  ageing(@Root() { reading }: InventoryAnalytics) {
    return reading.ageing();
  }

  @FieldResolver(() => [AnalyticsProduct], {
    description:
      'Products of which something was issued, the most valuable issues first; ties by units, then id.',
  })
  async topMovers(
    @Root() { reading }: InventoryAnalytics,
    @Arg('first', () => Int, { defaultValue: 10, description: howMany }) first: number,
  ) {
    pageRequest({ first }, MOST_PRODUCTS);
    return (await reading.products()).topMovers.slice(0, first);
  }

  @FieldResolver(() => AnalyticsDeadStock, { description: 'Stock of which nothing left.' })
  async deadStock(
    @Root() { reading }: InventoryAnalytics,
    @Arg('first', () => Int, { defaultValue: 10, description: howMany }) first: number,
  ) {
    pageRequest({ first }, MOST_PRODUCTS);
    const { dead } = await reading.products();
    return { ...dead, items: dead.items.slice(0, first) };
  }
}

function periodOf({ period, days, location, category }: AnalyticsScope): AnalyticsPeriod {
  return {
    fromDate: period.from,
    toDate: period.to,
    days,
    locationId: location?.id ?? null,
    locationName: location?.name ?? null,
    categoryId: category?.id ?? null,
    categoryPath: category?.path ?? null,
  };
}
