import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { invalid } from '../../domain/errors.rules.ts';
import { DateTimeScalar } from '../scalars.ts';

/** Most records that one request may carry; the command line writes more in one command. */
const MAX_BATCH = 1_000;

/** What every master record ends with. */
@ObjectType({ description: 'What every master record has.', simpleResolvers: true })
export abstract class MasterData {
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

/** What every input of an upsert carries. */
@InputType({ description: 'A record to be made or changed.' })
export abstract class UpsertInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the record; a new one is made under it. Left out, the record is found by what names it (SKU, code, number).',
  })
  id?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

/** The records of a request. @throws VALIDATION_FAILED when they are more than 1,000. */
export function batchOf<Input>(path: string, inputs: Input[]): Input[] {
  if (inputs.length > MAX_BATCH)
    throw invalid([{ path, message: `must be at most ${MAX_BATCH.toLocaleString('en')}` }]);
  return inputs;
}
