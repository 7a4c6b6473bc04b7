import { describe, expect, it } from 'vitest';
import type { Answer, Caller, TestGateway, TestOrganization } from './gateway.ts';

/** What the common tests need to know of one kind of master data. */
export interface MasterDataKind {
  /** The list's root field: `products`; also the batch's field in input and answer. */
  list: string;
  /** The root field of one record: `product`; left out where there is none. */
  one?: string;
  /** `upsertProducts`; its input type follows from it. */
  upsert: string;
  documentType: string;
  read: string;
  write: string;
  sorts: readonly string[];
  /** Makes what the records refer to. @returns what `make` is given. */
  prepare?(organization: TestOrganization): Promise<Record<string, string>>;
  /** The input of the nth record; `n` goes up to 1,000. */
  make(n: number, references: Record<string, string>): Record<string, unknown>;
  /** Fields that change a record. */
  change: Record<string, unknown>;
  /** Records that every organization begins with. */
  seeded?: number;
  /** Only an id names a record, so that it is given when it is changed. */
  namedByIdOnly?: boolean;
}

/** The batches of each kind of master data. */
export const kinds = {
  atpPolicies: { list: 'atpPolicies', upsert: 'upsertAtpPolicies' },
  bins: { list: 'bins', upsert: 'upsertBins' },
  categories: { list: 'categories', upsert: 'upsertCategories' },
  channels: { list: 'channels', upsert: 'upsertChannels' },
  locations: { list: 'locations', upsert: 'upsertLocations' },
  lots: { list: 'lots', upsert: 'upsertLots' },
  products: { list: 'products', upsert: 'upsertProducts' },
  reasonCodes: { list: 'reasonCodes', upsert: 'upsertReasonCodes' },
  stocklists: { list: 'stocklists', upsert: 'upsertStocklists' },
} as const;

/** Sends a batch. */
export function upsert(caller: Caller, kind: Pick<MasterDataKind, 'list' | 'upsert'>, inputs: object[]) {
  const type = `${kind.upsert[0]?.toUpperCase()}${kind.upsert.slice(1)}Input`;
  return caller.graphql(
    `mutation($input: ${type}!) { ${kind.upsert}(input: $input) { ${kind.list} { id version } } }`,
    { input: { [kind.list]: inputs } },
  );
}

/** The records of a batch that must succeed. */
export async function upserted(
  caller: Caller,
  kind: Pick<MasterDataKind, 'list' | 'upsert'>,
  inputs: object[],
): Promise<{ id: string; version: number }[]> {
  const { body } = await upsert(caller, kind, inputs);
  expect(body.errors).toBeUndefined();
  return body.data[kind.upsert][kind.list];
}

/** The refusal of an answer: its code and the fields that it names. */
export function refusal({ body }: Answer): { code: string; paths: string[] } {
  const { code, fields = [] } = body.errors?.[0]?.extensions ?? {};
  return { code, paths: fields.map(({ path }: { path: string }) => path) };
}

/** Walks through a whole list by cursor. @returns the ids in the order of the list. */
export async function idsByCursor(caller: Caller, list: string, args: string, first = 3): Promise<string[]> {
  const ids: string[] = [];
  for (let after = 'null'; ; ) {
    const { body } = await caller.graphql(
      `{ ${list}(first: ${first}, after: ${after}${args}) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } }`,
    );
    expect(body.errors).toBeUndefined();
    const { nodes, pageInfo, totalCount } = body.data[list];
    ids.push(...nodes.map(({ id }: { id: string }) => id));
    if (!pageInfo.hasNextPage) {
      expect(ids).toHaveLength(totalCount);
      return ids;
    }
    after = JSON.stringify(pageInfo.endCursor);
  }
}

/** How often something was written down: audit entries and events of a kind of document. */
export async function traces(gateway: TestGateway, { orgId }: TestOrganization, documentType: string) {
  const [row] = await gateway.asOwner<{ audits: number; events: number }>(
    orgId,
    `select (select count(*)::int from audit_entry where org_id = $1 and document_type = $2) as audits,
            (select count(*)::int from outbox_event where org_id = $1 and document_type = $2) as events`,
    [orgId, documentType],
  );
  return row;
}

