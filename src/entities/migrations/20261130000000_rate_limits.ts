import { Migration } from '@mikro-orm/migrations';

/** Rate limits that an operator gives one organization; null: those of the settings. */
export class RateLimits extends Migration {
  override up(): void {
    this.addSql(`alter table organization
  add column rate_limit_per_minute integer check (rate_limit_per_minute >= 0),
  add column rate_limit_per_hour integer check (rate_limit_per_hour >= 0),
  add column rate_limit_total_per_minute integer check (rate_limit_total_per_minute >= 0),
  add column rate_limit_total_per_hour integer check (rate_limit_total_per_hour >= 0)`);
  }
}
