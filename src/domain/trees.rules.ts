/** What a node of a tree stands below: the parent's id, or nothing at the top. */
export type ParentOf = (id: string) => string | null | undefined;

/** The ids of the nodes above one, the nearest first. Ends where it would go round in a circle. */
export function above(parentOf: ParentOf, id: string): string[] {
  const found = new Set<string>();
  for (let next = parentOf(id); next != null && !found.has(next); next = parentOf(next)) found.add(next);
  return [...found];
}

/** Whether a node would stand below itself. */
export function isBelowItself(parentOf: ParentOf, id: string): boolean {
  return above(parentOf, id).includes(id);
}
