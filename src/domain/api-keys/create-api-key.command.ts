import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { type ApiKeyFields, checkApiKeyFields } from './api-key-fields.command.ts';

/** What a new key is to be; its secret was made by the caller, and only the hash comes here. */
export interface CreateApiKeyInput extends ApiKeyFields {
  name: string;
  scopes: string[];
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
  checkApiKeyFields(input, command.now, isKnownScope);
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
      ip_ranges: input.ipRanges ?? [],
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
    after: {
      name: input.name,
      scopes: input.scopes,
      expiresAt: input.expiresAt ?? null,
      ipRanges: input.ipRanges ?? [],
    },
    event: 'api-key.created',
  });
  return { id };
}
