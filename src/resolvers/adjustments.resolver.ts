import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import {
  asStockDocument,
  listStockDocuments,
  type StockDocumentRow,
  type StockDocumentSortField,
} from '../domain/adjustments/adjustments.query.ts';
import { adjustmentTypes } from '../domain/adjustments/adjustments.rules.ts';
import { correctLot } from '../domain/adjustments/correct-lot.command.ts';
import { createAdjustment } from '../domain/adjustments/create-adjustment.command.ts';
import { recordCount } from '../domain/adjustments/record-count.command.ts';
import { reverseAdjustment } from '../domain/adjustments/reverse-adjustment.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { stockItemsByIds } from '../domain/stock/stock-items.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  Adjustment,
  AdjustmentConnection,
  AdjustmentFilterInput,
  AdjustmentPayload,
  AdjustmentSortInput,
  AdjustStockInput,
  AdjustStockPayload,
  CorrectLotInput,
  CreateAdjustmentInput,
  RecordCountInput,
  ReverseAdjustmentInput,
} from '../schema/types/adjustment.type.ts';
import { StatusChange, StockDocumentLine } from '../schema/types/stock-document.type.ts';
import { documentHistory, documentLines } from './stock-documents.ts';

const newestFirst: Sort<StockDocumentSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => Adjustment)
export class AdjustmentsResolver {
  @Query(() => AdjustmentConnection, { description: 'The adjustments of the organization.' })
  async adjustments(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AdjustmentFilterInput, { nullable: true, description: 'Which adjustments.' })
    filter?: AdjustmentFilterInput,
    @Arg('sort', () => AdjustmentSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<StockDocumentSortField>,
  ) {
    const request = pageRequest(page);
    const { type, ...rest } = filter ?? {};
    const tx = await scopeOf(context).tx();
    return connection(
      await listStockDocuments(
        tx,
        { ...rest, types: type ? [type] : adjustmentTypes },
        sort ?? newestFirst,
        request,
      ),
    );
  }

  @Query(() => Adjustment, {
    nullable: true,
    description: 'One adjustment, or null when there is none of that id.',
  })
  async adjustment(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the adjustment.' }) id: string,
  ) {
    const found = await scopeOf(context).loaders.stockDocumentsById.load(id);
    return found && (adjustmentTypes as readonly string[]).includes(found.type) ? found : null;
  }

  @FieldResolver(() => [StockDocumentLine], { description: 'Its lines, in the order of the request.' })
  lines(@Ctx() context: RequestContext, @Root() document: StockDocumentRow) {
    return documentLines(context, document);
  }

  @FieldResolver(() => [StatusChange], { description: 'The history of its status, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() document: StockDocumentRow) {
    return documentHistory(context, document);
  }

  @Mutation(() => AdjustStockPayload, {
    description:
      'Changes what is on hand of one stock row. Refused with INSUFFICIENT_STOCK when a decrease goes below what is available.',
  })
  adjustStock(
    @Ctx() context: RequestContext,
    @Arg('input', () => AdjustStockInput, { description: 'The change.' }) input: AdjustStockInput,
  ) {
    const { reasonCode, notes, effectiveDate, ...line } = input;
    return scopeOf(context).command(async (command) => {
      const posted = await createAdjustment(
        command,
        { reasonCode, notes, effectiveDate, lines: [line] },
        () => '',
      );
      const [item] = await stockItemsByIds(
        command.tx,
        context.now,
        posted.lines.map((moved) => moved.item.id),
      );
      return {
        item,
        adjustment: asStockDocument(posted, command.doer.id),
      };
    });
  }

  @Mutation(() => AdjustmentPayload, {
    description: 'Posts an adjustment of up to 1,000 stock rows: all lines or none.',
  })
  createAdjustment(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateAdjustmentInput, { description: 'The adjustment.' })
    input: CreateAdjustmentInput,
    @Arg('dryRun', () => Boolean, {
      defaultValue: false,
      description: 'Answer with what would happen, and change nothing.',
    })
    dryRun: boolean,
  ) {
    return scopeOf(context).command(async (command) => {
      if (dryRun) command.discard();
      const posted = await createAdjustment(command, input);
      return {
        adjustment: asStockDocument(posted, command.doer.id),
      };
    });
  }

  @Mutation(() => AdjustmentPayload, {
    description: 'Moves stock from the wrong lot to the right one: two lines, net zero.',
  })
  correctLot(
    @Ctx() context: RequestContext,
    @Arg('input', () => CorrectLotInput, { description: 'The correction.' }) input: CorrectLotInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const posted = await correctLot(command, input);
      return {
        adjustment: asStockDocument(posted, command.doer.id),
      };
    });
  }

  @Mutation(() => AdjustmentPayload, {
    description: 'Sets available stock of a product at a location to what was found.',
  })
  recordCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordCountInput, { description: 'What was found.' }) input: RecordCountInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const posted = await recordCount(command, input);
      return {
        adjustment: asStockDocument(posted, command.doer.id),
      };
    });
  }

  @Mutation(() => AdjustmentPayload, {
    description: 'Undoes an adjustment or a receipt by opposite movements; it can be done once.',
  })
  reverseAdjustment(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReverseAdjustmentInput, { description: 'Which one.' }) input: ReverseAdjustmentInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const posted = await reverseAdjustment(command, input);
      return {
        adjustment: asStockDocument(posted, command.doer.id),
      };
    });
  }
}
