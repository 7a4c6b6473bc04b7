import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Who is asking, as the gateway knows them.', simpleResolvers: true })
export class Viewer {
  @Field(() => ID, { description: 'Id of the credential.' })
  id!: string;
  @Field(() => String, { description: 'Name of the credential.' })
  name!: string;
  @Field(() => ID, { description: 'Id of the organization that everything is scoped to.' })
  organizationId!: string;
  @Field(() => [String], { description: 'The permissions that the credential carries, as resource.action.' })
  permissions!: string[];
}
