import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const path = '/api/stock-requests';

/** Ten of A and six of B at MAIN; WARD consumes. */
async function stocked() {
  const organization = await gateway.organization();
  const { admin } = organization;
  await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
  await upserted(admin, kinds.locations, [
    { code: 'MAIN' },
    { code: 'WARD', type: 'DEPARTMENT', requestDelivery: 'CONSUMPTION', costCentre: 'CC-1' },
  ]);
  await upserted(admin, kinds.bins, [{ locationId: 'MAIN', code: 'S1', zone: 'Z' }]);
  const lines = [
    { globalSku: 'A', quantity: 10, unitCost: 2 },
    { globalSku: 'B', quantity: 6, binId: 'S1', lotNumber: 'LOT-1', expiryDate: '2999-01-31' },
  ];
  await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines });
  const chief = await organization.caller('stockrequests.*');
  const wanted = [
    { globalSku: 'A', quantity: 5, notes: 'soon' },
    { globalSku: 'B', quantity: 2 },
  ];
  const create = (more: object = {}) =>
    admin.rest('POST', path, { fromLocationId: 'MAIN', destinationId: 'WARD', lines: wanted, ...more });
  const draft = async (more: object = {}) => (await create(more)).body.stockRequest;
  return { ...organization, chief, create, draft };
}

