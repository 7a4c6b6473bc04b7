import type { CompiledAction, CompiledRoute } from '../compile.ts';
import type { Route } from '../route.ts';
import type { Schema, Schemas } from './schemas.ts';

/** The request body of a row: the input of its operation, or of each of its actions. */
export function requestBody({ route, actions }: CompiledRoute, schemas: Schemas): object {
  const [only] = actions;
  if (route.by !== null) return { requestBody: inJson(choice(chooserOf(route, route.by), actions, schemas)) };
  if (!only?.body) return {};
  const { type, object, isRenamed } = only.body;
  const schema = isRenamed ? schemas.inputObject(object) : schemas.input(type);
  return { requestBody: inJson({ schema, example: only.action.example ?? {} }) };
}

const inJson = (media: object) => ({ required: true, content: { 'application/json': media } });

/** The field that chooses: its name, and what it says for an action. */
interface Chooser {
  readonly by: string;
  readonly isFlag: boolean;
  said(action: string): string | true;
}

const chooserOf = ({ isFlag }: Route, by: string): Chooser => ({
  by,
  isFlag,
  said: (action) => isFlag || action,
});

function choice(chooser: Chooser, actions: readonly CompiledAction[], schemas: Schemas): object {
  const examples = actions.map(({ action: { name, description, example } }) => [
    name ?? 'otherwise',
    {
      summary: description,
      value: {
        ...(name === null ? {} : { [chooser.by]: chooser.said(name) }),
        ...(example as object | undefined),
      },
    },
  ]);
  return {
    schema: { oneOf: actions.map((action) => chosenBy(chooser, action, schemas)) },
    examples: Object.fromEntries(examples),
  };
}

/** An action's input with the field that chooses it. */
function chosenBy({ by, isFlag, said }: Chooser, { action, body }: CompiledAction, schemas: Schemas): Schema {
  const { name, description } = action;
  const input: Schema = body
    ? schemas.inputObject(body.object)
    : { type: 'object', properties: {}, additionalProperties: false };
  if (name === null) {
    const off = { type: 'boolean', const: false, default: false, description };
    const properties = isFlag ? { ...input.properties, [by]: off } : input.properties;
    return { ...input, properties, title: `without ${by}`, description };
  }
  const chooser = {
    type: isFlag ? 'boolean' : 'string',
    const: said(name),
    description: description ?? name,
  };
  return {
    ...input,
    title: name,
    description,
    properties: { [by]: chooser, ...input.properties },
    required: [by, ...(input.required ?? [])],
  };
}
