import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { ApiKeyFilter, ApiKeyRow, ApiKeySortField } from '../../domain/api-keys/api-keys.query.ts';
import type { ApiKeyStatus } from '../../domain/api-keys/api-keys.rules.ts';
import type { CreateApiKeyInput as CreateApiKey } from '../../domain/api-keys/create-api-key.command.ts';
import type { ApiKeyReference } from '../../domain/api-keys/lock-api-key.command.ts';
import type { RotateApiKeyInput as RotateApiKey } from '../../domain/api-keys/rotate-api-key.command.ts';
import type { UpdateApiKeyInput as UpdateApiKey } from '../../domain/api-keys/update-api-key.command.ts';
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
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last used, to the minute or so; null: never.',
  })
  lastUsedAt!: string | null;
  @Field(() => [String], {
    description:
      'Addresses and ranges that it may be used from (CIDR notation); elsewhere it is refused with ADDRESS_NOT_ALLOWED. Empty: from anywhere.',
  })
  ipRanges!: string[];
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the secret before the last rotation works as well; null: it does not.',
  })
  overlapUntil!: string | null;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
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

const ranges =
  'Where it may be used from, at most 50: addresses and ranges in CIDR notation, such as 192.0.2.0/24 or 2001:db8::/32.';

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
  @Field(() => [String], { nullable: true, description: `${ranges} Null, empty or left out: from anywhere.` })
  ipRanges?: string[] | null;
}

@InputType({ description: 'An API key, and the version that is meant.' })
abstract class ApiKeyReferenceInput implements ApiKeyReference {
  @Field(() => ID, { description: 'Id of the key.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'What is to be changed of an API key; what is left out stays as it is.' })
export class UpdateApiKeyInput extends ApiKeyReferenceInput implements UpdateApiKey {
  @Field(() => String, { nullable: true, description: 'What it is for, 1 to 255 characters.' })
  name?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: 'What it may do from now on. Not more than the caller may do itself (FORBIDDEN).',
  })
  scopes?: string[] | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it stops working, in the future; null: never.',
  })
  expiresAt?: string | null;
  @Field(() => [String], { nullable: true, description: `${ranges} Null or empty: from anywhere.` })
  ipRanges?: string[] | null;
}

@InputType({ description: 'An API key that is to have another secret.' })
export class RotateApiKeyInput extends ApiKeyReferenceInput implements RotateApiKey {
  @Field(() => Int, {
    nullable: true,
    description:
      'How long the secret that it has goes on working, in minutes: 0 (it is refused at once) to 43200 (30 days). Default: 1440, a day. A secret older than that one ends now.',
  })
  overlapMinutes?: number | null;
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
export class RevokeApiKeyInput extends ApiKeyReferenceInput {}

@ObjectType({ description: 'The API key as it is now.', simpleResolvers: true })
export class UpdateApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;
}

@ObjectType({ description: 'The API key with its new secret.', simpleResolvers: true })
export class RotateApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;
  @Field(() => String, {
    nullable: true,
    description:
      'The key as it is to be sent from now on. Shown this once and kept nowhere: a request that is sent again under its Idempotency-Key gets null.',
  })
  plaintextKey!: string | null;
}

@ObjectType({ description: 'The API key as it is now.', simpleResolvers: true })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key.' })
  apiKey!: ApiKey;
}
