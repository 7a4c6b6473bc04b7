import type { Problems, Refusals } from '../errors.rules.ts';
import { checkText } from '../text.rules.ts';
import { above, isBelowItself } from '../trees.rules.ts';

/** Stands between the names in a category's path. */
export const PATH_SEPARATOR = ' / ';
/** Longest path, so that it can be indexed in any script. */
const LONGEST_PATH = 600;

/** A category in its tree. */
export interface CategoryNode {
  id: string;
  parentId: string | null;
  name: string;
}

/** What is to become of one category. */
export interface CategoryWish {
  /** Where it stands in the request. */
  at: string;
  id?: string | null;
  name: string;
  /** Id or path; null: the top; left out: as it is, and for a new one the top. */
  parentId?: string | null;
}

/** Notes a name that could not be told apart from a path. */
export function checkCategoryName(problems: Problems, path: string, name: string): void {
  checkText(problems, path, name);
  const ambiguous = name !== name.trim() || /(^|\s)\/(\s|$)/.test(name);
  problems.check(!ambiguous, path, 'must not begin or end with a blank, nor have a "/" that stands alone');
}

/** The tree of categories while a request changes it. */
export class CategoryTree {
  readonly #nodes: Map<string, CategoryNode>;
  readonly #children = new Map<string, string>();
  readonly #newId: () => string;

  constructor(nodes: readonly CategoryNode[], newId: () => string) {
    this.#nodes = new Map(nodes.map((node) => [node.id, { ...node }]));
    for (const node of nodes) this.#children.set(childKey(node), node.id);
    this.#newId = newId;
  }

  /** Makes, renames or moves one category. @returns its id, or nothing when it was refused. */
  apply(wish: CategoryWish, refusals: Refusals): string | undefined {
    const { at, name } = wish;
    const named = this.#nodes.get(wish.id ?? '');
    const parentId =
      wish.parentId == null
        ? wish.parentId === null
          ? null
          : (named?.parentId ?? null)
        : this.#find(wish.parentId);
    const noParent = `there is no category ${JSON.stringify(wish.parentId)}`;
    if (!refusals.check(parentId !== undefined, 'NOT_FOUND', `${at}.parentId`, noParent)) return;
    const place = { parentId: parentId ?? null, name };
    const id = wish.id ?? this.#children.get(childKey(place)) ?? this.#newId();
    const loops = isBelowItself((each) => (each === id ? place.parentId : this.#parentOf(each)), id);
    const loop = 'a category cannot stand below itself';
    if (!refusals.check(!loops, 'VALIDATION_FAILED', `${at}.parentId`, loop)) return;
    this.#put({ id, ...place });
    const short = this.pathOf(id).length <= LONGEST_PATH;
    const long = `its path must have at most ${LONGEST_PATH} characters`;
    return refusals.check(short, 'VALIDATION_FAILED', `${at}.name`, long) ? id : undefined;
  }

  /** What a category is to be called and to stand below. */
  place(id: string): { parentId: string | null; name: string } {
    const { parentId, name } = this.#nodes.get(id) ?? { parentId: null, name: '' };
    return { parentId, name };
  }

  /** The names from the top down to a category. */
  pathOf(id: string): string {
    const ids = [id, ...above((each) => this.#parentOf(each), id)];
    return ids
      .reverse()
      .map((each) => this.#nodes.get(each)?.name ?? '')
      .join(PATH_SEPARATOR);
  }

  #parentOf(id: string): string | null | undefined {
    return this.#nodes.get(id)?.parentId;
  }

  /** The id behind an id or a path. */
  #find(reference: string): string | undefined {
    if (this.#nodes.has(reference)) return reference;
    let found: string | undefined;
    for (const name of reference.split(PATH_SEPARATOR)) {
      found = this.#children.get(childKey({ parentId: found ?? null, name }));
      if (found === undefined) return undefined;
    }
    return found;
  }

  #put(node: CategoryNode): void {
    const before = this.#nodes.get(node.id);
    if (before) this.#children.delete(childKey(before));
    this.#nodes.set(node.id, node);
    this.#children.set(childKey(node), node.id);
  }
}

const childKey = ({ parentId, name }: Omit<CategoryNode, 'id'>): string => JSON.stringify([parentId, name]);
