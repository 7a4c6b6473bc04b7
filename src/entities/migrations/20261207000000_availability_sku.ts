import { Migration } from '@mikro-orm/migrations';

/**
 * Availability records know the SKU of their product, so that a page of a location's products in the order of their SKUs is
 * found in one index, without the products before it. It is the product's own: a foreign key keeps it so.
 */
export class AvailabilitySku extends Migration {
  override up(): void {
    this.addSql(`alter table product add unique (org_id, id, global_sku)`);
    this.addSql(`alter table availability add column global_sku text`);
    // row-level security is forced on the owner as well: each organization is filled in its own context
    this.addSql(`do $$ declare o integer; begin
  for o in select org_id from organization order by org_id loop
    perform set_config('app.org_id', o::text, true);
    update availability v set global_sku = p.global_sku from product p
      where v.org_id = o and p.org_id = o and p.id = v.product_id;
  end loop;
  perform set_config('app.org_id', '', true);
end $$`);
    // a SKU that is being changed is waited for
    this.addSql(`create function availability_sku() returns trigger language plpgsql as $$ begin
  new.global_sku := (select p.global_sku from product p where p.org_id = new.org_id and p.id = new.product_id
    for key share);
  return new;
end $$`);
    this.addSql(
      `create trigger availability_sku before insert on availability for each row execute function availability_sku()`,
    );
    this.addSql(`alter table availability alter column global_sku set not null,
  add foreign key (org_id, product_id, global_sku) references product (org_id, id, global_sku) on update cascade`);
    this.addSql(`create index availability_by_sku on availability (org_id, location_id, global_sku, id)`);
  }
}
