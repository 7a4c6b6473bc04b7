import { registerEnumType } from 'type-graphql';

/**
 * Makes the GraphQL enum of a domain's set of values, each with its meaning. Does not compile while a value is
 * missing, so that the schema and the domain cannot disagree.
 * @returns the enum, for `@Field(() => ...)`.
 */
export function choices<Value extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Value, string>>,
): Readonly<Record<Value, Value>> {
  const values = Object.keys(meanings) as Value[];
  const type = Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
  registerEnumType(type, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      values.map((value) => [value, { description: meanings[value] }]),
    ) as Record<Value, { description: string }>,
  });
  return type;
}
