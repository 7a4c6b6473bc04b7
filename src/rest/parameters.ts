import { z } from 'zod';
import type { FieldProblem } from '../domain/errors.rules.ts';
import type { PageQuery } from './answer.ts';
import type { QueryParameters } from './route.ts';

/** A part of a JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Largest page number: beyond it nobody reads, and the offset must stay a small number. */
const MAX_PAGE_NUMBER = 1_000_000;
const LONGEST_TEXT = 255;

/** A parameter that may be left out, with its description and its schema in the OpenAPI document. */
function parameter<T extends z.ZodType>(type: T, description: string, schema: JsonSchema): z.ZodOptional<T> {
  return type.optional().meta({ description, schema });
}

/** The same parameter, but it must be given. */
export function required<T extends z.ZodType>(optional: z.ZodOptional<T>): T {
  return optional.unwrap().meta({ ...optional.meta() }) as T;
}

const given = z
  .string()
  .min(1, 'must not be empty')
  .max(LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`);

/** An id or code. */
export const id = (description: string) =>
  parameter(given, description, { type: 'string', minLength: 1, maxLength: LONGEST_TEXT });

/** Words to search for. */
export const words = (description: string) =>
  parameter(z.string().max(LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`), description, {
    type: 'string',
    maxLength: LONGEST_TEXT,
  });

/** One of several values. */
export const oneOf = <const Value extends string>(values: readonly Value[], description: string) =>
  parameter(z.enum(values, `must be one of ${values.join(', ')}`), description, {
    type: 'string',
    enum: values,
  });

/** A decimal number. The schema checks it; here it is only a text. */
export const amount = (description: string) => parameter(given, description, { type: 'number' });

/** `true` or `false`. */
export const flag = (description: string) =>
  parameter(
    z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true'),
    description,
    { type: 'boolean' },
  );

/** Values separated by commas. */
export const several = (description: string, most = 100) =>
  parameter(
    z
      .string()
      .transform((value) => value.split(',').map((entry) => entry.trim()))
      .refine((entries) => entries.every(Boolean), 'must be values separated by commas')
      .refine((entries) => entries.length <= most, `must have at most ${most} values`),
    description,
    { type: 'string', description: 'Values separated by commas.', minLength: 1 },
  );

/** A calendar day. The schema checks it; here it is only a text. */
export const day = (description: string) => parameter(given, description, { type: 'string', format: 'date' });

/** A moment. The schema checks it; here it is only a text. */
export const moment = (description: string) =>
  parameter(given, description, { type: 'string', format: 'date-time' });

/** A moment, or a day. The schema checks it; here it is only a text. */
export const momentOrDay = (description: string) =>
  parameter(given, description, {
    anyOf: [
      { type: 'string', format: 'date' },
      { type: 'string', format: 'date-time' },
    ],
  });

/** The order of a list: `field`, or `-field` for the reverse. */
export function sort<const Field extends string>(fields: readonly Field[], fallback: string) {
  const values = fields.flatMap((field) => [field, `-${field}`]);
  const order = (value: string) => ({
    field: value.replace(/^-/, '') as Field,
    direction: value.startsWith('-') ? ('DESC' as const) : ('ASC' as const),
  });
  return parameter(
    z.enum(values, `must be one of ${values.join(', ')}`).transform(order),
    `The order: a field, or -field for the reverse. Default: ${fallback}.`,
    { type: 'string', enum: values },
  );
}

/** A whole number. */
export const number = (least: number, most: number, description: string) => {
  const message = `must be a whole number between ${least} and ${most}`;
  return parameter(
    z
      .string()
      .regex(/^\d{1,9}$/, message)
      .transform(Number)
      .refine((value) => value >= least && value <= most, message),
    description,
    { type: 'integer', minimum: least, maximum: most },
  );
};

const wholeNumber = (least: number, most: number, fallback: number, description: string) => {
  const message = `must be a whole number between ${least} and ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
    .default(fallback)
    .meta({ description, schema: { type: 'integer', minimum: least, maximum: most, default: fallback } });
};

/** `page` and `limit` of a list. */
export const paging = ({ fallback = 20, most = 100 } = {}) => ({
  page: wholeNumber(1, MAX_PAGE_NUMBER, 1, 'Which page, from 1.'),
  limit: wholeNumber(1, most, fallback, `How many entries a page has: 1 to ${most}.`),
});

/** `page` and `limit` as the schema's lists take them. */
export const slice = ({ page, limit }: PageQuery) => ({ first: limit, offset: (page - 1) * limit });

/** What {@link readQuery} found: the values, and what is wrong with the request. */
export interface QueryReading {
  values: Record<string, unknown>;
  problems: FieldProblem[];
}

/** Reads the query of a request; names every parameter that is unknown, repeated, missing or wrong. */
export function readQuery(
  parameters: QueryParameters,
  query: Readonly<Record<string, string | string[] | undefined>>,
): QueryReading {
  const known = Object.keys(parameters);
  const problems: FieldProblem[] = Object.keys(query)
    .filter((name) => !known.includes(name))
    .map((path) => ({ path, message: unknownParameter(known) }));
  const values: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(parameters)) {
    const value = query[name];
    if (Array.isArray(value)) {
      problems.push({ path: name, message: 'must be given once' });
      continue;
    }
    const read = type.safeParse(value);
    if (read.success) values[name] = read.data;
    else
      problems.push({ path: name, message: value === undefined ? 'is required' : firstMessage(read.error) });
  }
  return { values, problems };
}

const firstMessage = (error: z.ZodError): string => error.issues[0]?.message ?? 'is not valid';

function unknownParameter(known: readonly string[]): string {
  return known.length > 0
    ? `is not a known parameter; known are ${known.join(', ')}`
    : 'is not a known parameter; there are none';
}

/** How a parameter is documented. */
export interface ParameterDocumentation {
  description: string;
  schema: JsonSchema;
  required: boolean;
}

/** The documentation of a parameter, from its type. */
export function documentation(type: z.ZodType): ParameterDocumentation {
  const { description = '', schema = { type: 'string' } } = (type.meta() ?? {}) as {
    description?: string;
    schema?: JsonSchema;
  };
  return { description, schema, required: !type.safeParse(undefined).success };
}
