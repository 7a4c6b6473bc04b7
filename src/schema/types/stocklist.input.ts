import { Field, ID, InputType } from 'type-graphql';
import type { RequestFromStocklistInput as RequestFrom } from '../../domain/stocklists/request-from-stocklist.command.ts';
import { StockRequestFieldsInput } from './stock-request.input.ts';

@InputType({
  description: 'Which stocklist a request is made from, and what the request says beside its lines.',
})
export class RequestFromStocklistInput extends StockRequestFieldsInput implements RequestFrom {
  @Field(() => ID, { description: 'Id or code of an active stocklist; the request is for its destination.' })
  stocklistId!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of the location that is to supply it; default: the one that the stocklist names.',
  })
  fromLocationId?: string | null;
}
