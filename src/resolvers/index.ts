import 'reflect-metadata'; // before any decorated class

import { AbcClassesResolver } from './abc-classes.resolver.ts';
import { AdjustmentsResolver } from './adjustments.resolver.ts';
import { AnalyticsResolver } from './analytics.resolver.ts';
import { ApiKeysResolver } from './api-keys.resolver.ts';
import { AtpPoliciesResolver } from './atp-policies.resolver.ts';
import { AuditResolver } from './audit.resolver.ts';
import { AvailabilityResolver } from './availability.resolver.ts';
import { BinsResolver } from './bins.resolver.ts';
import { CategoriesResolver } from './categories.resolver.ts';
import { ChannelPromiseResolver } from './channel-promise.resolver.ts';
import { ChannelsResolver } from './channels.resolver.ts';
import { CountBatchesResolver, CountReviewResolver } from './count-batches.resolver.ts';
import { CycleCountsResolver } from './cycle-counts.resolver.ts';
import { ExpectedSupplyResolver } from './expected-supply.resolver.ts';
import { ExpiryResolver } from './expiry.resolver.ts';
import { HoldsResolver } from './holds.resolver.ts';
import { IssuesResolver } from './issues.resolver.ts';
import { LocationsResolver } from './locations.resolver.ts';
import { LotControlResolver } from './lot-control.resolver.ts';
import { LotsResolver } from './lots.resolver.ts';
import { MembersResolver } from './members.resolver.ts';
import { OrganizationResolver } from './organization.resolver.ts';
import { ProductSearchResolver } from './product-search.resolver.ts';
import { ProductsResolver } from './products.resolver.ts';
import { PutAwayCandidateResolver, PutAwayResolver } from './put-away.resolver.ts';
import { ReasonCodesResolver } from './reason-codes.resolver.ts';
import { ReceiptsResolver } from './receipts.resolver.ts';
import { ReplenishmentResolver } from './replenishment.resolver.ts';
import { ReplenishmentSuggestionsResolver } from './replenishment-suggestions.resolver.ts';
import { ReservationsResolver } from './reservations.resolver.ts';
import { StockAsOfResolver, StockItemsResolver } from './stock-items.resolver.ts';
import { StockRequestDraftsResolver } from './stock-request-drafts.resolver.ts';
import { StockRequestLifeResolver } from './stock-request-life.resolver.ts';
import { StockRequestOverviewResolver } from './stock-request-overview.resolver.ts';
import { StockRequestsResolver } from './stock-requests.resolver.ts';
import { StocklistsResolver } from './stocklists.resolver.ts';
import { TransfersResolver } from './transfers.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';
import { WebhookDeliveriesResolver } from './webhook-deliveries.resolver.ts';
import { WebhooksResolver } from './webhooks.resolver.ts';

/** Every resolver class, one a capability. */
export const resolvers = [
  AbcClassesResolver,
  ApiKeysResolver,
  AtpPoliciesResolver,
  AuditResolver,
  BinsResolver,
  CategoriesResolver,
  ChannelsResolver,
  LocationsResolver,
  LotsResolver,
  MembersResolver,
  OrganizationResolver,
  ProductsResolver,
  ReasonCodesResolver,
  AdjustmentsResolver,
  AvailabilityResolver,
  ChannelPromiseResolver,
  CountBatchesResolver,
  CountReviewResolver,
  CycleCountsResolver,
  ExpectedSupplyResolver,
  ExpiryResolver,
  HoldsResolver,
  LotControlResolver,
  ReceiptsResolver,
  ReservationsResolver,
  PutAwayResolver,
  PutAwayCandidateResolver,
  StockItemsResolver,
  StockAsOfResolver,
  AnalyticsResolver,
  TransfersResolver,
  ReplenishmentResolver,
  ReplenishmentSuggestionsResolver,
  StockRequestsResolver,
  StockRequestDraftsResolver,
  StockRequestLifeResolver,
  StockRequestOverviewResolver,
  StocklistsResolver,
  ProductSearchResolver,
  IssuesResolver,
  ViewerResolver,
  WebhooksResolver,
  WebhookDeliveriesResolver,
] as const;
