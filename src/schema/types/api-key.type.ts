import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ApiKeyFilter, ApiKeyRow, ApiKeySortField } from '../../domain/api-keys/api-keys.query.ts';
import type { ApiKeyStatus } from '../../domain/api-keys/api-keys.rules.ts';
import type { CreateApiKeyInput as CreateApiKey } from '../../domain/api-keys/create-api-key.command.ts';
import { DateTimeScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';

export const ApiKeyStatusEnum = choices<ApiKeyStatus>('ApiKeyStatus', 'Whether an API key works.', {
  ACTIVE: 'It works.',
  REVOKED: 'It was revoked, for good.',
  EXPIRED: 'Its time is over.',
});

@ObjectType({
  description: 'A credential of the organization. Its secret is shown once, when it is made.',
  simpleResolvers: true,
})
export class ApiKey implements Omit<ApiKeyRow, 'publicPart'> {
  @Field(() => ID, { description: 'Id of the key.' })
  id!: string;
  @Field(() => String, { description: 'What it was named.' })
  name!: string;
  publicPart!: string;
  @Field(() => String, { description: 'The last 4 characters of its secret, to tell it by.' })
  last4!: string;
  @Field(() => [String], {
    description: 'What it may do, as it was written: permissions (both spellings) and wildcards.',
  })
  scopes!: string[];
  @Field(() => ApiKeyStatusEnum, { description: 'Whether it works.' })
  status!: ApiKeyStatus;
  @Field(() => String, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops working; null: never.' })
  expiresAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked.' })
  revokedAt!: string | null;
}

export const ApiKeyConnection = connectionType(ApiKey, 'ApiKey');

@InputType({ description: 'Which API keys are listed: all that is given must hold.' })
export class ApiKeyFilterInput implements ApiKeyFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or of the public part (any case).' })
  search?: string | null;
  @Field(() => ApiKeyStatusEnum, { nullable: true, description: 'Keys of this status.' })
  status?: ApiKeyStatus | null;
}

export const ApiKeySortInput = sortInput<ApiKeySortField>('ApiKey', {
  name: 'The name.',
  createdAt: 'When it was made.',
});

@InputType({ description: 'An API key to be made.' })
export class CreateApiKeyInput implements CreateApiKey {
  @Field(() => String, { description: 'What it is for, 1 to 255 characters.' })
  name!: string;
  @Field(() => [String], {
    description:
      'What it may do: permissions such as inventory.read or inventory:read, wildcards such as inventory.* or *. Not more than the caller may do itself (FORBIDDEN).',
  })
  scopes!: string[];
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it stops working, in the future; null or left out: never.',
  })
  expiresAt?: string | null;
}

@ObjectType({ description: 'A new API key.', simpleResolvers: true })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;
  @Field(() => String, {
    nullable: true,
    description:
      'The key as it is to be sent in "Authorization: Bearer <key>". Shown this once and kept nowhere: a request that is sent again under its Idempotency-Key gets null.',
  })
  plaintextKey!: string | null;
}

@InputType({ description: 'An API key to be revoked.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'The API key as it is now.', simpleResolvers: true })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;
}
