import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { listStockItems, type StockItemSortField } from '../domain/stock/stock-items.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { Product } from '../schema/types/product.type.ts';
import {
  StockItem,
  StockItemConnection,
  StockItemFilterInput,
  StockItemSortInput,
} from '../schema/types/stock-item.type.ts';

const byId: Sort<StockItemSortField> = { field: 'id', direction: 'ASC' };

@Resolver(() => StockItem)
export class StockItemsResolver {
  @Query(() => StockItemConnection, { description: 'The stock of the organization, balance by balance.' })
  async stockItems(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => StockItemFilterInput, { nullable: true, description: 'Which stock.' })
    filter?: StockItemFilterInput,
    @Arg('sort', () => StockItemSortInput, {
      nullable: true,
      description: 'The order; default: id ascending.',
    })
    sort?: Sort<StockItemSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listStockItems(tx, context.now, filter ?? {}, sort ?? byId, request));
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
