interface Node<Row> {
  literals: Map<string, Node<Row>>;
  parameter: Node<Row> | null;
  /** The documented path that ends here. */
  path: string | null;
  /** By method. */
  rows: Map<string, Row>;
}

/** A known path: the rows of its methods and the parameters' values, still percent-encoded. */
export interface PathMatch<Row> {
  path: string;
  rows: ReadonlyMap<string, Row>;
  params: Record<string, string>;
}

const node = <Row>(): Node<Row> => ({ literals: new Map(), parameter: null, path: null, rows: new Map() });
const segmentsOf = (path: string): string[] => path.replace(/^\//, '').replace(/\/$/, '').split('/');
const nameOf = (segment: string): string | undefined => /^\{(\w+)\}$/.exec(segment)?.[1];

/**
 * The documented paths as a tree. A literal segment goes before a parameter, so `/availability/check` is not the
 * record named "check".
 */
export class PathTree<Row extends { readonly method: string; readonly path: string }> {
  readonly #root = node<Row>();

  /** @throws when two rows have the same method and path, or name a parameter differently. */
  constructor(rows: readonly Row[]) {
    for (const row of rows) {
      let at = this.#root;
      for (const segment of segmentsOf(row.path)) at = step(at, segment);
      at.path ??= row.path;
      if (at.rows.has(row.method) || at.path !== row.path)
        throw new Error(`Two rows for ${row.method} ${row.path}`);
      at.rows.set(row.method, row);
    }
  }

  /** The path that a request's path is an instance of, if it is known. */
  find(requestPath: string): PathMatch<Row> | null {
    const segments = segmentsOf(requestPath);
    const values: string[] = [];
    const at = descend(this.#root, segments, 0, values);
    if (!at?.path) return null;
    const names = segmentsOf(at.path)
      .map(nameOf)
      .filter((name) => name !== undefined);
    const params = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
    return { path: at.path, rows: at.rows, params };
  }
}

function step<Row>(at: Node<Row>, segment: string): Node<Row> {
  if (nameOf(segment)) {
    at.parameter ??= node();
    return at.parameter;
  }
  const next = at.literals.get(segment) ?? node<Row>();
  at.literals.set(segment, next);
  return next;
}

function descend<Row>(
  at: Node<Row>,
  segments: readonly string[],
  index: number,
  values: string[],
): Node<Row> | null {
  const segment = segments[index];
  if (segment === undefined) return at.path === null ? null : at;
  const literal = at.literals.get(segment);
  const found = literal && descend(literal, segments, index + 1, values);
  if (found) return found;
  if (!at.parameter || segment === '') return null;
  values.push(segment);
  const below = descend(at.parameter, segments, index + 1, values);
  if (!below) values.pop();
  return below;
}
