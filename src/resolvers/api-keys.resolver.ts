import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { keyPrefixOf, newApiKey, newSecret } from '../auth/api-key.ts';
import { checkGrant } from '../auth/grant.ts';
import { isKnownScope } from '../auth/permissions.ts';
import { type RequestContext, scopeOf } from '../context.ts';
import { type ApiKeySortField, listApiKeys } from '../domain/api-keys/api-keys.query.ts';
import { createApiKey } from '../domain/api-keys/create-api-key.command.ts';
import { revokeApiKey } from '../domain/api-keys/revoke-api-key.command.ts';
import { rotateApiKey } from '../domain/api-keys/rotate-api-key.command.ts';
import { updateApiKey } from '../domain/api-keys/update-api-key.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  ApiKey,
  ApiKeyConnection,
  ApiKeyFilterInput,
  ApiKeySortInput,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
  RotateApiKeyInput,
  RotateApiKeyPayload,
  UpdateApiKeyInput,
  UpdateApiKeyPayload,
} from '../schema/types/api-key.type.ts';

const newestFirst: Sort<ApiKeySortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => ApiKey)
export class ApiKeysResolver {
  @Query(() => ApiKeyConnection, { description: 'The API keys of the organization, also those that ended.' })
  async apiKeys(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ApiKeyFilterInput, { nullable: true, description: 'Which keys.' })
    filter?: ApiKeyFilterInput,
    @Arg('sort', () => ApiKeySortInput, { nullable: true, description: 'The order; default: newest first.' })
    sort?: Sort<ApiKeySortField>,
  ) {
    const tx = await scopeOf(context).tx();
    const order = sort ?? newestFirst;
    return connection(await listApiKeys(tx, filter ?? {}, order, pageRequest(page), context.now));
  }

  @Query(() => ApiKey, {
    nullable: true,
    description: 'One API key, also one that ended; null when there is none of that id.',
  })
  apiKey(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the key.' }) id: string) {
    return scopeOf(context).loaders.apiKeysById.load(id);
  }

  @FieldResolver(() => String, {
    description: 'The part of the key that may be shown: ig_live_<public part>.',
  })
  keyPrefix(@Root() { publicPart }: ApiKey): string {
    return keyPrefixOf(publicPart);
  }

  @Mutation(() => CreateApiKeyPayload, {
    description:
      'Makes an API key of the organization; the plain key is in this answer only. Scopes beyond those of the caller are refused.',
  })
  async createApiKey(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
  ) {
    const scope = scopeOf(context);
    checkGrant(context.actor, input.scopes);
    const { plaintextKey, ...material } = newApiKey(context.actor.orgId);
    scope.conceal(plaintextKey);
    const { id } = await scope.command((command) => createApiKey(command, input, material, isKnownScope));
    return { apiKey: await scope.loaders.apiKeysById.load(id), plaintextKey };
  }

  @Mutation(() => UpdateApiKeyPayload, {
    description:
      'Changes an API key; it holds within 5 seconds on every gateway. The caller must have all that the key may do, before and after.',
  })
  async updateApiKey(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateApiKeyInput, { description: 'What is to be changed.' })
    input: UpdateApiKeyInput,
  ) {
    const scope = scopeOf(context);
    const grant = (scopes: readonly string[]) => checkGrant(context.actor, scopes);
    await scope.command((command) => updateApiKey(command, input, { isKnownScope, checkGrant: grant }));
    return { apiKey: await scope.loaders.apiKeysById.load(input.id) };
  }

  @Mutation(() => RotateApiKeyPayload, {
    description:
      'Gives an API key another secret; the key stays the same. The old secret works for a while, so that there is time to change over. The caller must have all that the key may do.',
  })
  async rotateApiKey(
    @Ctx() context: RequestContext,
    @Arg('input', () => RotateApiKeyInput, { description: 'Which.' }) input: RotateApiKeyInput,
  ) {
    const scope = scopeOf(context);
    const grant = (scopes: readonly string[]) => checkGrant(context.actor, scopes);
    const { plaintextKey } = await scope.command((command) => rotateApiKey(command, input, newSecret, grant));
    scope.conceal(plaintextKey);
    return { apiKey: await scope.loaders.apiKeysById.load(input.id), plaintextKey };
  }

  @Mutation(() => RevokeApiKeyPayload, {
    description: 'Revokes an API key for good: it stops working within 5 seconds on every gateway.',
  })
  async revokeApiKey(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which.' }) input: RevokeApiKeyInput,
  ) {
    const scope = scopeOf(context);
    await scope.command((command) => revokeApiKey(command, input));
    return { apiKey: await scope.loaders.apiKeysById.load(input.id) };
  }
}
