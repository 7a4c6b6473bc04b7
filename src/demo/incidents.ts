import { correctLot } from '../domain/adjustments/correct-lot.command.ts';
import {
  type AdjustmentLineInput,
  createAdjustment,
} from '../domain/adjustments/create-adjustment.command.ts';
import { recordCount } from '../domain/adjustments/record-count.command.ts';
import { reverseAdjustment } from '../domain/adjustments/reverse-adjustment.command.ts';
import type { Command } from '../domain/command.ts';
import { createHold } from '../domain/holds/create-hold.command.ts';
import { findProducts } from '../domain/lookups.query.ts';
import { upsertLots } from '../domain/lots/upsert-lots.command.ts';
import { recordStock } from '../domain/receipts/record-stock.command.ts';
import { stockItemsOf } from '../domain/stock/stock-items.query.ts';
import type { At, Story } from './telling.ts';

type Incident = (command: Command, story: Story) => Promise<unknown>;

/** What happened on particular days besides buying and selling, by how many days ago. */
const incidents: Readonly<Record<number, readonly Incident[]>> = {
  38: [
    adjust(
      'DAMAGED',
      [
        ['CKW-001', '-3'],
        ['TBL-001', '-5'],
      ],
      'Fell off the pallet',
    ),
  ],
  35: [adjust('FOUND', [['LGT-001', '4']], null)],
  31: [adjust('STOLEN', [['APP-001', '-2']], 'Reported to the police')],
  28: [countCampStove],
  24: [setAsideDamaged],
  21: [typingMistake],
  18: [correctWrongLot],
  15: [recall],
  12: [receiveReturns],
  9: [sendToDestruction],
  6: [
    adjust(
      'CONSUMED',
      [
        ['COF-002', '-2'],
        ['TEA-001', '-1'],
      ],
      'Tasting in the office',
    ),
  ],
  3: [
    adjust(
      'RECOUNTED',
      [
        ['TBL-003', '-1'],
        ['TBL-005', '2'],
      ],
      null,
    ),
    receiveOnDock,
  ],
  2: [receiveAtEast, holdForInspection],
  1: [adjust('OTHER', [['SNK-001', '-4']], 'Samples for the trade fair')],
};

/** Tells what happened so many days ago. */
export async function tellIncidents(at: At, story: Story, daysAgo: number): Promise<void> {
  for (const [index, incident] of (incidents[daysAgo] ?? []).entries())
    await at(story.clock.at(daysAgo, 7 + index / 10), (command) => incident(command, story));
}

/** The stock item of a product at DC-EAST that has the most. */
async function itemOf({ tx, now }: Command, sku: string): Promise<string> {
  const { bySku } = await findProducts(tx, [], [sku]);
  const items = await stockItemsOf(tx, now, bySku.get(sku)?.id ?? '', 'loc_demo_east');
  const good = items.filter(({ condition }) => condition === 'AVAILABLE');
  const [most] = good.toSorted((a, b) => Number(b.quantityAvailable) - Number(a.quantityAvailable));
  if (!most) throw new Error(`The demo has no stock of ${sku}`);
  return most.id;
}

function adjust(
  reasonCode: string,
  changes: readonly (readonly [sku: string, delta: string])[],
  notes: string | null,
): Incident {
  return async (command) => {
    const lines: AdjustmentLineInput[] = [];
    for (const [sku, quantityDelta] of changes)
      lines.push({ inventoryItemId: await itemOf(command, sku), quantityDelta });
    await createAdjustment(command, { reasonCode, notes, lines });
  };
}

async function countCampStove(command: Command): Promise<void> {
  await recordCount(command, {
    locationId: 'DC-EAST',
    globalSku: 'CMP-001',
    rows: [{ binId: 'A-05', quantity: '96' }],
    complete: true,
    notes: 'Counted after the move to A-05',
  });
}

