import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** A Content-Security-Policy: for each directive, where things may come from. */
export type ContentPolicy = Readonly<Record<string, readonly string[]>>;

const SELF = "'self'";
const NONE = "'none'";
const INLINE = "'unsafe-inline'";

/** What an answer that is no page allows: nothing. */
const noPage: ContentPolicy = {
  'default-src': [NONE],
  'base-uri': [NONE],
  'form-action': [NONE],
  'frame-ancestors': [NONE],
};

/** A page of our own: only what this server serves, and no script or style inside the HTML. */
export const plainPage: ContentPolicy = {
  ...noPage,
  'style-src': [SELF],
  'img-src': [SELF, 'data:'],
};

/**
 * A page with a tool in it. The tools make style elements while they run (the editor of GraphiQL, Swagger UI), so
 * inline styles are allowed; inline scripts and other hosts are not.
 */
export const toolPage: ContentPolicy = {
  ...plainPage,
  'script-src': [SELF],
  'worker-src': [SELF],
  'connect-src': [SELF],
  'font-src': [SELF, 'data:'],
  'style-src': [SELF, INLINE],
};

const sandbox = 'https://embeddable-sandbox.cdn.apollographql.com';
const landing = 'https://apollo-server-landing-page.cdn.apollographql.com';

/**
 * Apollo Sandbox comes from Apollo's servers. Its page carries a policy of its own that allows only the scripts and
 * styles with its nonce; a browser applies both.
 */
export const sandboxPage: ContentPolicy = {
  ...noPage,
  'script-src': [SELF, INLINE, sandbox, landing],
  'style-src': [SELF, INLINE, sandbox, landing, 'https://fonts.googleapis.com'],
  'font-src': ['https://fonts.gstatic.com'],
  'img-src': [SELF, 'data:', landing],
  'manifest-src': [landing],
  'connect-src': [SELF],
  'frame-src': ['https://sandbox.embed.apollographql.com'],
};

/** Lets a page use what its policy names. */
export function allow(response: Response, policy: ContentPolicy): void {
  response.setHeader('Content-Security-Policy', headerOf(policy));
}

const headerOf = (policy: ContentPolicy): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');

/**
 * The security headers of every answer. Pages widen the content policy for themselves ({@link allow}).
 * @param hstsSeconds how long browsers must come back by HTTPS; 0 leaves the header out, for servers on plain HTTP.
 */
export function securityHeaders(hstsSeconds: number): RequestHandler {
  const others = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: hstsSeconds > 0 && { maxAge: hstsSeconds, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  return (request, response, next) => {
    allow(response, noPage);
    others(request, response, next);
  };
}
