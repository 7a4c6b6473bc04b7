import { expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const path = '/api/inventory/lot-control/validate';

async function stocked() {
  const { admin } = await gateway.organization();
  await upserted(admin, kinds.products, [{ globalSku: 'MILK', lotControlled: true }]);
  await upserted(admin, kinds.locations, [{ code: 'MAIN' }]);
  const lines = [{ globalSku: 'MILK', quantity: 8, lotNumber: 'N1', expiryDate: '2999-12-31' }];
  const { body } = await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines });
  return {
    admin,
    lotId: body.items[0].lotId as string,
    productMasterId: body.items[0].productMasterId as string,
  };
}

it('one line is validated by its query', async () => {
  const { admin, lotId, productMasterId } = await stocked();
  const ask = async (query: string) =>
    published('getLotValidation', await admin.rest('GET', `${path}?${query}`), 200);
  expect(await ask('globalSku=MILK&lotNumber=N1&locationId=MAIN&quantity=8')).toMatchObject({
    valid: true,
    lines: [
      {
        valid: true,
        product: { productMasterId, globalSku: 'MILK', lotControlled: true },
        lot: { id: lotId, number: 'N1', expiryDate: '2999-12-31', status: 'ACTIVE' },
        issues: [],
      },
    ],
  });
  const bad = await ask(
    `productMasterId=${productMasterId}&lotId=${lotId}&expiryDate=2030-01-01&quantity=8.5`,
  );
  expect(bad.valid).toBe(false);
  expect(bad.lines[0].issues).toMatchObject([
    { code: 'LOT_EXPIRY_MISMATCH', field: 'expiryDate' },
    { code: 'INSUFFICIENT_STOCK', field: 'quantity' },
  ]);
  expect((await ask('globalSku=MILK&operation=RECEIVE')).lines[0].issues).toMatchObject([
    { code: 'LOT_REQUIRED', field: 'lotNumber' },
  ]);
  for (const [query, field] of [
    ['globalSku=MILK&quantity=much', 'quantity'],
    ['globalSku=MILK&quantity=0', 'quantity'],
    ['globalSku=MILK&expiryDate=soon', 'expiryDate'],
    ['globalSku=MILK&operation=EAT', 'operation'],
    ['globalSku=MILK&lotNumber=a&lotId=b', 'lotNumber'],
    ['lotNumber=N1', 'productMasterId'],
    ['globalSku=MILK&binId=X', 'binId'],
  ]) {
    const { status, body } = await admin.rest('GET', `${path}?${query}`);
    expect([query, status, body.details.fields[0].path]).toEqual([query, 400, field]);
    expect(body.error).not.toMatch(/lines\[0\]|line\./);
  }
});

it('many lines are validated by a body', async () => {
  const { admin } = await stocked();
  const line = { globalSku: 'MILK', lotNumber: 'N1', locationId: 'MAIN' };
  const lines = [
    { ...line, quantity: 5 },
    { ...line, quantity: 5 },
    { ...line, lotNumber: 'NO' },
  ];
  const answer = published('validateLots', await admin.rest('POST', path, { lines }), 200);
  expect([answer.valid, answer.lines.map(({ valid }: { valid: boolean }) => valid)]).toEqual([
    false,
    [true, false, false],
  ]);
  expect(answer.lines[2]).toMatchObject({ lot: null, issues: [{ code: 'NOT_FOUND', field: 'lotNumber' }] });
  const bad = await admin.rest('POST', path, { lines: [{ ...line, quantity: 0 }] });
  expect([bad.status, bad.body.details.fields[0].path]).toEqual([400, 'lines[0].quantity']);
});
