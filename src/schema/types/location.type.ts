import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type {
  LocationFilter,
  LocationRow,
  LocationSortField,
} from '../../domain/locations/locations.query.ts';
import type { LocationType } from '../../domain/locations/locations.rules.ts';
import type { UpsertLocationInput as UpsertLocation } from '../../domain/locations/upsert-locations.command.ts';
import type { ActiveStatus } from '../../domain/master-data.rules.ts';
import type { RequestDelivery } from '../../domain/stock-requests/deliveries.rules.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';
import { ActiveStatusEnum } from './active-status.type.ts';
import { RequestDeliveryEnum } from './request-delivery.type.ts';

export const LocationTypeEnum = choices<LocationType>('LocationType', 'What a location is for.', {
  WAREHOUSE: 'Keeps stock and supplies others.',
  STORE: 'Sells to customers on the spot.',
  DEPARTMENT:
    'A department, ward or other consumer inside the organization: asks for goods by stock requests.',
  PRODUCTION: 'A place of production: consumes components, yields products.',
  RECEIVING: 'Where goods arrive before they are put away.',
  TRANSIT: 'Stock on its way between locations.',
  DESTRUCTION: 'Where goods are taken to be destroyed.',
  SUPPLIER: "Stock at a supplier's (on consignment, or to be fetched).",
  CUSTOMER: "Stock at a customer's (on consignment).",
});

@ObjectType({ description: 'A place that keeps stock.', simpleResolvers: true })
export class Location extends MasterData implements LocationRow {
  @Field(() => ID, { description: 'Id of the location.' })
  id!: string;
  @Field(() => String, {
    description: 'The code: unique in the organization; requests may give it for the id.',
  })
  code!: string;
  @Field(() => String, { description: 'The name.' })
  name!: string;
  @Field(() => LocationTypeEnum, { description: 'What it is for.' })
  type!: LocationType;
  @Field(() => ID, { nullable: true, description: 'Id of the location that it belongs to; null at the top.' })
  parentId!: string | null;
  @Field(() => String, {
    description: 'Time zone of the IANA database: decides which day it is there (expiry, due dates).',
  })
  timezone!: string;
  @Field(() => Boolean, { description: 'Whether stock may go below zero there.' })
  allowNegativeStock!: boolean;
  @Field(() => ActiveStatusEnum, { description: 'Whether it takes new stock.' })
  status!: ActiveStatus;
  @Field(() => RequestDeliveryEnum, {
    description: 'How it gets what is issued to it for a stock request.',
  })
  requestDelivery!: RequestDelivery;
  @Field(() => String, {
    nullable: true,
    description: 'The cost centre that bears what it consumes by stock requests (CONSUMPTION).',
  })
  costCentre!: string | null;
}

export const LocationConnection = connectionType(Location, 'Location');

@InputType({ description: 'Which locations are listed: all that is given must hold.' })
export class LocationFilterInput implements LocationFilter {
  @Field(() => String, { nullable: true, description: 'Part of the code or name (any case).' })
  search?: string | null;
  @Field(() => LocationTypeEnum, { nullable: true, description: 'Locations of this type.' })
  type?: LocationType | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Those right below this location (id or code); null finds those at the top.',
  })
  parentId?: string | null;
  @Field(() => ActiveStatusEnum, { nullable: true, description: 'Locations of this status.' })
  status?: ActiveStatus | null;
}

export const LocationSortInput = sortInput<LocationSortField>('Location', {
  code: 'The code.',
  name: 'The name.',
  updatedAt: 'When it was last changed.',
});

@InputType({
  description: 'A location to be made or changed. What is left out stays as it is, or takes its default.',
})
export class UpsertLocationInput extends UpsertInput implements UpsertLocation {
  @Field(() => String, { description: 'The code, 1 to 100 characters; unique in the organization.' })
  code!: string;
  @Field(() => String, { nullable: true, description: 'Name, 1 to 255 characters; default: the code.' })
  name?: string | null;
  @Field(() => LocationTypeEnum, { nullable: true, description: 'What it is for; default: WAREHOUSE.' })
  type?: LocationType | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of the location that it belongs to; it may be made by the same request. null: none. Below itself is refused.',
  })
  parentId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Time zone of the IANA database, such as Europe/Berlin; default: UTC.',
  })
  timezone?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether stock may go below zero there; default: false. Switching it off while some is below zero is refused with INSUFFICIENT_STOCK.',
  })
  allowNegativeStock?: boolean | null;
  @Field(() => ActiveStatusEnum, {
    nullable: true,
    description: 'Whether it takes new stock; default: ACTIVE.',
  })
  status?: ActiveStatus | null;
  @Field(() => RequestDeliveryEnum, {
    nullable: true,
    description: 'How it gets what is issued to it for a stock request; default: DIRECT.',
  })
  requestDelivery?: RequestDelivery | null;
  @Field(() => String, {
    nullable: true,
    description:
      'The cost centre that bears what it consumes by stock requests, 1 to 100 characters; null: none.',
  })
  costCentre?: string | null;
}

@InputType({ description: 'Locations to be made or changed, all or nothing.' })
export class UpsertLocationsInput {
  @Field(() => [UpsertLocationInput], { description: 'The locations, 1 to 1,000.' })
  locations!: UpsertLocationInput[];
}

@ObjectType({
  description: 'The locations as they are now, in the order of the request.',
  simpleResolvers: true,
})
export class UpsertLocationsPayload {
  @Field(() => [Location], { description: 'The locations.' })
  locations!: Location[];
}
