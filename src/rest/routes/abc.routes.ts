import { CreateAbcCycleCountDocument, GetAbcClassificationDocument } from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { day, flag, id, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { route } from '../route.ts';

export const abcRoutes = [
  route({
    id: 'getAbcClassification',
    method: 'GET',
    path: '/api/inventory/cycle-count/abc',
    summary: 'Get ABC classification for cycle counting',
    description:
      'Products by the value consumed of them, and when each is to be counted. Without inventory.read the value on hand is not told, nor an order by it.',
    permissions: ['inventory.cyclecount'],
    operation: GetAbcClassificationDocument,
    query: {
      locationId: id('Ranked at this location (id or code). Default: over all.'),
      categoryId: id('Products of this category (id or path).'),
      class: oneOf(['A', 'B', 'C'], 'Products of this class.'),
      onlyDue: flag('Products whose count is due.'),
      search: words('Part of the product name or SKU (any case).'),
      fromDate: day('First day of the period. Default: as long before its end as the settings say.'),
      toDate: day('Last day of the period. Default: today.'),
      basis: oneOf(
        ['CONSUMPTION', 'STOCK_VALUE'],
        'What to rank by. Default: consumption, and the value on hand where nothing was consumed.',
      ),
      sort: sort(
        ['value', 'dueDate', 'lastCountedAt', 'globalSku', 'productName'],
        '-value; without inventory.read: dueDate',
      ),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, fromDate, toDate, basis, ...filter } }) => ({
      filter,
      fromDate,
      toDate,
      basis,
      sort,
      ...slice({ page, limit }),
    }),
    answer: {
      products: 'abcClassification.nodes',
      classes: 'abcClassification.classes',
      basis: 'abcClassification.basis',
      fromDate: 'abcClassification.fromDate',
      toDate: 'abcClassification.toDate',
      pagination: pageOf('abcClassification'),
    },
  }),
  route({
    id: 'createAbcCycleCount',
    method: 'POST',
    path: '/api/inventory/cycle-count/abc',
    summary: 'Create ABC-based cycle count',
    description:
      'Takes the stock of the products whose count is due, the most overdue first, then by class and product. What is being counted already is not due.',
    permissions: ['inventory.cyclecount'],
    operation: CreateAbcCycleCountDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: { batch: 'createAbcCycleCountBatch.batch' },
    example: { locationId: 'MAIN', classes: ['A', 'B'], maxItems: 50, assignedTo: 'Kim' },
  }),
];
