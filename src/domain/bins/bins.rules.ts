/** What a bin is for. */
export const binTypes = [
  'STORAGE',
  'PICKING',
  'RECEIVING',
  'STAGING',
  'SHIPPING',
  'RETURNS',
  'QUARANTINE',
] as const;
export type BinType = (typeof binTypes)[number];
