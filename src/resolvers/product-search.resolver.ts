import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { searchProducts } from '../domain/products/search-products.query.ts';
import { FoundProduct } from '../schema/types/product-search.type.ts';

@Resolver()
export class ProductSearchResolver {
  @Query(() => [FoundProduct], {
    description:
      'Active products by name, SKU or barcode, typing errors forgiven, with what can be promised of them: the best match first. A SKU or barcode comes first (case, blanks and hyphens do not matter), then what begins with it, names that begin with the text, that have all its words, and that have words like them. Accents do not matter either.',
  })
  async searchProducts(
    @Ctx() context: RequestContext,
    @Arg('q', () => String, {
      description:
        'What to search for, 1 to 255 characters: words, a SKU or a barcode. There are no wildcards.',
    })
    q: string,
    @Arg('fromLocationId', () => ID, {
      nullable: true,
      description:
        'Id or code of the location whose availability is told; default: that of all locations together.',
    })
    fromLocationId: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many products at most: 1 to 100.' })
    first: number,
  ) {
    return searchProducts(await scopeOf(context).tx(), context.now, { q, fromLocationId, first });
  }
}
