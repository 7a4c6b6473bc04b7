import type { DocumentNode, TypedQueryDocumentNode } from 'graphql';
import type { z } from 'zod';
import type { Permission } from '../auth/permissions.ts';
import type { Answer } from './answer.ts';

/** The methods that the surface uses. `HEAD` and `OPTIONS` are answered from them. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A documented path with a method: what the contract says of it. */
export interface Endpoint {
  /** Names the row in the OpenAPI document (`operationId`) and in tests; never changed once published. */
  readonly id: string;
  readonly method: Method;
  /** As documented: `/api/inventory/availability/{id}`. */
  readonly path: string;
  /** One line, as in the contract. */
  readonly summary: string;
  /** All that a caller needs. The rule map of the schema guards; this documents it, and a test compares the two. */
  readonly permissions: readonly Permission[];
}

/** The query parameters of a row, each read from its text by a zod type (see `parameters.ts`). */
export type QueryParameters = Readonly<Record<string, z.ZodType>>;

/** A request as a row sees it: everything read and checked. */
export interface RestRequest<Params = Record<string, string>, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  /** The JSON body: it is the operation's `input`, and the schema checks it. */
  readonly body: Body;
}

/** Which of several statuses an answer has: each with its meaning, and how to tell. */
export interface StatusChoice<Data, Query> {
  readonly among: Readonly<Record<number, string>>;
  of(data: Data, query: Query): number;
}

/** A row of the table: an endpoint mapped onto one operation of the guarded schema. Pure data and pure functions. */
export interface Route extends Endpoint {
  readonly description?: string;
  /** What each path parameter means. */
  readonly params?: Readonly<Record<string, string>>;
  readonly operation: DocumentNode;
  readonly query: QueryParameters;
  /** How the request becomes the operation's variables. */
  variables(request: RestRequest): Record<string, unknown>;
  /** Default 200. */
  readonly status: number | StatusChoice<unknown, unknown>;
  /** How the operation's data becomes the published JSON. */
  readonly answer: Answer;
  /** A body that shows how the row is used; it must be valid. Rows without a body have none. */
  readonly example?: unknown;
}

/** An endpoint that is documented and not served yet. */
export interface PendingRoute extends Endpoint {
  readonly pending: true;
}

type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name | keyof ParamsOf<Rest>]: string }
  : unknown;
type BodyOf<Variables> = Variables extends { input: infer Input } ? Input : undefined;
type QueryOf<Query extends QueryParameters> = { readonly [Name in keyof Query]: z.output<Query[Name]> };
/** `stockItems` or `stockItems.nodes`: a field of the operation, or a field of that. */
type PathIn<Data> = {
  [Root in keyof Data & string]: Root | `${Root}.${keyof NonNullable<Data[Root]> & string}`;
}[keyof Data & string];

/** What {@link route} takes: a row whose parts must fit each other. */
export interface RouteDefinition<Data, Variables, Path extends string, Query extends QueryParameters>
  extends Endpoint {
  readonly path: Path;
  readonly description?: string;
  /** What each path parameter means; required for paths that have some. */
  readonly params?: ParamsOf<Path>;
  readonly operation: TypedQueryDocumentNode<Data, Variables>;
  readonly query?: Query;
  variables(request: RestRequest<ParamsOf<Path>, QueryOf<Query>, BodyOf<Variables>>): Variables;
  readonly status?: number | StatusChoice<Data, QueryOf<Query>>;
  readonly answer: Answer<PathIn<Data>>;
  /** Required for rows with a body. */
  readonly example?: BodyOf<Variables>;
}

/** Makes a row; the compiler checks that request, operation and answer fit each other. */
export function route<
  Data,
  Variables,
  const Path extends string,
  Query extends QueryParameters = Readonly<Record<never, never>>,
>(definition: RouteDefinition<Data, Variables, Path, Query>): Route {
  // the types are checked above and forgotten here: the table holds rows of every kind
  return { status: 200, query: {}, ...definition } as unknown as Route;
}
