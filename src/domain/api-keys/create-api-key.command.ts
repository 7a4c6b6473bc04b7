import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Problems } from '../errors.rules.ts';
import { checkText } from '../text.rules.ts';

/** What a new key is to be; its secret was made by the caller, and only the hash comes here. */
export interface CreateApiKeyInput {
  name: string;
  scopes: string[];
  expiresAt?: string | null;
}

/** The parts of a key that are kept. */
export interface ApiKeyMaterial {
  publicPart: string;
  last4: string;
  secretHash: string;
}

/** Makes an API key of the organization. @returns its id. */
export async function createApiKey(
  command: Command,
  input: CreateApiKeyInput,
  material: ApiKeyMaterial,
  isKnownScope: (scope: string) => boolean,
): Promise<{ id: string }> {
  const problems = new Problems();
  checkText(problems, 'name', input.name);
  problems.check(input.scopes.length >= 1 && input.scopes.length <= 100, 'scopes', 'must be 1 to 100');
  input.scopes.forEach((scope, index) => {
    problems.check(isKnownScope(scope), `scopes[${index}]`, `is not a scope: ${scope}`);
  });
  problems.check(
    !input.expiresAt || Date.parse(input.expiresAt) > command.now.getTime(),
    'expiresAt',
    'must be in the future',
  );
  problems.throwIfAny();
  const id = newId('key');
  const { tx, now, doer } = command;
  await tx.db
    .insertInto('api_key')
    .values({
      org_id: tx.orgId,
      id,
      name: input.name,
      public_part: material.publicPart,
      last4: material.last4,
      secret_hash: material.secretHash,
      scopes: input.scopes,
      status: 'ACTIVE',
      expires_at: input.expiresAt ?? null,
      created_by: doer.id,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
      version: 1,
    })
    .execute();
  command.record({
    action: 'api-key.create',
    documentType: 'ApiKey',
    documentId: id,
    after: { name: input.name, scopes: input.scopes, expiresAt: input.expiresAt ?? null },
    event: 'api-key.created',
  });
  return { id };
}
