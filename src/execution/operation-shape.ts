import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** What an operation comes to once its fragments stand where they are spread. */
export interface OperationShape {
  /** Selections: fields, spreads and inline fragments. */
  readonly size: number;
  /** Fields inside fields; a root field alone is 1. The schema's own fields (`__schema`, ...) do not count. */
  readonly depth: number;
  /** Fields under another name. */
  readonly aliases: number;
}

/**
 * The shape of an operation. Fragments that spread others twice double it with each level, so a document of a few
 * hundred tokens can stand for more work than there is time: each fragment is measured once, and what it comes to is
 * added where it is used.
 * @param root the operation's own selections, of a document that has been validated: no fragment contains itself
 */
export function operationShape(document: DocumentNode, root: SelectionSetNode): OperationShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, OperationShape>();
  const shapeOf = ({ selections }: SelectionSetNode): OperationShape => {
    let [size, depth, aliases] = [0, 0, 0];
    for (const selection of selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? shapeOfFragment(selection.name.value)
          : selection.selectionSet
            ? shapeOf(selection.selectionSet)
            : nothing;
      const isField = selection.kind === Kind.FIELD;
      const isSchema = isField && selection.name.value.startsWith('__');
      size += 1 + inner.size;
      aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
      if (!isSchema) depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
    }
    return { size, depth, aliases };
  };
  const shapeOfFragment = (name: string): OperationShape => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const shape = fragment ? shapeOf(fragment.selectionSet) : nothing;
    measured.set(name, shape);
    return shape;
  };
  return shapeOf(root);
}

const nothing: OperationShape = { size: 0, depth: 0, aliases: 0 };
