import { Migration } from '@mikro-orm/migrations';

/** API keys: the secret that a rotation replaced and until when it still works, when a key was last used, and from where. */
export class ApiKeyRotation extends Migration {
  override up(): void {
    this.addSql(`alter table api_key
  add column last_used_at timestamptz(6),
  add column ip_ranges text[] not null default '{}',
  add column replaced_hash text,
  add column replaced_until timestamptz(6),
  add constraint api_key_replaced check ((replaced_hash is null) = (replaced_until is null))`);
  }
}
