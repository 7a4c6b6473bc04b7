import {
  CreateWebhookDocument,
  DeleteWebhookDocument,
  GetWebhookDocument,
  ListWebhooksDocument,
  UpdateWebhookDocument,
} from '../../generated/operations.ts';
import { found, pageOf } from '../answer.ts';
import { oneOf, paging, slice, sort, words } from '../parameters.ts';
import { route } from '../route.ts';

const params = { id: 'Id of the webhook.' };

export const webhookRoutes = [
  route({
    id: 'listWebhooks',
    method: 'GET',
    path: '/api/admin/webhooks',
    summary: 'List webhooks',
    permissions: ['admin.read'],
    operation: ListWebhooksDocument,
    query: {
      search: words('Part of the URL or description.'),
      status: oneOf(['ACTIVE', 'DISABLED'], 'Webhooks that events go to, or that are switched off.'),
      sort: sort(['createdAt', 'url'], '-createdAt'),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({
      filter,
      sort,
      ...slice({ page, limit }),
    }),
    answer: { webhooks: 'webhooks.nodes', pagination: pageOf('webhooks') },
  }),
  route({
    id: 'createWebhook',
    method: 'POST',
    path: '/api/admin/webhooks',
    summary: 'Create a webhook',
    description: 'It is told of what happens from now on. The secret is in this answer only.',
    permissions: ['admin.write'],
    operation: CreateWebhookDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: { webhook: 'createWebhook.webhook', secret: 'createWebhook.secret' },
    example: {
      url: 'https://example.com/hooks/stock',
      eventTypes: ['stock.*', 'transfer.received'],
      description: 'The shop',
    },
  }),
  route({
    id: 'getWebhook',
    method: 'GET',
    path: '/api/admin/webhooks/{id}',
    summary: 'Get a webhook',
    permissions: ['admin.read'],
    params,
    operation: GetWebhookDocument,
    variables: ({ params: { id } }) => ({ id }),
    answer: { webhook: found('webhook', 'webhook') },
  }),
  route({
    id: 'updateWebhook',
    method: 'PATCH',
    path: '/api/admin/webhooks/{id}',
    summary: 'Update a webhook',
    description: 'What is left out stays as it is; `status` switches it off or on.',
    permissions: ['admin.write'],
    params,
    operation: UpdateWebhookDocument,
    fromPath: { id: 'id' },
    variables: ({ body }) => ({ input: body }),
    answer: { webhook: 'updateWebhook.webhook' },
    example: { eventTypes: ['*'], status: 'ACTIVE' },
  }),
  route({
    id: 'deleteWebhook',
    method: 'DELETE',
    path: '/api/admin/webhooks/{id}',
    summary: 'Delete a webhook',
    description: 'Deletes it with what was to be sent to it.',
    permissions: ['admin.write'],
    params,
    operation: DeleteWebhookDocument,
    fromPath: { id: 'id' },
    variables: ({ body }) => ({ input: body }),
    status: 204,
    answer: { id: 'deleteWebhook.id' },
    example: {},
  }),
];