describe('stock requests', () => {
  it('go from draft to issued and a step back, as published', async () => {
    const { admin, chief, create } = await stocked();
    const made = await create({
      category: 'Weekly',
      priority: 'HIGH',
      neededBy: '2999-01-01',
      requestedFor: 'Team 1',
    });
    const { stockRequest } = published('createStockRequest', made, 201);
    expect(stockRequest).toMatchObject({
      number: 'SR-000001',
      status: 'DRAFT',
      fromLocation: { code: 'MAIN' },
      destination: { code: 'WARD' },
      category: 'Weekly',
      priority: 'HIGH',
      neededBy: '2999-01-01',
      overdue: false,
      lines: [{ requested: 5, approved: null, notes: 'soon' }, { requested: 2 }],
    });
    expect(made.headers.get('etag')).toBe('"1"');
    const at = `${path}/${stockRequest.id}`;
    const [a] = stockRequest.lines.map(({ id }: { id: string }) => id);
    const changed = await admin.rest('PATCH', at, { notes: 'As always' }, { 'if-match': '"1"' });
    expect(published('updateStockRequest', changed, 200).stockRequest).toMatchObject({
      version: 2,
      notes: 'As always',
    });
    expect((await admin.rest('PATCH', at, { notes: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    const submitted = published('submitStockRequest', await admin.rest('POST', `${at}/submit`), 200);
    expect(submitted.stockRequest.status).toBe('SUBMITTED');
    const own = await admin.rest('POST', `${at}/approve`);
    expect([own.status, own.body.code]).toEqual([409, 'SELF_APPROVAL']);
    const lines = [{ lineId: a, approvedQuantity: 4 }];
    const approved = published(
      'approveStockRequest',
      await chief.rest('POST', `${at}/approve`, { lines }),
      200,
    );
    expect(approved.stockRequest).toMatchObject({
      status: 'APPROVED',
      approvals: [{ level: 1, approvedBy: chief.keyId }],
      lines: [
        { approved: 4, allocated: 4 },
        { approved: 2, allocations: [{ lotNumber: 'LOT-1', binCode: 'S1' }] },
      ],
    });
    const picking = await admin.rest('POST', `${at}/status`, { status: 'PICKING' });
    expect(published('updateStockRequestStatus', picking, 200).stockRequest.pickList).toMatchObject([
      { binCode: 'S1', zone: 'Z', globalSku: 'B', quantity: 2 },
      { binCode: null, globalSku: 'A', quantity: 4 },
    ]);
    const status = published('getStockRequestStatus', await admin.rest('GET', `${at}/status`), 200);
    expect(status).toMatchObject({
      status: 'PICKING',
      allowed: ['ISSUED', 'CANCELLED'],
      rollbackTo: 'APPROVED',
    });
    expect(status.history).toHaveLength(4);
    const short = [{ lineId: a, issuedQuantity: 3, reason: 'one broken' }];
    const issued = await admin.rest('POST', `${at}/status`, { status: 'ISSUED', lines: short });
    expect(published('updateStockRequestStatus', issued, 200).stockRequest).toMatchObject({
      status: 'ISSUED',
      delivery: 'CONSUMPTION',
      lines: [{ issued: 3, reason: 'one broken' }, { issued: 2 }],
    });
    const back = await admin.rest('POST', `${at}/rollback`, { reason: 'wrong ward' });
    expect(published('rollBackStockRequest', back, 200).stockRequest).toMatchObject({
      status: 'PICKING',
      lines: [{ issued: 0, allocated: 4 }, { allocated: 2 }],
    });
    const answer = published('getStockRequest', await admin.rest('GET', at), 200).stockRequest;
    expect([answer.pickList.length, answer.comments]).toEqual([2, []]);
    const stock = await admin.rest('GET', '/api/inventory/availability?search=A');
    expect(stock.body.availability).toMatchObject([{ onHand: 10, reserved: 4 }]);
  });

  it('take lines and comments; a draft is deleted', async () => {
    const { admin, draft } = await stocked();
    const { id } = await draft({ lines: [] });
    const at = `${path}/${id}`;
    const empty = await admin.rest('POST', `${at}/submit`);
    expect([empty.status, empty.body.code]).toEqual([409, 'EMPTY_REQUEST']);
    const added = await admin.rest('POST', `${at}/lines`, { globalSku: 'A', quantity: 2, notes: 'x' });
    const { line } = published('addStockRequestLine', added, 201);
    expect(line).toMatchObject({ lineNo: 1, globalSku: 'A', requested: 2, notes: 'x' });
    const twice = await admin.rest('POST', `${at}/lines`, { globalSku: 'A', quantity: 1 });
    expect([twice.status, twice.body.code, twice.body.details.lineId]).toEqual([409, 'DUPLICATE', line.id]);
    const listed = published('listStockRequestLines', await admin.rest('GET', `${at}/lines`), 200);
    expect(listed.lines).toEqual([line]);
    const said = await admin.rest('POST', `${at}/comment`, { text: 'Please', mentions: [admin.keyId] });
    expect(published('commentStockRequest', said, 201).comment).toMatchObject({
      text: 'Please',
      mentions: [admin.keyId],
      createdBy: admin.keyId,
    });
    const gone = await admin.rest('DELETE', at);
    expect([gone.status, gone.body]).toEqual([204, '']);
    expect((await admin.rest('GET', at)).status).toBe(404);
    expect((await admin.rest('DELETE', at)).status).toBe(404);
    for (const below of ['lines', 'status'])
      expect((await admin.rest('GET', `${at}/${below}`)).status).toBe(404);
  });

  it('are listed under their filters', async () => {
    const { admin, chief, draft } = await stocked();
    const first = await draft({ category: 'Weekly', neededBy: '2026-01-05', requestedFor: 'Team Heron' });
    const second = await draft({
      priority: 'URGENT',
      notes: '50%_off',
      lines: [{ globalSku: 'B', quantity: 1 }],
    });
    await admin.rest('POST', `${path}/${first.id}/submit`);
    const numbers = async (query: string) => {
      const { body, status } = await admin.rest('GET', `${path}?${query}`);
      expect(status, JSON.stringify(body)).toBe(200);
      return body.stockRequests.map(({ number }: { number: string }) => number);
    };
    const [one, two] = [first.number, second.number];
    expect(published('listStockRequests', await admin.rest('GET', path), 200)).toMatchObject({
      stockRequests: [{ number: two }, { number: one, overdue: true }],
      pagination: { page: 1, pageSize: 20, total: 2, totalPages: 1 },
    });
    for (const [query, expected] of [
      ['status=SUBMITTED', [one]],
      ['status=ISSUED', []],
      [`requesterId=${admin.keyId}`, [two, one]],
      [`requesterId=${chief.keyId}`, []],
      ['locationId=MAIN', [two, one]],
      ['locationId=WARD', []],
      ['destinationId=WARD', [two, one]],
      ['destinationId=NOWHERE', []],
      ['priority=URGENT', [two]],
      ['category=Weekly', [one]],
      ['category=week', []],
      ['neededBefore=2026-01-06', [one]],
      ['neededBefore=2026-01-05', []],
      ['overdue=true', [one]],
      ['overdue=false', [two]],
      [`search=${two}`, [two]],
      ['search=heron', [one]],
      ['search=50%25_off', [two]],
      ['search=b', [two, one]],
      ['search=A', [one]],
      [`search=${admin.keyId}`, [two, one]],
      ['search=nothing-like-it', []],
      ['sort=number', [one, two]],
      ['sort=-priority', [two, one]],
      ['sort=neededBy', [one, two]],
      ['status=SUBMITTED&priority=URGENT', []],
    ] as const)
      expect([query, await numbers(query)]).toEqual([query, expected]);
    for (const query of ['status=OPEN', 'overdue=maybe', 'neededBefore=soon', 'limit=0', 'priority=1', 'x=y'])
      expect([query, (await admin.rest('GET', `${path}?${query}`)).status]).toEqual([query, 400]);
  });
});

describe('the status route is no way round the others', () => {
  it('refuses what they refuse, with the same code', async () => {
    const { admin, chief, draft, caller } = await stocked();
    const { id } = await draft();
    const at = `${path}/${id}`;
    const set = (who: typeof admin, status: string, more: object = {}) =>
      who.rest('POST', `${at}/status`, { status, ...more });
    const refused = async (who: typeof admin, status: string, more: object = {}) => {
      const { body, status: code } = await set(who, status, more);
      return [code, body.code];
    };
    for (const status of ['APPROVED', 'PICKING', 'ISSUED'])
      expect(await refused(admin, status)).toEqual([409, 'INVALID_TRANSITION']);
    expect(await refused(admin, 'REJECTED', { reason: 'x' })).toEqual([409, 'INVALID_TRANSITION']);
    for (const status of ['DRAFT', 'submitted', '']) expect((await set(admin, status)).status).toBe(400);
    expect((await set(admin, 'SUBMITTED')).status).toBe(200);
    // its own, without the permission, and with fields of another step
    expect(await refused(admin, 'APPROVED')).toEqual([409, 'SELF_APPROVAL']);
    const clerk = await caller('stockrequests.write', 'stockrequests.read');
    for (const [status, more] of [
      ['APPROVED', {}],
      ['REJECTED', { reason: 'x' }],
    ] as const) {
      const { status: code, body } = await set(clerk, status, more);
      expect([code, body.details.permission]).toEqual([403, 'stockrequests.approve']);
    }
    expect((await set(chief, 'REJECTED')).status).toBe(400);
    expect((await set(chief, 'APPROVED', { reason: 'x' })).status).toBe(400);
    expect(await refused(clerk, 'ISSUED')).toEqual([409, 'INVALID_TRANSITION']);
    expect((await set(chief, 'APPROVED')).body.stockRequest.status).toBe('APPROVED');
    // approved, it is not put back to what it was
    for (const status of ['SUBMITTED', 'APPROVED', 'ISSUED'])
      expect(await refused(chief, status)).toEqual([409, 'INVALID_TRANSITION']);
    expect((await set(clerk, 'CANCELLED')).status).toBe(200);
    const { body } = await admin.rest('GET', `${at}/status`);
    expect(body).toMatchObject({ status: 'CANCELLED', allowed: [], rollbackTo: null });
  });

  it('a rejection is not rolled back by who may not approve', async () => {
    const { admin, chief, draft, caller } = await stocked();
    const { id } = await draft();
    const at = `${path}/${id}`;
    await admin.rest('POST', `${at}/submit`);
    await chief.rest('POST', `${at}/reject`, { reason: 'no' });
    const clerk = await caller('stockrequests.write');
    const { status, body } = await clerk.rest('POST', `${at}/rollback`);
    expect([status, body.details.permission]).toEqual([403, 'stockrequests.approve']);
    expect((await chief.rest('POST', `${at}/rollback`)).body.stockRequest.status).toBe('SUBMITTED');
  });
});
