import { createHash, timingSafeEqual } from 'node:crypto';
import { nature } from '../platform/nature.ts';

const PREFIX = 'ig_live';
const ORGANIZATION_DIGITS = 6;
const SECRET_BYTES = 24;
const FORMAT = /^ig_live_([0-9a-z]{22})_([A-Za-z0-9-]{20,64})$/;

/** A key as it is sent, taken apart. */
export interface PresentedKey {
  /** The tenant that the key says it belongs to; 0 for the platform itself. */
  orgId: number;
  publicPart: string;
  secretHash: string;
}

/** The parts of a secret that are kept. */
export interface SecretMaterial {
  last4: string;
  secretHash: string;
}

/** A key just made: the plain text is shown once and never kept. */
export interface NewKey extends SecretMaterial {
  plaintextKey: string;
  publicPart: string;
}

const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const letters = (bytes: number): string => nature().randomBytes(bytes).toString('hex');

/**
 * Makes a key `ig_live_<public part>_<secret>`. The public part begins with the organization, so that a key is
 * looked up inside its own organization and never across them. The secret has 192 random bits: a plain SHA-256 of it
 * cannot be guessed back.
 * @param orgId the organization, or 0 for a key of the platform.
 */
export function newApiKey(orgId: number): NewKey {
  const publicPart = orgId.toString(36).padStart(ORGANIZATION_DIGITS, '0') + letters(8);
  return { ...newSecret(publicPart), publicPart };
}

/** Makes another secret for a key: the public part, and with it the key, stays. */
export function newSecret(publicPart: string): SecretMaterial & { plaintextKey: string } {
  const secret = letters(SECRET_BYTES);
  return {
    plaintextKey: `${PREFIX}_${publicPart}_${secret}`,
    last4: secret.slice(-4),
    secretHash: hash(secret),
  };
}

/** Takes a sent key apart; `null` when it cannot be one of ours. */
export function parseApiKey(key: string): PresentedKey | null {
  const found = FORMAT.exec(key);
  if (!found?.[1] || !found[2]) return null;
  const orgId = Number.parseInt(found[1].slice(0, ORGANIZATION_DIGITS), 36);
  if (orgId > 2_147_483_647) return null;
  return { orgId, publicPart: found[1], secretHash: hash(found[2]) };
}

/** The part of a key that may be shown: `ig_live_<public part>`. */
export function keyPrefixOf(publicPart: string): string {
  return `${PREFIX}_${publicPart}`;
}

/** Compares two hashes in constant time. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
