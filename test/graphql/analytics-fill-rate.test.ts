import { expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { asked, type Hospital, hospitalOf, requested, stepped } from '../support/requests.ts';

const gateway = await startGateway();
const document = `query($filter: InventoryAnalyticsFilterInput) { inventoryAnalytics(filter: $filter) {
  fillRate { requests lines linesInFull unitsRequested unitsIssued ratePercent lineRatePercent } } }`;
const fillRate = async ({ shop }: Hospital, filter: object = {}) =>
  (await shop.organization.admin.graphql(document, { filter })).body.data.inventoryAnalytics.fillRate;

/** The same from the requests as they are listed. */
async function recomputed(
  { shop }: Hospital,
  counts: (request: { fromLocationId: string }) => boolean = () => true,
) {
  const { body } = await shop.organization.admin.rest('GET', '/api/stock-requests?status=ISSUED&limit=100');
  const issued = body.stockRequests.filter(counts);
  const lines: { requested: number; issued: number }[] = [];
  for (const { id } of issued) {
    const answer = await shop.organization.admin.rest('GET', `/api/stock-requests/${id}/lines`);
    lines.push(...answer.body.lines);
  }
  const units = (name: 'requested' | 'issued') => lines.reduce((total, line) => total + line[name], 0);
  const full = lines.filter((line) => line.issued >= line.requested).length;
  const percent = (part: number, whole: number) =>
    whole === 0 ? null : Math.round((1e6 * part) / whole) / 1e4;
  return {
    requests: issued.length,
    lines: lines.length,
    linesInFull: full,
    unitsRequested: units('requested'),
    unitsIssued: units('issued'),
    ratePercent: percent(units('issued'), units('requested')),
    lineRatePercent: percent(full, lines.length),
  };
}

it('the fill rate is that of the requests issued in the period: what is undone, rejected or still open does not count', async () => {
  const hospital = await hospitalOf(gateway, { A: 40, B: 40 });
  const { shop, chief } = hospital;
  const nothing = { requests: 0, lines: 0, linesInFull: 0, unitsRequested: 0, unitsIssued: 0 };
  expect(await fillRate(hospital)).toEqual({ ...nothing, ratePercent: null, lineRatePercent: null });

  await requested(hospital, 'ISSUED');
  const both = [
    { globalSku: 'A', quantity: 6 },
    { globalSku: 'B', quantity: 3 },
  ];
  const picking = await requested(hospital, 'PICKING', asked(0, { lines: both }));
  const [line] = picking.lines;
  await stepped(shop, 'issue', {
    id: picking.id,
    lines: [{ lineId: line.id, issuedQuantity: 2, reason: 'broken' }],
  });
  await requested(hospital, 'APPROVED');
  const rejected = await requested(hospital, 'SUBMITTED');
  await stepped(chief, 'reject', { id: rejected.id, reason: 'x' });
  const undone = await requested(hospital, 'ISSUED', asked(5));

  const before = await fillRate(hospital);
  expect(before).toEqual(await recomputed(hospital));
  expect(before).toMatchObject({
    requests: 3,
    lines: 4,
    linesInFull: 3,
    unitsRequested: 18,
    unitsIssued: 14,
  });
  await stepped(shop, 'rollBack', { id: undone.id, reason: 'x' });
  const now = await fillRate(hospital);
  expect(now).toEqual(await recomputed(hospital));
  expect(now).toMatchObject({ requests: 2, lines: 3, linesInFull: 2, unitsRequested: 13, unitsIssued: 9 });
  // of one supplying location, and of days on which nothing was issued
  expect(await fillRate(hospital, { locationId: 'MAIN' })).toEqual(now);
  expect(await fillRate(hospital, { locationId: 'SHOP' })).toMatchObject(nothing);
  const day = (days: number) => shop.inDays(days).slice(0, 10);
  expect(await fillRate(hospital, { fromDate: day(-9), toDate: day(-2) })).toMatchObject(nothing);
  expect(await fillRate(hospital, { fromDate: day(-1), toDate: day(1) })).toEqual(now);
});
