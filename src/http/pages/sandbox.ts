import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { RequestHandler } from 'express';
import { allow, sandboxPage } from '../security-headers.ts';
import { sandboxHeaders, sandboxQuery } from './first-query.ts';

const OFFLINE = 'Apollo Sandbox cannot be loaded; it appears that you might be offline.';

/** Apollo Sandbox for a browser's `GET /graphql`, with a first query and a place for the key. A session counts there, too. */
export function sandboxLandingPage(): ApolloServerPlugin {
  const apollo = ApolloServerPluginLandingPageLocalDefault({
    footer: false,
    document: sandboxQuery,
    headers: sandboxHeaders,
    includeCookies: true,
    embed: { runTelemetry: false, endpointIsEditable: false },
  });
  return {
    async serverWillStart(service) {
      const started = await apollo.serverWillStart?.(service);
      return {
        async renderLandingPage() {
          const page = await started?.renderLandingPage?.();
          const text = typeof page?.html === 'function' ? await page.html() : (page?.html ?? '');
          return { html: withWayOut(text) };
        },
      };
    },
  };
}

/** Offline, the page says where the same can be had (as text: Sandbox's empty frame lies over the page). */
const withWayOut = (text: string): string =>
  text.replace(OFFLINE, `${OFFLINE} GraphiQL at /graphiql comes from this server alone.`);

/** Lets a browser load Sandbox, and only where it asks for the page. */
export const sandboxPolicy: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' && request.accepts(['json', 'html']) === 'html') {
    allow(response, sandboxPage);
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin-allow-popups');
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  }
  next();
};
