import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway({ BODY_LIMIT_BYTES: '2048' });

describe('requests that no handler can read', () => {
  it('answers malformed JSON at /graphql in GraphQL form, without a stack', async () => {
    const { admin } = await gateway.organization();
    const headers = { authorization: `Bearer ${admin.key}`, 'content-type': 'application/json' };
    const { status, body } = await gateway.call('POST', '/graphql', '{bad', headers);
    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        {
          message: 'The body is not JSON',
          extensions: expect.objectContaining({ code: 'VALIDATION_FAILED' }),
        },
      ],
    });
  });

  it('refuses a body beyond the limit with 413', async () => {
    const { admin } = await gateway.organization();
    const { status, body } = await admin.graphql(`{ viewer { id } } # ${'x'.repeat(3000)}`);
    expect(status).toBe(413);
    expect(body.errors[0].extensions.code).toBe('PAYLOAD_TOO_LARGE');
  });

  it('answers broken percent-encoding in a path in JSON', async () => {
    const { status, body } = await gateway.call('GET', '/graphiql/%E0%A4%A');
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(JSON.stringify(body)).not.toContain('\\n    at ');
  });
});
