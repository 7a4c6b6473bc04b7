import { GetLotValidationDocument, ValidateLotsDocument } from '../../generated/operations.ts';
import { amount, day, id, oneOf, words } from '../parameters.ts';
import { route } from '../route.ts';

const answer = { valid: 'validateLots.valid', lines: 'validateLots.lines' } as const;

export const lotControlRoutes = [
  route({
    id: 'getLotValidation',
    method: 'GET',
    path: '/api/inventory/lot-control/validate',
    summary: 'Get lot control validation',
    description: 'Whether one line with a lot would be accepted, with every reason; nothing is changed.',
    permissions: ['inventory.read'],
    operation: GetLotValidationDocument,
    query: {
      productMasterId: id('Id of the product (or give globalSku).'),
      globalSku: words('SKU of the product.'),
      lotId: id('Id of the lot.'),
      lotNumber: words('Number of the lot (instead of lotId).'),
      expiryDate: day('Expiry date as it is printed on the goods.'),
      locationId: id(
        'Id or code of the location. Default: judged by the day in UTC, and by the stock of all locations.',
      ),
      quantity: amount('How much, more than 0. Default: not compared with what is there.'),
      operation: oneOf(['RECEIVE', 'RESERVE', 'ADJUST'], 'What it is for. Default: RESERVE.'),
    },
    variables: ({ query }) => ({ line: query }),
    answer,
  }),
  route({
    id: 'validateLots',
    method: 'POST',
    path: '/api/inventory/lot-control/validate',
    summary: 'Validate lot control',
    description:
      'Whether up to 1,000 lines with lots would be accepted, each with every reason; nothing is changed.',
    permissions: ['inventory.read'],
    operation: ValidateLotsDocument,
    variables: ({ body }) => ({ input: body }),
    answer,
    example: {
      lines: [
        { globalSku: 'FD-2201', lotNumber: 'L2026-0417', locationId: 'MAIN', quantity: 12 },
        { globalSku: 'FD-2201', lotNumber: 'L2026-0533', expiryDate: '2027-05-31', operation: 'RECEIVE' },
      ],
    },
  }),
];
