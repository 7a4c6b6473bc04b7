import { type Decimal, decimal, sum, text, ZERO } from '../../src/domain/quantity.rules.ts';
import type { Shop } from './factories.ts';

/** A movement as it is read back, with what a recomputation of analytics needs to know of it. */
export interface Read {
  item: string;
  product: string;
  location: string;
  category: string | null;
  type: string;
  day: string;
  delta: Decimal;
  after: Decimal;
  cost: Decimal;
  costAfter: Decimal;
  /** By how much it changed the value on hand. */
  worth: Decimal;
  /** It undoes another. */
  undoes: boolean;
}

type Row = Record<'item' | 'product' | 'location' | 'type' | 'day', string> &
  Record<'delta' | 'after' | 'cost' | 'cost_after', string> & { category: string | null; undoes: boolean };

/** The ledger of a shop, in its order, each day from the moment and the time zone, not from what is kept. */
export async function readLedger(shop: Shop): Promise<Read[]> {
  const rows = await shop.sql<Row>(
    `select m.item_id as item, m.product_id as product, m.location_id as location, p.category_id as category, m.type, m.quantity_delta as delta,
       m.balance_after as after, m.unit_cost as cost, m.cost_after, ((m.posted_at at time zone l.timezone)::date)::text as day,
       exists (select 1 from movement_reversal r where r.org_id = $1 and r.reversed_by_id = m.id) as undoes
     from movement m join location l on l.org_id = $1 and l.id = m.location_id join product p on p.org_id = $1 and p.id = m.product_id
     where m.org_id = $1 order by m.seq`,
  );
  const values = new Map<string, Decimal>();
  return rows.map((row) => {
    const value = decimal(row.after).times(row.cost_after);
    const worth = value.minus(values.get(row.item) ?? ZERO);
    values.set(row.item, value);
    return {
      ...row,
      delta: decimal(row.delta),
      after: decimal(row.after),
      cost: decimal(row.cost),
      costAfter: decimal(row.cost_after),
      worth,
    };
  });
}

const number = (value: Decimal): number => Number(text(value.round(4)));

/** Units and value of some movements, by their effect on hand. */
export function net(moves: readonly Read[]) {
  return {
    units: sum(moves.map(({ delta }) => delta)),
    value: sum(moves.map(({ delta, cost }) => delta.times(cost))),
  };
}

/** Units and value of the movements that came in, or of those that left; a reversal takes back what it reverses. */
export function directed(moves: readonly Read[], way: 'in' | 'out') {
  const those = moves.filter(({ delta, undoes }) => (delta.gt(0) !== undoes ? 'in' : 'out') === way);
  const { units, value } = net(those);
  return way === 'in' ? { units, value } : { units: units.neg(), value: value.neg() };
}

/** The figures of a period, movement by movement: nothing that the gateway keeps or computes is used. */
export function recompute(
  ledger: readonly Read[],
  { from, to }: { from: string; to: string },
  days: readonly string[],
  single: boolean,
) {
  const inside = ledger.filter(({ day }) => day >= from && day <= to);
  const of = (...types: string[]) => inside.filter(({ type }) => types.includes(type));
  const there = (until: (day: string) => boolean) => {
    const moves = ledger.filter(({ day }) => until(day));
    return {
      units: sum(moves.map(({ delta }) => delta)),
      value: sum(moves.map(({ worth }) => worth)),
    };
  };
  const [atStart, atEnd] = [there((day) => day < from), there((day) => day <= to)];
  const received = net(of('RECEIPT'));
  const issued = net(of('ISSUE'));
  const [arrived, left] = [directed(of('TRANSFER'), 'in'), directed(of('TRANSFER'), 'out')];
  const adjusted = net(inside.filter(({ type }) => !['RECEIPT', 'ISSUE', 'TRANSFER'].includes(type)));
  const [found, lost] = [directed(of('CYCLE_COUNT'), 'in'), directed(of('CYCLE_COUNT'), 'out')];
  const closings = days.map((day) => there((each) => each <= day));
  const averageValue = sum(closings.map(({ value }) => value)).div(days.length);
  const cost = issued.value.neg();
  return {
    totals: {
      unitsAtStart: number(atStart.units),
      valueAtStart: number(atStart.value),
      unitsIn: number(single ? received.units.plus(arrived.units) : received.units),
      valueIn: number(single ? received.value.plus(arrived.value) : received.value),
      unitsOut: number(single ? left.units.minus(issued.units) : issued.units.neg()),
      valueOut: number(single ? left.value.minus(issued.value) : cost),
      unitsAdjusted: number(adjusted.units),
      valueAdjusted: number(adjusted.value),
      unitsInTransitChange: number(single ? ZERO : left.units.minus(arrived.units)),
      valueInTransitChange: number(single ? ZERO : left.value.minus(arrived.value)),
      unitsAtEnd: number(atEnd.units),
      valueAtEnd: number(atEnd.value),
      averageValue: number(averageValue),
      unitsReceived: number(received.units),
      unitsIssued: number(issued.units.neg()),
      valueIssued: number(cost),
      unitsTransferredIn: number(arrived.units),
      unitsTransferredOut: number(left.units),
    },
    turnover: {
      turns: averageValue.lte(0) ? null : number(cost.div(averageValue)),
      annualTurns: averageValue.lte(0) ? null : number(cost.times(365).div(averageValue.times(days.length))),
    },
    daysOfSupply: cost.lte(0) ? null : number(atEnd.value.times(days.length).div(cost)),
    shrinkage: {
      unitsLost: number(lost.units),
      valueLost: number(lost.value),
      unitsFound: number(found.units),
      valueNet: number(lost.value.minus(found.value)),
    },
    series: days.map((day, index) => ({
      date: day,
      unitsNet: number(sum(inside.filter((each) => each.day === day).map(({ delta }) => delta))),
      units: number(closings[index]?.units ?? ZERO),
      value: number(closings[index]?.value ?? ZERO),
    })),
    stockOuts: stockOuts(ledger, days),
    byProduct: products(ledger, inside, (day) => day <= to),
  };
}

/** Product-days that ended with nothing on hand, one product, place and day after the other. */
function stockOuts(ledger: readonly Read[], days: readonly string[]) {
  let [productDays, stockOutDays] = [0, 0];
  for (const moves of Map.groupBy(ledger, ({ product, location }) => `${product} ${location}`).values()) {
    for (const day of days) {
      const so = moves.filter((each) => each.day <= day);
      if (so.length === 0) continue;
      productDays++;
      if (sum(so.map(({ delta }) => delta)).lte(0)) stockOutDays++;
    }
  }
  return { productDays, stockOutDays };
}

function products(ledger: readonly Read[], inside: readonly Read[], until: (day: string) => boolean) {
  const all = Map.groupBy(
    ledger.filter(({ day }) => until(day)),
    ({ product }) => product,
  );
  return [...all].map(([product, moves]) => {
    const issues = net(inside.filter((each) => each.product === product && each.type === 'ISSUE'));
    return {
      product,
      category: moves[0]?.category ?? null,
      unitsIssued: number(issues.units.neg()),
      valueIssued: number(issues.value.neg()),
      unitsAtEnd: number(sum(moves.map(({ delta }) => delta))),
      valueAtEnd: number(sum(moves.map(({ worth }) => worth))),
      left: inside.some(
        ({ product: of, type, delta }) =>
          of === product && (type === 'ISSUE' || type === 'TRANSFER') && delta.lt(0),
      ),
    };
  });
}
