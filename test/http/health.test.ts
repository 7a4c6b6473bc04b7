import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const ready = async () => {
  const { status, headers, body } = await gateway.call('GET', '/health/ready');
  return { status, retry: headers.get('retry-after'), ...body };
};

describe('health', () => {
  it('is ready when it can serve, without a key', async () => {
    expect((await gateway.call('GET', '/health/live')).body).toEqual({ status: 'live' });
    expect(await ready()).toEqual({
      status: 'ready',
      retry: null,
      checks: { starting: false, draining: false, database: 'ok', migrations: 'ok' },
    });
  });

  it.each(['starting', 'draining'] as const)('is live and not ready while %s', async (phase) => {
    gateway.app.readiness[phase] = true;
    expect(await ready()).toMatchObject({ status: 'not ready', retry: '2', checks: { [phase]: true } });
    expect((await gateway.call('GET', '/health/live')).status).toBe(200);
    gateway.app.readiness[phase] = false;
    expect(await ready()).toMatchObject({ status: 'ready' });
  });

  it('is not ready while a migration is pending', async () => {
    const { orgId } = await gateway.organization();
    const done = await gateway.asOwner<{ name: string }>(
      orgId,
      'delete from schema_migration returning name',
    );
    expect(await ready()).toMatchObject({
      status: 'not ready',
      checks: { database: 'ok', migrations: 'pending' },
    });
    for (const { name } of done)
      await gateway.asOwner(orgId, 'insert into schema_migration (name) values ($1)', [name]);
    expect(await ready()).toMatchObject({ status: 'ready' });
  });

  it('tells Prometheus of requests, by documented route', async () => {
    const { admin } = await gateway.organization();
    await admin.rest('GET', '/api/inventory/availability/none');
    const { body } = await gateway.call('GET', '/metrics');
    expect(body).toContain('route="/api/inventory/availability/{id}",status="404"');
  });
});
