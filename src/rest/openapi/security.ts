/** The ways in which a caller can say who they are: any one of them. */
export const securitySchemes = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'API key',
    description: 'An API key of the organization: `Authorization: Bearer ig_live_...`.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token of the identity provider that this gateway is set to trust, of a member of the organization: `Authorization: Bearer eyJ...`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'ig_session',
    description:
      'The session of somebody who signed in on a page of this server (`POST /session` with a key or token; over HTTPS the cookie is called `__Host-ig_session`). Requests that may change something also carry the header `X-Session-Request: 1`, and only those of pages of this server are taken.',
  },
} as const;
