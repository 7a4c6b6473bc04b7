import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.ts';

/** What validation adds to an unknown name: names that the schema does have. */
const suggestion = / ?Did you mean .+\?/s;

/** Who may not read the schema is not told of it by way of mistakes, either. */
export const suggestionsByPermission: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async ({ contextValue }) => ({
    willSendResponse: async ({ response: { body } }) => {
      if (body.kind !== 'single' || contextValue.actor.permissions.has('schema.read')) return;
      const { errors } = body.singleResult;
      if (!errors) return;
      body.singleResult.errors = errors.map((error) => ({
        ...error,
        message: error.message.replace(suggestion, ''),
      }));
    },
  }),
};
