import { nature } from '../../platform/nature.ts';

/** A new secret as the Standard Webhooks specification writes it: 192 random bits. */
export function newWebhookSecret(): string {
  return `whsec_${nature().randomBytes(24).toString('base64')}`;
}
