import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { listAuditEntries } from '../domain/audit/audit-entries.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { AuditEntry, AuditEntryConnection, AuditEntryFilterInput } from '../schema/types/audit-entry.type.ts';

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Query(() => AuditEntryConnection, {
    description: 'The audit trail of the organization: who did what to which document, the newest first.',
  })
  async auditEntries(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AuditEntryFilterInput, { nullable: true, description: 'Which entries.' })
    filter?: AuditEntryFilterInput,
  ) {
    const request = pageRequest(page);
    return connection(await listAuditEntries(await scopeOf(context).tx(), filter ?? {}, request));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the actor is called now; null where it has no name.',
  })
  async actorName(@Ctx() context: RequestContext, @Root() { actorType, actorId }: AuditEntry) {
    if (actorType !== 'API_KEY') return null;
    return (await scopeOf(context).loaders.apiKeysById.load(actorId))?.name ?? null;
  }
}
