import { type GraphQLNamedType, getNamedType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { requirementOf } from '../../src/auth/guard.ts';
import { type Permission, permissions } from '../../src/auth/permissions.ts';
import { fingerprinter } from '../support/fingerprint.ts';
import { type Caller, startGateway } from '../support/gateway.ts';
import { argumentsOf, documentOf, handsOut, type RootField, rootFields } from '../support/root-fields.ts';
import { newWorld } from '../support/world.ts';

const gateway = await startGateway();
const world = await newWorld(gateway);
const contentOf = await fingerprinter(gateway);
const all = Object.keys(permissions) as Permission[];
const queries = rootFields.filter(({ kind }) => kind === 'query');
const mutations = rootFields.filter(({ kind }) => kind === 'mutation');
const needs = ({ kind, name }: RootField): readonly Permission[] => requirementOf(kind, name) ?? [];
/** The least that a key can be made with to call a field. */
const just = (root: RootField): readonly string[] => (needs(root).length > 0 ? needs(root) : ['schema.read']);
const lacking = rootFields.flatMap((root) => needs(root).map((permission) => ({ ...root, permission })));

const keys = new Map<string, Promise<Caller>>();
/** A key of these scopes, made once. */
function keyOf(...scopes: string[]): Promise<Caller> {
  const name = scopes.join();
  const key = keys.get(name) ?? world.organization.caller(...scopes);
  keys.set(name, key);
  return key;
}
const call = (caller: Caller, root: RootField) => {
  const args = argumentsOf(root, world.ids);
  return caller.graphql(documentOf(root, args), args);
};
const codesOf = (body: { errors?: { extensions: { code: string } }[] }) =>
  (body.errors ?? []).map(({ extensions }) => extensions.code);

// every key first: making one is a change
for (const permission of all) await keyOf(...all.filter((other) => other !== permission));
for (const root of rootFields) await keyOf(...just(root));
await keyOf('*.read');
await keyOf('*:read', 'schema:read');

let last = await contentOf(world.organization);
/** Nothing was changed since this was looked at the last time: by the test before this one. */
async function expectUnchanged(): Promise<void> {
  const before = last;
  last = await contentOf(world.organization);
  expect(last).toEqual(before);
}

describe('the rule map', () => {
  it('is as reviewed: a change of it has to be seen', () => {
    const lines = rootFields.map(
      (root) => `${root.kind} ${root.name}: ${needs(root).join(', ') || 'any caller'}`,
    );
    expect(lines).toMatchSnapshot();
  });

  it('leaves nothing but the caller itself open to any key', () => {
    expect(rootFields.filter((root) => needs(root).length === 0).map(({ name }) => name)).toEqual(['viewer']);
  });
});

describe('every root field', () => {
  it.each(rootFields)('$kind $name: 401 without a key, and nothing is changed', async (root) => {
    const args = argumentsOf(root, world.ids);
    const { status, body } = await gateway.call('POST', '/graphql', {
      query: documentOf(root, args),
      variables: args,
    });
    expect([status, codesOf(body), body.data]).toEqual([401, ['UNAUTHENTICATED'], undefined]);
    await expectUnchanged();
  });

  it.each(lacking)(
    '$kind $name: FORBIDDEN with every permission but $permission, and nothing is changed',
    async ({ permission, ...root }) => {
      const caller = await keyOf(...all.filter((other) => other !== permission));
      const { body } = await call(caller, root);
      expect(body.errors).toHaveLength(1);
      expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission });
      expect(body.errors[0].message).toContain(permission);
      expect(body.data ?? null).toEqual(body.data ? { [root.name]: null } : null);
      await expectUnchanged();
    },
  );

  it.each(lacking)(
    '$kind $name: FORBIDDEN under an alias, beside an open field and in a fragment',
    async (given) => {
      const { permission, ...root } = given;
      const caller = await keyOf(...all.filter((other) => other !== permission));
      const args = argumentsOf(root, world.ids);
      const document = documentOf(root, args);
      const field = document.slice(document.indexOf('{') + 1, document.lastIndexOf('}'));
      const head = document.slice(0, document.indexOf('{'));
      const type = root.kind === 'query' ? 'Query' : 'Mutation';
      const open = root.kind === 'query' ? 'viewer { id }' : '__typename';
      const { body } = await caller.graphql(
        `${head} { ${open} first: ${field.trim()} ...F } fragment F on ${type} { second: ${field.trim()} ... { third: ${field.trim()} } }`,
        args,
      );
      expect(new Set(codesOf(body))).toEqual(new Set(['FORBIDDEN']));
      for (const alias of ['first', 'second', 'third']) expect(body.data?.[alias] ?? null).toBeNull();
      await expectUnchanged();
    },
  );

  it.each(queries)('query $name: answers with its permission alone', async (root) => {
    const { body } = await call(await keyOf(...just(root)), root);
    expect(body.errors).toBeUndefined();
    expect(body.data[root.name]).not.toBeNull();
  });
});

