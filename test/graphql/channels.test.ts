import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upsert, upserted } from '../support/master-data.ts';

const gateway = await startGateway();
const kind = kinds.channels;
describeMasterData(gateway, {
  ...kind,
  one: 'channel',
  documentType: 'Channel',
  read: 'channels.read',
  write: 'channels.write',
  sorts: ['code', 'name', 'updatedAt'],
  make: (n) => ({ code: `C${n}`, name: `Name ${n % 3}`, type: 'RETAIL' }),
  change: { type: 'MARKETPLACE' },
});

const codes = async (caller: Caller, filter = ''): Promise<string[]> => {
  const { body } = await caller.graphql(`{ channels(filter: {${filter}}) { nodes { code } } }`);
  return body.data.channels.nodes.map(({ code }: { code: string }) => code);
};

describe('channels', () => {
  it('are filtered by type, status and part of code or name', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kind, [
      { code: 'DTC', name: 'Web shop', type: 'E_COMMERCE' },
      { code: 'WHS', type: 'WHOLESALE', status: 'INACTIVE' },
    ]);
    expect(await codes(admin, 'type: E_COMMERCE')).toEqual(['DTC']);
    expect(await codes(admin, 'status: INACTIVE')).toEqual(['WHS']);
    expect(await codes(admin, 'search: "SHOP"')).toEqual(['DTC']);
  });

  it('have a type from the beginning, and keep what is not mentioned', async () => {
    const { admin } = await gateway.organization();
    expect(refusal(await upsert(admin, kind, [{ code: 'DTC' }]))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['channels[0].type'],
    });
    await upserted(admin, kind, [{ code: 'DTC', type: 'RETAIL', name: 'Shops' }]);
    await upserted(admin, kind, [{ code: 'DTC', status: 'INACTIVE' }]);
    const { body } = await admin.graphql('{ channels { nodes { code name type status version } } }');
    expect(body.data.channels.nodes).toEqual([
      { code: 'DTC', name: 'Shops', type: 'RETAIL', status: 'INACTIVE', version: 2 },
    ]);
  });

  it('name every bad field', async () => {
    const { admin } = await gateway.organization();
    const bad = [
      { code: '', type: 'RETAIL' },
      { code: 'x'.repeat(101), name: '', type: 'RETAIL' },
    ];
    expect(refusal(await upsert(admin, kind, bad)).paths).toEqual([
      'channels[0].code',
      'channels[1].code',
      'channels[1].name',
    ]);
    expect(refusal(await upsert(admin, kind, [{ code: 'A', type: 'STALL' }])).paths).toEqual([
      'channels[0].type',
    ]);
    expect(await codes(admin)).toEqual([]);
  });
});
