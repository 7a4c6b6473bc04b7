import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  LocationStockFilter,
  LocationStockRow,
  LocationStockSortField,
} from '../../domain/availability/location-stock.query.ts';
import type { LocationType } from '../../domain/locations/locations.rules.ts';
import { DecimalScalar } from '../scalars.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { LocationTypeEnum } from './location.type.ts';

@ObjectType({ description: 'A location with the sums of its stock.', simpleResolvers: true })
export class LocationStock implements LocationStockRow {
  @Field(() => ID, { description: 'Id of the location.' })
  id!: string;
  @Field(() => String, { description: 'Code of the location.' })
  code!: string;
  @Field(() => String, { description: 'Name of the location.' })
  name!: string;
  @Field(() => LocationTypeEnum, { description: 'What it is for.' })
  type!: LocationType;
  @Field(() => Int, { description: 'How many products have stock there.' })
  products!: number;
  @Field(() => DecimalScalar, { description: 'What is physically there.' })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'What is promised already.' })
  reserved!: string;
  @Field(() => DecimalScalar, { description: 'Promisable on hand less what is reserved of it.' })
  available!: string;
  @Field(() => DecimalScalar, {
    description: 'On hand of condition AVAILABLE whose lot has expired by date.',
  })
  expired!: string;
  @Field(() => DecimalScalar, { description: 'On hand at average cost, rounded to 4 places.' })
  value!: string;
  @Field(() => Int, { description: 'How many active bins it has.' })
  bins!: number;
}

export const LocationStockConnection = connectionType(LocationStock, 'LocationStock');

@InputType({ description: 'Which locations are listed: all that is given must hold.' })
export class LocationStockFilterInput implements LocationStockFilter {
  @Field(() => LocationTypeEnum, { nullable: true, description: 'Of this type.' })
  type?: LocationType | null;
  @Field(() => String, { nullable: true, description: 'Part of the code or name (any case).' })
  search?: string | null;
}

export const LocationStockSortInput = sortInput<LocationStockSortField>('LocationStock', {
  code: 'Code of the location.',
  name: 'Name of the location.',
});
