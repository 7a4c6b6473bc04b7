import type { InferEntity } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { CategoryEntity } from '../../entities/category.entity.ts';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import { checkBatch, type UpsertBase } from '../master-data.rules.ts';
import { lockTrees } from '../trees.command.ts';
import type { CategoryRow } from './categories.query.ts';
import { type CategoryNode, CategoryTree, checkCategoryName, PATH_SEPARATOR } from './categories.rules.ts';

/** A category to be made, renamed or moved. */
export interface UpsertCategoryInput extends UpsertBase {
  name: string;
  /** Id or path; null: the top; left out: as it is, and for a new one the top. */
  parentId?: string | null;
}

type Category = InferEntity<typeof CategoryEntity>;

const kind: MasterKind<Category> = {
  entity: CategoryEntity,
  documentType: 'Category',
  noun: 'category',
  prefix: 'cat',
  describe: ({ path }) => `the path ${path}`,
};

/**
 * Makes, renames or moves categories, found by id or by their name below their parent; the paths of all that stand
 * below follow. A parent may be made in the same batch, before its children. All or nothing.
 * @param path where they stand in the request, for errors.
 */
export async function upsertCategories(
  command: Command,
  inputs: readonly UpsertCategoryInput[],
  path = 'categories',
): Promise<CategoryRow[]> {
  checkBatch(inputs, {
    path,
    noun: 'category',
    each: (problems, at, { name }) => checkCategoryName(problems, `${at}.name`, name),
  });
  const before = await lockCategories(command);
  const tree = new CategoryTree(before, () => newId('cat'));
  const refusals = new Refusals();
  const ids = inputs.map(({ id, name, parentId }, index) =>
    tree.apply({ at: `${path}[${index}]`, id, name, parentId }, refusals),
  );
  refusals.throwIfAny();
  const wanted = inputs.map((input, index) => ({ ...input, id: ids[index], at: `${path}[${index}]` }));
  const { records } = await upsertMaster(
    command,
    kind,
    [...wanted, ...followers(tree, before, new Set(ids))].map(({ at, id = '', expectedVersion }) => {
      const node = { path: tree.pathOf(id), ...tree.place(id) };
      return { path: at, id, expectedVersion, key: { path: node.path }, fields: node, defaults: {} };
    }),
  );
  return records.slice(0, inputs.length) as unknown as CategoryRow[];
}

/**
 * Sees to it that the categories of some paths exist, with all above them.
 * @returns the id of each path
 */
export async function ensureCategories(
  command: Command,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const all = new Set(
    paths.flatMap((path) => {
      const names = path.split(PATH_SEPARATOR);
      return names.map((_, index) => names.slice(0, index + 1).join(PATH_SEPARATOR));
    }),
  );
  if (all.size === 0) return new Map();
  const inputs = [...all].map((path) => {
    const end = path.lastIndexOf(PATH_SEPARATOR);
    return end < 0
      ? { name: path }
      : { name: path.slice(end + PATH_SEPARATOR.length), parentId: path.slice(0, end) };
  });
  const rows = await upsertCategories(command, inputs);
  return new Map(rows.map(({ path, id }) => [path, id]));
}

/** The whole tree, as nobody else can change it until this command ends. */
async function lockCategories(command: Command): Promise<(CategoryNode & { path: string })[]> {
  await lockTrees(command);
  const { db, orgId } = command.tx;
  const { rows } = await sql<CategoryNode & { path: string }>`
    select id, parent_id as "parentId", name, path from category where org_id = ${orgId}`.execute(db);
  return rows;
}

/** Categories that nobody named, whose paths change with those above them. */
function followers(
  tree: CategoryTree,
  before: readonly (CategoryNode & { path: string })[],
  named: ReadonlySet<string | undefined>,
): { at: string; id: string; expectedVersion?: number | null }[] {
  return before
    .filter(({ id, path }) => !named.has(id) && tree.pathOf(id) !== path)
    .map(({ id }) => ({ at: '', id }));
}
