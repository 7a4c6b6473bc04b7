import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import { sessionHeaders, showSessionBar } from './session-bar.ts';

const bar = document.getElementById('session');
if (bar) showSessionBar(bar);

SwaggerUI({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  // whoever is signed in needs no key here; one that is entered all the same is forgotten with the page
  persistAuthorization: false,
  requestInterceptor: (request: { headers: Record<string, string> }) => {
    Object.assign(request.headers, sessionHeaders);
    return request;
  },
  validatorUrl: null,
});
