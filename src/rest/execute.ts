import type { Permission } from '../auth/permissions.ts';
import type { RequestContext } from '../context.ts';
import { DomainError, type FieldProblem, invalid } from '../domain/errors.rules.ts';
import { runOperation } from '../execution/run-operation.ts';
import { checkVariables } from '../execution/variables.ts';
import { type PageQuery, present } from './answer.ts';
import { inputOf, publishedPath } from './body-names.ts';
import type { BodyType, CompiledAction, CompiledRoute } from './compile.ts';
import { readIfMatch, tagOf } from './conditions.ts';
import { HttpRefusal, inRestTerms, type RestAnswer, refuse } from './errors.ts';
import { readQuery } from './parameters.ts';
import type { RestRequest } from './route.ts';
import { listProblems } from './strict-lists.ts';

/** What came over HTTP, taken apart but not checked. */
export interface IncomingRequest {
  readonly params: Record<string, string>;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON object that was sent; empty when nothing was. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly ifMatch: string | undefined;
}

/**
 * Runs a row: reads the request, runs the operation, presents its data.
 * @throws {HttpRefusal | DomainError} what the caller did wrong, or what the operation refused.
 */
export async function runRoute(
  compiled: CompiledRoute,
  context: RequestContext,
  incoming: IncomingRequest,
  admit: Admit,
): Promise<RestAnswer> {
  const { chosen, request, conditional } = readRequest(compiled, incoming, admit);
  const { action, operation } = chosen;
  const answer = await runOperation(operation, context, action.variables(request));
  const headers: Record<string, string> = answer.replayed ? { 'Idempotent-Replayed': 'true' } : {};
  const [error] = answer.errors;
  if (error || !answer.data) throw operationRefusal(chosen, error, conditional, headers);
  const presented = present(action.answer, answer.data, request.query as Partial<PageQuery>);
  if ('missing' in presented) throw refuse('NOT_FOUND', `There is no such ${presented.missing}`, {}, headers);
  const tag = tagOfAnswer(presented.body);
  if (tag) headers.ETag = tag;
  const status =
    typeof action.status === 'number' ? action.status : action.status.of(answer.data, request.query);
  return { status, headers, body: status === 204 ? null : presented.body };
}

/** Throws the refusal that a caller without some permissions meets. */
export type Admit = (needs: readonly Permission[]) => void;

/** What a request asks for. */
interface ReadRequest {
  readonly chosen: CompiledAction;
  readonly request: RestRequest;
  /** Whether `If-Match` names a version. */
  readonly conditional: boolean;
}

/** Reads the whole request before refusing it, so that every bad field is named at once. */
function readRequest(compiled: CompiledRoute, incoming: IncomingRequest, admit: Admit): ReadRequest {
  const { route } = compiled;
  const { chosen, sent, problem } = choose(compiled, incoming);
  // before anything is said about the rest: who may not do it learns no more than that
  if (chosen) admit(chosen.action.needs);
  const { values, problems } = readQuery(route.query, incoming.query);
  const precondition = readIfMatch(route.method === 'GET' ? undefined : incoming.ifMatch);
  if (precondition.problem) problems.push(precondition.problem);
  if (problem) problems.push(problem);
  const body = chosen && readBody(chosen, sent, precondition.version, problems);
  if (!chosen || problems.length > 0) throw invalid(problems);
  const input = body && inputOf(chosen.action, body, incoming.params);
  const request = { params: incoming.params, query: values, body: input };
  return { chosen, request, conditional: precondition.version !== null };
}

/** What the request asks for, and the rest of the body; or what is wrong with how it asks. */
function choose(
  { route: { by, isFlag, when }, actions }: CompiledRoute,
  { body, query }: Pick<IncomingRequest, 'body' | 'query'>,
): { chosen: CompiledAction | undefined; sent: Record<string, unknown>; problem?: FieldProblem } {
  if (when !== null) {
    const wanted = query[when] === undefined ? null : when;
    return { chosen: actions.find(({ action }) => action.name === wanted), sent: { ...body } };
  }
  const sent = Object.fromEntries(Object.entries(body).filter(([field]) => field !== by));
  if (by === null) return { chosen: actions[0], sent };
  const refused = (message: string) => ({ chosen: undefined, sent, problem: { path: by, message } });
  const named = (wanted: unknown) => actions.find(({ action: { name } }) => name === wanted);
  const names = actions.flatMap(({ action: { name } }) => name ?? []).join(', ');
  if (!Object.hasOwn(body, by)) {
    const otherwise = named(null);
    return otherwise ? { chosen: otherwise, sent } : refused(`is required: one of ${names}`);
  }
  const value = body[by];
  if (isFlag)
    return typeof value === 'boolean'
      ? { chosen: named(value ? by : null), sent }
      : refused('must be true or false');
  const chosen = typeof value === 'string' ? named(value) : undefined;
  return chosen ? { chosen, sent } : refused(`must be one of ${names}`);
}

function readBody(
  { body: type }: CompiledAction,
  body: Record<string, unknown>,
  version: number | null,
  problems: FieldProblem[],
): Record<string, unknown> | undefined {
  if (version !== null) problems.push(...(type?.hasVersion ? fillVersion(body, version) : [NO_VERSION]));
  if (!type) {
    problems.push(...Object.keys(body).map((path) => ({ path, message: 'is not a known field' })));
    return undefined;
  }
  problems.push(...listProblems(body, type.type));
  // the operation looks at its input itself, but does not know the published names
  if (problems.length > 0 || type.isRenamed) problems.push(...bodyProblems(type, body));
  return body;
}

const NO_VERSION = { path: 'If-Match', message: 'is not used by this route: leave it out' };

/** `If-Match` is another way to write `expectedVersion`. */
function fillVersion(body: Record<string, unknown>, version: number): FieldProblem[] {
  if (body.expectedVersion == null) {
    body.expectedVersion = version;
    return [];
  }
  if (body.expectedVersion === version) return [];
  return [{ path: 'If-Match', message: 'names another version than expectedVersion' }];
}

/** What the schema finds wrong with a body; the operation itself looks only when the rest is right. */
function bodyProblems(type: BodyType, body: object): FieldProblem[] {
  try {
    checkVariables(type.check, { input: body });
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.details.fields ?? [];
    throw error;
  }
}

type OperationError = Awaited<ReturnType<typeof runOperation>>['errors'][number];

function operationRefusal(
  { action, body }: CompiledAction,
  error: OperationError | undefined,
  conditional: boolean,
  headers: Record<string, string>,
): HttpRefusal {
  if (!error) return refuse('INTERNAL_SERVER_ERROR', 'Something went wrong on our side');
  const said = inRestTerms(error, body ? (path) => publishedPath(action, path) : parameterOf);
  if (conditional && error.code === 'VERSION_CONFLICT')
    return new HttpRefusal({ ...said, code: 'PRECONDITION_FAILED', status: 412 }, headers);
  return new HttpRefusal(said, headers);
}

/** The query parameter behind a path of the operation's variables. */
function parameterOf(path: string): string {
  if (path === 'first') return 'limit';
  if (path === 'offset') return 'page';
  // one line may stand in the query: it is the operation's `line`, and the only one of `lines`
  return path.replace(/^(filter|line|lines\[0\])\./, '').replace(/^sort\..*/, 'sort');
}

/** The tag of the one resource that an answer is about, when it has a version. */
function tagOfAnswer(body: Record<string, unknown>): string | null {
  const [only, ...others] = Object.values(body);
  if (others.length > 0 || !only || typeof only !== 'object' || !('version' in only)) return null;
  return typeof only.version === 'number' ? tagOf(only.version) : null;
}
