/** The fifteen fields of W4. */
export const itemFields = [
  'id',
  'productMasterId',
  'productName',
  'globalSku',
  'locationId',
  'locationName',
  'binName',
  'lotNumber',
  'expiryDate',
  'condition',
  'quantityOnHand',
  'quantityReserved',
  'quantityAvailable',
  'unitCost',
  'updatedAt',
] as const;

/** 100 stock items with them, and no total. */
export const pageOfItems = `query Items($first: Int!, $offset: Int!) {
  stockItems(first: $first, offset: $offset) { nodes { ${itemFields.join(' ')} } }
}`;
