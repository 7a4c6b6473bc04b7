import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upsert, upserted } from '../support/master-data.ts';

const gateway = await startGateway();
const kind = {
  ...kinds.reasonCodes,
  documentType: 'ReasonCode',
  read: 'inventory.adjust',
  write: 'admin.write',
  sorts: ['code', 'name', 'updatedAt'],
  make: (n: number) => ({ code: `MINE_${String(n).padStart(3, '0')}`, direction: 'DECREASE' }),
  change: { requiresNotes: true },
  seeded: 18,
};
describeMasterData(gateway, kind);

const codes = async (caller: Awaited<ReturnType<typeof gateway.organization>>['admin'], filter: string) =>
  (
    await caller.graphql(`{ reasonCodes(first: 100, filter: {${filter}}) { nodes { code } } }`)
  ).body.data.reasonCodes.nodes.map(({ code }: { code: string }) => code);

describe('reasonCodes', () => {
  it('begins with the standard codes, in the published shape', async () => {
    const { admin } = await gateway.organization();
    const { body } = await admin.graphql(
      '{ reasonCodes(filter: {search: "stolen"}) { nodes { code name direction requiresNotes active } } }',
    );
    expect(body.data.reasonCodes.nodes).toEqual([
      { code: 'STOLEN', name: 'Stolen', direction: 'DECREASE', requiresNotes: true, active: true },
    ]);
    expect(await codes(admin, 'direction: INCREASE')).toEqual(['FOUND', 'INBOUND_NOT_RECORDED', 'RETURNED']);
  });

  it('makes and changes codes, and filters by whether they are active', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kind, [{ code: 'SAMPLE' }, { code: 'FOUND', active: false }]);
    expect(await codes(admin, 'active: false')).toEqual(['FOUND']);
    const { body } = await admin.graphql(
      '{ reasonCodes(filter: {search: "sampl"}) { nodes { name direction requiresNotes active version } } }',
    );
    expect(body.data.reasonCodes.nodes).toEqual([
      { name: 'SAMPLE', direction: 'BOTH', requiresNotes: false, active: true, version: 1 },
    ]);
  });

  it('names every bad field', async () => {
    const { admin } = await gateway.organization();
    const bad = [
      { code: 'lower' },
      { code: 'A'.repeat(65), name: ' ' },
      { code: 'FOUND' },
      { code: 'FOUND' },
    ];
    expect(refusal(await upsert(admin, kind, bad))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['reasonCodes[0].code', 'reasonCodes[1].code', 'reasonCodes[1].name', 'reasonCodes[3].code'],
    });
    const typed = await upsert(admin, kind, [{ code: 'X', direction: 'SIDEWAYS', colour: 'red' }]);
    expect(refusal(typed).paths).toEqual(['reasonCodes[0].direction', 'reasonCodes[0].colour']);
  });

  it('keeps the code of one that documents name', async () => {
    const { admin, orgId } = await gateway.organization();
    const [made] = await upserted(admin, kind, [{ code: 'USED' }]);
    await gateway.asOwner(
      orgId,
      `insert into stock_document (org_id, id, number, type, status, reason_code, effective_date, line_count, created_by)
       values ($1, 'doc', 'ADJ-1', 'ADJUSTMENT', 'POSTED', 'USED', '2026-01-01', 0, 'test')`,
      [orgId],
    );
    expect(refusal(await upsert(admin, kind, [{ id: made?.id, code: 'RENAMED' }])).code).toBe('REFERENCED');
    expect(await codes(admin, 'search: "USED"')).toEqual(['USED']);
  });
});
