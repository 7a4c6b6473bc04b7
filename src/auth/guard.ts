import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';
import { DomainError } from '../domain/errors.rules.ts';
import type { Actor } from './actor.ts';
import type { Permission } from './permissions.ts';
import { mutationPermissions, queryPermissions, type Requirement } from './rule-map.ts';
import { applyMiddleware, rule, shield } from './shield.ts';

/** What a root field asks of its caller. */
export function requirementOf(kind: 'query' | 'mutation', field: string): Requirement | undefined {
  const map: Record<string, Requirement> = kind === 'query' ? queryPermissions : mutationPermissions;
  return Object.hasOwn(map, field) ? map[field] : undefined;
}

/**
 * The refusal that a caller meets at a root field, or `null` when it may pass. A field without a rule is closed.
 */
export function refusal(actor: Actor, requirement: Requirement | undefined): DomainError | null {
  const missing = requirement?.filter((permission) => !actor.permissions.has(permission));
  if (missing && missing.length === 0) return null;
  return forbidden(missing ?? []);
}

/** 403, naming the permission. */
export function forbidden(missing: readonly Permission[]): DomainError {
  const names = missing.join(', ');
  return new DomainError('FORBIDDEN', names ? `The permission ${names} is needed` : 'This is not allowed', {
    permission: missing[0] ?? null,
    permissions: [...missing],
  });
}

/**
 * Puts the rule map in front of every root field (graphql-shield, default deny).
 * @throws when the schema has a root field without a rule.
 */
export function guard(schema: GraphQLSchema): GraphQLSchema {
  const tree = { Query: rulesFor(schema, 'query'), Mutation: rulesFor(schema, 'mutation') };
  const deny = rule('deny', { cache: 'no_cache' })(() => forbidden([]));
  const generated = shield(tree, {
    fallbackRule: deny,
    // errors of resolvers pass unchanged: the transports decide what a caller may see of them
    fallbackError: (error: unknown) => (error instanceof Error ? error : forbidden([])),
  }).generate(schema) as unknown as Record<string, Record<string, unknown>>;
  // shield wraps every field of every type; only the root fields carry rules, so only they are wrapped
  const guarded = { Query: generated.Query, Mutation: generated.Mutation };
  return applyMiddleware(schema, guarded as Parameters<typeof applyMiddleware>[1]) as GraphQLSchema;
}

function rulesFor(schema: GraphQLSchema, kind: 'query' | 'mutation') {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const fields = Object.keys(type?.getFields() ?? {});
  return Object.fromEntries(
    fields.map((field) => {
      const requirement = requirementOf(kind, field);
      if (!requirement)
        throw new Error(`The ${kind} field ${field} has no rule in the rule map: the gateway does not start`);
      const check = rule(`${kind}.${field}`, { cache: 'no_cache' })(
        (_parent: unknown, _args: unknown, context: RequestContext) =>
          refusal(context.actor, requirement) ?? true,
      );
      return [field, check];
    }),
  );
}
