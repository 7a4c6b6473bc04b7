import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { observe } from '../../src/http/observe.ts';
import type { Logger } from '../../src/platform/log.ts';
import { Metrics } from '../../src/platform/metrics.ts';

/** What is logged of a request for a path. */
function logged(path: string): string {
  const lines: string[] = [];
  const note = (fields: object) => lines.push(JSON.stringify(fields));
  const response = Object.assign(new EventEmitter(), { locals: {}, statusCode: 404, writableFinished: true });
  const metrics = new Metrics(() => ({ open: 0, used: 0, waiting: 0 }) as never);
  const handler = observe({ info: note, warn: note } as unknown as Logger, metrics);
  handler({ path, method: 'GET', requestId: 'req_1' } as never, response as never, () => undefined);
  response.emit('close');
  return JSON.parse(lines.join()).path;
}

it.each([
  [
    '/api/products/ig_live_0000018642370f55b2d1fd_9fa51e8fe26daa576cbcc831',
    '/api/products/ig_live_0000018642370f55b2d1fd_…',
  ],
  ['/api/x/000001_4970ecf013c5a75b079454a71b71b28ba3197ee7141b95ed/lines', '/api/x/000001_…/lines'],
  ['/api/x/whsec_GXd06139k9N8e%2B7EM5c37kDgW5fvE4hF', '/api/x/…'],
  ['/api/x/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', '/api/x/…'],
  ['/api/x/trf_01m852cw90nqpf8krw9ygjw03j', '/api/x/trf_01m852cw90nqpf8krw9ygjw03j'],
])('what is logged of %s has no secret', (path, shown) => {
  expect(logged(path)).toBe(shown);
});
