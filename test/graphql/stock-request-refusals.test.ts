import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import { expectVerified } from '../support/put-away.ts';
import {
  asked,
  draft,
  hospital,
  hospitalOf,
  requested,
  stepped,
  withApprovers,
} from '../support/requests.ts';

const gateway = await startGateway();

describe('a draft is refused', () => {
  it.each<[what: string, change: object, line: object, code: string, path: string]>([
    ['from and to the same', { destinationId: 'MAIN' }, {}, 'VALIDATION_FAILED', 'destinationId'],
    ['an unknown source', { fromLocationId: 'NO' }, {}, 'NOT_FOUND', 'fromLocationId'],
    ['an unknown destination', { destinationId: 'NO' }, {}, 'NOT_FOUND', 'destinationId'],
    ['an inactive destination', { destinationId: 'SHUT' }, {}, 'INACTIVE', 'destinationId'],
    ['a blank category', { category: ' ' }, {}, 'VALIDATION_FAILED', 'category'],
    ['a long category', { category: 'x'.repeat(101) }, {}, 'VALIDATION_FAILED', 'category'],
    ['notes that are too long', { notes: 'x'.repeat(2001) }, {}, 'VALIDATION_FAILED', 'notes'],
    ['a day that is none', { neededBy: '2026-02-30' }, {}, 'VALIDATION_FAILED', 'neededBy'],
    ['a priority that is none', { priority: 'SOON' }, {}, 'VALIDATION_FAILED', 'priority'],
    [
      'a link to nowhere',
      { attachments: [{ url: 'file:///etc' }] },
      {},
      'VALIDATION_FAILED',
      'attachments[0].url',
    ],
    ['a quantity of 0', {}, { quantity: 0 }, 'VALIDATION_FAILED', 'lines[1].quantity'],
    ['a quantity below 0', {}, { quantity: -1 }, 'VALIDATION_FAILED', 'lines[1].quantity'],
    ['a huge quantity', {}, { quantity: 1e12 }, 'VALIDATION_FAILED', 'lines[1].quantity'],
    ['no product', {}, { globalSku: null }, 'VALIDATION_FAILED', 'lines[1].productMasterId'],
    ['an unknown product', {}, { globalSku: 'NO' }, 'NOT_FOUND', 'lines[1].globalSku'],
    ['an inactive product', {}, { globalSku: 'OFF' }, 'INACTIVE', 'lines[1].globalSku'],
    ['a product twice', {}, { globalSku: 'A' }, 'DUPLICATE', 'lines[1].globalSku'],
  ])('%s', async (_what, change, line, code, path) => {
    const { shop } = await shared;
    const lines = [
      { globalSku: 'A', quantity: 1 },
      { globalSku: 'B', quantity: 1, ...line },
    ];
    const input = asked(0, { lines, ...change });
    expect(await refused(shop, () => shop.attempt('createStockRequest', input))).toMatchObject({
      code,
      paths: [path],
    });
    const { id } = await draft(shop);
    expect(await refused(shop, () => shop.attempt('updateStockRequest', { id, ...input }))).toMatchObject({
      code,
      paths: [path],
    });
  });
});

const shared = hospitalOf(gateway, { A: 1000, B: 1000 });

