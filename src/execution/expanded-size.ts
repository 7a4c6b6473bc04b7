import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * How many selections an operation has once its fragments stand where they are spread. Fragments that spread others
 * twice double that with each level, so a document of a few hundred tokens can stand for more work than there is time:
 * each fragment is counted once, and what it comes to is added where it is used.
 * @param root the operation's own selections, of a document that has been validated: no fragment contains itself
 */
export function expandedSize(document: DocumentNode, root: SelectionSetNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const counted = new Map<string, number>();
  const sizeOf = ({ selections }: SelectionSetNode): number =>
    selections.reduce((size, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return size + 1 + sizeOfFragment(selection.name.value);
      return size + 1 + (selection.selectionSet ? sizeOf(selection.selectionSet) : 0);
    }, 0);
  const sizeOfFragment = (name: string): number => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const size = fragment ? sizeOf(fragment.selectionSet) : 0;
    counted.set(name, size);
    return size;
  };
  return sizeOf(root);
}
