import { defineEntity, p } from '@mikro-orm/postgresql';

/** An active product as it is searched: written by triggers of the table of products, read by `search_products`. */
export const ProductSearchEntity = defineEntity({
  name: 'ProductSearch',
  tableName: 'product_search',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    sku: p.text(),
    barcode: p.text().nullable(),
    name: p.text(),
    words: p.text(),
  },
});
