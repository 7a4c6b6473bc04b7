import { type Request, type Response, Router } from 'express';
import type { Actor } from '../auth/actor.ts';
import { checkSameOrigin, clearCookies, cookieOf, setCookie } from '../auth/cookie.ts';
import { DomainError } from '../domain/errors.rules.ts';
import { errorAnswer, refuse } from '../rest/errors.ts';
import { type Identify, presentedOf } from './request-context.ts';

/** What the routes of sessions are given. */
export interface SessionOptions {
  /** Who sends a request; counts it. */
  readonly identify: Identify;
  begin(actor: Actor, requestId: string): Promise<{ token: string; expiresAt: Date; seconds: number }>;
  end(actor: Actor, sessionId: string, requestId: string): Promise<void>;
  /** Forgets what is remembered of a token. */
  forget(token: string): void;
  readonly secure: boolean;
  /** Called with errors that callers must not see. */
  readonly onDefect: (error: unknown, requestId: string) => void;
}

type Answer = { status: number; body?: object };
const METHODS = 'DELETE, GET, HEAD, OPTIONS, POST';

/** `/session`, where people sign in to the pages of this server: `POST` in, `GET` who, `DELETE` out. */
export function sessionRouter(options: SessionOptions): Router {
  const router = Router();
  router.all('/session', async (request, response) => {
    response.locals.route = '/session';
    response.setHeader('Cache-Control', 'no-store');
    try {
      const { status, body } = await answer(request, response, options);
      response.status(status);
      if (body) response.json(body);
      else response.end();
    } catch (error) {
      const refused = errorAnswer(error, request.requestId, (defect) =>
        options.onDefect(defect, request.requestId),
      );
      response.status(refused.status).set(refused.headers).json(refused.body);
    }
  });
  return router;
}

async function answer(request: Request, response: Response, options: SessionOptions): Promise<Answer> {
  switch (request.method) {
    case 'POST':
      return signIn(request, response, options);
    case 'GET':
    case 'HEAD': {
      const { actor, session } = await options.identify(request);
      return { status: 200, body: { session: present(actor, session?.expiresAt ?? null) } };
    }
    case 'DELETE':
      return signOut(request, response, options);
    case 'OPTIONS':
      response.setHeader('Allow', METHODS);
      return { status: 204 };
    default:
      throw refuse(
        'METHOD_NOT_ALLOWED',
        `/session does not take ${request.method}`,
        { allowed: METHODS.split(', ') },
        { Allow: METHODS },
      );
  }
}

async function signIn(request: Request, response: Response, options: SessionOptions): Promise<Answer> {
  const presented = presentedOf(request, options.secure);
  if (request.get('authorization') === undefined)
    throw new DomainError('UNAUTHENTICATED', 'Sign in with "Authorization: Bearer <API key or token>"');
  checkSameOrigin(presented);
  const { actor } = await options.identify(request);
  // who signs in again leaves no session behind that nobody could sign out
  await endOf(request, options).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
  });
  const { token, expiresAt, seconds } = await options.begin(actor, request.requestId);
  response.append('Set-Cookie', setCookie(presented, token, seconds));
  return { status: 201, body: { session: present(actor, expiresAt.toISOString()) } };
}

async function signOut(request: Request, response: Response, options: SessionOptions): Promise<Answer> {
  await endOf(request, options);
  response.append('Set-Cookie', clearCookies());
  return { status: 204 };
}

/** Ends the session of the cookie, whatever else was sent. @throws CSRF_REFUSED */
async function endOf(request: Request, options: SessionOptions): Promise<void> {
  const token = cookieOf(presentedOf(request, options.secure));
  if (!token) return;
  const { authorization: _not, ...headers } = request.headers;
  const found = await options.identify(request, headers).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') return null; // it has ended before
    throw error;
  });
  if (found?.session) await options.end(found.actor, found.session.id, request.requestId);
  options.forget(token);
}

/** Who is signed in, as the pages show it. */
function present(actor: Actor, expiresAt: string | null): object {
  const { type, id, name, member, organizationId, permissions } = actor;
  return {
    type,
    id,
    name,
    email: member?.email ?? null,
    role: member?.role ?? null,
    organizationId,
    permissions: [...permissions].sort(),
    expiresAt,
  };
}