/** Registers the tests that all master data pass alike. */
export function describeMasterData(gateway: TestGateway, kind: MasterDataKind): void {
  const start = async (count: number) => {
    const organization = await gateway.organization();
    const references = (await kind.prepare?.(organization)) ?? {};
    const inputs = Array.from({ length: count }, (_, n) => kind.make(n, references));
    return { organization, references, inputs, records: await upserted(organization.admin, kind, inputs) };
  };
  const total = async (caller: Caller): Promise<number> =>
    (await caller.graphql(`{ ${kind.list} { totalCount } }`)).body.data[kind.list].totalCount;
  const seeded = kind.seeded ?? 0;

  describe(`${kind.list}, as all master data`, () => {
    it('pages by cursor through every order, with no record twice and none missing', async () => {
      const { organization, records } = await start(8);
      for (const field of kind.sorts) {
        const up = await idsByCursor(organization.admin, kind.list, `, sort: {field: ${field}}`);
        const down = await idsByCursor(
          organization.admin,
          kind.list,
          `, sort: {field: ${field}, direction: DESC}`,
        );
        expect(new Set(up).size).toBe(records.length + seeded);
        expect(up).toEqual(expect.arrayContaining(records.map(({ id }) => id)));
        expect(down).toEqual(up.toReversed());
      }
      const skipped = await organization.admin.graphql(
        `{ ${kind.list}(first: 2, offset: 6) { nodes { id } } }`,
      );
      expect(skipped.body.data[kind.list].nodes).toHaveLength(2);
      for (const args of ['first: 0', 'first: 101', 'offset: -1', 'after: "x"', 'after: "bnVsbA"']) {
        const answer = await organization.admin.graphql(`{ ${kind.list}(${args}) { nodes { id } } }`);
        expect(refusal(answer)).toEqual({ code: 'VALIDATION_FAILED', paths: [args.split(':')[0]] });
      }
    });

    it('writes nothing when nothing changes, and one audit entry and event for each change', async () => {
      const { organization, inputs, records } = await start(2);
      const named = inputs.map((input, n) => (kind.namedByIdOnly ? { ...input, id: records[n]?.id } : input));
      const before = await traces(gateway, organization, kind.documentType);
      expect(before).toEqual({ audits: 2, events: 2 });
      expect(await upserted(organization.admin, kind, named)).toEqual(records);
      expect(await traces(gateway, organization, kind.documentType)).toEqual(before);
      const changed = await upserted(organization.admin, kind, [
        named[0] ?? {},
        { ...named[1], ...kind.change },
      ]);
      expect(changed.map(({ version }) => version)).toEqual([1, 2]);
      expect(await traces(gateway, organization, kind.documentType)).toEqual({ audits: 3, events: 3 });
    });

    it('is all or nothing, with versions compared', async () => {
      const { organization, references, inputs, records } = await start(1);
      const stale = { ...inputs[0], ...kind.change, id: records[0]?.id, expectedVersion: 7 };
      const answer = await upsert(organization.admin, kind, [kind.make(1, references), stale]);
      expect(answer.body.errors[0].extensions).toMatchObject({ code: 'VERSION_CONFLICT', currentVersion: 1 });
      expect(await total(organization.admin)).toBe(1 + seeded);
      const missing = { ...kind.make(1, references), id: 'nowhere', expectedVersion: 1 };
      expect(refusal(await upsert(organization.admin, kind, [missing])).code).toBe('NOT_FOUND');
      expect(refusal(await upsert(organization.admin, kind, []))).toEqual({
        code: 'VALIDATION_FAILED',
        paths: [kind.list],
      });
      const twice = { ...inputs[0], id: records[0]?.id };
      const codes = refusal(await upsert(organization.admin, kind, [twice, twice]));
      expect(codes.code).toBe('VALIDATION_FAILED');
      expect(codes.paths).toContain(`${kind.list}[1].id`);
    });

    it('keeps organizations apart', async () => {
      const { inputs, records, references } = await start(2);
      const other = await gateway.organization();
      expect(await total(other.admin)).toBe(seeded);
      const id = JSON.stringify(records[0]?.id);
      if (kind.one) {
        const one = await other.admin.graphql(`{ ${kind.one}(id: ${id}) { id } }`);
        expect(one.body).toEqual({ data: { [kind.one]: null } });
      }
      const named = { ...inputs[0], id: records[0]?.id, expectedVersion: 1 };
      expect(refusal(await upsert(other.admin, kind, [named])).code).toBe('NOT_FOUND');
      for (const reference of Object.keys(references)) {
        // everything else of its own, this one of the other organization
        const own = { ...(await kind.prepare?.(other)), [reference]: references[reference] ?? '' };
        const answer = await upsert(other.admin, kind, [kind.make(0, own)]);
        expect(refusal(answer).code).toBe('NOT_FOUND');
        expect(refusal(answer).paths[0]).toMatch(new RegExp(`^${kind.list}\\[0\\]\\.`));
      }
      expect(await total(other.admin)).toBe(seeded);
    });

    it('asks for its permissions, and a denial changes nothing', async () => {
      const { organization, inputs, references } = await start(1);
      const reader = await organization.caller(kind.read);
      expect(await total(reader)).toBe(1 + seeded);
      const writer = await organization.caller(kind.write);
      const hidden = await writer.graphql(`{ ${kind.list} { totalCount } }`);
      expect(hidden.body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: kind.read });
      const before = await traces(gateway, organization, kind.documentType);
      const denied = await upsert(reader, kind, [{ ...inputs[0], ...kind.change }, kind.make(1, references)]);
      expect(denied.body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: kind.write });
      expect(await traces(gateway, organization, kind.documentType)).toEqual(before);
      expect(await total(reader)).toBe(1 + seeded);
      expect((await upsert(writer, kind, [kind.make(1, references)])).body.errors).toBeUndefined();
    });

    it('takes as many statements for 200 records as for 20', async () => {
      const { organization, references } = await start(1);
      const statements = async (from: number, count: number) => {
        const inputs = Array.from({ length: count }, (_, n) => kind.make(from + n, references));
        gateway.statements.length = 0;
        await upserted(organization.admin, kind, inputs);
        return gateway.statements.length;
      };
      const few = await statements(1, 20);
      expect(await statements(100, 200)).toBe(few);
    });
  });
}
