import type { Actor } from './actor.ts';
import type { Authenticator } from './authenticate.ts';
import { checkCookieRequest, cookieOf, type Presented } from './cookie.ts';
import { isJwt, type JwtAuthenticator } from './jwt.ts';
import { unauthenticated } from './refusals.ts';
import type { OpenSession, SessionAuthenticator } from './session.ts';

/** Who sends a request, and by which session, if by one. */
export interface Identified {
  readonly actor: Actor;
  readonly session: OpenSession | null;
}

/** Finds out who sends a request: by an API key, a token of the identity provider, or a session's cookie. */
export class Credentials {
  readonly #keys: Authenticator;
  readonly #tokens: JwtAuthenticator | null;
  readonly #sessions: SessionAuthenticator;

  /** @param tokens null: no identity provider is set */
  constructor(keys: Authenticator, tokens: JwtAuthenticator | null, sessions: SessionAuthenticator) {
    this.#keys = keys;
    this.#tokens = tokens;
    this.#sessions = sessions;
  }

  /**
   * Who sends a request. What `Authorization` says counts before a cookie, which browsers send by themselves.
   * @throws UNAUTHENTICATED, FORBIDDEN for a platform identity, CSRF_REFUSED, UNAVAILABLE
   */
  async identify(presented: Presented): Promise<Identified> {
    const { authorization } = presented.headers;
    if (authorization !== undefined)
      return { actor: await this.#bearer(authorization, presented.address), session: null };
    const cookie = cookieOf(presented);
    if (cookie === undefined)
      return { actor: await this.#keys.authenticate(undefined, presented.address), session: null };
    checkCookieRequest(presented);
    const session = await this.#sessions.open(cookie, presented.address);
    return { actor: session.actor, session };
  }

  async #bearer(authorization: string, address: string | undefined): Promise<Actor> {
    const sent = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
    if (!isJwt(sent)) return this.#keys.authenticate(authorization, address);
    if (!this.#tokens)
      throw unauthenticated('No identity provider is set, so tokens are not accepted: send an API key');
    return this.#tokens.authenticate(sent);
  }
}
