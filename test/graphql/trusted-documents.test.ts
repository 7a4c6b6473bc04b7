import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprinter } from '../support/fingerprint.ts';
import { type Answer, startGateway } from '../support/gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'inventory-gateway-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function fileOf(content: unknown): string {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const viewer = 'query Viewer { viewer { id } }';
const days =
  'mutation Days($days: Int!) { updateOrganizationSettings(input: {demandWindowDays: $days}) { __typename } }';
const gateway = await startGateway({
  TRUSTED_DOCUMENTS: fileOf({ hash1: viewer, abc: days, schema: '{ __schema { queryType { name } } }' }),
});
const organization = await gateway.organization();
const { admin, caller } = organization;
const content = await fingerprinter(gateway);
const send = (body: object, key = admin.key) =>
  gateway.call('POST', '/graphql', body, { authorization: `Bearer ${key}` });
const told = ({ status, body }: Answer) => [status, body.errors?.[0].extensions.code];
const notTrusted = [400, 'DOCUMENT_NOT_TRUSTED'];

describe('trusted documents only', () => {
  it('are run by their names, in every spelling of clients', async () => {
    const { keyId } = admin;
    for (const body of [
      { documentId: 'hash1' },
      { documentId: 'sha256:hash1', operationName: 'Viewer' },
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'hash1' } } },
      // what is sent beside the name is not looked at
      { documentId: 'hash1', query: '{ __typename }' },
    ])
      expect((await send(body)).body).toEqual({ data: { viewer: { id: keyId } } });
    for (const search of [
      'documentId=hash1',
      'extensions=%7B%22persistedQuery%22:%7B%22sha256Hash%22:%22hash1%22%7D%7D',
    ]) {
      const { body } = await gateway.call('GET', `/graphql?${search}`, undefined, {
        authorization: `Bearer ${admin.key}`,
        'apollo-require-preflight': '1',
      });
      expect(body).toEqual({ data: { viewer: { id: keyId } } });
    }
    const written = await send({ documentId: 'abc', variables: { days: 9 } });
    expect(written.body.errors).toBeUndefined();
  });

  it('and no other, which changes nothing', async () => {
    const before = await content(organization);
    for (const body of [
      { query: viewer },
      { query: days, variables: { days: 11 } },
      { documentId: 'hash2', query: days, variables: { days: 11 } },
      { documentId: 'constructor' },
      { documentId: '' },
      { documentId: 7 },
      { extensions: { persistedQuery: { version: 1, sha256Hash: ['hash1'] } }, query: viewer },
      { query: '{', operationName: 'X' },
      { variables: {} },
    ])
      expect([body, ...told(await send(body))]).toEqual([body, ...notTrusted]);
    expect(await content(organization)).toEqual(before);
  });

  it('as whom they are sent: permissions and credentials hold as ever', async () => {
    const reader = await caller('inventory.read');
    expect(told(await send({ documentId: 'abc', variables: { days: 12 } }, reader.key))[1]).toBe('FORBIDDEN');
    expect(told(await send({ documentId: 'schema' }, reader.key))).toEqual([403, 'FORBIDDEN']);
    for (const documentId of ['hash1', 'unknown'])
      expect(told(await send({ documentId }, 'wrong'))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('leave REST as it is', async () => {
    expect((await admin.rest('GET', '/api/inventory')).status).toBe(200);
  });
});

describe('the file of trusted documents', () => {
  it('may be a manifest of Apollo', async () => {
    const operations = [{ id: 'one', name: 'Viewer', type: 'query', body: viewer }];
    const path = fileOf({ format: 'apollo-persisted-query-manifest', version: 1, operations });
    const { call } = await gateway.another({ TRUSTED_DOCUMENTS: path });
    const { body } = await call(
      'POST',
      '/graphql',
      { documentId: 'one' },
      { authorization: `Bearer ${admin.key}` },
    );
    expect(body).toEqual({ data: { viewer: { id: admin.keyId } } });
  });

  it.each([
    ['is not there', join(folder, 'none.json'), 'cannot be read'],
    ['is no JSON', fileOf('{'), 'cannot be read'],
    ['is of another format', fileOf(['x']), 'neither'],
    ['is empty', fileOf({}), 'there is none'],
    ['has a document that does not parse', fileOf({ good: viewer, bad: '{' }), 'bad: Syntax Error'],
    ['has a document of another schema', fileOf({ bad: '{ nothing }' }), 'bad: Cannot query field "nothing"'],
    [
      'has a document over the limits',
      fileOf({ bad: `{ category(id: "x") ${'{ parent '.repeat(12)}{ id }${' }'.repeat(12)} }` }),
      'bad: The operation has',
    ],
  ])('refuses the start when it %s', async (_what, path, problem) => {
    await expect(gateway.another({ TRUSTED_DOCUMENTS: path })).rejects.toThrow(problem);
  });
});
