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

/**
 * How the published body differs from the operation's `input`: names, so that errors and the OpenAPI document can be
 * said in the published words.
 */
export interface BodyNames {
  /** Fields of `input` that path parameters fill; the body does not take them. */
  readonly fromPath: Readonly<Record<string, string>>;
  /** Names of the body, each with the field of `input` that it stands for. */
  readonly rename: Readonly<Record<string, string>>;
}

/** One operation of the guarded schema with its request and answer. Pure data and pure functions. */
export interface Action extends BodyNames {
  /** The value that chooses it; `null`: it needs none. */
  readonly name: string | null;
  readonly description?: string;
  /** What its caller needs beside the permissions of the row; asked for as soon as the body has chosen. */
  readonly needs: readonly Permission[];
  readonly operation: DocumentNode;
  /** How the request becomes the operation's variables. */
  variables(request: RestRequest): Record<string, unknown>;
  /** Default 200. */
  readonly status: number | StatusChoice<unknown, unknown>;
  /** How the operation's data becomes the published JSON. */
  readonly answer: Answer;
  /** A body that shows how it is used; it must be valid. Without a body there is none. */
  readonly example?: unknown;
}

/** A row of the table: an endpoint mapped onto an operation, or onto several of which the body chooses one. */
export interface Route extends Endpoint {
  readonly description?: string;
  /** What each path parameter means. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query: QueryParameters;
  /** The field of the body that chooses; `null`: there is one action, and nothing to choose. */
  readonly by: string | null;
  /** Whether that field is a flag: `true` chooses the action of its name, `false` or nothing the other. */
  readonly isFlag: boolean;
  /** The query parameter that chooses by being given: then the action of its name runs, without it the other one. */
  readonly when: string | null;
  readonly actions: readonly Action[];
}

type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name | keyof ParamsOf<Rest>]: string }
  : unknown;
type BodyOf<Variables> = Variables extends { input: infer Input } ? Input : undefined;
type QueryOf<Query extends QueryParameters> = { readonly [Name in keyof Query]: z.output<Query[Name]> };
/** The paths of the fields of some data. */
type Below<Data, Prefix extends string> = Data extends object
  ? { [Field in keyof Data & string]: `${Prefix}.${Field}` }[keyof Data & string]
  : never;
/** `stockItems`, `stockItems.nodes` or `page.lines.nodes`: a field of the operation, or one or two levels below it. */
type PathIn<Data> = {
  [Root in keyof Data & string]:
    | Root
    | Below<NonNullable<Data[Root]>, Root>
    | BelowEach<NonNullable<Data[Root]>, Root>;
}[keyof Data & string];
type BelowEach<Data, Prefix extends string> = Data extends object
  ? { [Field in keyof Data & string]: Below<NonNullable<Data[Field]>, `${Prefix}.${Field}`> }[keyof Data &
      string]
  : never;

type FieldOf<Variables> = keyof NonNullable<BodyOf<Variables>> & string;
type FromPathOf<Variables, Params> = { readonly [Field in FieldOf<Variables>]?: keyof Params & string };
type RenameOf<Variables> = Readonly<Record<string, FieldOf<Variables>>>;
type None = Readonly<Record<never, never>>;
/** The body as it is published. */
type PublishedBody<Body, FromPath, Rename> = Body extends object
  ? Omit<Body, keyof FromPath | (Rename[keyof Rename] & string)> & {
      readonly [Name in keyof Rename]?: Body[Rename[Name] & keyof Body];
    }
  : Body;

/** The parts of an operation's row that must fit each other. */
interface OperationDefinition<Data, Variables, Params, Query, FromPath, Rename> {
  readonly operation: TypedQueryDocumentNode<Data, Variables>;
  /** Fields of `input` that path parameters fill: `{ id: 'batchId' }`. */
  readonly fromPath?: FromPath;
  /** Published names of fields of `input`: `{ taskId: 'id' }`. */
  readonly rename?: Rename;
  /** `body` is the operation's input: what came from the path is in it, under the names of the schema. */
  variables(request: RestRequest<Params, Query, BodyOf<Variables>>): Variables;
  readonly status?: number | StatusChoice<Data, Query>;
  readonly answer: Answer<PathIn<Data>>;
  /** A valid body, as it is published; required where there is a body. */
  readonly example?: PublishedBody<BodyOf<Variables>, NoInfer<FromPath>, NoInfer<Rename>>;
}

