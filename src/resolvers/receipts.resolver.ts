import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import {
  asStockDocument,
  listStockDocuments,
  type StockDocumentRow,
  type StockDocumentSortField,
} from '../domain/adjustments/adjustments.query.ts';
import type { Sort } from '../domain/lists.query.ts';
import { recordStock } from '../domain/receipts/record-stock.command.ts';
import { stockItemsByIds } from '../domain/stock/stock-items.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  Receipt,
  ReceiptConnection,
  ReceiptFilterInput,
  ReceiptSortInput,
  RecordStockInput,
  RecordStockPayload,
} from '../schema/types/receipt.type.ts';
import { StatusChange, StockDocumentLine } from '../schema/types/stock-document.type.ts';
import { documentHistory, documentLines } from './stock-documents.ts';

const newestFirst: Sort<StockDocumentSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => Receipt)
export class ReceiptsResolver {
  @Query(() => ReceiptConnection, { description: 'The receipts of the organization.' })
  async receipts(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ReceiptFilterInput, { nullable: true, description: 'Which receipts.' })
    filter?: ReceiptFilterInput,
    @Arg('sort', () => ReceiptSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<StockDocumentSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(
      await listStockDocuments(tx, { ...filter, types: ['RECEIPT'] }, sort ?? newestFirst, request),
    );
  }

  @Query(() => Receipt, {
    nullable: true,
    description: 'One receipt, or null when there is none of that id.',
  })
  async receipt(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the receipt.' }) id: string,
  ) {
    const found = await scopeOf(context).loaders.stockDocumentsById.load(id);
    return found?.type === 'RECEIPT' ? found : null;
  }

  @FieldResolver(() => [StockDocumentLine], { description: 'Its lines, in the order of the request.' })
  lines(@Ctx() context: RequestContext, @Root() document: StockDocumentRow) {
    return documentLines(context, document);
  }

  @FieldResolver(() => [StatusChange], { description: 'The history of its status, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() document: StockDocumentRow) {
    return documentHistory(context, document);
  }

  @Mutation(() => RecordStockPayload, {
    description: 'Records stock that comes in at a location, or sets what is there; all lines or none.',
  })
  recordStock(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordStockInput, { description: 'The stock.' }) input: RecordStockInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const posted = await recordStock(command, input);
      const ids = [...new Set(posted.lines.map(({ item }) => item.id))];
      const found = await stockItemsByIds(command.tx, context.now, ids);
      const items = ids.map((id) => found.find((item) => item.id === id));
      return {
        items,
        receipt: asStockDocument(posted, command.doer.id),
      };
    });
  }
}
