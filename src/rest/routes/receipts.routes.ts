import { RecordStockDocument } from '../../generated/operations.ts';
import { route } from '../route.ts';

export const receiptRoutes = [
  route({
    id: 'recordStock',
    method: 'POST',
    path: '/api/inventory/record-stock',
    summary: 'Record stock',
    description: 'Records stock that comes in at a location, or sets what is there; all lines or none.',
    permissions: ['inventory.write'],
    operation: RecordStockDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: { receipt: 'recordStock.receipt', items: 'recordStock.items' },
    example: {
      locationId: 'MAIN',
      reference: 'PO-4711',
      mode: 'RECEIVE',
      lines: [
        { globalSku: 'BK-R93R-62', quantity: 40, binId: 'A-01-03', unitCost: 12.5 },
        { globalSku: 'FD-2201', quantity: 24, lotNumber: 'L2026-0417', expiryDate: '2027-04-17' },
      ],
    },
  }),
];