interface RowDefinition<Path extends string, Query extends QueryParameters> extends Endpoint {
  readonly path: Path;
  readonly description?: string;
  /** What each path parameter means; required for paths that have some. */
  readonly params?: ParamsOf<Path>;
  readonly query?: Query;
}

/** Makes a row; the compiler checks that request, operation and answer fit each other. */
export function route<
  Data,
  Variables,
  const Path extends string,
  Query extends QueryParameters = None,
  const FromPath extends FromPathOf<Variables, ParamsOf<Path>> = None,
  const Rename extends RenameOf<Variables> = None,
>(
  definition: RowDefinition<Path, Query> &
    OperationDefinition<Data, Variables, ParamsOf<Path>, QueryOf<Query>, FromPath, Rename>,
): Route {
  return untyped({ query: {}, ...alone, ...definition, actions: [withDefaults(definition)] });
}

/** A row of which nothing chooses among actions. */
const alone = { by: null, isFlag: false, when: null } satisfies Partial<Route>;

const withDefaults = (definition: object): Action =>
  untyped({ name: null, needs: [], status: 200, fromPath: {}, rename: {}, ...definition });

/** The parts are checked where they are written and their types forgotten here: the table holds rows of every kind. */
const untyped = <T>(parts: object): T => parts as T;

/** An action that fits the path and query of its row. */
export interface ActionOf<Params, Query> extends Omit<Action, 'variables'> {
  variables(request: RestRequest<Params, Query, never>): Record<string, unknown>;
}

/** Makes one of the actions of an {@link actionRoute}; checked as {@link route} is. */
export function action<
  Data,
  Variables,
  Params,
  Query,
  const FromPath extends FromPathOf<Variables, Params> = None,
  const Rename extends RenameOf<Variables> = None,
>(
  definition: OperationDefinition<Data, Variables, Params, Query, FromPath, Rename> & {
    /** One line: what it does. */
    readonly description: string;
    /** Permissions that it asks for and the row does not. */
    readonly needs?: readonly Permission[];
  },
): ActionOf<Params, Query> {
  return untyped(withDefaults(definition));
}

/**
 * Makes a row whose body says what is to be done: `{ "action": "start", ... }`. The actions are the second argument, so
 * that the compiler knows the row's path and query when it checks them.
 */
export function actionRoute<const Path extends string, Query extends QueryParameters = None>(
  row: RowDefinition<Path, Query> & {
    /** The field of the body that chooses; the operation does not see it. */
    readonly by: string;
  },
  actions: Readonly<Record<string, ActionOf<ParamsOf<Path>, QueryOf<Query>>>>,
  /** What is done when the body has no such field; without it the field is required. */
  otherwise?: ActionOf<ParamsOf<Path>, QueryOf<Query>>,
): Route {
  const named = Object.entries(actions).map(([name, each]) => ({ ...each, name }));
  return untyped({ query: {}, ...alone, ...row, actions: otherwise ? [...named, otherwise] : named });
}

/** Makes a row of two actions: one when a flag of the body is `true`, one when it is `false` or missing. */
export function flagRoute<const Path extends string, Query extends QueryParameters = None>(
  row: RowDefinition<Path, Query> & {
    /** The field of the body that chooses; the operations do not see it. */
    readonly flag: string;
  },
  {
    set,
    unset,
  }: Readonly<Record<'set' | 'unset', ActionOf<ParamsOf<NoInfer<Path>>, QueryOf<NoInfer<Query>>>>>,
): Route {
  const { flag, ...rest } = row;
  return untyped({
    query: {},
    ...alone,
    ...rest,
    by: flag,
    isFlag: true,
    actions: [{ ...set, name: flag }, unset],
  });
}

/** Makes a row that answers another question when a query parameter is given: the list as it was, with `asOf`. */
export function queryRoute<const Path extends string, Query extends QueryParameters>(
  row: RowDefinition<Path, Query> & { readonly when: keyof Query & string },
  otherwise: ActionOf<ParamsOf<Path>, QueryOf<Query>>,
  given: ActionOf<ParamsOf<Path>, QueryOf<Query>>,
): Route {
  return untyped({ ...alone, ...row, actions: [otherwise, { ...given, name: row.when }] });
}
