import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import { expectVerified } from '../support/put-away.ts';
import {
  asked,
  draft,
  events,
  figures,
  hospital,
  hospitalOf,
  requested,
  stepped,
  withApprovers,
} from '../support/requests.ts';
import { lies } from '../support/transfers.ts';

const gateway = await startGateway();

describe('a stock request', () => {
  it('goes from draft to issued, consumed by the ward: first expired first out, its cost centre bears it', async () => {
    const shop = await open(gateway, hospital);
    const { chief } = await withApprovers(shop);
    const late = {
      sku: 'T',
      quantity: 6,
      lotNumber: 'LATE',
      expiryDate: shop.inDays(90),
      binId: 'M2',
      unitCost: 3,
    };
    const soon = {
      sku: 'T',
      quantity: 4,
      lotNumber: 'SOON',
      expiryDate: shop.inDays(30),
      binId: 'M1',
      unitCost: 2,
    };
    await shop.receive('MAIN', late, soon, { sku: 'A', quantity: 10, unitCost: 2 });
    const made = await draft(
      shop,
      asked(3, {
        category: 'Weekly',
        priority: 'HIGH',
        requestedFor: 'Team North',
        notes: 'As every week',
        attachments: [{ url: 'https://example.org/list.pdf' }],
        lines: [
          { globalSku: 'T', quantity: 7, notes: 'cold' },
          { globalSku: 'A', quantity: 3 },
        ],
      }),
    );
    expect(made).toMatchObject({
      number: 'SR-000001',
      status: 'DRAFT',
      fromLocation: { code: 'MAIN' },
      destination: { code: 'WARD' },
      requesterId: shop.caller.keyId,
      requestedFor: 'Team North',
      category: 'Weekly',
      priority: 'HIGH',
      overdue: false,
      attachments: [{ name: 'https://example.org/list.pdf', url: 'https://example.org/list.pdf' }],
      allowedStatuses: ['SUBMITTED', 'CANCELLED'],
      rollbackTo: null,
      version: 1,
      history: [{ from: null, to: 'DRAFT' }],
    });
    const { id } = made;
    await stepped(shop, 'submit', { id, notes: 'please' });
    const approved = await stepped(chief, 'approve', { id });
    expect(approved).toMatchObject({
      status: 'APPROVED',
      approvals: [{ level: 1, approvedBy: chief.caller.keyId }],
      lines: [
        {
          ...{ requested: 7, approved: 7, allocated: 7, letGo: 0, issued: 0 },
          allocations: [
            { binCode: 'M1', lotNumber: 'SOON', quantity: 4 },
            { binCode: 'M2', lotNumber: 'LATE', quantity: 3 },
          ],
        },
        { requested: 3, approved: 3, allocated: 3, issued: 0 },
      ],
    });
    await stepped(shop, 'pick', { id });
    expect((await shop.ask('stockRequest', { id })).pickList).toEqual([
      { lineNo: 1, binCode: 'M1', zone: 'Z1', globalSku: 'T', lotNumber: 'SOON', quantity: 4 },
      { lineNo: 1, binCode: 'M2', zone: 'Z1', globalSku: 'T', lotNumber: 'LATE', quantity: 3 },
      { lineNo: 2, binCode: null, zone: null, globalSku: 'A', lotNumber: null, quantity: 3 },
    ]);
    const issued = await stepped(shop, 'issue', { id });
    expect(issued).toMatchObject({
      status: 'ISSUED',
      delivery: 'CONSUMPTION',
      transferId: null,
      allowedStatuses: [],
    });
    expect(issued.lines.map(figures)).toEqual([
      { requested: 7, approved: 7, allocated: 0, letGo: 0, issued: 7 },
      { requested: 3, approved: 3, allocated: 0, letGo: 0, issued: 3 },
    ]);
    expect(await lies(shop)).toEqual({ 'T MAIN/M2 LATE': 3, 'A MAIN': 7 });
    const { movements } = await shop.ask('stockRequest', { id });
    expect(movements).toMatchObject([
      { globalSku: 'T', quantityDelta: -4, unitCost: 2, lotNumber: 'SOON' },
      { globalSku: 'T', quantityDelta: -3, unitCost: 3, lotNumber: 'LATE' },
      { globalSku: 'A', quantityDelta: -3, unitCost: 2 },
    ]);
    const { body } = await shop.caller.graphql(
      `{ issue(id: "${issued.issueId}") { number type causeType causeId costCentre } }`,
    );
    expect(body.data.issue).toEqual({
      number: 'ISS-000001',
      type: 'ISSUE',
      causeType: 'STOCK_REQUEST',
      causeId: id,
      costCentre: 'CC-100',
    });
    expect(issued.history).toMatchObject([
      { from: null, to: 'DRAFT' },
      { from: 'DRAFT', to: 'SUBMITTED', note: 'please' },
      { from: 'SUBMITTED', to: 'APPROVED', actor: chief.caller.keyId },
      { from: 'APPROVED', to: 'PICKING' },
      { from: 'PICKING', to: 'ISSUED', actor: shop.caller.keyId },
    ]);
    expect(await events(shop)).toEqual([
      'stock-request.created',
      'stock-request.submitted',
      'stock-request.approved',
      'stock-request.picking',
      'stock-request.issued',
    ]);
    await expectVerified(shop);
  });

  it('to a location of ours that takes it directly is there at once, with its lots and at its cost', async () => {
    const shop = await open(gateway, hospital);
    const of = await withApprovers(shop);
    await shop.receive('MAIN', {
      sku: 'T',
      quantity: 5,
      lotNumber: 'L',
      expiryDate: shop.inDays(9),
      unitCost: 3,
    });
    const input = asked(0, { destinationId: 'SHOP', lines: [{ globalSku: 'T', quantity: 4 }] });
    const issued = await requested(of, 'ISSUED', input);
    expect(issued).toMatchObject({ delivery: 'DIRECT', transferId: null });
    expect(await lies(shop)).toEqual({ 'T MAIN L': 1, 'T SHOP L': 4 });
    expect(await shop.item({ locationId: 'SHOP' })).toMatchObject({ unitCost: 3, quantityAvailable: 4 });
    await expectVerified(shop);
  });

  it('to a location that receives transfers is shipped with one, and received there', async () => {
    const of = await hospitalOf(gateway);
    const { shop } = of;
    const issued = await requested(of, 'ISSUED', asked(4, { destinationId: 'DEPOT' }));
    expect(issued).toMatchObject({ delivery: 'TRANSFER', issueId: null });
    const id = issued.transferId;
    expect(await shop.ask('transfer', { id })).toMatchObject({
      status: 'IN_TRANSIT',
      notes: `Stock request ${issued.number}`,
      lines: [{ globalSku: 'A', requested: 4, reserved: 0, shipped: 4, inTransit: 4 }],
      history: [{ to: 'DRAFT' }, { to: 'APPROVED' }, { to: 'IN_TRANSIT' }],
    });
    expect(await shop.record('A', 'DEPOT')).toMatchObject({ incoming: 4, onHand: 0 });
    await shop.run('receiveTransfer', { id });
    expect(await lies(shop)).toEqual({ 'A MAIN': 6, 'A DEPOT': 4, 'B MAIN': 10 });
    await expectVerified(shop);
  });

  it('is approved in part, line by line, and issued in part, with a reason for each short line', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief } = of;
    const input = asked(0, {
      lines: [
        { globalSku: 'A', quantity: 6 },
        { globalSku: 'B', quantity: 5 },
      ],
    });
    const { id, lines } = await requested(of, 'SUBMITTED', input);
    const [a, b] = lines;
    const approved = await stepped(chief, 'approve', {
      id,
      lines: [
        { lineId: a.id, approvedQuantity: 4 },
        { lineId: b.id, approvedQuantity: 0 },
      ],
    });
    expect(approved.lines.map(figures)).toEqual([
      { requested: 6, approved: 4, allocated: 4, letGo: 0, issued: 0 },
      { requested: 5, approved: 0, allocated: 0, letGo: 0, issued: 0 },
    ]);
    await stepped(shop, 'pick', { id });
    const short = { lineId: a.id, issuedQuantity: 3 };
    expect(
      await refused(shop, () => shop.attempt('issueStockRequest', { id, lines: [short] })),
    ).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['lines[0].reason'],
    });
    const issued = await stepped(shop, 'issue', { id, lines: [{ ...short, reason: 'one was broken' }] });
    expect(issued.lines).toMatchObject([{ approved: 4, issued: 3, reason: 'one was broken' }, { issued: 0 }]);
    expect(await shop.record('A', 'MAIN')).toMatchObject({ onHand: 7, reserved: 0 });
    await expectVerified(shop);
  });

  it('that there is not enough for is refused with what is missing, or approved as far as there is', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief } = of;
    const input = asked(0, {
      lines: [
        { globalSku: 'A', quantity: 12 },
        { globalSku: 'B', quantity: 5 },
        { globalSku: 'T', quantity: 1 },
      ],
    });
    const { id } = await requested(of, 'SUBMITTED', input);
    const refusal = await refused(shop, () => chief.attempt('approveStockRequest', { id }));
    expect(refusal).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['lines[0].approvedQuantity', 'lines[2].approvedQuantity'],
      details: {
        shortfalls: [
          { line: 1, globalSku: 'A', requested: 12, available: 10, shortfall: 2 },
          { line: 3, globalSku: 'T', requested: 1, available: 0, shortfall: 1 },
        ],
      },
    });
    const approved = await stepped(chief, 'approve', { id, allowPartial: true });
    expect(approved.lines.map(figures)).toMatchObject([
      { approved: 10, allocated: 10 },
      { approved: 5, allocated: 5 },
      { approved: 0, allocated: 0 },
    ]);
    const { id: next } = await requested(of, 'SUBMITTED', asked(1));
    // with nothing there at all there is nothing to approve
    expect(
      await refused(shop, () => chief.attempt('approveStockRequest', { id: next, allowPartial: true })),
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    await expectVerified(shop);
  });

  it('is rejected with a reason, and cancelled at any time before it is issued', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief } = of;
    const { id } = await requested(of, 'SUBMITTED');
    for (const reason of ['', '  ', 'x'.repeat(2001)])
      expect(await refused(shop, () => chief.attempt('rejectStockRequest', { id, reason }))).toMatchObject({
        code: 'VALIDATION_FAILED',
        paths: ['reason'],
      });
    const rejected = await stepped(chief, 'reject', { id, reason: 'ordered twice' });
    expect(rejected).toMatchObject({
      status: 'REJECTED',
      rejectionReason: 'ordered twice',
      allowedStatuses: [],
    });
    expect(rejected.history.at(-1)).toMatchObject({ to: 'REJECTED', note: 'ordered twice' });
    for (const status of ['SUBMITTED', 'APPROVED', 'PICKING'] as const) {
      const request = await requested(of, status);
      const cancelled = await stepped(shop, 'cancel', { id: request.id, notes: 'not needed' });
      expect(cancelled).toMatchObject({ status: 'CANCELLED', rollbackTo: null, approvals: [] });
    }
    expect(await shop.record('A', 'MAIN')).toMatchObject({ onHand: 10, reserved: 0 });
    await expectVerified(shop);
  });

  it('is commented on in any state, with mentions and links; its version stays', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief } = of;
    const { id, version } = await requested(of, 'ISSUED');
    const mentions = [chief.caller.keyId];
    const attachments = [{ name: 'Photo', url: 'https://example.org/1.jpg' }];
    const { comment } = await shop.run('commentStockRequest', { id, text: 'Thanks', mentions, attachments });
    expect(comment).toMatchObject({ text: 'Thanks', mentions, attachments, createdBy: shop.caller.keyId });
    await chief.run('commentStockRequest', { id, text: 'Welcome' });
    expect(await shop.ask('stockRequest', { id })).toMatchObject({
      version,
      comments: [{ text: 'Thanks' }, { text: 'Welcome', createdBy: chief.caller.keyId }],
    });
    expect((await events(shop)).slice(-2)).toEqual(['stock-request.commented', 'stock-request.commented']);
    for (const [input, code, path] of [
      [{ text: ' ' }, 'VALIDATION_FAILED', 'text'],
      [{ text: 'x', mentions: ['key_nobody'] }, 'NOT_FOUND', 'mentions[0]'],
      [
        { text: 'x', attachments: [{ url: 'javascript:alert(1)' }] },
        'VALIDATION_FAILED',
        'attachments[0].url',
      ],
      [{ text: 'x', id: 'srq_none' }, 'NOT_FOUND', 'id'],
    ] as const)
      expect(await refused(shop, () => shop.attempt('commentStockRequest', { id, ...input }))).toMatchObject({
        code,
        paths: [path],
      });
  });
});
