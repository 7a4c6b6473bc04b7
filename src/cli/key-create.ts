import { keyPrefixOf, newApiKey } from '../auth/api-key.ts';
import { isKnownScope } from '../auth/permissions.ts';
import { createApiKey } from '../domain/api-keys/create-api-key.command.ts';
import { createPlatformKey } from '../domain/api-keys/create-platform-key.command.ts';
import { momentOf } from '../domain/dates.rules.ts';
import { invalid } from '../domain/errors.rules.ts';
import { findOrganization } from '../domain/organizations/find-organizations.query.ts';
import { UsageError } from './support/errors.ts';
import { type Session, withSession, write } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** What `key create` is told. */
export interface KeyOptions extends CommonOptions {
  org?: string;
  platform?: boolean;
  name: string;
  scopes?: string;
  expiresAt?: string;
}

/** A key as it is shown once. */
export interface MadeKey {
  apiKey: { id: string; keyPrefix: string; last4: string; scopes: string[] };
  plaintextKey: string;
}

/** `key create`: makes an API key and prints it, once. */
export async function createKeyVerb(options: KeyOptions): Promise<void> {
  const make = chooseKind(options);
  const made = await withSession(make);
  answer(
    options,
    made,
    () => `${made.plaintextKey}\nThis is the only time that the key is shown. Its id: ${made.apiKey.id}`,
  );
}

function chooseKind(options: KeyOptions): (session: Session) => Promise<MadeKey> {
  const { org, platform, name, scopes, expiresAt } = options;
  if (platform) {
    if (org !== undefined || scopes !== undefined || expiresAt !== undefined)
      throw new UsageError('--platform goes with --name alone: such a key has no organization and no scopes');
    return (session) => makePlatformKey(session, name);
  }
  if (org === undefined) throw new UsageError('--org SLUG is required (or --platform)');
  if (scopes === undefined)
    throw new UsageError("--scopes is required, for example --scopes 'inventory.read'");
  const list = scopes.split(',').map((scope) => scope.trim());
  const moment = expiresAt === undefined ? null : momentOf(expiresAt);
  if (expiresAt !== undefined && moment === null)
    throw invalid([{ path: 'expiresAt', message: 'must be a moment such as 2030-01-31T00:00:00Z' }]);
  return async (session) => {
    const { orgId } = await session.asOwner((owner) => findOrganization(owner, org));
    return makeApiKey(session, orgId, { name, scopes: list, expiresAt: moment });
  };
}

/** Makes a key of an organization. */
export async function makeApiKey(
  session: Pick<Session, 'database' | 'numbers'>,
  orgId: number,
  input: { name: string; scopes: string[]; expiresAt?: string | null },
): Promise<MadeKey> {
  const { plaintextKey, ...material } = newApiKey(orgId);
  const { result } = await write(session, orgId, (command) =>
    createApiKey(command, input, material, isKnownScope),
  );
  const { publicPart, last4 } = material;
  return {
    apiKey: { id: result.id, keyPrefix: keyPrefixOf(publicPart), last4, scopes: input.scopes },
    plaintextKey,
  };
}

async function makePlatformKey({ asOwner }: Session, name: string): Promise<MadeKey> {
  const { plaintextKey, ...material } = newApiKey(0);
  const { id } = await asOwner((owner) => createPlatformKey(owner, { name }, material));
  const { publicPart, last4 } = material;
  return { apiKey: { id, keyPrefix: keyPrefixOf(publicPart), last4, scopes: [] }, plaintextKey };
}
