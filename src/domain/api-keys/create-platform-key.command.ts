import type pg from 'pg';
import { newId } from '../../platform/ids.ts';
import { Problems } from '../errors.rules.ts';
import { checkText } from '../text.rules.ts';
import type { ApiKeyMaterial } from './create-api-key.command.ts';

/**
 * Makes a key of the platform itself, which has no organization: it is known, and refused everywhere with 403. Like
 * organizations it is above tenants: this runs as the schema's owner, from the command line.
 */
export async function createPlatformKey(
  owner: pg.Client,
  { name }: { name: string },
  material: ApiKeyMaterial,
): Promise<{ id: string }> {
  const problems = new Problems();
  checkText(problems, 'name', name);
  problems.throwIfAny();
  const id = newId('key');
  await owner.query(
    `insert into platform_key (id, name, public_part, last4, secret_hash, status) values ($1, $2, $3, $4, $5, 'ACTIVE')`,
    [id, name, material.publicPart, material.last4, material.secretHash],
  );
  return { id };
}
