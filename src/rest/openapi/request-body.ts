import type { CompiledAction, CompiledRoute } from '../compile.ts';
import type { Schema, Schemas } from './schemas.ts';

/** The request body of a row: the input of its operation, or of each of its actions. */
export function requestBody({ route: { by }, actions }: CompiledRoute, schemas: Schemas): object {
  const [only] = actions;
  if (by !== null) return { requestBody: inJson(choice(by, actions, schemas)) };
  if (!only?.body) return {};
  const { type, object, isRenamed } = only.body;
  const schema = isRenamed ? schemas.inputObject(object) : schemas.input(type);
  return { requestBody: inJson({ schema, example: only.action.example ?? {} }) };
}

const inJson = (media: object) => ({ required: true, content: { 'application/json': media } });

function choice(by: string, actions: readonly CompiledAction[], schemas: Schemas): object {
  const examples = actions.map(({ action: { name, description, example } }) => [
    name ?? 'otherwise',
    {
      summary: description,
      value: { ...(name === null ? {} : { [by]: name }), ...(example as object | undefined) },
    },
  ]);
  return {
    schema: { oneOf: actions.map((action) => chosenBy(by, action, schemas)) },
    examples: Object.fromEntries(examples),
  };
}

/** An action's input with the field that chooses it. */
function chosenBy(by: string, { action, body }: CompiledAction, schemas: Schemas): Schema {
  const { name, description } = action;
  const input: Schema = body
    ? schemas.inputObject(body.object)
    : { type: 'object', properties: {}, additionalProperties: false };
  if (name === null) return { ...input, title: `without ${by}`, description };
  const chooser = { type: 'string', const: name, description: description ?? name };
  return {
    ...input,
    title: name,
    description,
    properties: { [by]: chooser, ...input.properties },
    required: [by, ...(input.required ?? [])],
  };
}
