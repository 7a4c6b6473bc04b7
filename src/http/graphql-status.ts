import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.ts';

/** What is wrong with the document or its variables, as opposed to who sends it, how much it asks for or what it does. */
const ofTheDocument = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'VALIDATION_FAILED']);

/**
 * Answers 200 to a bad document when the client takes `application/json` and nothing else: the GraphQL over HTTP
 * specification asks for it, because such clients read errors from the body and take another status for a fault of a proxy.
 * All others get 400.
 */
export const statusForPlainJson: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async ({ request }) => ({
    willSendResponse: async ({ response: { body, http } }) => {
      if (http.status !== 400 || body.kind !== 'single' || body.singleResult.data) return;
      if (!takesPlainJsonOnly(request.http?.headers.get('accept'))) return;
      const codes = body.singleResult.errors?.map(({ extensions }) => String(extensions?.code)) ?? [];
      if (codes.every((code) => ofTheDocument.has(code))) http.status = 200;
    },
  }),
};

const takesPlainJsonOnly = (accept: string | undefined): boolean =>
  !!accept?.split(',').every((range) => range.split(';')[0]?.trim().toLowerCase() === 'application/json');
