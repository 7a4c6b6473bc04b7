import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { validateLots } from '../domain/lots/validate-lots.query.ts';
import { Lot } from '../schema/types/lot.type.ts';
import { LotLineValidation, LotValidation, ValidateLotsInput } from '../schema/types/lot-validation.type.ts';
import { Product } from '../schema/types/product.type.ts';

@Resolver(() => LotLineValidation)
export class LotControlResolver {
  @Query(() => LotValidation, {
    description: 'Whether lines with lots would be accepted, each with every reason; nothing is changed.',
  })
  async validateLots(
    @Ctx() context: RequestContext,
    @Arg('input', () => ValidateLotsInput, { description: 'The lines.' }) input: ValidateLotsInput,
  ) {
    return validateLots(await scopeOf(context).tx(), context.now, input);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product, where it is known.' })
  product(@Ctx() context: RequestContext, @Root() { productMasterId }: LotLineValidation) {
    return productMasterId === null ? null : scopeOf(context).loaders.productsById.load(productMasterId);
  }

  @FieldResolver(() => Lot, {
    nullable: true,
    description: 'The lot, where it is known and one of the product.',
  })
  lot(@Ctx() context: RequestContext, @Root() { lotId }: LotLineValidation) {
    return lotId === null ? null : scopeOf(context).loaders.lotsById.load(lotId);
  }
}
