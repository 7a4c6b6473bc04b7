import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { DeliveryFilter, DeliveryRow } from '../../domain/webhooks/deliveries.query.ts';
import type { DeliveryStatus } from '../../domain/webhooks/webhooks.rules.ts';
import { DateTimeScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';

export const DeliveryStatusEnum = choices<DeliveryStatus>(
  'WebhookDeliveryStatus',
  'How far the telling of an event has come.',
  {
    PENDING: 'It is tried, again and again.',
    DELIVERED: 'It arrived: the receiver answered with a 2xx status.',
    FAILED: 'It was given up after 10 attempts in about a day.',
  },
);

@ObjectType({ description: 'One event on its way to one webhook.', simpleResolvers: true })
export class WebhookDelivery implements DeliveryRow {
  @Field(() => ID, { description: 'Id of the delivery.' })
  id!: string;
  @Field(() => ID, { description: 'Id of the webhook.' })
  webhookId!: string;
  @Field(() => ID, { description: 'Id of the event: the header webhook-id, the same on each attempt.' })
  eventId!: string;
  @Field(() => String, { description: 'What happened, such as stock.adjusted.' })
  eventType!: string;
  @Field(() => String, { description: 'Of what kind of document.' })
  documentType!: string;
  @Field(() => ID, { description: 'Of which document.' })
  documentId!: string;
  @Field(() => DeliveryStatusEnum, { description: 'How far it has come.' })
  status!: DeliveryStatus;
  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried next.' })
  nextAttemptAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last tried.' })
  lastAttemptAt!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The HTTP status of the last answer; null: there was none.',
  })
  lastStatus!: number | null;
  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' })
  lastError!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it arrived.' })
  deliveredAt!: string | null;
  @Field(() => DateTimeScalar, { description: 'When the event happened.' })
  createdAt!: string;
}

export const WebhookDeliveryConnection = connectionType(WebhookDelivery, 'WebhookDelivery');

@InputType({ description: 'Which deliveries are listed: all that is given must hold.' })
export class WebhookDeliveryFilterInput implements DeliveryFilter {
  @Field(() => ID, { nullable: true, description: 'To this webhook.' })
  webhookId?: string | null;
  @Field(() => DeliveryStatusEnum, { nullable: true, description: 'Of this status.' })
  status?: DeliveryStatus | null;
  @Field(() => String, { nullable: true, description: 'Of events of this type.' })
  eventType?: string | null;
}

@InputType({ description: 'A delivery.' })
export class RetryWebhookDeliveryInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'The delivery as it is now.', simpleResolvers: true })
export class WebhookDeliveryPayload {
  @Field(() => WebhookDelivery, { description: 'The delivery.' })
  delivery!: WebhookDelivery;
}
