import { p, Type } from '@mikro-orm/postgresql';

/** A quantity or cost: `numeric(18,4)`, exact text in the program. */
export const quantity = () => p.decimal('string').precision(18).scale(4);

/** ISO 8601 text in UTC with microseconds (see platform/database/types.ts), never a Date. */
class MomentType extends Type<string, string> {
  override getColumnType(): string {
    return 'timestamptz(6)';
  }
}

/** `2024-12-31`, never a Date. */
class DayType extends Type<string, string> {
  override getColumnType(): string {
    return 'date';
  }
}

/** A moment. */
export const timestamptz = () => p.type(MomentType);

/** A day without a time. */
export const calendarDate = () => p.type(DayType);
