import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { listReasonCodes, type ReasonCodeSortField } from '../domain/reason-codes/reason-codes.query.ts';
import { upsertReasonCodes } from '../domain/reason-codes/upsert-reason-codes.command.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  ReasonCode,
  ReasonCodeConnection,
  ReasonCodeFilterInput,
  ReasonCodeSortInput,
  UpsertReasonCodesInput,
  UpsertReasonCodesPayload,
} from '../schema/types/reason-code.type.ts';

const byCode: Sort<ReasonCodeSortField> = { field: 'code', direction: 'ASC' };

@Resolver(() => ReasonCode)
export class ReasonCodesResolver {
  @Query(() => ReasonCodeConnection, { description: 'The reason codes of the organization.' })
  async reasonCodes(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ReasonCodeFilterInput, { nullable: true, description: 'Which reason codes.' })
    filter?: ReasonCodeFilterInput,
    @Arg('sort', () => ReasonCodeSortInput, {
      nullable: true,
      description: 'The order; default: code ascending.',
    })
    sort?: Sort<ReasonCodeSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listReasonCodes(tx, filter ?? {}, sort ?? byCode, pageRequest(page)));
  }

  @Mutation(() => UpsertReasonCodesPayload, {
    description: 'Makes or changes reason codes, found by id or code; all or nothing.',
  })
  async upsertReasonCodes(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertReasonCodesInput, { description: 'The reason codes.' })
    input: UpsertReasonCodesInput,
  ) {
    const inputs = batchOf('reasonCodes', input.reasonCodes);
    return { reasonCodes: await scopeOf(context).command((command) => upsertReasonCodes(command, inputs)) };
  }
}
