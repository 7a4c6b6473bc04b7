import { send } from '../test/faults/ground/client.ts';
import type { Server } from './ground/stage.ts';
import type { Ask } from './workloads/workloads.ts';

/** What of an answer every server must have alike: so nobody is fast by answering something else. */
const essence: Record<string, { ask: Ask; of(body: Body): unknown }> = {
  W1: {
    ask: { method: 'GET', path: '/api/inventory?limit=20&page=7' },
    of: (body) => [body.pagination.total, body.items.map(itemEssence)],
  },
  W2: {
    ask: { method: 'GET', path: '/api/inventory/channel-location?locationId=LOC2&limit=50&page=3' },
    of: (body) => [
      body.pagination.total,
      body.products.map((product: Body) => [
        product.globalSku,
        product.channels
          .map((cell: Body) =>
            [cell.channelName, cell.onHand, cell.reserved, cell.available, cell.atp, cell.severity].join(' '),
          )
          .sort(),
      ]),
    ],
  },
  W5: {
    ask: {
      method: 'POST',
      path: '/api/inventory/availability/check',
      body: {
        channelId: 'DTC',
        lines: [1, 2, 4].map((n) => ({ globalSku: `SKU-00000${n}`, quantity: 5 })),
      },
    },
    of: (body) => [body.available, body.lines.length],
  },
};

// biome-ignore lint/suspicious/noExplicitAny: answers are JSON
type Body = any;

const itemEssence = (item: Body) =>
  [
    item.id,
    item.globalSku,
    item.binName,
    item.lotNumber,
    item.expiryDate && String(item.expiryDate).slice(0, 10),
    Number(item.quantityOnHand),
    Number(item.quantityReserved),
    Number(item.unitCost),
  ].join(' ');

/** Throws where two servers answer differently what is asked alike. */
export async function agree(one: Server, other: Server): Promise<void> {
  for (const [id, { ask, of }] of Object.entries(essence)) {
    const answers = await Promise.all(
      [one, other].map(async ({ url, key }) => {
        const { status, body } = await send(url, key, ask.method, ask.path, ask.body);
        if (status !== 200) throw new Error(`${id}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
        return JSON.stringify(of(body));
      }),
    );
    if (answers[0] !== answers[1])
      throw new Error(
        `${id}: ${one.name} and ${other.name} answer differently\n${answers[0]?.slice(0, 1_500)}\n${answers[1]?.slice(0, 1_500)}`,
      );
  }
}
