import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { listProducts, type ProductSortField } from '../domain/products/products.query.ts';
import { upsertProducts } from '../domain/products/upsert-products.command.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { Category } from '../schema/types/category.type.ts';
import {
  Product,
  ProductConnection,
  ProductFilterInput,
  ProductSortInput,
  UpsertProductsInput,
  UpsertProductsPayload,
} from '../schema/types/product.type.ts';

const bySku: Sort<ProductSortField> = { field: 'globalSku', direction: 'ASC' };

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
    sort?: Sort<ProductSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listProducts(tx, filter ?? {}, sort ?? bySku, pageRequest(page)));
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

  @FieldResolver(() => Category, { nullable: true, description: 'Its category.' })
  category(@Ctx() context: RequestContext, @Root() { categoryId }: Product) {
    return categoryId === null ? null : scopeOf(context).loaders.categoriesById.load(categoryId);
  }

  @Mutation(() => UpsertProductsPayload, {
    description: 'Makes or changes products, found by id or SKU; all or nothing.',
  })
  async upsertProducts(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertProductsInput, { description: 'The products.' }) input: UpsertProductsInput,
  ) {
    const products = batchOf('products', input.products);
    return { products: await scopeOf(context).command((command) => upsertProducts(command, products)) };
  }
}