describe('a key that may only read', () => {
  it.each(mutations)('may not $name, and nothing is changed', async (root) => {
    for (const caller of [await keyOf('*.read'), await keyOf('*:read', 'schema:read')]) {
      const { body } = await call(caller, root);
      expect(codesOf(body)).toEqual(['FORBIDDEN']);
      expect(body.data ?? null).toBeNull();
    }
    await expectUnchanged();
  });

  it('may not hide a write behind a read of the same request', async () => {
    const documents = [
      'query { viewer { id } } mutation { updateOrganizationSettings(input: {demandWindowDays: 9}) { __typename } }',
      'query A { viewer { id } } mutation B { updateOrganizationSettings(input: {demandWindowDays: 9}) { __typename } }',
    ];
    const caller = await keyOf('*.read');
    for (const query of documents) {
      for (const operationName of [undefined, 'A', 'B', 'C']) {
        await gateway.call(
          'POST',
          '/graphql',
          { query, operationName },
          { authorization: `Bearer ${caller.key}` },
        );
      }
    }
    await expectUnchanged();
  });
});

/** The audit trail says who did what by which request, and what was before or is since. */
async function expectAudited(orgId: number, requestId: string, caller: Caller): Promise<void> {
  const entries = await gateway.asOwner<{ actor: string; told: boolean }>(
    orgId,
    `select actor_type || ' ' || actor_id as actor, before is not null or after is not null as told
     from audit_entry where org_id = $1 and request_id = $2`,
    [orgId, requestId],
  );
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.filter(({ told }) => !told)).toEqual([]);
  const actors = new Set(entries.map(({ actor }) => actor));
  // what was due anyway happens in the name of the clock, whoever's request met it
  expect([...actors].filter((actor) => actor !== 'SYSTEM clock')).toEqual([`API_KEY ${caller.keyId}`]);
}

describe('every mutation', () => {
  // not in the world of the refusals, where it would have had an effect. A world is for a few that are far apart in the rule
  // map, and so about other things; counts have one each, because a blind one is in the way of others
  const makers = Array.from({ length: Math.ceil(mutations.length / 5) }, () => {
    let made: ReturnType<typeof newWorld> | undefined;
    return () => {
      made ??= newWorld(gateway);
      return made;
    };
  });
  const worldFor = (name: string, n: number) =>
    (/CycleCount|^delete/.test(name) ? undefined : makers[n % makers.length]) ?? (() => newWorld(gateway));
  it.each(mutations.map((root, n) => ({ ...root, worldOf: worldFor(root.name, n) })))(
    '$name: does its work with its permission alone, spelled with a colon',
    async ({ worldOf, ...root }) => {
      const own = await worldOf();
      const scopes = [...needs(root), ...(handsOut[root.name] ?? [])];
      const caller = await own.organization.caller(...scopes.map((name) => name.replace('.', ':')));
      const before = await contentOf(own.organization);
      const args = argumentsOf(root, own.ids);
      const requestId = `request-of-${root.name}`;
      const { body } = await caller.graphql(documentOf(root, args), args, { 'x-request-id': requestId });
      expect([root.name, body.errors]).toEqual([root.name, undefined]);
      expect(await contentOf(own.organization)).not.toEqual(before);
      await expectAudited(own.organization.orgId, requestId, caller);
    },
  );
});

/** The types that tell of stock: behind `inventory.*` and `reservations.*`. */
const isStock = (permission: string) => /^(inventory|reservations)\./.test(permission);

/** Every object type that can be reached from a type, with the way there. */
function reachable(from: GraphQLNamedType): Map<string, string> {
  const ways = new Map<string, string>([[from.name, from.name]]);
  const waiting = [from];
  for (let type = waiting.shift(); type; type = waiting.shift()) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      if (!isObjectType(inner) || ways.has(inner.name)) continue;
      ways.set(inner.name, `${ways.get(type.name)}.${field.name}`);
      waiting.push(inner);
    }
  }
  return ways;
}

describe('below the root', () => {
  const typeOf = ({ field }: RootField) => getNamedType(field.type);
  /** The permissions of the queries that answer a type itself, alone or as a list. */
  const readersOf = new Map<string, Set<string>>();
  for (const root of queries) {
    const type = typeOf(root);
    const nodes = isObjectType(type) ? type.getFields().nodes : undefined;
    const name = nodes ? getNamedType(nodes.type).name : type.name;
    readersOf.set(name, new Set([...(readersOf.get(name) ?? []), ...needs(root)]));
  }
  const stockTypes = [...readersOf].flatMap(([name, by]) => ([...by].some(isStock) ? [name] : []));

  it('master data does not lead to stock', () => {
    const stock = [
      'StockItem',
      'AvailabilityRecord',
      'LocationStock',
      'Adjustment',
      'Receipt',
      'Issue',
      'Reservation',
    ];
    expect(stockTypes).toEqual(expect.arrayContaining(stock));
    // lots and reason codes are master data, although who reads them works with stock
    const guarded = stockTypes.filter((name) => !['Lot', 'ReasonCode'].includes(name));
    const ways = rootFields
      .filter((root) => !needs(root).some(isStock))
      .flatMap((root) => {
        const reached = reachable(typeOf(root));
        return guarded.flatMap((name) => reached.get(name) ?? []);
      });
    expect(ways).toEqual([]);
  });

  it('what is shown of another resource is as reviewed', () => {
    const crossings = rootFields.flatMap((root) => {
      const own = needs(root).map((permission) => permission.split('.')[0]);
      return [...reachable(typeOf(root))].flatMap(([name, way]) => {
        const by = [...(readersOf.get(name) ?? [])];
        if (by.length === 0 || by.some((permission) => own.includes(permission.split('.')[0]))) return [];
        return [`${root.name} (${needs(root).join(', ')}) -> ${way}: ${name} (${by.join(' or ')})`];
      });
    });
    expect(crossings.toSorted()).toMatchSnapshot();
  });
});
