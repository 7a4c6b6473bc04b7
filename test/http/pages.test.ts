import { describe, expect, it } from 'vitest';
import { document, html } from '../../src/http/pages/html.ts';
import { buildIfStale } from '../support/built-server.ts';
import { startGateway } from '../support/gateway.ts';

buildIfStale(); // the pages load bundles that the build makes
const gateway = await startGateway();

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const open = (path: string) => gateway.call('GET', path, undefined, BROWSER);

/** The addresses that a page loads things from or links to. */
const addresses = (page: string): string[] =>
  [...page.matchAll(/\b(?:src|href|action)="([^"]*)"/g)].map(([, address]) => address ?? '');
const assetsOf = (page: string) => addresses(page).filter((address) => address.startsWith('assets/'));

describe.each(['/', '/graphiql', '/docs'])('%s', (path) => {
  it('is a page in HTML that is asked for anew each time', async () => {
    const { status, headers, body } = await open(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(body).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(body).toMatch(/<title>[^<]*Inventory Gateway<\/title>/);
    expect(body).toContain('name="viewport"');
  });

  it('needs nothing but this server, and no script or style inside the HTML', async () => {
    const { body } = await open(path);
    expect(addresses(body).filter((address) => /^(https?:)?\/\//.test(address))).toEqual([]);
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('loads files that exist, that browsers may keep for ever', async () => {
    const files = assetsOf((await open(path)).body);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const { status, headers } = await gateway.call('GET', `/${file}`);
      expect([file, status]).toEqual([file, 200]);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('content-type')).toMatch(file.endsWith('.css') ? /^text\/css/ : /^text\/javascript/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('answers HEAD without a body', async () => {
    const { status, body } = await gateway.call('HEAD', path);
    expect([status, body]).toEqual([200, '']);
  });
});

describe('the landing page', () => {
  it('links everything there is to see, and every link leads somewhere', async () => {
    const { body } = await open('/');
    const links = [...body.matchAll(/<a href="([^"]*)"/g)].map(([, link]) => link ?? '');
    expect(links).toEqual(
      expect.arrayContaining(['graphql', 'graphiql', 'docs', 'openapi.json', 'health/ready', 'metrics']),
    );
    for (const link of links) expect([link, (await open(`/${link}`)).status]).toEqual([link, 200]);
  });

  it('shows calls to the address that the browser used', async () => {
    const { body } = await open('/');
    expect(body).toContain(`${gateway.url}/api/inventory`);
  });
});

describe('the bundles', () => {
  it('load no code, style or font from elsewhere', async () => {
    const files = [...assetsOf((await open('/graphiql')).body), ...assetsOf((await open('/docs')).body)];
    for (const file of files) {
      const { body } = await gateway.call('GET', `/${file}`);
      const loads =
        body.match(/(?:@import|url\(|\bimport\(|importScripts\(|from)\s*["']?https?:[^"')]*/g) ?? [];
      expect([file, loads]).toEqual([file, []]);
    }
  });

  it('lie only under the address of this build', async () => {
    const [file = ''] = assetsOf((await open('/')).body);
    const stale = await gateway.call('GET', `/${file.replace(/assets\/\w+/, 'assets/0000000000000000')}`);
    expect(stale.status).toBe(404);
    const version = file.split('/')[1];
    for (const way of ['../../../package.json', '..%2f..%2fpackage.json', 'nothing.js', '']) {
      expect((await gateway.call('GET', `/assets/${version}/${way}`)).status).toBe(404);
    }
  });
});

describe('Apollo Sandbox', () => {
  it('is what a browser gets at GET /graphql, with a query and a place for the key', async () => {
    const { status, headers, body } = await open('/graphql');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(body).toContain('embeddable-sandbox');
    expect(body).toContain('query FirstLook');
    expect(body).toContain('"Authorization":"Bearer YOUR_API_KEY"');
    // whoever is signed in removes that one: the cookie goes along
    expect(body).toContain('"x-session-request":"1"');
    expect(body).toContain('"includeCookies":true');
    expect(body).toContain('GraphiQL at /graphiql comes from this server alone');
  });

  it('is for browsers: a program that asks without a query gets an error', async () => {
    const { status, headers } = await gateway.call('GET', '/graphql', undefined, {
      accept: 'application/json',
    });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('the first query', () => {
  it('runs as it is shown', async () => {
    const { firstQuery } = await import('../../src/http/pages/first-query.ts');
    const { admin } = await gateway.organization();
    const { body } = await admin.graphql(firstQuery);
    expect(body.errors).toBeUndefined();
    expect(body.data.viewer.permissions).toContain('inventory.read');
  });
});

describe('HTML', () => {
  const attack = `<script>alert("1")</script> & 'x'`;
  const harmless = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;';

  it('escapes whatever is put into it, in text and attributes', () => {
    expect(html`<p title="${attack}">${attack}</p>`.text).toBe(`<p title="${harmless}">${harmless}</p>`);
    expect(html`<ul>${[attack, html`<li>${attack}</li>`]}</ul>`.text).toBe(
      `<ul>${harmless}<li>${harmless}</li></ul>`,
    );
  });

  it('escapes the title and addresses of a page', () => {
    const page = document({ title: attack, styles: ['"><b>'], script: '"><i>', body: html`` });
    expect(page).toContain(`<title>${harmless}</title>`);
    expect(page).not.toMatch(/<script>|<b>|<i>/);
  });
});
