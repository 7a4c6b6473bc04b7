import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../../domain/lists.query.ts';

@ObjectType({ description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are more nodes after this page.' })
  hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Whether there are nodes before this page.' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first node of the page.' })
  startCursor!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last node: give it as `after` for the next page.',
  })
  endCursor!: string | null;
}

/** What a connection type answers from: one page of rows, presented as nodes. */
export interface ConnectionOf<Node> {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: PageInfo;
  count(): Promise<number>;
}

/** Makes the Relay connection type of an object type: `ProductConnection` for `Product`. */
export function connectionType<Node extends object>(
  node: ClassType<Node>,
  name: string,
): ClassType<ConnectionOf<Node>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} with its cursor.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, {
      description: 'Place of the node in the list: give it as `after` to go on from here.',
    })
    cursor!: string;
    @Field(() => node, { description: 'The node.' })
    node!: Node;
  }
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} (Relay connection).` })
  class Connection implements ConnectionOf<Node> {
    @Field(() => [Edge], { description: 'The nodes of the page, each with its cursor.', simple: true })
    edges!: Edge[];
    @Field(() => [node], { description: 'The nodes of the page.', simple: true })
    nodes!: Node[];
    @Field(() => PageInfo, { description: 'Where the page stands in the list.', simple: true })
    pageInfo!: PageInfo;
    count!: () => Promise<number>;
    @Field(() => Int, {
      description: 'How many nodes the whole list has under its filters; counted only when asked for.',
    })
    totalCount(): Promise<number> {
      return this.count();
    }
  }
  return Connection as unknown as ClassType<ConnectionOf<Node>>;
}

/** Presents a page of rows as a connection; rows that are nodes already need no `present`. */
export function connection<Row>(page: Page<Row>): ConnectionOf<Row>;
export function connection<Row, Node>(page: Page<Row>, present: (row: Row) => Node): ConnectionOf<Node>;
export function connection<Row, Node>(
  page: Page<Row>,
  present?: (row: Row) => Node,
): ConnectionOf<Row | Node> {
  const nodes = present ? page.rows.map(present) : page.rows;
  return {
    nodes,
    get edges() {
      return page.cursors.map((cursor, index) => ({ node: nodes[index] as Row | Node, cursor }));
    },
    get pageInfo() {
      const { hasNextPage, hasPreviousPage, cursors } = page;
      return {
        hasNextPage,
        hasPreviousPage,
        startCursor: cursors[0] ?? null,
        endCursor: cursors.at(-1) ?? null,
      };
    },
    count: () => page.count(),
  };
}
