import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { listProducts } from '../domain/products/products.query.ts';
import { upsertProducts } from '../domain/products/upsert-products.command.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  Product,
  ProductConnection,
  ProductFilterInput,
  ProductSortInput,
  UpsertProductsInput,
  UpsertProductsPayload,
} from '../schema/types/product.type.ts';

@Resolver(() => Product)
export class ProductsResolver {
  @Query(() => ProductConnection, { description: 'The products of the organization.' })
  async products(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProductFilterInput, { nullable: true, description: 'Which products.' })
    filter?: ProductFilterInput,
    @Arg('sort', () => ProductSortInput, {
      nullable: true,
      description: 'The order; default: SKU ascending.',
    })
    sort?: ProductSortInput,
  ) {
    const tx = await scopeOf(context).tx();
    const order = sort ?? { field: 'globalSku' as const, direction: 'ASC' as const };
    return connection(await listProducts(tx, filter ?? {}, order, pageRequest(page)), (row) => row);
  }

  @Query(() => Product, {
    nullable: true,
    description: 'One product, or null when there is none of that id.',
  })
  product(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the product.' }) id: string,
  ) {
    return scopeOf(context).loaders.productsById.load(id);
  }

  @Mutation(() => UpsertProductsPayload, {
    description: 'Makes or changes products, found by id or SKU; all or nothing.',
  })
  async upsertProducts(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertProductsInput, { description: 'The products.' }) input: UpsertProductsInput,
  ) {
    return { products: await scopeOf(context).command((command) => upsertProducts(command, input.products)) };
  }
}
