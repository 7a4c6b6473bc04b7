import {
  CancelPutAwayTaskDocument,
  CompletePutAwayTaskDocument,
  CreatePutAwayTaskDocument,
  ListPutAwayTasksDocument,
  StartPutAwayTaskDocument,
} from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { id, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { action, actionRoute, route } from '../route.ts';

const taskId = 'put_01KB3Q8Z4F7G9H1J3K5M7N9P1Q';

export const putAwayRoutes = [
  route({
    id: 'listPutAwayTasks',
    method: 'GET',
    path: '/api/inventory/put-away',
    summary: 'List put-away tasks',
    description:
      'The tasks, and the first 100 candidates: what lies in receiving bins, oldest receipt first, neither on hold nor covered by an open task.',
    permissions: ['inventory.read'],
    operation: ListPutAwayTasksDocument,
    query: {
      status: oneOf(['PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'], 'Tasks in this state.'),
      locationId: id('Tasks and candidates at this location (id or code).'),
      productMasterId: id('Tasks and candidates of this product.'),
      assignedTo: words('Tasks of exactly whom.'),
      sort: sort(['createdAt', 'updatedAt', 'number'], '-createdAt'),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({
      filter,
      candidates: { locationId: filter.locationId, productMasterId: filter.productMasterId },
      sort,
      ...slice({ page, limit }),
    }),
    answer: {
      tasks: 'putAwayTasks.nodes',
      candidates: 'putAwayCandidates.nodes',
      pagination: pageOf('putAwayTasks'),
    },
  }),
  actionRoute(
    {
      id: 'changePutAwayTask',
      method: 'POST',
      path: '/api/inventory/put-away',
      summary: 'Create put-away task',
      description: 'Without `action` a task is made; with it, the task `taskId` is taken a step on.',
      permissions: ['inventory.write'],
      by: 'action',
    },
    {
      start: action({
        description: 'Begins the work on a pending task.',
        operation: StartPutAwayTaskDocument,
        rename: { taskId: 'id' },
        variables: ({ body }) => ({ input: body }),
        answer: { task: 'startPutAwayTask.task' },
        example: { taskId },
      }),
      complete: action({
        description: 'Moves the goods to where they were planned, or to toBinId or splits: all or nothing.',
        operation: CompletePutAwayTaskDocument,
        rename: { taskId: 'id' },
        variables: ({ body }) => ({ input: body }),
        answer: { task: 'completePutAwayTask.task' },
        example: {
          taskId,
          splits: [
            { binId: 'A-01-03', quantity: 8 },
            { binId: 'A-01-04', quantity: 4 },
          ],
        },
      }),
      cancel: action({
        description: 'Gives up a task that is not completed: its goods stay where they are.',
        operation: CancelPutAwayTaskDocument,
        rename: { taskId: 'id' },
        variables: ({ body }) => ({ input: body }),
        answer: { task: 'cancelPutAwayTask.task' },
        example: { taskId, notes: 'Goes back to the supplier' },
      }),
    },
    action({
      description: 'Makes a task to put away goods of a receiving bin.',
      operation: CreatePutAwayTaskDocument,
      variables: ({ body }) => ({ input: body }),
      status: 201,
      answer: { task: 'createPutAwayTask.task' },
      example: {
        locationId: 'MAIN',
        globalSku: 'BK-R93R-62',
        fromBinId: 'RECV-01',
        lotNumber: 'L2026-0417',
        quantity: 12,
        toBinId: 'A-01-03',
        assignedTo: 'Kim',
      },
    }),
  ),
];
