import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import {
  deleteWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from '../domain/webhooks/change-webhook.command.ts';
import { createWebhook } from '../domain/webhooks/create-webhook.command.ts';
import { newWebhookSecret } from '../domain/webhooks/webhook-secret.command.ts';
import { listWebhooks, type WebhookSortField } from '../domain/webhooks/webhooks.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  CreateWebhookInput,
  DeleteWebhookInput,
  DeleteWebhookPayload,
  RotateWebhookSecretInput,
  UpdateWebhookInput,
  Webhook,
  WebhookConnection,
  WebhookFilterInput,
  WebhookPayload,
  WebhookSecretPayload,
  WebhookSortInput,
} from '../schema/types/webhook.type.ts';

const newestFirst: Sort<WebhookSortField> = { field: 'createdAt', direction: 'DESC' };
const refusalOf =
  ({ services }: RequestContext) =>
  (url: string): string | null =>
    services.outbound.refusalOf(url);

@Resolver(() => Webhook)
export class WebhooksResolver {
  @Query(() => WebhookConnection, { description: 'The webhooks of the organization.' })
  async webhooks(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => WebhookFilterInput, { nullable: true, description: 'Which.' })
    filter?: WebhookFilterInput,
    @Arg('sort', () => WebhookSortInput, { nullable: true, description: 'The order; default: newest first.' })
    sort?: Sort<WebhookSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listWebhooks(tx, filter ?? {}, sort ?? newestFirst, pageRequest(page)));
  }

  @Query(() => Webhook, { nullable: true, description: 'One webhook.' })
  webhook(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string) {
    return scopeOf(context).loaders.webhooksById.load(id);
  }

  @Mutation(() => WebhookSecretPayload, {
    description:
      'Makes a webhook. It is told of what happens from now on; its secret is in this answer only.',
  })
  async createWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateWebhookInput, { description: 'The webhook.' }) input: CreateWebhookInput,
  ) {
    const scope = scopeOf(context);
    const secret = newWebhookSecret();
    scope.conceal(secret);
    const seal = (id: string) => context.services.secrets.seal(secret, id);
    const { id } = await scope.command((command) => createWebhook(command, input, seal, refusalOf(context)));
    return { webhook: await scope.loaders.webhooksById.load(id), secret };
  }

  @Mutation(() => WebhookPayload, { description: 'Changes a webhook, or switches it off or on.' })
  async updateWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateWebhookInput, { description: 'The change.' }) input: UpdateWebhookInput,
  ) {
    const scope = scopeOf(context);
    await scope.command((command) => updateWebhook(command, input, refusalOf(context)));
    return { webhook: await scope.loaders.webhooksById.load(input.id) };
  }

  @Mutation(() => WebhookSecretPayload, {
    description: 'Gives a webhook a new secret, which is in this answer only.',
  })
  async rotateWebhookSecret(
    @Ctx() context: RequestContext,
    @Arg('input', () => RotateWebhookSecretInput, { description: 'Which.' }) input: RotateWebhookSecretInput,
  ) {
    const scope = scopeOf(context);
    const secret = newWebhookSecret();
    scope.conceal(secret);
    const sealed = context.services.secrets.seal(secret, input.id);
    await scope.command((command) => rotateWebhookSecret(command, input, sealed));
    return { webhook: await scope.loaders.webhooksById.load(input.id), secret };
  }

  @Mutation(() => DeleteWebhookPayload, { description: 'Deletes a webhook and what was to be sent to it.' })
  async deleteWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeleteWebhookInput, { description: 'Which.' }) { id }: DeleteWebhookInput,
  ) {
    await scopeOf(context).command((command) => deleteWebhook(command, id));
    return { id };
  }
}
