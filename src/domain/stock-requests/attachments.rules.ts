import type { Refusals } from '../errors.rules.ts';

/** A document kept elsewhere: only its address is kept. */
export interface AttachmentInput {
  /** Default: the address. */
  name?: string | null;
  url: string;
}

const MOST = 20;

/** Notes what is wrong with the documents of a request or comment: only addresses that a browser may open. */
export function checkAttachments(
  refusals: Refusals,
  attachments: readonly AttachmentInput[] | null | undefined,
): void {
  if (attachments == null) return;
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(attachments.length <= MOST, 'attachments', `must be at most ${MOST}`);
  for (const [index, { name, url }] of attachments.entries()) {
    check(
      isWebAddress(url),
      `attachments[${index}].url`,
      'must be an address that begins with https:// or http://',
    );
    check(
      name == null || (name.trim() !== '' && name.length <= 255),
      `attachments[${index}].name`,
      'must have 1 to 255 characters',
    );
  }
}

function isWebAddress(url: string): boolean {
  if (url.length > 2_000 || !URL.canParse(url)) return false;
  return ['http:', 'https:'].includes(new URL(url).protocol);
}

/** The documents as they are kept. */
export const named = (attachments: readonly AttachmentInput[] | null | undefined) =>
  (attachments ?? []).map(({ name, url }) => ({ name: name ?? url, url }));
