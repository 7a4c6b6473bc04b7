import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import { CSRF_HEADER } from './csrf-header.ts';
import { csrfRefused } from './refusals.ts';

/** The cookie on plain HTTP, which is for a machine of one's own. */
export const COOKIE = 'ig_session';
/** The cookie on HTTPS: with this prefix browsers take it from this very host only, never from one beside it. */
const SECURE_COOKIE = '__Host-ig_session';

/** What a request says of itself. */
export interface Presented {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Where it comes from, as far as the trusted proxies tell. */
  readonly address: string | undefined;
  /** Whether the connection itself is encrypted, or the operator says that all are. */
  readonly secure: boolean;
}

/** The session's token in a request's cookies. */
export function cookieOf(presented: Presented): string | undefined {
  const cookies = parseCookie(presented.headers.cookie ?? '');
  // on HTTPS the plain name is nobody's: whoever owns a host beside this one could have set it
  return cookies[SECURE_COOKIE] || (isHttps(presented) ? undefined : cookies[COOKIE]) || undefined;
}

/** `Set-Cookie` for a session's token that lasts so many seconds. */
export function setCookie(presented: Presented, token: string, seconds: number): string {
  const secure = isHttps(presented) || (originOf(presented)?.startsWith('https://') ?? false);
  return stringifySetCookie(secure ? SECURE_COOKIE : COOKIE, token, {
    ...attributes(secure),
    maxAge: seconds,
  });
}

/** `Set-Cookie` that removes the session's cookie, by whichever name. */
export function clearCookies(): string[] {
  return [
    stringifySetCookie(SECURE_COOKIE, '', { ...attributes(true), maxAge: 0 }),
    stringifySetCookie(COOKIE, '', { ...attributes(false), maxAge: 0 }),
  ];
}

const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: 'strict', path: '/', secure }) as const;

/** Behind a proxy that ends HTTPS the proxy says so; a client that lies about it harms its own cookie only. */
const isHttps = ({ secure, headers }: Presented): boolean =>
  secure || /^https\b/i.test(String(headers['x-forwarded-proto'] ?? ''));

const originOf = ({ headers }: Presented): string | undefined => headers.origin;

/**
 * Sees to it that a request which a browser identifies by its cookie was made by a page of this server. The cookie alone
 * proves nothing: browsers send it whichever page of the same site asks.
 * @throws CSRF_REFUSED
 */
export function checkSameOrigin(presented: Presented): void {
  const site = presented.headers['sec-fetch-site'];
  const origin = originOf(presented);
  const safe = ['GET', 'HEAD', 'OPTIONS'].includes(presented.method);
  // `none`: the person typed the address
  const sameSite = site === undefined || site === 'same-origin' || (safe && site === 'none');
  if (!sameSite || (site === undefined && origin !== undefined && !isOwn(origin, presented)))
    throw csrfRefused('A session is for the pages of this server: other pages send an API key or a token');
}

/** The same for a request by cookie, which if it may change something also needs a header of ours. */
export function checkCookieRequest(presented: Presented): void {
  checkSameOrigin(presented);
  const safe = ['GET', 'HEAD', 'OPTIONS'].includes(presented.method);
  // a form cannot send it, and a script of another origin only after a preflight, which allows no cookies
  if (!safe && presented.headers[CSRF_HEADER] === undefined)
    throw csrfRefused(
      `Send the header ${CSRF_HEADER}: 1 with requests of a session that may change something`,
    );
}

function isOwn(origin: string, { headers }: Presented): boolean {
  return URL.parse(origin)?.host === headers.host?.toLowerCase();
}
