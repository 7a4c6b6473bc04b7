import type { InferKyselyDB } from '@mikro-orm/postgresql';
import { AllocationEntity } from './allocation.entity.ts';
import { ApiKeyEntity } from './api-key.entity.ts';
import { AtpPolicyEntity } from './atp-policy.entity.ts';
import { AuditEntryEntity } from './audit-entry.entity.ts';
import { AuditSealEntity } from './audit-seal.entity.ts';
import { AuditUnsealedEntity } from './audit-unsealed.entity.ts';
import { AvailabilityEntity } from './availability.entity.ts';
import { BinEntity } from './bin.entity.ts';
import { CategoryEntity } from './category.entity.ts';
import { ChannelEntity } from './channel.entity.ts';
import { CycleCountBatchEntity } from './cycle-count-batch.entity.ts';
import { CycleCountLineEntity } from './cycle-count-line.entity.ts';
import { DocumentCounterEntity } from './document-counter.entity.ts';
import { ExpectedSupplyEntity } from './expected-supply.entity.ts';
import { HoldEntity } from './hold.entity.ts';
import { HoldLineEntity } from './hold-line.entity.ts';
import { IdempotencyRecordEntity } from './idempotency-record.entity.ts';
import { LocationEntity } from './location.entity.ts';
import { LocationDailyEntity } from './location-daily.entity.ts';
import { LotEntity } from './lot.entity.ts';
import { MemberEntity } from './member.entity.ts';
import { MovementEntity } from './movement.entity.ts';
import { MovementReversalEntity } from './movement-reversal.entity.ts';
import { OrganizationEntity } from './organization.entity.ts';
import { OutboxEventEntity } from './outbox-event.entity.ts';
import { PlatformKeyEntity } from './platform-key.entity.ts';
import { ProductEntity } from './product.entity.ts';
import { ProductSearchEntity } from './product-search.entity.ts';
import { PutAwaySplitEntity } from './put-away-split.entity.ts';
import { PutAwayTaskEntity } from './put-away-task.entity.ts';
import { ReasonCodeEntity } from './reason-code.entity.ts';
import { ReplenishmentEntity } from './replenishment.entity.ts';
import { ReplenishmentConfigEntity } from './replenishment-config.entity.ts';
import { ReservationEntity } from './reservation.entity.ts';
import { ReservationLineEntity } from './reservation-line.entity.ts';
import { SessionEntity } from './session.entity.ts';
import { StatusChangeEntity } from './status-change.entity.ts';
import { StockDailyEntity } from './stock-daily.entity.ts';
import { StockDocumentEntity } from './stock-document.entity.ts';
import { StockItemEntity } from './stock-item.entity.ts';
import { StockMonthlyEntity } from './stock-monthly.entity.ts';
import { StockOutEntity } from './stock-out.entity.ts';
import { StockRequestEntity } from './stock-request.entity.ts';
import { StockRequestApprovalEntity } from './stock-request-approval.entity.ts';
import { StockRequestCommentEntity } from './stock-request-comment.entity.ts';
import { StockRequestCountEntity } from './stock-request-count.entity.ts';
import { StockRequestLineEntity } from './stock-request-line.entity.ts';
import { StockRequestWordEntity } from './stock-request-word.entity.ts';
import { StocklistEntity } from './stocklist.entity.ts';
import { StocklistLineEntity } from './stocklist-line.entity.ts';
import { TransferEntity } from './transfer.entity.ts';
import { TransferLineEntity } from './transfer-line.entity.ts';
import { TransferParcelEntity } from './transfer-parcel.entity.ts';
import { WebhookEntity } from './webhook.entity.ts';
import { WebhookDeliveryEntity } from './webhook-delivery.entity.ts';

/** Every table of the gateway. */
export const entities = [
  OrganizationEntity,
  ApiKeyEntity,
  PlatformKeyEntity,
  CategoryEntity,
  ProductEntity,
  LocationEntity,
  BinEntity,
  LotEntity,
  ChannelEntity,
  AtpPolicyEntity,
  ReasonCodeEntity,
  ExpectedSupplyEntity,
  AvailabilityEntity,
  StockItemEntity,
  StockDocumentEntity,
  MovementEntity,
  MovementReversalEntity,
  StockDailyEntity,
  StockMonthlyEntity,
  LocationDailyEntity,
  StockOutEntity,
  AllocationEntity,
  ReservationEntity,
  ReservationLineEntity,
  CycleCountBatchEntity,
  CycleCountLineEntity,
  HoldEntity,
  HoldLineEntity,
  PutAwaySplitEntity,
  PutAwayTaskEntity,
  TransferEntity,
  TransferLineEntity,
  TransferParcelEntity,
  ReplenishmentEntity,
  ReplenishmentConfigEntity,
  StockRequestEntity,
  StockRequestLineEntity,
  StockRequestApprovalEntity,
  StockRequestCommentEntity,
  StockRequestWordEntity,
  StatusChangeEntity,
  DocumentCounterEntity,
  IdempotencyRecordEntity,
  OutboxEventEntity,
  AuditEntryEntity,
  AuditSealEntity,
  AuditUnsealedEntity,
  ProductSearchEntity,
  StocklistEntity,
  StocklistLineEntity,
  StockRequestCountEntity,
  MemberEntity,
  SessionEntity,
  WebhookEntity,
  WebhookDeliveryEntity,
];

/** The rows of every table, for typed SQL (Kysely): columns as the database names them. */
export type DB = InferKyselyDB<(typeof entities)[number], object>;