async function setAsideDamaged(command: Command): Promise<void> {
  const good = await itemOf(command, 'CKW-002');
  await createAdjustment(command, {
    reasonCode: 'CORRECTION',
    notes: 'Dented: to be sold as seconds',
    lines: [
      { inventoryItemId: good, quantityDelta: '-6' },
      {
        globalSku: 'CKW-002',
        locationId: 'DC-EAST',
        binId: 'RET-1',
        condition: 'DAMAGED',
        quantityDelta: '6',
      },
    ],
  });
}

async function typingMistake(command: Command): Promise<void> {
  const wrong = await createAdjustment(command, {
    reasonCode: 'FOUND',
    lines: [{ inventoryItemId: await itemOf(command, 'TBL-002'), quantityDelta: '1000' }],
  });
  await reverseAdjustment(command, { id: wrong.id, notes: 'It was 10, and of another product' });
}

async function correctWrongLot(command: Command): Promise<void> {
  await correctLot(command, {
    inventoryItemId: await itemOf(command, 'SKN-002'),
    quantity: '5',
    correctLotNumber: 'SKN-002-C',
    notes: 'The cartons say C',
  });
}

async function recall(command: Command): Promise<void> {
  await upsertLots(
    command,
    ['SNK-003', 'SKN-005', 'HAR-002'].map((sku) => ({
      productMasterId: sku,
      number: `${sku}-B`,
      status: 'RECALLED' as const,
    })),
  );
}

async function receiveReturns(command: Command): Promise<void> {
  await recordStock(command, {
    locationId: 'DC-EAST',
    reference: 'RMA-2041',
    notes: 'Returned by customers, to be checked',
    lines: [
      {
        globalSku: 'APP-003',
        lotNumber: 'APP-003-B',
        binId: 'QUA-1',
        quantity: '4',
        condition: 'QUARANTINE',
      },
      { globalSku: 'CMP-002', binId: 'QUA-1', quantity: '2', condition: 'QUARANTINE' },
      { globalSku: 'HAR-001', lotNumber: 'HAR-001-A', binId: 'RET-1', quantity: '3', condition: 'EXPIRED' },
    ],
  });
}

async function sendToDestruction(command: Command): Promise<void> {
  await recordStock(command, {
    locationId: 'DC-EAST-SCRAP',
    reference: 'DESTROY-17',
    notes: 'Broken beyond repair',
    lines: [
      { globalSku: 'TBL-004', binId: 'CAGE', quantity: '7', condition: 'DESTRUCTION' },
      {
        globalSku: 'APP-005',
        lotNumber: 'APP-005-A',
        binId: 'CAGE',
        quantity: '1',
        condition: 'DESTRUCTION',
      },
    ],
  });
}

async function receiveOnDock(command: Command): Promise<void> {
  await recordStock(command, {
    locationId: 'DC-EAST-DOCK',
    reference: 'PO-1098',
    notes: 'Waits to be put away',
    lines: [
      { globalSku: 'CKW-003', binId: 'DOOR-1', quantity: '24' },
      { globalSku: 'LGT-002', binId: 'DOOR-2', quantity: '48' },
    ],
  });
}

/** Goods that wait in the receiving bin of the warehouse itself: candidates for put-away, with bins to go to. */
async function receiveAtEast(command: Command): Promise<void> {
  await recordStock(command, {
    locationId: 'DC-EAST',
    reference: 'PO-1099',
    notes: 'Waits to be put away',
    lines: [
      { globalSku: 'CMP-004', binId: 'RCV-1', quantity: '18' },
      { globalSku: 'COF-002', lotNumber: 'COF-002-C', binId: 'RCV-1', quantity: '36' },
    ],
  });
}

async function holdForInspection(command: Command): Promise<void> {
  await createHold(command, {
    inventoryItemId: await itemOf(command, 'CKW-001'),
    quantity: '6',
    type: 'QUALITY',
    reason: 'Scratches on the lids: inspect the carton',
  });
}
