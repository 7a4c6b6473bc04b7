/** How a destination gets what is issued to it for a stock request. */
export const requestDeliveries = ['DIRECT', 'TRANSFER', 'CONSUMPTION'] as const;
export type RequestDelivery = (typeof requestDeliveries)[number];
