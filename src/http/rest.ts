import type { Request, RequestHandler, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Actor } from '../auth/actor.ts';
import type { Permission } from '../auth/permissions.ts';
import type { RequestContext } from '../context.ts';
import { type CompiledRoute, compileRoute, type RequirementOf } from '../rest/compile.ts';
import { errorAnswer, type RestAnswer, refuse } from '../rest/errors.ts';
import { runRoute } from '../rest/execute.ts';
import { openApiDocument } from '../rest/openapi/document.ts';
import { PathTree } from '../rest/paths.ts';
import type { Endpoint, Route } from '../rest/route.ts';
import { routes } from '../rest/routes/index.ts';
import { type BodyReader, bodyReader } from './rest-body.ts';

/** What the router is given: REST knows neither the rule map nor how callers are told apart. */
export interface RestOptions {
  readonly schema: GraphQLSchema;
  readonly makeContext: (request: Request) => Promise<RequestContext>;
  readonly requirementOf: RequirementOf;
  /** The refusal that an actor without the permissions meets, else `null`. */
  readonly refusal: (actor: Actor, requirement: readonly Permission[] | undefined) => Error | null;
  readonly bodyLimit: number;
  /** Called with errors that callers must not see. */
  readonly onDefect: (error: unknown, requestId: string) => void;
}

/** A row with where it is. */
type Row = Endpoint & { row: CompiledRoute };

/** Serves the table of REST rows and `GET /openapi.json`; paths that it does not know go on to the next handler. */
export function restHandler(options: RestOptions, table: readonly Route[] = routes): RequestHandler {
  const rows = table.map(
    (route): Row => ({
      ...route,
      row: compileRoute(route, options.schema, options.requirementOf),
    }),
  );
  const tree = new PathTree(rows);
  const openApi = JSON.stringify(
    openApiDocument(
      rows.map(({ row }) => row),
      options.schema,
    ),
  );
  const readBody = bodyReader(options.bodyLimit);

  return async (request, response, next) => {
    if (request.path === '/openapi.json') return sendDocument(request, response, openApi);
    const found = tree.find(request.path);
    if (!found) return next();
    response.locals.route = found.path;
    try {
      const allowed = allowedMethods(found.rows.keys());
      if (request.method === 'OPTIONS') return void response.status(204).setHeader('Allow', allowed).end();
      const row = found.rows.get(request.method === 'HEAD' ? 'GET' : request.method);
      if (!row) throw wrongMethod(request, allowed);
      send(response, await answer(row, decoded(found.params), request, response, options, readBody));
    } catch (error) {
      send(
        response,
        errorAnswer(error, request.requestId, (defect) => options.onDefect(defect, request.requestId)),
      );
    }
  };
}

/** Identity, permission, body, operation: in this order, so that nobody learns more than they may. */
async function answer(
  { row, ...endpoint }: Row,
  params: () => Record<string, string>,
  request: Request,
  response: Response,
  { makeContext, refusal }: RestOptions,
  readBody: BodyReader,
): Promise<RestAnswer> {
  const context = await makeContext(request);
  const admit = (needed: readonly Permission[] | undefined) => {
    const refused = refusal(context.actor, needed);
    if (refused) throw refused;
  };
  admit(row.requirement ?? undefined);
  const incoming = {
    params: params(),
    query: request.query as Record<string, string | string[]>,
    body: endpoint.method === 'GET' ? {} : await readBody(request, response),
    ifMatch: request.get('if-match'),
  };
  return runRoute(row, context, incoming, admit);
}

/** For paths that nobody serves. */
export const notFound: RequestHandler = (request, response) => {
  const message = `There is no ${request.method} ${request.path}; GET /openapi.json lists what there is`;
  send(response, errorAnswer(refuse('NOT_FOUND', message), request.requestId));
};

function allowedMethods(methods: Iterable<string>): string {
  const known = [...methods];
  return [...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
}

function wrongMethod({ method, path }: Request, allowed: string): Error {
  const details = { allowed: allowed.split(', ') };
  return refuse('METHOD_NOT_ALLOWED', `${path} does not take ${method}`, details, { Allow: allowed });
}

/** Path parameters, decoded only once the caller is known. */
function decoded(params: Record<string, string>): () => Record<string, string> {
  return () =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        try {
          return [name, decodeURIComponent(value)];
        } catch {
          const fields = [{ path: name, message: 'is not percent-encoded UTF-8' }];
          throw refuse('VALIDATION_FAILED', `${name}: ${fields[0]?.message}`, { fields });
        }
      }),
    );
}

/** Answers belong to one caller and one moment: nobody may keep them. */
function send(response: Response, { status, headers, body }: RestAnswer): void {
  response.status(status).setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body === null) response.end();
  else sendText(response, JSON.stringify(body));
}

function sendDocument(request: Request, response: Response, text: string): void {
  response.locals.route = '/openapi.json';
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(response, errorAnswer(wrongMethod(request, 'GET, HEAD'), request.requestId));
    return;
  }
  response.setHeader('Cache-Control', 'no-cache');
  sendText(response, text);
}

function sendText(response: Response, text: string): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