describe('each wrong step has its code, and changes nothing', () => {
  it('of a draft', async () => {
    const { shop } = await shared;
    const empty = await draft(shop, asked(0, { lines: [] }));
    const { id } = empty;
    const attempt = (mutation: Parameters<typeof shop.attempt>[0], input: object = {}) =>
      refused(shop, () => shop.attempt(mutation, { id, ...input }));
    expect(await attempt('submitStockRequest')).toMatchObject({
      code: 'EMPTY_REQUEST',
      details: { status: 'DRAFT' },
    });
    for (const [line, code] of [
      [{ globalSku: 'A', quantity: 0 }, 'VALIDATION_FAILED'],
      [{ globalSku: 'OFF', quantity: 1 }, 'INACTIVE'],
      [{ globalSku: 'NO', quantity: 1 }, 'NOT_FOUND'],
    ] as const)
      expect(await attempt('addStockRequestLine', line)).toMatchObject({ code });
    const { line, stockRequest } = await shop.run('addStockRequestLine', { id, globalSku: 'A', quantity: 2 });
    expect(line).toMatchObject({ lineNo: 1, globalSku: 'A', requested: 2 });
    expect(stockRequest.version).toBe(2);
    expect(await attempt('addStockRequestLine', { globalSku: 'A', quantity: 1 })).toMatchObject({
      code: 'DUPLICATE',
      paths: ['globalSku'],
      details: { lineId: line.id, line: 1 },
    });
    expect(await attempt('deleteStockRequest', { expectedVersion: 1 })).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { currentVersion: 2, status: 'DRAFT' },
    });
    await shop.run('commentStockRequest', { id, text: 'x' });
    await shop.run('deleteStockRequest', { id });
    expect(await shop.ask('stockRequest', { id })).toBeNull();
    const trail = await shop.sql<object>(
      `select before->>'number' as number, before->'lines'->0->>'requested' as requested from audit_entry
       where org_id = $1 and document_id = $2 and action = 'stock-request.delete'`,
      id,
    );
    expect(trail).toEqual([{ number: empty.number, requested: '2' }]);
    expect(await attempt('submitStockRequest')).toMatchObject({ code: 'NOT_FOUND', paths: ['id'] });
  });

  it('of every state', async () => {
    const of = await shared;
    const { shop, chief } = of;
    const allowed: Record<string, string[]> = {
      DRAFT: ['update', 'delete', 'addLine', 'submit', 'cancel'],
      SUBMITTED: ['approve', 'reject', 'cancel', 'rollBack'],
      APPROVED: ['pick', 'cancel', 'rollBack'],
      PICKING: ['issue', 'cancel', 'rollBack'],
      ISSUED: ['rollBack'],
      REJECTED: ['rollBack'],
      CANCELLED: [],
    };
    const steps = {
      update: { notes: 'x' },
      delete: {},
      addLine: { globalSku: 'B', quantity: 1 },
      submit: {},
      approve: {},
      reject: { reason: 'x' },
      pick: {},
      issue: {},
      cancel: {},
      rollBack: {},
    } as const;
    for (const [status, those] of Object.entries(allowed)) {
      const { id } =
        status === 'DRAFT'
          ? await draft(shop)
          : await requested(
              of,
              status === 'REJECTED' || status === 'CANCELLED' ? 'SUBMITTED' : (status as 'ISSUED'),
            );
      if (status === 'REJECTED') await stepped(chief, 'reject', { id, reason: 'x' });
      if (status === 'CANCELLED') await stepped(shop, 'cancel', { id });
      for (const [step, input] of Object.entries(steps)) {
        const may = those.includes(step);
        const mutation = (
          step === 'addLine' ? 'addStockRequestLine' : `${step}StockRequest`
        ) as 'submitStockRequest';
        const attempt = () =>
          chief.attempt(mutation, { id, ...input, ...(may ? { expectedVersion: 99 } : {}) });
        expect([status, step, await refused(shop, attempt)]).toMatchObject([
          status,
          step,
          may
            ? { code: 'VERSION_CONFLICT', paths: ['expectedVersion'], details: { status } }
            : { code: 'INVALID_TRANSITION', details: { status } },
        ]);
      }
    }
  });

  it('of approving and issuing', async () => {
    const of = await shared;
    const { shop, chief } = of;
    const input = asked(0, {
      lines: [
        { globalSku: 'A', quantity: 4 },
        { globalSku: 'B', quantity: 2 },
      ],
    });
    const { id, lines } = await requested(of, 'SUBMITTED', input);
    const [a, b] = lines.map((line: { id: string }) => line.id);
    const approve = (...given: [string, number][]) =>
      refused(shop, () =>
        chief.attempt('approveStockRequest', {
          id,
          lines: given.map(([lineId, approvedQuantity]) => ({ lineId, approvedQuantity })),
        }),
      );
    expect(await approve([a, 5])).toMatchObject({
      code: 'EXCEEDS_REQUESTED',
      paths: ['lines[0].approvedQuantity'],
      details: { lineId: a, requested: 4, approvedQuantity: 5 },
    });
    expect(await approve([a, -1])).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await approve([a, 1], [a, 2])).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['lines[1].lineId'],
    });
    expect(await approve(['srl_none', 1])).toMatchObject({ code: 'NOT_FOUND', paths: ['lines[0].lineId'] });
    expect(await approve([a, 0], [b, 0])).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines'] });
    expect(await approve()).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines'] });
    await stepped(chief, 'approve', { id, lines: [{ lineId: a, approvedQuantity: 3 }] });
    await stepped(shop, 'pick', { id });
    const issue = (...given: [string, number, string?][]) =>
      refused(shop, () =>
        shop.attempt('issueStockRequest', {
          id,
          lines: given.map(([lineId, issuedQuantity, reason]) => ({ lineId, issuedQuantity, reason })),
        }),
      );
    expect(await issue([a, 4])).toMatchObject({
      code: 'EXCEEDS_APPROVED',
      paths: ['lines[0].issuedQuantity'],
      details: { lineId: a, approved: 3, allocated: 3, issuedQuantity: 4 },
    });
    expect(await issue([b, 1])).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines[0].reason'] });
    expect(await issue([a, 0, 'x'], [b, 0, 'x'])).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['lines'],
    });
    expect(await issue(['srl_none', 0])).toMatchObject({ code: 'NOT_FOUND' });
    await expectVerified(shop);
  });

  it('of what is inactive, or in a blocked bin, by then', async () => {
    const shop = await open(gateway, hospital);
    const of = await withApprovers(shop);
    await shop.receive('MAIN', { sku: 'A', quantity: 5, binId: 'M1' }, { sku: 'B', quantity: 5 });
    const { id } = await draft(shop);
    const change = async (text: string) =>
      expect((await shop.caller.graphql(`mutation { ${text} }`)).body.errors).toBeUndefined();
    await change(
      'upsertProducts(input: { products: [{ globalSku: "A", status: INACTIVE }] }) { products { id } }',
    );
    expect(await refused(shop, () => shop.attempt('submitStockRequest', { id }))).toMatchObject({
      code: 'INACTIVE',
      paths: ['lines[0].productMasterId'],
    });
    await change(
      'upsertProducts(input: { products: [{ globalSku: "A", status: ACTIVE }] }) { products { id } }',
    );
    await change(
      'upsertLocations(input: { locations: [{ code: "WARD", status: INACTIVE }] }) { locations { id } }',
    );
    expect(await refused(shop, () => shop.attempt('submitStockRequest', { id }))).toMatchObject({
      code: 'INACTIVE',
      paths: ['destinationId'],
    });
    await change(
      'upsertLocations(input: { locations: [{ code: "WARD", status: ACTIVE }] }) { locations { id } }',
    );
    await stepped(shop, 'submit', { id });
    await stepped(of.chief, 'approve', { id });
    await stepped(shop, 'pick', { id });
    await change(
      'upsertBins(input: { bins: [{ locationId: "MAIN", code: "M1", blocked: true }] }) { bins { id } }',
    );
    expect(await refused(shop, () => shop.attempt('issueStockRequest', { id }))).toMatchObject({
      code: 'BIN_BLOCKED',
      paths: ['lines[0].lineId'],
    });
    await expectVerified(shop);
  });

  it('a location says how it gets what is issued to it, and which cost centre bears it', async () => {
    const { shop } = await shared;
    const upsert = (fields: string) =>
      shop.caller.graphql(
        `mutation { upsertLocations(input: { locations: [{ code: "SHOP", ${fields} }] }) { locations { requestDelivery costCentre } } }`,
      );
    const of = async (fields: string) => (await upsert(fields)).body.data.upsertLocations.locations[0];
    expect(await of('name: "Shop"')).toEqual({ requestDelivery: 'DIRECT', costCentre: null });
    const bears = { requestDelivery: 'CONSUMPTION', costCentre: 'CC-7' };
    expect(await of('requestDelivery: CONSUMPTION, costCentre: "CC-7"')).toEqual(bears);
    expect(await of('name: "The shop"')).toEqual(bears);
    expect(await of('requestDelivery: DIRECT, costCentre: null')).toEqual({
      requestDelivery: 'DIRECT',
      costCentre: null,
    });
    expect((await upsert('costCentre: " "')).body.errors[0].extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'locations[0].costCentre' }],
    });
  });
});
