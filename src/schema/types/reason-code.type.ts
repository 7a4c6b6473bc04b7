import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type {
  ReasonCodeFilter,
  ReasonCodeRow,
  ReasonCodeSortField,
} from '../../domain/reason-codes/reason-codes.query.ts';
import type { ReasonDirection } from '../../domain/reason-codes/reason-codes.rules.ts';
import type { UpsertReasonCodeInput as UpsertReasonCode } from '../../domain/reason-codes/upsert-reason-codes.command.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';

export const ReasonDirectionEnum = choices<ReasonDirection>(
  'ReasonDirection',
  'Which way a reason code may change stock.',
  {
    INCREASE: 'Only for stock that comes in or is found.',
    DECREASE: 'Only for stock that goes out or is missing.',
    BOTH: 'For either.',
  },
);

@ObjectType({ description: 'Why stock was changed: adjustments name one.', simpleResolvers: true })
export class ReasonCode extends MasterData implements ReasonCodeRow {
  @Field(() => ID, { description: 'Id of the reason code; requests name it by its code.' })
  id!: string;
  @Field(() => String, { description: 'The code: unique in the organization.' })
  code!: string;
  @Field(() => String, { description: 'What people read.' })
  name!: string;
  @Field(() => ReasonDirectionEnum, {
    description: 'Which way it may change stock; the other way is refused with REASON_DIRECTION.',
  })
  direction!: ReasonDirection;
  @Field(() => Boolean, { description: 'Whether an adjustment with this reason must carry a note.' })
  requiresNotes!: boolean;
  @Field(() => Boolean, { description: 'Whether it may be used; an inactive one is refused with INACTIVE.' })
  active!: boolean;
}

export const ReasonCodeConnection = connectionType(ReasonCode, 'ReasonCode');

@InputType({ description: 'Which reason codes are listed: all that is given must hold.' })
export class ReasonCodeFilterInput implements ReasonCodeFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that may, or may not, be used.' })
  active?: boolean | null;
  @Field(() => ReasonDirectionEnum, {
    nullable: true,
    description: 'Those of exactly this direction.',
  })
  direction?: ReasonDirection | null;
  @Field(() => String, { nullable: true, description: 'Part of the code or name (any case).' })
  search?: string | null;
}

export const ReasonCodeSortInput = sortInput<ReasonCodeSortField>('ReasonCode', {
  code: 'The code.',
  name: 'The name.',
  updatedAt: 'When it was last changed.',
});

@InputType({
  description: 'A reason code to be made or changed. What is left out stays as it is, or takes its default.',
})
export class UpsertReasonCodeInput extends UpsertInput implements UpsertReasonCode {
  @Field(() => String, {
    description:
      'The code, 1 to 64 of A-Z, 0-9 and _; unique in the organization. One that documents name cannot be changed (REFERENCED).',
  })
  code!: string;
  @Field(() => String, { nullable: true, description: 'Name, 1 to 255 characters; default: the code.' })
  name?: string | null;
  @Field(() => ReasonDirectionEnum, {
    nullable: true,
    description: 'Which way it may change stock; default: BOTH.',
  })
  direction?: ReasonDirection | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an adjustment must carry a note; default: false.',
  })
  requiresNotes?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it may be used; default: true.' })
  active?: boolean | null;
}

@InputType({ description: 'Reason codes to be made or changed, all or nothing.' })
export class UpsertReasonCodesInput {
  @Field(() => [UpsertReasonCodeInput], { description: 'The reason codes, 1 to 1,000.' })
  reasonCodes!: UpsertReasonCodeInput[];
}

@ObjectType({
  description: 'The reason codes as they are now, in the order of the request.',
  simpleResolvers: true,
})
export class UpsertReasonCodesPayload {
  @Field(() => [ReasonCode], { description: 'The reason codes.' })
  reasonCodes!: ReasonCode[];
}
