import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ActorType } from '../../domain/audit/audit.rules.ts';
import type { AuditEntryFilter, AuditEntryRow } from '../../domain/audit/audit-entries.query.ts';
import { DateTimeScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';

export const ActorTypeEnum = choices<ActorType>('ActorType', 'Who can do something.', {
  API_KEY: 'A program, by an API key.',
  MEMBER: 'A person who is signed in.',
  SYSTEM: 'The gateway itself: its clock, or the command line.',
});

@ObjectType({
  description: 'What was done to a document: written with the change itself, and never altered.',
  simpleResolvers: true,
})
export class AuditEntry implements AuditEntryRow {
  @Field(() => ID, { description: 'Id of the entry.' })
  id!: string;
  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: string;
  @Field(() => ActorTypeEnum, { description: 'What kind of actor did it.' })
  actorType!: ActorType;
  @Field(() => String, { description: 'Id of the actor: that of the API key or member.' })
  actorId!: string;
  @Field(() => String, { description: 'The request that it was done in, as X-Request-Id said.' })
  requestId!: string;
  @Field(() => String, { description: 'What was done: `stock.adjust`, `api-key.revoke`.' })
  action!: string;
  @Field(() => String, { description: 'What kind of document it was done to: `ApiKey`, `Transfer`.' })
  documentType!: string;
  @Field(() => String, { description: 'Id of that document.' })
  documentId!: string;
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'What the document said before, of that which was changed; null: nothing.',
  })
  before!: Record<string, unknown> | null;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'What it says since; null: it is gone.' })
  after!: Record<string, unknown> | null;
}

export const AuditEntryConnection = connectionType(AuditEntry, 'AuditEntry');

@InputType({ description: 'Which audit entries are listed: all that is given must hold.' })
export class AuditEntryFilterInput implements AuditEntryFilter {
  @Field(() => String, { nullable: true, description: 'Of documents of this kind, exactly.' })
  documentType?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this document.' })
  documentId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of this action, exactly.' })
  action?: string | null;
  @Field(() => ID, { nullable: true, description: 'Done by this API key or member.' })
  actorId?: string | null;
  @Field(() => String, { nullable: true, description: 'Done in this request.' })
  requestId?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Done at this moment or later.' })
  from?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Done before this moment.' })
  to?: string | null;
}
