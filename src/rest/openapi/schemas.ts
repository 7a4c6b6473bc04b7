import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLEnumType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  description?: string;
  title?: string;
  const?: unknown;
  enum?: readonly unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  additionalProperties?: boolean;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  minimum?: number;
  maximum?: number;
  pattern?: string;
  default?: unknown;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const LARGEST = 999_999_999.9999;
const decimalText = '^[+-]?\\d{1,20}(\\.\\d{1,20})?$';

/** What a caller sends for each scalar. */
const inputScalars: Readonly<Record<string, Schema>> = {
  ID: { type: 'string' },
  String: { type: 'string' },
  Int: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  Decimal: { type: ['number', 'string'], minimum: -LARGEST, maximum: LARGEST, pattern: decimalText },
  Date: { type: 'string', format: 'date' },
  DateTime: { type: 'string', format: 'date-time' },
  JSON: {},
};

/** What a caller gets for each scalar. */
const outputScalars: Readonly<Record<string, Schema>> = {
  ...inputScalars,
  Int: { type: 'integer' },
  Decimal: { type: 'number' },
  JSONObject: { type: 'object', additionalProperties: true },
};

/** The schemas that a document names, collected while its operations are described. */
export class Schemas {
  readonly components: Record<string, Schema> = {};
  readonly #sources = new Map<string, object | string>();

  /** The schema of an input type; input objects and enums become components. */
  input(type: GraphQLInputType): Schema {
    if (isNonNullType(type)) return this.#input(type.ofType);
    return nullable(this.#input(type));
  }

  #input(type: GraphQLInputType): Schema {
    if (isNonNullType(type)) return this.#input(type.ofType);
    if (isListType(type)) return { type: 'array', items: this.input(type.ofType) };
    if (isEnumType(type)) return this.#enum(type);
    if (isInputObjectType(type)) return this.#named(type.name, type, () => this.inputObject(type));
    return scalar(inputScalars, type.name);
  }

  /** The schema of an input object that is no component: it is published in one place only. */
  inputObject(type: GraphQLInputObjectType): Schema {
    const fields = Object.values(type.getFields());
    const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    return {
      type: 'object',
      ...described(type.description),
      properties: Object.fromEntries(fields.map((field) => [field.name, this.#inputField(field)])),
      ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
      additionalProperties: false,
    };
  }

  #inputField(field: GraphQLInputField): Schema {
    const given = field.defaultValue === undefined ? {} : { default: field.defaultValue };
    return { ...this.input(field.type), ...described(field.description), ...given };
  }

  /** The schema of what an operation selects of a type. */
  output(type: GraphQLOutputType, selection: SelectionSetNode | undefined, fragments: Fragments): Schema {
    if (isNonNullType(type)) return this.#output(type.ofType, selection, fragments);
    return nullable(this.#output(type, selection, fragments));
  }

  #output(type: GraphQLOutputType, selection: SelectionSetNode | undefined, fragments: Fragments): Schema {
    if (isNonNullType(type)) return this.#output(type.ofType, selection, fragments);
    if (isListType(type)) return { type: 'array', items: this.output(type.ofType, selection, fragments) };
    if (isEnumType(type)) return this.#enum(type);
    if (!isObjectType(type)) return scalar(outputScalars, getNamedType(type).name);
    if (!selection) throw new Error(`Nothing is selected of ${type.name}`);
    const fragment = onlyFragment(selection, fragments);
    if (!fragment) return this.#object(type, selection, fragments);
    return this.#named(fragment.name.value, print(fragment), () =>
      this.#object(type, fragment.selectionSet, fragments),
    );
  }

  /** Some properties of a component may be missing. */
  makeOptional(reference: Schema | undefined, keys: readonly string[]): void {
    const component = this.components[reference?.$ref?.split('/').at(-1) ?? ''];
    if (!component?.required) throw new Error('Only entries that are published under a name can lack keys');
    component.required = component.required.filter((key) => !keys.includes(key));
  }

  #object(type: GraphQLObjectType, selection: SelectionSetNode, fragments: Fragments): Schema {
    const fields = fieldsOf(selection, fragments);
    const properties = fields.map((node) => [responseKey(node), this.#outputField(type, node, fragments)]);
    return {
      type: 'object',
      ...described(type.description),
      properties: Object.fromEntries(properties),
      required: fields.map(responseKey),
    };
  }

  #outputField(type: GraphQLObjectType, node: FieldNode, fragments: Fragments): Schema {
    const field = type.getFields()[node.name.value];
    if (!field) throw new Error(`${type.name} has no field ${node.name.value}`);
    return { ...this.output(field.type, node.selectionSet, fragments), ...described(field.description) };
  }

  #enum(type: GraphQLEnumType): Schema {
    return this.#named(type.name, type, () => {
      const values = type.getValues();
      const meanings = values
        .filter(({ description }) => description)
        .map((v) => `- \`${v.name}\`: ${v.description}`);
      const description = [type.description, meanings.join('\n')].filter(Boolean).join('\n\n');
      return { type: 'string', ...described(description), enum: values.map(({ name }) => name) };
    });
  }

  /** A component, made once. A fragment is named as its type is published, so two sources must not share a name. */
  #named(name: string, source: object | string, make: () => Schema): Schema {
    const earlier = this.#sources.get(name);
    if (earlier && earlier !== source) throw new Error(`Two types or fragments are published as ${name}`);
    if (!earlier) {
      this.#sources.set(name, source); // before it is made: a type may contain itself
      this.components[name] = make();
    }
    return { $ref: `#/components/schemas/${name}` };
  }
}

/** The fields of a selection, fragments expanded, in the order of the answer. */
export function fieldsOf(selection: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selection.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    if (node.kind === Kind.INLINE_FRAGMENT) return fieldsOf(node.selectionSet, fragments);
    const fragment = fragments.get(node.name.value);
    if (!fragment) throw new Error(`There is no fragment ${node.name.value}`);
    return fieldsOf(fragment.selectionSet, fragments);
  });
}

/** The name that a field has in the answer. */
export const responseKey = (node: FieldNode): string => node.alias?.value ?? node.name.value;

function onlyFragment(selection: SelectionSetNode, fragments: Fragments): FragmentDefinitionNode | undefined {
  const [only, ...others] = selection.selections;
  if (others.length > 0 || only?.kind !== Kind.FRAGMENT_SPREAD) return undefined;
  return fragments.get(only.name.value);
}

function scalar(scalars: Readonly<Record<string, Schema>>, name: string): Schema {
  const found = scalars[name];
  if (!found) throw new Error(`The scalar ${name} has no JSON Schema`);
  return { ...found };
}

/** The description of a type or field, if it has one. */
export const described = (description: string | null | undefined) => (description ? { description } : {});

function nullable(schema: Schema): Schema {
  if (schema.type === undefined) return schema.$ref ? { anyOf: [schema, { type: 'null' }] } : schema;
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return { ...schema, type: [...types, 'null'] };
}
