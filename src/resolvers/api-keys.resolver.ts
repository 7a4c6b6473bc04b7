import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { keyPrefixOf, newApiKey } from '../auth/api-key.ts';
import { checkGrant } from '../auth/grant.ts';
import { isKnownScope } from '../auth/permissions.ts';
import { type RequestContext, scopeOf } from '../context.ts';
import { type ApiKeySortField, listApiKeys } from '../domain/api-keys/api-keys.query.ts';
import { createApiKey } from '../domain/api-keys/create-api-key.command.ts';
import { revokeApiKey } from '../domain/api-keys/revoke-api-key.command.ts';
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

  @Mutation(() => RevokeApiKeyPayload, {
    description: 'Revokes an API key for good: it stops working within 5 seconds on every gateway.',
  })
  async revokeApiKey(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which.' }) { id }: RevokeApiKeyInput,
  ) {
    const scope = scopeOf(context);
    await scope.command((command) => revokeApiKey(command, id));
    return { apiKey: await scope.loaders.apiKeysById.load(id) };
  }
}
