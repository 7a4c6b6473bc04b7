import {
  AddCountLineDocument,
  AssignCycleCountDocument,
  CancelCycleCountDocument,
  CreateCycleCountDocument,
  EnterCountsDocument,
  GetBlindCountFormDocument,
  GetCycleCountDocument,
  ListCycleCountsDocument,
  ReopenCycleCountDocument,
  ResolveCycleCountDocument,
  StartCycleCountDocument,
  SubmitCycleCountDocument,
} from '../../generated/operations.ts';
import { found, pageOf, withheld } from '../answer.ts';
import { day, id, oneOf, paging, required, slice, sort, words } from '../parameters.ts';
import { action, actionRoute, type Route, route } from '../route.ts';

const lineId = 'ccl_01KB3Q8Z4F7G9H1J3K5M7N9P1Q';
const otherLineId = 'ccl_01KB3Q8Z4F7G9H1J3K5M7N9P1R';

/** What a blind count keeps back is not there, instead of null. */
const linesAt = <Path extends string>(at: Path) =>
  withheld(at, {
    keys: ['systemQuantity', 'unitCost', 'variance', 'varianceValue', 'withinTolerance'],
    where: 'figuresHidden',
  });

const linePage = {
  status: oneOf(['PENDING', 'COUNTED', 'RECOUNT', 'RESOLVED'], 'Lines in this state.'),
  ...paging({ fallback: 1_000, most: 1_000 }),
};
const blindness =
  'Of a blind count the lines are without systemQuantity, unitCost, variance, varianceValue and withinTolerance until it is in review.';

const list = route({
  id: 'listCycleCounts',
  method: 'GET',
  path: '/api/inventory/cycle-count',
  summary: 'List cycle count batches',
  permissions: ['inventory.cyclecount'],
  operation: ListCycleCountsDocument,
  query: {
    status: oneOf(['OPEN', 'IN_PROGRESS', 'REVIEW', 'RESOLVED', 'CANCELLED'], 'In this state.'),
    type: oneOf(['FULL', 'PARTIAL', 'SPOT', 'ABC'], 'Of this kind.'),
    locationId: id('At this location (id or code).'),
    assignedTo: words('Assigned to exactly whom.'),
    fromDate: day("Made on this day of the location's calendar, or later."),
    toDate: day("Made on this day of the location's calendar, or earlier."),
    sort: sort(['createdAt', 'number', 'dueDate', 'updatedAt'], '-createdAt'),
    ...paging(),
  },
  variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
  answer: { batches: 'cycleCountBatches.nodes', pagination: pageOf('cycleCountBatches') },
});

const create = route({
  id: 'createCycleCount',
  method: 'POST',
  path: '/api/inventory/cycle-count',
  summary: 'Create cycle count batch',
  description:
    'Takes all stock items of a location (FULL), or those under all the filters given (PARTIAL, SPOT). What is expected is not fixed: it is read when a count is entered.',
  permissions: ['inventory.cyclecount'],
  operation: CreateCycleCountDocument,
  variables: ({ body }) => ({ input: body }),
  status: 201,
  answer: { batch: 'createCycleCountBatch.batch' },
  example: {
    locationId: 'MAIN',
    type: 'PARTIAL',
    binIds: ['A-01-03', 'A-01-04'],
    assignedTo: 'Kim',
    dueDate: '2026-12-31',
    notes: 'After the inventory of the racks',
  },
});

const get = route({
  id: 'getCycleCount',
  method: 'GET',
  path: '/api/inventory/cycle-count/{batchId}',
  summary: 'Get cycle count batch details',
  description: `The batch with its lines, in the order of their numbers. ${blindness}`,
  permissions: ['inventory.cyclecount'],
  params: { batchId: 'Id of the batch.' },
  operation: GetCycleCountDocument,
  query: linePage,
  variables: ({ params: { batchId }, query: { status, ...page } }) => ({
    id: batchId,
    filter: { status },
    ...slice(page),
  }),
  answer: {
    batch: found('cycleCountBatch', 'cycle count'),
    lines: linesAt('page.lines.nodes'),
    pagination: pageOf('page.lines'),
  },
});

const blindForm = route({
  id: 'getBlindCountForm',
  method: 'GET',
  path: '/api/inventory/cycle-count/blind-form',
  summary: 'Get blind cycle count form',
  description: 'The lines to be counted, without any figure of the system, whatever the state of the batch.',
  permissions: ['inventory.cyclecount'],
  operation: GetBlindCountFormDocument,
  query: { batchId: required(id('Id of the batch.')), ...linePage },
  variables: ({ query: { batchId, status, ...page } }) => ({
    id: batchId,
    filter: { status },
    ...slice(page),
  }),
  answer: {
    batch: found('cycleCountBatch', 'cycle count'),
    lines: 'page.lines.nodes',
    pagination: pageOf('page.lines'),
  },
});

