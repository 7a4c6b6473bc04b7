import {
  CreateApiKeyDocument,
  GetApiKeyDocument,
  ListApiKeysDocument,
  ListAuditEntriesDocument,
  RevokeApiKeyDocument,
  RotateApiKeyDocument,
  UpdateApiKeyDocument,
} from '../../generated/operations.ts';
import { found, pageOf } from '../answer.ts';
import { id, moment, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { route } from '../route.ts';

const base = '/api/admin/api-keys';
const params = { id: 'Id of the API key.' };

const list = route({
  id: 'listApiKeys',
  method: 'GET',
  path: base,
  summary: 'List API keys',
  description: 'The API keys of the organization, also those that ended. Never their secrets.',
  permissions: ['admin.read'],
  operation: ListApiKeysDocument,
  query: {
    status: oneOf(['ACTIVE', 'REVOKED', 'EXPIRED'], 'Keys of this status.'),
    search: words('Part of the name or of the public part (any case).'),
    sort: sort(['createdAt', 'name'], '-createdAt'),
    ...paging(),
  },
  variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
  answer: { apiKeys: 'apiKeys.nodes', pagination: pageOf('apiKeys') },
});

const create = route({
  id: 'createApiKey',
  method: 'POST',
  path: base,
  summary: 'Create an API key',
  description:
    'The plain key is in this answer only. A key gets no more than its maker has. Sent again under its Idempotency-Key, the answer has `null` for the plain key.',
  permissions: ['admin.write'],
  operation: CreateApiKeyDocument,
  variables: ({ body }) => ({ input: body }),
  status: 201,
  answer: { apiKey: 'createApiKey.apiKey', plaintextKey: 'createApiKey.plaintextKey' },
  example: {
    name: 'Web shop',
    scopes: ['inventory:read', 'reservations:*'],
    expiresAt: '2030-12-31T00:00:00Z',
    ipRanges: ['192.0.2.0/24', '2001:db8::/32'],
  },
});

const get = route({
  id: 'getApiKey',
  method: 'GET',
  path: `${base}/{id}`,
  summary: 'Get a specific API key',
  permissions: ['admin.read'],
  params,
  operation: GetApiKeyDocument,
  variables: ({ params: { id: keyId } }) => ({ id: keyId }),
  answer: { apiKey: found('apiKey', 'API key') },
});

const update = route({
  id: 'updateApiKey',
  method: 'PATCH',
  path: `${base}/{id}`,
  summary: 'Update an API key',
  description:
    'Changes its name, what it may do, when it ends or where it may be used from; what is left out stays as it is. It holds within 5 seconds on every gateway.',
  permissions: ['admin.write'],
  params,
  operation: UpdateApiKeyDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { apiKey: 'updateApiKey.apiKey' },
  example: { name: 'Web shop, Europe', ipRanges: ['192.0.2.17'] },
});

const rotate = route({
  id: 'rotateApiKey',
  method: 'POST',
  path: `${base}/{id}/rotate`,
  summary: 'Rotate an API key',
  description:
    'Gives the key another secret, which is in this answer only. The secret that it had goes on working for `overlapMinutes`; the key stays the same.',
  permissions: ['admin.write'],
  params,
  operation: RotateApiKeyDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { apiKey: 'rotateApiKey.apiKey', plaintextKey: 'rotateApiKey.plaintextKey' },
  example: { overlapMinutes: 60 },
});

const revoke = route({
  id: 'revokeApiKey',
  method: 'DELETE',
  path: `${base}/{id}`,
  summary: 'Revoke an API key',
  description:
    'Ends the key for good, within 5 seconds on every gateway. It stays in the list, as REVOKED: documents and the audit trail name it.',
  permissions: ['admin.write'],
  params,
  operation: RevokeApiKeyDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { apiKey: 'revokeApiKey.apiKey' },
  example: { expectedVersion: 1 },
});

const audit = route({
  id: 'listAuditEntries',
  method: 'GET',
  path: '/api/admin/audit-entries',
  summary: 'List audit entries',
  description: 'Who did what to which document, by which request, before and after; the newest first.',
  permissions: ['admin.read'],
  operation: ListAuditEntriesDocument,
  query: {
    documentType: words('Of documents of this kind, exactly: `ApiKey`, `Transfer`.'),
    documentId: id('Of this document.'),
    action: words('Of this action, exactly: `stock.adjust`.'),
    actorId: id('Done by this API key or member.'),
    requestId: words('Done in this request, as X-Request-Id said.'),
    from: moment('Done at this moment or later.'),
    to: moment('Done before this moment.'),
    ...paging(),
  },
  variables: ({ query: { page, limit, ...filter } }) => ({ filter, ...slice({ page, limit }) }),
  answer: { auditEntries: 'auditEntries.nodes', pagination: pageOf('auditEntries') },
});

/** Beyond the published surface: what those who look after an organization need. */
export const adminRoutes = [list, create, get, update, rotate, revoke, audit];
