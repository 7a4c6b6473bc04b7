import { type Request, type RequestHandler, type Response, Router } from 'express';
import { allow, type ContentPolicy, plainPage, toolPage } from '../security-headers.ts';
import { type Assets, findAssets } from './assets.ts';
import { document, html, type Page } from './html.ts';
import { landingPage } from './landing.ts';

/** The pages for people: `/`, `/graphiql` and `/docs`. All they need comes from this server. */
export function pagesRouter(): Router {
  const router = Router();
  const assets = findAssets();
  if (!assets) return router.get(['/', '/graphiql', '/docs'], notBuilt);
  router.use('/assets', assets.handler);
  router.get(
    '/',
    page(plainPage, (request) => landingPage(assets, addressOf(request))),
  );
  router.get(
    '/graphiql',
    page(toolPage, () => graphiqlPage(assets)),
  );
  router.get(
    '/docs',
    page(toolPage, () => docsPage(assets)),
  );
  return router;
}

const graphiqlPage = (assets: Assets): Page => ({
  title: 'GraphiQL · Inventory Gateway',
  styles: [assets.href('site.css'), assets.href('graphiql.css')],
  script: assets.href('graphiql.js'),
  body: html`<div class="column"><header id="session"></header><div id="graphiql" class="fill"></div></div><noscript>GraphiQL needs JavaScript.</noscript>`,
});

const docsPage = (assets: Assets): Page => ({
  title: 'REST API · Inventory Gateway',
  styles: [assets.href('docs.css')],
  script: assets.href('docs.js'),
  body: html`<header id="session"></header><main id="docs"></main><noscript>This page needs JavaScript; the document is at <a href="openapi.json">openapi.json</a>.</noscript>`,
});

const addressOf = (request: Request): string => `${request.protocol}://${request.get('host') ?? '127.0.0.1'}`;

function page(policy: ContentPolicy, content: (request: Request) => Page): RequestHandler {
  return (request, response, next) => {
    // the pages name their files relative to the root, so that they also work behind a prefix
    if (request.path !== '/' && request.path.endsWith('/')) return next();
    response.locals.route = request.path;
    allow(response, policy);
    send(response, 200, document(content(request)));
  };
}

const notBuilt: RequestHandler = (_request, response) => {
  send(response, 503, 'The pages are not built: run npm run build, then start again.\n', 'text/plain');
};

function send(response: Response, status: number, text: string, type = 'text/html'): void {
  // a page names the files of its build: a stale copy would ask for files that are gone
  response.status(status).setHeader('Cache-Control', 'no-cache');
  response.type(type).send(text);
}
