import { Field, ID, ObjectType } from 'type-graphql';
import type { MemberRole } from '../../domain/members/roles.rules.ts';
import { choices } from '../support/choices.ts';
import { MemberRoleEnum } from './member.type.ts';

type ViewerKind = 'API_KEY' | 'MEMBER';

export const ViewerKindEnum = choices<ViewerKind>('ViewerKind', 'What kind of caller asks.', {
  API_KEY: 'An API key, or a session that was made from one.',
  MEMBER: 'A person: by a token of the identity provider, or a session that was made from one.',
});

@ObjectType({ description: 'Who is asking, as the gateway knows them.', simpleResolvers: true })
export class Viewer {
  @Field(() => ViewerKindEnum, { description: 'Whether a program asks or a person.' })
  type!: ViewerKind;
  @Field(() => ID, { description: 'Id of the API key or the member.' })
  id!: string;
  @Field(() => String, { description: 'Name of the API key or the member.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'E-mail address of the member; an API key has none.' })
  email!: string | null;
  @Field(() => MemberRoleEnum, {
    nullable: true,
    description: 'Role of the member; an API key has none.',
  })
  role!: MemberRole | null;
  @Field(() => ID, { description: 'Id of the organization that everything is scoped to.' })
  organizationId!: string;
  @Field(() => [String], {
    description: 'What the caller may do, as resource.action: the roles that a token names narrow it.',
  })
  permissions!: string[];
}