const update = actionRoute(
  {
    id: 'updateCycleCount',
    method: 'POST',
    path: '/api/inventory/cycle-count/{batchId}',
    summary: 'Update cycle count batch',
    description: `Takes a batch a step on; answers with the lines that were touched, or the first 1,000. ${blindness}`,
    permissions: ['inventory.cyclecount'],
    params: { batchId: 'Id of the batch.' },
    by: 'action',
  },
  {
    start: action({
      description: 'Begins to count an open batch.',
      operation: StartCycleCountDocument,
      fromPath: { id: 'batchId' },
      variables: ({ body }) => ({ input: body }),
      answer: { batch: 'startCycleCount.batch', lines: linesAt('startCycleCount.lines') },
      example: { expectedVersion: 1 },
    }),
    count: action({
      description: 'Enters counts of a batch in progress; a line counted already takes the new count.',
      operation: EnterCountsDocument,
      fromPath: { id: 'batchId' },
      variables: ({ body }) => ({ input: body }),
      answer: { batch: 'enterCounts.batch', lines: linesAt('enterCounts.lines') },
      example: {
        counts: [
          { lineId, countedQuantity: 118 },
          { lineId: otherLineId, countedQuantity: 24.5, notes: 'one bag torn' },
        ],
      },
    }),
    addLine: action({
      description: 'Adds a line for stock that the batch does not have, perhaps with its count.',
      operation: AddCountLineDocument,
      fromPath: { id: 'batchId' },
      variables: ({ body }) => ({ input: body }),
      answer: { batch: 'addCountLine.batch', lines: linesAt('addCountLine.lines') },
      example: {
        line: {
          globalSku: 'BK-R93R-62',
          binId: 'A-01-04',
          lotNumber: 'L2026-0417',
          expiryDate: '2027-04-17',
          countedQuantity: 6,
          notes: 'behind the pallet',
        },
      },
    }),
    submit: action({
      description: 'Hands a batch in for review, once every line is counted or with allowUncounted.',
      operation: SubmitCycleCountDocument,
      fromPath: { id: 'batchId' },
      variables: ({ body }) => ({ input: body }),
      answer: { batch: 'submitCycleCount.batch', lines: linesAt('submitCycleCount.lines') },
      example: { notes: 'Bin A-01-05 is locked', allowUncounted: true },
    }),
    reopen: action({
      description: 'Opens a batch in review for counting again; its lines stay as they are.',
      operation: ReopenCycleCountDocument,
      fromPath: { id: 'batchId' },
      variables: ({ body }) => ({ input: body }),
      answer: { batch: 'reopenCycleCount.batch', lines: linesAt('reopenCycleCount.lines') },
      example: { notes: 'The top shelf was left out' },
    }),
    assign: action({
      description: 'Says who is to count; null: nobody.',
      operation: AssignCycleCountDocument,
      fromPath: { id: 'batchId' },
      variables: ({ body }) => ({ input: body }),
      answer: { batch: 'assignCycleCount.batch', lines: linesAt('assignCycleCount.lines') },
      example: { assignedTo: 'Kim' },
    }),
    cancel: action({
      description: 'Gives up a batch that is not resolved; what was accepted of it stays.',
      operation: CancelCycleCountDocument,
      fromPath: { id: 'batchId' },
      variables: ({ body }) => ({ input: body }),
      answer: { batch: 'cancelCycleCount.batch', lines: linesAt('cancelCycleCount.lines') },
      example: { notes: 'Counted by mistake' },
    }),
  },
);

const resolve = route({
  id: 'resolveCycleCount',
  method: 'POST',
  path: '/api/inventory/cycle-count/resolve',
  summary: 'Resolve cycle count discrepancies',
  description:
    'Decides on lines of a batch in review, all or nothing; answers with those lines. What is accepted is posted in one adjustment: its variance, on top of what is there now.',
  permissions: ['inventory.cyclecount'],
  operation: ResolveCycleCountDocument,
  rename: { batchId: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: {
    batch: 'resolveCycleCount.batch',
    adjustment: 'resolveCycleCount.adjustment',
    lines: linesAt('resolveCycleCount.lines'),
  },
  example: {
    batchId: 'ccb_01KB3Q8Z4F7G9H1J3K5M7N9P1Q',
    resolutions: [
      { lineId, action: 'ACCEPT', reasonCode: 'MISSING' },
      { lineId: otherLineId, action: 'RECOUNT', notes: 'look behind the pallet' },
    ],
    acceptWithinTolerance: true,
  },
});

/** The same row under the path that old clients call. */
const alias = (row: Route, id: string): Route => ({
  ...row,
  id,
  path: row.path.replace('/api/inventory', ''),
});

export const cycleCountRoutes = [
  list,
  create,
  get,
  blindForm,
  update,
  resolve,
  alias(list, 'listCycleCountsAlias'),
  alias(create, 'createCycleCountAlias'),
  alias(get, 'getCycleCountAlias'),
  alias(resolve, 'resolveCycleCountAlias'),
];
