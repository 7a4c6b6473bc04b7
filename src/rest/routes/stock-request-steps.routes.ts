import {
  ApproveStockRequestDocument,
  CancelStockRequestDocument,
  GetStockRequestStatusDocument,
  IssueStockRequestDocument,
  PickStockRequestDocument,
  RejectStockRequestDocument,
  RollBackStockRequestDocument,
  SubmitStockRequestDocument,
} from '../../generated/operations.ts';
import { found } from '../answer.ts';
import { action, actionRoute, route } from '../route.ts';

const params = { id: 'Id of the stock request.' };
const lineId = 'srl_01KB3Q8Z4F7G9H1J3K5M7N9P1Q';

const submit = route({
  id: 'submitStockRequest',
  method: 'POST',
  path: '/api/stock-requests/{id}/submit',
  summary: 'Submit a stock request',
  description: 'Submits a draft for approval; without a line it is refused with EMPTY_REQUEST.',
  permissions: ['stockrequests.write'],
  params,
  operation: SubmitStockRequestDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { stockRequest: 'submitStockRequest.stockRequest' },
  example: { notes: 'As every week' },
});

const approve = route({
  id: 'approveStockRequest',
  method: 'POST',
  path: '/api/stock-requests/{id}/approve',
  summary: 'Approve a stock request',
  description:
    'Approves it, in full or cut line by line, and allocates its stock, first expired first out. Who made, edited or submitted it may not (SELF_APPROVAL). Where the organization asks for two approvals, the first leaves it SUBMITTED.',
  permissions: ['stockrequests.approve'],
  params,
  operation: ApproveStockRequestDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { stockRequest: 'approveStockRequest.stockRequest' },
  example: { lines: [{ lineId, approvedQuantity: 12 }], allowPartial: true, notes: 'The rest next week' },
});

const reject = route({
  id: 'rejectStockRequest',
  method: 'POST',
  path: '/api/stock-requests/{id}/reject',
  summary: 'Reject a stock request',
  permissions: ['stockrequests.approve'],
  params,
  operation: RejectStockRequestDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { stockRequest: 'rejectStockRequest.stockRequest' },
  example: { reason: 'Ordered twice' },
});

const rollBack = route({
  id: 'rollBackStockRequest',
  method: 'POST',
  path: '/api/stock-requests/{id}/rollback',
  summary: 'Rollback a stock request',
  description:
    'Takes it one step back and undoes exactly what that step did; no approval before counts once it is SUBMITTED or DRAFT. A rejection is rolled back by who has stockrequests.approve.',
  permissions: ['stockrequests.write'],
  params,
  operation: RollBackStockRequestDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { stockRequest: 'rollBackStockRequest.stockRequest' },
  example: { reason: 'Issued to the wrong ward' },
});

const getStatus = route({
  id: 'getStockRequestStatus',
  method: 'GET',
  path: '/api/stock-requests/{id}/status',
  summary: 'Get stock request status',
  description:
    'Its state, the states that may follow (each with its rules and permission), the state that a rollback goes back to, and its history.',
  permissions: ['stockrequests.read'],
  params,
  operation: GetStockRequestStatusDocument,
  variables: ({ params: { id: requestId } }) => ({ id: requestId }),
  answer: {
    status: found('stockRequest.status', 'stock request'),
    allowed: 'stockRequest.allowed',
    rollbackTo: 'stockRequest.rollbackTo',
    history: 'stockRequest.history',
    version: 'stockRequest.version',
  },
});

/** Each state by the mutation that leads to it, and no other way: there is nothing here that the named routes refuse. */
const setStatus = actionRoute(
  {
    id: 'updateStockRequestStatus',
    method: 'POST',
    path: '/api/stock-requests/{id}/status',
    summary: 'Update stock request status',
    description:
      'Takes it on to a state, by the same rules and permissions as the route of that step. A step back is a rollback.',
    permissions: ['stockrequests.write'],
    params,
    by: 'status',
  },
  {
    SUBMITTED: action({
      description: 'Submits a draft for approval, as /submit.',
      operation: SubmitStockRequestDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { stockRequest: 'submitStockRequest.stockRequest' },
      example: { notes: 'As every week' },
    }),
    APPROVED: action({
      description: 'Approves it, as /approve.',
      needs: ['stockrequests.approve'],
      operation: ApproveStockRequestDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { stockRequest: 'approveStockRequest.stockRequest' },
      example: { lines: [{ lineId, approvedQuantity: 12 }] },
    }),
    REJECTED: action({
      description: 'Refuses it, as /reject.',
      needs: ['stockrequests.approve'],
      operation: RejectStockRequestDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { stockRequest: 'rejectStockRequest.stockRequest' },
      example: { reason: 'Ordered twice' },
    }),
    PICKING: action({
      description: 'Begins to pick what was approved: the answer has the pick list.',
      operation: PickStockRequestDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { stockRequest: 'pickStockRequest.stockRequest' },
      example: { notes: 'Cart 7' },
    }),
    ISSUED: action({
      description:
        'Issues what was picked, all that is allocated or less, with a reason for each short line.',
      operation: IssueStockRequestDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { stockRequest: 'issueStockRequest.stockRequest' },
      example: { lines: [{ lineId, issuedQuantity: 11, reason: 'One was broken' }] },
    }),
    CANCELLED: action({
      description: 'Gives it up before it is issued: what was allocated is free again.',
      operation: CancelStockRequestDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { stockRequest: 'cancelStockRequest.stockRequest' },
      example: { notes: 'Not needed any more' },
    }),
  },
);

export const stockRequestStepRoutes = [submit, approve, reject, rollBack, getStatus, setStatus];
