import { it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
const gateway = await startGateway();
const { admin } = await gateway.organization();
it('x', { timeout: 60_000 }, async () => {
  // @ts-ignore
  const { serverAudits } = await import('/tmp/ga/node_modules/graphql-http/lib/audits/index.mjs').catch(() => import('/tmp/ga/node_modules/graphql-http/lib/index.mjs'));
  const audits = serverAudits({ url: `${gateway.url}/graphql`, fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers).entries()), authorization: `Bearer ${admin.key}` } }) });
  let ok = 0;
  for (const audit of audits) { const r = await audit.fn(); if (r.status === 'ok') ok++; else console.log(r.status, audit.id, audit.name, r.reason); }
  console.log('OK', ok, 'of', audits.length);
  const c = await gateway.gatewayClient();
  const names = new Set((await c.query('select lower(name) as n from pg_timezone_names')).rows.map((r) => r.n));
  console.log('zones missing in pg', Intl.supportedValuesOf('timeZone').filter((z) => !names.has(z.toLowerCase())).join());
  await c.end();
});
