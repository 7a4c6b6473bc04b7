import type { Problems } from '../errors.rules.ts';
import { checkText } from '../text.rules.ts';
import { isEventPattern } from './event-types.rules.ts';

/** Whether events go to a webhook. */
export type WebhookStatus = 'ACTIVE' | 'DISABLED';
/** How far the telling of an event has come. */
export type DeliveryStatus = 'PENDING' | 'DELIVERED' | 'FAILED';

/** Most webhooks of an organization: every event looks through all of them. */
export const MAX_WEBHOOKS = 50;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one comes: ten attempts in about a day. */
const waits = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
];

/** How often an event is tried by itself. */
export const MAX_ATTEMPTS = waits.length + 1;

/** A webhook of which every attempt has failed for so long is switched off. */
export const DISABLE_AFTER_MS = 5 * 24 * HOUR;

/** A gateway that is killed while it tries leaves its deliveries to others after this time. */
export const LEASE_MS = MINUTE;

/**
 * How long to wait after the n-th failed attempt; `null` after the last one. The waits differ by up to a fifth, so that what
 * failed together does not come back together.
 * @param random between 0 and 1
 */
export function waitAfter(attempts: number, random: number): number | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : Math.round(wait * (0.8 + 0.4 * random));
}

/** What can be said of a webhook. */
export interface WebhookFields {
  url?: string | null | undefined;
  description?: string | null | undefined;
  eventTypes?: string[] | null | undefined;
}

/** Notes what is wrong with the fields of a webhook. */
export function checkWebhook(
  problems: Problems,
  { url, description, eventTypes }: WebhookFields,
  refusalOf: (url: string) => string | null,
): void {
  checkText(problems, 'url', url, 2_048);
  const refusal = url ? refusalOf(url) : null;
  problems.check(refusal === null, 'url', refusal ?? '');
  problems.check((description ?? '').length <= 255, 'description', 'must have at most 255 characters');
  if (!eventTypes) return;
  problems.check(eventTypes.length >= 1 && eventTypes.length <= 100, 'eventTypes', 'must be 1 to 100');
  eventTypes.forEach((type, index) => {
    problems.check(
      isEventPattern(type),
      `eventTypes[${index}]`,
      'is not an event: take one such as stock.adjusted, a wildcard such as stock.*, or *',
    );
  });
}
