/** What a location is for. */
export const locationTypes = [
  'WAREHOUSE',
  'STORE',
  'DEPARTMENT',
  'PRODUCTION',
  'RECEIVING',
  'TRANSIT',
  'DESTRUCTION',
  'SUPPLIER',
  'CUSTOMER',
] as const;
export type LocationType = (typeof locationTypes)[number];
