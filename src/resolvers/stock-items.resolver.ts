import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { listStockAsOf, type StockItemAsOfSortField } from '../domain/stock/stock-as-of.query.ts';
import { listStockItems, type StockItemSortField } from '../domain/stock/stock-items.query.ts';
import { AsOfScalar } from '../schema/scalars.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { selects } from '../schema/support/selects.ts';
import { Product } from '../schema/types/product.type.ts';
import {
  StockItemAsOf,
  StockItemAsOfConnection,
  StockItemAsOfSortInput,
} from '../schema/types/stock-as-of.type.ts';
import {
  StockItem,
  StockItemConnection,
  StockItemFilterInput,
  StockItemSortInput,
} from '../schema/types/stock-item.type.ts';

const idAscending: Sort<StockItemAsOfSortField> = { field: 'id', direction: 'ASC' };
const byId: Sort<StockItemSortField> = { field: 'id', direction: 'ASC' };

@Resolver(() => StockItem)
export class StockItemsResolver {
  @Query(() => StockItemConnection, { description: 'The stock of the organization, balance by balance.' })
  async stockItems(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => StockItemFilterInput, { nullable: true, description: 'Which stock.' })
    filter?: StockItemFilterInput,
    @Arg('sort', () => StockItemSortInput, {
      nullable: true,
      description: 'The order; default: id ascending.',
    })
    sort?: Sort<StockItemSortField>,
  ) {
    const counted = selects(info, 'totalCount');
    const request = { ...pageRequest(page), counted };
    const tx = await scopeOf(context).tx();
    return connection(await listStockItems(tx, context.now, filter ?? {}, sort ?? byId, request));
  }

  @Query(() => StockItemAsOfConnection, {
    description:
      'The stock as it was: every balance that had moved by then, with what was on hand after its last movement, also where there is none now. What was reserved then is not told: reservations are shifted between balances as stock moves, and only their present state is kept.',
  })
  async stockItemsAsOf(
    @Ctx() context: RequestContext,
    @Arg('asOf', () => AsOfScalar, {
      description: 'When: not in the future. A day means its end, at each location by its own calendar.',
    })
    asOf: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => StockItemFilterInput, {
      nullable: true,
      description:
        'Which stock, by the names and categories of now; updatedSince: stock that had moved at that moment or later.',
    })
    filter?: StockItemFilterInput,
    @Arg('sort', () => StockItemAsOfSortInput, {
      nullable: true,
      description: 'The order; default: id ascending.',
    })
    sort?: Sort<StockItemAsOfSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    const request = { asOf, filter: filter ?? {}, sort: sort ?? idAscending, page: pageRequest(page) };
    return connection(await listStockAsOf(tx, context.now, request));
  }

  @Query(() => StockItem, {
    nullable: true,
    description: 'One stock item, or null when there is none of that id.',
  })
  stockItem(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the stock item.' }) id: string,
  ) {
    return scopeOf(context).loaders.stockItemsById.load(id);
  }

  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Ctx() context: RequestContext, @Root() { productMasterId }: StockItem) {
    return scopeOf(context).loaders.productsById.load(productMasterId);
  }
}

@Resolver(() => StockItemAsOf)
export class StockAsOfResolver {
  @FieldResolver(() => Product, { description: 'The product, as it is now.' })
  product(@Ctx() context: RequestContext, @Root() { productMasterId }: StockItemAsOf) {
    return scopeOf(context).loaders.productsById.load(productMasterId);
  }
}
