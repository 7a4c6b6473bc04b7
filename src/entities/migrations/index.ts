import { Foundation } from './20261123000000_foundation.ts';
import { CountingHoldsPutAway } from './20261124000000_counting_holds_put_away.ts';
import { TransfersInTransit } from './20261125000000_transfers.ts';
import { Replenishment } from './20261126000000_replenishment.ts';
import { StockDaily } from './20261127000000_stock_daily.ts';
import { StockRequests } from './20261128000000_stock_requests.ts';
import { Stocklists } from './20261129000000_stocklists.ts';
import { RateLimits } from './20261130000000_rate_limits.ts';
import { StockRequestWords } from './20261201000000_stock_request_words.ts';
import { MembersAndSessions } from './20261202000000_members_and_sessions.ts';
import { ApiKeyRotation } from './20261203000000_api_key_rotation.ts';
import { AuditChain } from './20261204000000_audit_chain.ts';
import { Webhooks } from './20261206000000_webhooks.ts';
import { AvailabilitySku } from './20261207000000_availability_sku.ts';

/** Every migration, oldest first. A landed migration is never edited. */
export const migrations = [
  { name: '20261123000000_foundation', class: Foundation },
  { name: '20261124000000_counting_holds_put_away', class: CountingHoldsPutAway },
  { name: '20261125000000_transfers', class: TransfersInTransit },
  { name: '20261126000000_replenishment', class: Replenishment },
  { name: '20261127000000_stock_daily', class: StockDaily },
  { name: '20261128000000_stock_requests', class: StockRequests },
  { name: '20261129000000_stocklists', class: Stocklists },
  { name: '20261130000000_rate_limits', class: RateLimits },
  { name: '20261201000000_stock_request_words', class: StockRequestWords },
  { name: '20261202000000_members_and_sessions', class: MembersAndSessions },
  { name: '20261203000000_api_key_rotation', class: ApiKeyRotation },
  { name: '20261204000000_audit_chain', class: AuditChain },
  { name: '20261206000000_webhooks', class: Webhooks },
  { name: '20261207000000_availability_sku', class: AvailabilitySku },
];
