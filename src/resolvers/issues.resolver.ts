import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import {
  listStockDocuments,
  type StockDocumentRow,
  type StockDocumentSortField,
} from '../domain/adjustments/adjustments.query.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { Issue, IssueConnection, IssueFilterInput, IssueSortInput } from '../schema/types/issue.type.ts';
import { StatusChange, StockDocumentLine } from '../schema/types/stock-document.type.ts';
import { documentHistory, documentLines } from './stock-documents.ts';

const newestFirst: Sort<StockDocumentSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => Issue)
export class IssuesResolver {
  @Query(() => IssueConnection, { description: 'The issues of the organization.' })
  async issues(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => IssueFilterInput, { nullable: true, description: 'Which issues.' })
    filter?: IssueFilterInput,
    @Arg('sort', () => IssueSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<StockDocumentSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(
      await listStockDocuments(tx, { ...filter, types: ['ISSUE'] }, sort ?? newestFirst, request),
    );
  }

  @Query(() => Issue, { nullable: true, description: 'One issue, or null when there is none of that id.' })
  async issue(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the issue.' }) id: string,
  ) {
    const found = await scopeOf(context).loaders.stockDocumentsById.load(id);
    return found?.type === 'ISSUE' ? found : null;
  }

  @FieldResolver(() => [StockDocumentLine], { description: 'Its lines, in the order of posting.' })
  lines(@Ctx() context: RequestContext, @Root() document: StockDocumentRow) {
    return documentLines(context, document);
  }

  @FieldResolver(() => [StatusChange], { description: 'The history of its status, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() document: StockDocumentRow) {
    return documentHistory(context, document);
  }
}
