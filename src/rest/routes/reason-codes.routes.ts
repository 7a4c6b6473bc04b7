import { ListReasonCodesDocument } from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { flag, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { route } from '../route.ts';

export const reasonCodeRoutes = [
  route({
    id: 'listReasonCodes',
    method: 'GET',
    path: '/api/inventory/adjustments/reason-codes',
    summary: 'List adjustment reason codes',
    permissions: ['inventory.adjust'],
    operation: ListReasonCodesDocument,
    query: {
      search: words('Part of the code or name.'),
      direction: oneOf(
        ['BOTH', 'DECREASE', 'INCREASE'],
        'Codes that may be used this way: INCREASE and DECREASE find those of BOTH as well.',
      ),
      active: flag('Codes that may be used (true), or that may not (false).'),
      sort: sort(['code', 'name', 'updatedAt'], 'code'),
      ...paging(),
    },
    variables: ({ query: { search, direction, active, sort, ...page } }) => ({
      filter: { search, direction, active },
      sort,
      ...slice(page),
    }),
    answer: { reasonCodes: 'reasonCodes.nodes', pagination: pageOf('reasonCodes') },
  }),
];
