import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { UpdateWebhookInput as UpdateWebhook } from '../../domain/webhooks/change-webhook.command.ts';
import type { CreateWebhookInput as CreateWebhook } from '../../domain/webhooks/create-webhook.command.ts';
import type { WebhookFilter, WebhookRow, WebhookSortField } from '../../domain/webhooks/webhooks.query.ts';
import type { WebhookStatus } from '../../domain/webhooks/webhooks.rules.ts';
import { DateTimeScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';

export const WebhookStatusEnum = choices<WebhookStatus>('WebhookStatus', 'Whether events go to a webhook.', {
  ACTIVE: 'They do.',
  DISABLED: 'They do not: it was switched off, or failed for days.',
});

@ObjectType({ description: 'A URL that is told of events, signed.', simpleResolvers: true })
export class Webhook implements WebhookRow {
  @Field(() => ID, { description: 'Id of the webhook.' })
  id!: string;
  @Field(() => String, { description: 'Where events are sent by POST.' })
  url!: string;
  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description!: string | null;
  @Field(() => [String], {
    description: 'The events it is told of: such as stock.adjusted, stock.* for all of a kind, * for all.',
  })
  eventTypes!: string[];
  @Field(() => WebhookStatusEnum, { description: 'Whether events go there.' })
  status!: WebhookStatus;
  @Field(() => String, { nullable: true, description: 'Why it is switched off.' })
  disabledReason!: string | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when every attempt has failed; after 5 days it is switched off.',
  })
  failingSince!: string | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when events are signed with the secret before as well.',
  })
  previousSecretUntil!: string | null;
  @Field(() => String, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const WebhookConnection = connectionType(Webhook, 'Webhook');

@InputType({ description: 'Which webhooks are listed: all that is given must hold.' })
export class WebhookFilterInput implements WebhookFilter {
  @Field(() => String, { nullable: true, description: 'Part of the URL or description (any case).' })
  search?: string | null;
  @Field(() => WebhookStatusEnum, { nullable: true, description: 'Webhooks of this status.' })
  status?: WebhookStatus | null;
}

export const WebhookSortInput = sortInput<WebhookSortField>('Webhook', {
  createdAt: 'When it was made.',
  url: 'The URL.',
});

@InputType({ description: 'A webhook to be made.' })
export class CreateWebhookInput implements CreateWebhook {
  @Field(() => String, {
    description:
      'Where events are sent: https, without a user name, and no address inside a private network.',
  })
  url!: string;
  @Field(() => [String], {
    description:
      'The events it is told of, 1 to 100: such as stock.adjusted, stock.* for all of a kind, * for all.',
  })
  eventTypes!: string[];
  @Field(() => String, { nullable: true, description: 'What it is for, at most 255 characters.' })
  description?: string | null;
}

@ObjectType({ description: 'A webhook with its secret.', simpleResolvers: true })
export class WebhookSecretPayload {
  @Field(() => Webhook, { description: 'The webhook.' })
  webhook!: Webhook;
  @Field(() => String, {
    nullable: true,
    description:
      'What its events are signed with, whsec_... (Standard Webhooks). Shown this once: a request that is sent again under its Idempotency-Key gets null.',
  })
  secret!: string | null;
}

@InputType({ description: 'A change of a webhook; what is left out stays as it is.' })
export class UpdateWebhookInput implements UpdateWebhook {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
  @Field(() => String, { nullable: true, description: 'Where events are sent from now on.' })
  url?: string | null;
  @Field(() => [String], { nullable: true, description: 'The events it is told of from now on.' })
  eventTypes?: string[] | null;
  @Field(() => String, { nullable: true, description: 'What it is for; null: nothing.' })
  description?: string | null;
  @Field(() => WebhookStatusEnum, {
    nullable: true,
    description:
      'Switches it off or on. On again it goes on with what is pending; what happened while it was off is not told.',
  })
  status?: WebhookStatus | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A webhook that is to get a new secret.' })
export class RotateWebhookSecretInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
  @Field(() => Int, {
    defaultValue: 1_440,
    description: 'For how many minutes events are signed with the old secret as well: 0 to 43200 (30 days).',
  })
  overlapMinutes!: number;
}

@InputType({ description: 'A webhook that is to be deleted.' })
export class DeleteWebhookInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@InputType({ description: 'A webhook that is to be tried.' })
export class TestWebhookInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'The webhook as it is now.', simpleResolvers: true })
export class WebhookPayload {
  @Field(() => Webhook, { description: 'The webhook.' })
  webhook!: Webhook;
}

@ObjectType({ description: 'A webhook that is gone.', simpleResolvers: true })
export class DeleteWebhookPayload {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}
