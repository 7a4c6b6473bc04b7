import { randomUUID } from 'node:crypto';
import { send } from '../test/faults/ground/client.ts';
import type { Server, Stage } from './ground/stage.ts';
import { cpuMs } from './ground/usage.ts';
import { type Measured, measure, type Watch } from './measure.ts';
import type { Stock, Workload } from './workloads/workloads.ts';

/** W6: many writers of one item. */
export async function hotItem(
  gateway: Server,
  stock: Stock,
  watch: Watch,
  seconds: number,
): Promise<Measured> {
  const [inventoryItemId] = stock.itemIds;
  const hot: Workload = {
    id: 'W6',
    what: 'one hot item, 64 writers',
    goals: { raw: 0, ours: 0 },
    ask: () => ({
      method: 'POST',
      path: '/api/inventory/adjust',
      body: { inventoryItemId, quantityDelta: 1, reasonCode: 'CORRECTION' },
      headers: { 'idempotency-key': randomUUID() },
    }),
    check(body) {
      if (body.item?.id !== inventoryItemId) throw new Error('another item');
    },
  };
  return measure(gateway, hot, stock, watch, seconds, 64);
}

/** What a line of a big batch costs. */
export interface BatchCost {
  lines: number;
  /** CPU time of PostgreSQL for a line, in milliseconds. */
  postgresMs: number;
  /** CPU time of the gateway for a line, in milliseconds. */
  serverMs: number;
  /** Time until the answer, in milliseconds. */
  answerMs: number;
}

const LINES = 1_000;

/** W7: 1,000 adjustment lines in one request, so many times; the first ones warm up and are not counted. */
export async function batch(
  gateway: Server,
  stock: Stock,
  stage: Stage,
  times: number,
  warmUp = 5,
): Promise<BatchCost> {
  const pid = gateway.process.pid as number;
  let meters = { server: 0, postgres: 0 };
  const answers: number[] = [];
  for (let n = 0; n < times + warmUp; n++) {
    if (n === warmUp) meters = { server: cpuMs(pid), postgres: cpuMs(stage.postmaster) };
    const start = (n * 7_919) % (stock.itemIds.length - LINES);
    const lines = stock.itemIds
      .slice(start, start + LINES)
      .map((inventoryItemId) => ({ inventoryItemId, quantityDelta: 1 }));
    const reply = await send(gateway.url, gateway.key, 'POST', '/api/inventory/adjustments', {
      reasonCode: 'CORRECTION',
      lines,
    });
    if (reply.status !== 201 || reply.body.adjustment?.lineCount !== LINES)
      throw new Error(`batch: ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`);
    if (n >= warmUp) answers.push(reply.milliseconds);
  }
  const each = (total: number) => total / (times * LINES);
  return {
    lines: LINES,
    postgresMs: each(cpuMs(stage.postmaster) - meters.postgres),
    serverMs: each(cpuMs(pid) - meters.server),
    answerMs: answers.sort((a, b) => a - b)[Math.floor(answers.length / 2)] ?? 0,
  };
}
