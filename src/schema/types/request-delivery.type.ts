import type { RequestDelivery } from '../../domain/stock-requests/deliveries.rules.ts';
import { choices } from '../support/choices.ts';

export const RequestDeliveryEnum = choices<RequestDelivery>(
  'RequestDelivery',
  'How a destination gets what is issued to it for a stock request.',
  {
    DIRECT: 'It is there as soon as it is issued: it moves from the one location to the other in one act.',
    TRANSFER: 'It is shipped with a transfer, that the destination receives.',
    CONSUMPTION: 'It is consumed: the destination keeps no stock, and its cost centre bears the cost.',
  },
);
