import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { lockTrees } from '../trees.command.ts';
import { above, isBelowItself } from '../trees.rules.ts';

/** What places a location in the tree. */
export interface PlacedInput {
  id?: string | null;
  code: string;
  /** Id or code of the location that it belongs to; it may be made in the same batch. */
  parentId?: string | null;
}

/** An input with its id and its parent's, and where it stood in the request. */
export interface Placed<Input> {
  input: Input;
  index: number;
  id: string | null | undefined;
  parentId: string | null | undefined;
}

interface Known {
  id: string;
  code: string;
  parentId: string | null;
}

/**
 * Finds the parents that a batch names, among what exists and within the batch, and puts parents before their
 * children. Nobody else moves a location until the command ends.
 * @throws NOT_FOUND for unknown parents, VALIDATION_FAILED where a location would stand below itself
 */
export async function placeInTree<Input extends PlacedInput>(
  command: Command,
  inputs: readonly Input[],
  path: string,
): Promise<Placed<Input>[]> {
  if (inputs.every(({ parentId }) => parentId == null)) {
    return inputs.map((input, index) => ({ input, index, id: input.id, parentId: input.parentId }));
  }
  const byId = new Map((await readTree(command)).map((known) => [known.id, known]));
  const idOfCode = new Map([...byId.values()].map(({ code, id }) => [code, id]));
  const ids = inputs.map(({ id, code }) => {
    const own = id ?? idOfCode.get(code) ?? newId('loc');
    byId.set(own, { id: own, code, parentId: byId.get(own)?.parentId ?? null });
    return own;
  });
  for (const [index, { code }] of inputs.entries()) idOfCode.set(code, ids[index] ?? '');
  const refusals = new Refusals();
  const placed = inputs.map((input, index) => {
    const { parentId: reference } = input;
    const id = ids[index] ?? '';
    const known = reference == null || byId.has(reference) ? reference : idOfCode.get(reference);
    const found = reference == null || known !== undefined;
    const at = `${path}[${index}].parentId`;
    refusals.check(found, 'NOT_FOUND', at, `there is no location ${JSON.stringify(reference)}`);
    if (known !== undefined) byId.set(id, { id, code: input.code, parentId: known });
    return { input, index, id, parentId: known };
  });
  const parentOf = (id: string) => byId.get(id)?.parentId;
  for (const { id, index } of placed) {
    const message = 'a location cannot stand below itself';
    refusals.check(!isBelowItself(parentOf, id), 'VALIDATION_FAILED', `${path}[${index}].parentId`, message);
  }
  refusals.throwIfAny();
  return placed.sort((a, b) => above(parentOf, a.id).length - above(parentOf, b.id).length);
}

async function readTree(command: Command): Promise<Known[]> {
  await lockTrees(command);
  const { db, orgId } = command.tx;
  const { rows } = await sql<Known>`
    select id, code, parent_id as "parentId" from location where org_id = ${orgId}`.execute(db);
  return rows;
}
