import type { Tx } from '../../platform/database/transaction.ts';
import { type Ageing, readAgeing } from './ageing.query.ts';
import { type DayFigures, type PeriodFigures, totalsOf } from './analytics.rules.ts';
import { readDays } from './days.query.ts';
import { type FillRate, readFillRate } from './fill-rate.query.ts';
import { type ProductAnalytics, readProducts } from './products.query.ts';
import { type AnalyticsFilter, type AnalyticsScope, readAnalyticsScope } from './scope.query.ts';
import { readStockOuts, type StockOuts } from './stock-outs.query.ts';

/** The analytics of one request: each part is read when it is first asked for, and once. */
export class AnalyticsReading {
  readonly scope: AnalyticsScope;
  readonly #tx: Tx;
  #days: Promise<DayFigures[]> | undefined;
  #products: Promise<ProductAnalytics> | undefined;

  constructor(tx: Tx, scope: AnalyticsScope) {
    this.#tx = tx;
    this.scope = scope;
  }

  days(): Promise<DayFigures[]> {
    this.#days ??= readDays(this.#tx, this.scope);
    return this.#days;
  }

  async totals(): Promise<PeriodFigures> {
    return totalsOf(await this.days(), this.scope.location !== null);
  }

  products(): Promise<ProductAnalytics> {
    this.#products ??= readProducts(this.#tx, this.scope);
    return this.#products;
  }

  stockOuts(): Promise<StockOuts> {
    return readStockOuts(this.#tx, this.scope);
  }

  fillRate(): Promise<FillRate> {
    return readFillRate(this.#tx, this.scope);
  }

  ageing(): Promise<Ageing> {
    return readAgeing(this.#tx, this.scope);
  }
}

/** Begins to read analytics. @throws VALIDATION_FAILED and NOT_FOUND naming every bad field of the filter. */
export async function readAnalytics(tx: Tx, now: Date, filter: AnalyticsFilter): Promise<AnalyticsReading> {
  return new AnalyticsReading(tx, await readAnalyticsScope(tx, now, filter));
}
