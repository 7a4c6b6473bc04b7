import type { Assets } from './assets.ts';
import { html, type Page } from './html.ts';

const ways = [
  {
    href: 'graphql',
    name: 'Apollo Sandbox',
    text: 'Explore and run GraphQL with Apollo’s tools, which come from the internet.',
  },
  { href: 'graphiql', name: 'GraphiQL', text: 'Explore and run GraphQL, from this server alone.' },
  { href: 'docs', name: 'REST API', text: 'Read every path and try it, from this server alone.' },
  {
    href: 'openapi.json',
    name: 'OpenAPI document',
    text: 'The REST API for tools and code generators (OpenAPI 3.1).',
  },
  {
    href: 'health/ready',
    name: 'Readiness',
    text: 'Whether this server can serve: database and migrations.',
  },
  { href: 'health/live', name: 'Liveness', text: 'Whether this process runs.' },
  { href: 'metrics', name: 'Metrics', text: 'Requests and their times, for Prometheus.' },
];

const restCall = (server: string) => `curl "${server}/api/inventory?limit=5" -H "Authorization: Bearer $KEY"`;
const graphqlCall = (server: string) =>
  `curl "${server}/graphql" -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"query": "{ viewer { organizationId permissions } }"}'`;

/**
 * `GET /`: where everything is.
 * @param server the address that the browser used, for calls that can be pasted.
 */
export function landingPage(assets: Assets, server: string): Page {
  return {
    title: 'Inventory Gateway',
    styles: [assets.href('site.css')],
    body: html`<main>
      <h1>Inventory Gateway</h1>
      <p class="lead">An organization’s stock, through one guarded GraphQL schema and a REST API that maps onto it.</p>
      <h2>Explore</h2>
      <ul class="ways">
        ${ways.map(
          ({ href, name, text }) => html`<li><a href="${href}">${name}</a><p>${text}</p></li>
        `,
        )}
      </ul>
      <h2>First calls</h2>
      <p>Every call carries an API key, or a token of your identity provider; on the pages GraphiQL and REST API you sign in with either. The first start prints two for the demo organization; <code>npm run cli -- key create</code> makes more.</p>
      <pre tabindex="0">${restCall(server)}</pre>
      <pre tabindex="0">${graphqlCall(server)}</pre>
    </main>`,
  };
}
