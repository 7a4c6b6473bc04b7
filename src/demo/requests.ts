import type { Command } from '../domain/command.ts';
import { approveStockRequest } from '../domain/stock-requests/approve-stock-request.command.ts';
import { cancelStockRequest } from '../domain/stock-requests/cancel-stock-request.command.ts';
import { commentStockRequest } from '../domain/stock-requests/comment-stock-request.command.ts';
import { createStockRequest } from '../domain/stock-requests/create-stock-request.command.ts';
import { issueStockRequest } from '../domain/stock-requests/issue-stock-request.command.ts';
import { pickStockRequest } from '../domain/stock-requests/pick-stock-request.command.ts';
import { rejectStockRequest } from '../domain/stock-requests/reject-stock-request.command.ts';
import type { StockRequestPriority } from '../domain/stock-requests/stock-requests.rules.ts';
import { submitStockRequest } from '../domain/stock-requests/submit-stock-request.command.ts';
import { upsertStocklists } from '../domain/stocklists/upsert-stocklists.command.ts';
import { type At, type Story, unlessRefused } from './telling.ts';

/** Somebody else than who asks. */
const byApprover = (command: Command): Command => ({
  ...command,
  doer: { type: 'SYSTEM', id: 'demo-approver' },
});

type Goods = readonly (readonly [sku: string, quantity: number])[];

/** What the ward uses in a week. */
const weekly: Goods = [
  ['TBL-001', 6],
  ['TBL-006', 4],
  ['LGT-001', 2],
];

interface Asked {
  daysAgo: number;
  hour: number;
  goods: Goods;
  category: string;
  priority?: StockRequestPriority;
  /** Days from then; default: 2. */
  within?: number;
  notes?: string;
}

type Step = 'submit' | 'approve' | 'pick' | 'issue';

/** What the ward should have at hand. */
const parLevels: Goods = [
  ['TBL-001', 12],
  ['TBL-006', 8],
  ['LGT-001', 6],
  ['LGT-006', 5],
];

/** The ward's template of what it usually asks for. */
export async function makeStocklist(at: At, { clock }: Story): Promise<void> {
  const lines = parLevels.map(([globalSku, parLevel]) => ({ globalSku, parLevel: String(parLevel) }));
  const ends = { destinationId: 'WARD-3', fromLocationId: 'DC-EAST' };
  await at(clock.at(0, 4), (command) =>
    upsertStocklists(command, [{ code: 'WARD-3-WEEKLY', name: 'Weekly needs of Ward 3', ...ends, lines }]),
  );
}

/** Every week the ward asks for what it has used up, and gets it the same day. */
export async function askWeekly(at: At, story: Story, daysAgo: number): Promise<void> {
  if (daysAgo === 0 || daysAgo % 7 !== 0) return;
  const asked = { daysAgo, hour: 5, goods: weekly, category: 'Weekly' };
  await ask(at, story, asked, ['submit', 'approve', 'pick', 'issue']);
}

/** Requests in every state that somebody has to do something about, and two that nobody has. */
export async function leaveRequests(at: At, story: Story): Promise<void> {
  const { clock } = story;
  const now = (hour: number) => ({ daysAgo: 0, hour });
  await ask(at, story, { ...now(5), goods: weekly, category: 'Weekly' }, ['submit', 'approve']);
  const urgent = { category: 'Repairs', priority: 'URGENT' as const, within: 0 };
  await ask(at, story, { ...now(5.2), ...urgent, goods: [['LGT-006', 1]] }, ['submit', 'approve', 'pick']);
  const waits = await ask(
    at,
    story,
    { daysAgo: 5, hour: 6, goods: [['TBL-011', 30]], category: 'Equipment', priority: 'HIGH', within: 3 },
    ['submit'],
  );
  await at(clock.at(1, 7), (command) =>
    commentStockRequest(command, { id: waits, text: 'The old ones are cracked: is there any news?' }),
  );
  await ask(at, story, { ...now(5.4), goods: [['CKW-006', 2]], category: 'Equipment', within: 14 }, []);
  const rejected = await ask(
    at,
    story,
    { daysAgo: 3, hour: 6, goods: [['APP-006', 1]], category: 'Equipment' },
    ['submit'],
  );
  await at(clock.at(2, 7), (command) =>
    rejectStockRequest(byApprover(command), { id: rejected, reason: 'To be bought by the facility itself' }),
  );
  const cancelled = await ask(at, story, { daysAgo: 2, hour: 6, goods: weekly, category: 'Weekly' }, [
    'submit',
  ]);
  await at(clock.at(2, 7.5), (command) =>
    cancelStockRequest(command, { id: cancelled, notes: 'Sent twice by mistake' }),
  );
}

/** Makes a request and takes it so many steps on. @returns its id */
async function ask(
  at: At,
  { clock }: Story,
  { daysAgo, hour, goods, category, priority, within = 2, notes }: Asked,
  steps: readonly Step[],
): Promise<string> {
  const id = await at(clock.at(daysAgo, hour), (command) =>
    createStockRequest(command, {
      fromLocationId: 'DC-EAST',
      destinationId: 'WARD-3',
      requestedFor: 'Day shift',
      category,
      priority: priority ?? null,
      neededBy: clock.day(within - daysAgo),
      notes: notes ?? null,
      lines: goods.map(([globalSku, quantity]) => ({ globalSku, quantity: String(quantity) })),
    }),
  );
  for (const [index, step] of steps.entries()) {
    const done = await at(clock.at(daysAgo, hour + (index + 1) / 2), (command) =>
      unlessRefused(async () => {
        await take(step, command, id);
        return step;
      }),
    );
    if (!done) break;
  }
  return id;
}

async function take(step: Step, command: Command, id: string): Promise<void> {
  if (step === 'submit') await submitStockRequest(command, { id });
  if (step === 'approve') await approveStockRequest(byApprover(command), { id, allowPartial: true });
  if (step === 'pick') await pickStockRequest(command, { id });
  if (step === 'issue') await issueStockRequest(command, { id });
}
