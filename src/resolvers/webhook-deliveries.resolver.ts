import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { retryWebhookDelivery, testWebhook } from '../domain/webhooks/deliver-again.command.ts';
import { findDelivery, listDeliveries } from '../domain/webhooks/deliveries.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { TestWebhookInput } from '../schema/types/webhook.type.ts';
import {
  RetryWebhookDeliveryInput,
  WebhookDelivery,
  WebhookDeliveryConnection,
  WebhookDeliveryFilterInput,
  WebhookDeliveryPayload,
} from '../schema/types/webhook-delivery.type.ts';

@Resolver(() => WebhookDelivery)
export class WebhookDeliveriesResolver {
  @Query(() => WebhookDeliveryConnection, {
    description: 'What is, was or could not be delivered to webhooks, the newest first.',
  })
  async webhookDeliveries(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => WebhookDeliveryFilterInput, { nullable: true, description: 'Which.' })
    filter?: WebhookDeliveryFilterInput,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listDeliveries(tx, filter ?? {}, pageRequest(page)));
  }

  @Mutation(() => WebhookDeliveryPayload, {
    description: 'Sends an event to its webhook again, now, with all its attempts; also one that arrived.',
  })
  async retryWebhookDelivery(
    @Ctx() context: RequestContext,
    @Arg('input', () => RetryWebhookDeliveryInput, { description: 'Which.' })
    { id }: RetryWebhookDeliveryInput,
  ) {
    const scope = scopeOf(context);
    await scope.command((command) => retryWebhookDelivery(command, id));
    return { delivery: await findDelivery(await scope.tx(), id) };
  }

  @Mutation(() => WebhookDeliveryPayload, {
    description: 'Sends a webhook.test event to a webhook, whatever it listens to.',
  })
  async testWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => TestWebhookInput, { description: 'Which.' }) { id }: TestWebhookInput,
  ) {
    const scope = scopeOf(context);
    const delivery = await scope.command((command) => testWebhook(command, id));
    return { delivery: await findDelivery(await scope.tx(), delivery.id) };
  }
}
