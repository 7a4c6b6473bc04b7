import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upsert, upserted } from '../support/master-data.ts';

const gateway = await startGateway();
const kind = {
  ...kinds.categories,
  one: 'category',
  documentType: 'Category',
  read: 'products.read',
  write: 'products.write',
  sorts: ['path', 'name', 'updatedAt'],
};
describeMasterData(gateway, {
  ...kind,
  make: (n) => ({ name: `Category ${String(n).padStart(3, '0')}` }),
  change: { name: 'Renamed' },
  namedByIdOnly: true,
});
const paths = async (caller: Caller, filter = ''): Promise<string[]> => {
  const { body } = await caller.graphql(`{ categories(first: 100, filter: {${filter}}) { nodes { path } } }`);
  return body.data.categories.nodes.map(({ path }: { path: string }) => path);
};

describe('categories', () => {
  it('keep the paths of all below when one is renamed or moved', async () => {
    const { admin, orgId } = await gateway.organization();
    const [bikes, wheels] = await upserted(admin, kind, [
      { name: 'Bikes' },
      { name: 'Wheels', parentId: 'Bikes' },
      { name: 'Front', parentId: 'Bikes / Wheels' },
      { name: 'Clothing' },
    ]);
    expect(await paths(admin)).toEqual(['Bikes', 'Bikes / Wheels', 'Bikes / Wheels / Front', 'Clothing']);
    await upserted(admin, kind, [{ id: bikes?.id, name: 'Cycles' }]);
    expect(await paths(admin)).toEqual(['Clothing', 'Cycles', 'Cycles / Wheels', 'Cycles / Wheels / Front']);
    await upserted(admin, kind, [{ id: wheels?.id, name: 'Wheels', parentId: 'Clothing' }]);
    expect(await paths(admin)).toEqual([
      'Clothing',
      'Clothing / Wheels',
      'Clothing / Wheels / Front',
      'Cycles',
    ]);
    await upserted(admin, kind, [{ id: wheels?.id, name: 'Wheels', parentId: null }]);
    expect(await paths(admin)).toEqual(['Clothing', 'Cycles', 'Wheels', 'Wheels / Front']);
    const [{ audits } = { audits: 0 }] = await gateway.asOwner<{ audits: number }>(
      orgId,
      `select count(*)::int as audits from audit_entry a join category c on c.org_id = a.org_id and c.id = a.document_id
       where a.org_id = $1 and c.name = 'Front'`,
      [orgId],
    );
    expect(audits).toBe(4);
  });

  it('filter by parent, top and part of the path', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kind, [
      { name: 'A' },
      { name: 'B', parentId: 'A' },
      { name: 'C', parentId: 'A / B' },
    ]);
    expect(await paths(admin, 'parentId: "A"')).toEqual(['A / B']);
    expect(await paths(admin, 'parentId: null')).toEqual(['A']);
    expect(await paths(admin, 'search: "b /"')).toEqual(['A / B / C']);
    expect(await paths(admin, 'parentId: "unknown"')).toEqual([]);
  });

  it('never stand below themselves, and keep distinct paths', async () => {
    const { admin } = await gateway.organization();
    const [a] = await upserted(admin, kind, [{ name: 'A' }, { name: 'B', parentId: 'A' }, { name: 'C' }]);
    const loop = [{ id: a?.id, name: 'A', parentId: 'A / B' }];
    expect(refusal(await upsert(admin, kind, loop))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['categories[0].parentId'],
    });
    expect(refusal(await upsert(admin, kind, [{ id: a?.id, name: 'C' }])).code).toBe('DUPLICATE');
    expect(await paths(admin)).toEqual(['A', 'A / B', 'C']);
  });

  it('name every bad field and unknown parent', async () => {
    const { admin } = await gateway.organization();
    const names = ['', ' A', 'A / B', '/', 'A/B'];
    const bad = await upsert(
      admin,
      kind,
      names.map((name) => ({ name })),
    );
    expect(new Set(refusal(bad).paths)).toEqual(new Set([0, 1, 2, 3].map((n) => `categories[${n}].name`)));
    const long = { name: 'x'.repeat(255) };
    const deep = [
      long,
      { ...long, parentId: long.name },
      { ...long, parentId: `${long.name} / ${long.name}` },
    ];
    expect(refusal(await upsert(admin, kind, deep)).paths).toEqual(['categories[2].name']);
    expect(refusal(await upsert(admin, kind, [{ name: 'A', parentId: 'B' }]))).toEqual({
      code: 'NOT_FOUND',
      paths: ['categories[0].parentId'],
    });
    expect(await paths(admin)).toEqual([]);
  });

  it("refuse another organization's category as a parent", async () => {
    const [mine, theirs] = [await gateway.organization(), await gateway.organization()];
    const [foreign] = await upserted(theirs.admin, kind, [{ name: 'Theirs' }]);
    for (const parentId of ['Theirs', foreign?.id]) {
      expect(refusal(await upsert(mine.admin, kind, [{ name: 'A', parentId }])).code).toBe('NOT_FOUND');
    }
    expect(await paths(mine.admin)).toEqual([]);
  });

  it('move one at a time: two moves that make a circle together do not both happen', async () => {
    const { admin } = await gateway.organization();
    const [a, b] = await upserted(admin, kind, [{ name: 'A' }, { name: 'B' }]);
    const answers = await Promise.all([
      upsert(admin, kind, [{ id: a?.id, name: 'A', parentId: b?.id }]),
      upsert(admin, kind, [{ id: b?.id, name: 'B', parentId: a?.id }]),
    ]);
    expect(answers.map((answer) => refusal(answer).code ?? 'OK').toSorted()).toEqual([
      'OK',
      'VALIDATION_FAILED',
    ]);
  });
});
