import { Foundation } from './20261123000000_foundation.ts';
import { CountingHoldsPutAway } from './20261124000000_counting_holds_put_away.ts';
import { TransfersInTransit } from './20261125000000_transfers.ts';
import { StockRequests } from './20261128000000_stock_requests.ts';
import { Stocklists } from './20261129000000_stocklists.ts';

/** Every migration, oldest first. A landed migration is never edited. */
export const migrations = [
  { name: '20261123000000_foundation', class: Foundation },
  { name: '20261124000000_counting_holds_put_away', class: CountingHoldsPutAway },
  {
    name: '20261125000000_transfers',
    class: TransfersInTransit,
  },
  { name: '20261128000000_stock_requests', class: StockRequests },
  { name: '20261129000000_stocklists', class: Stocklists },
];
