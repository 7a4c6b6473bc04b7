import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { LotOperation } from '../../domain/lots/lots.rules.ts';
import type {
  LotIssue as LotIssueRow,
  LotLineInput as LotLine,
  LotLineAnswer,
  ValidateLotsInput as ValidateLots,
} from '../../domain/lots/validate-lots.query.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { ConditionEnum } from './stock-item.type.ts';

export const LotOperationEnum = choices<LotOperation>('LotOperation', 'What a lot could be used for.', {
  RECEIVE: 'Goods come in: judged as recordStock does.',
  RESERVE:
    'Goods are to leave for somebody: judged as reserveStock does for a channel without terms of its own.',
  ADJUST: 'A correction takes the quantity out: judged as adjustStock does.',
});

@InputType({
  description: 'A line of which somebody wants to know whether it would be accepted.',
})
export class LotLineInput implements LotLine {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot (instead of lotId).' })
  lotNumber?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: "Expiry date as it is printed on the goods: another than the lot's is an issue.",
  })
  expiryDate?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of the location; left out: judged by the day in UTC, and by the stock of all locations together.',
  })
  locationId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of the bin, with its location; not to RESERVE. Left out: not in a bin.',
  })
  binId?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How much, more than 0; left out: not compared with what is there, but whether all of it is on hold is said.',
  })
  quantity?: string | null;
  @Field(() => ConditionEnum, {
    nullable: true,
    description: 'Physical state; default: AVAILABLE, and nothing else to RESERVE.',
  })
  condition?: Condition | null;
  @Field(() => LotOperationEnum, { nullable: true, description: 'What it is for; default: RESERVE.' })
  operation?: LotOperation | null;
}

@InputType({ description: 'Lines to be judged.' })
export class ValidateLotsInput implements ValidateLots {
  @Field(() => [LotLineInput], {
    description:
      'The lines, 1 to 1,000. Lines of one operation share what there is, in their order, as one write of them would.',
  })
  lines!: LotLineInput[];
}

@ObjectType({ description: 'Why a line would be refused.', simpleResolvers: true })
export class LotIssue implements LotIssueRow {
  @Field(() => String, {
    description: 'The code that the write would answer with: LOT_EXPIRED, INSUFFICIENT_STOCK, NOT_FOUND, ...',
  })
  code!: LotIssueRow['code'];
  @Field(() => String, { description: 'The field of the line: lotNumber, quantity, ...' })
  field!: string;
  @Field(() => String, { description: 'In words.' })
  message!: string;
}

@ObjectType({ description: 'Whether a line would be accepted.', simpleResolvers: true })
export class LotLineValidation implements LotLineAnswer {
  @Field(() => Boolean, { description: 'Whether it would be.' })
  valid!: boolean;
  @Field(() => ID, { nullable: true, description: 'Id of the product, where it is known.' })
  productMasterId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the lot, where it is known and one of the product.',
  })
  lotId!: string | null;
  @Field(() => [LotIssue], {
    description: 'Everything that speaks against it, what the write would answer with first.',
  })
  issues!: LotIssue[];
}

@ObjectType({ description: 'Whether lines would be accepted; nothing is changed.', simpleResolvers: true })
export class LotValidation {
  @Field(() => Boolean, { description: 'Whether every line would be.' })
  valid!: boolean;
  @Field(() => [LotLineValidation], { description: 'The lines, in the order of the request.' })
  lines!: LotLineValidation[];
}
