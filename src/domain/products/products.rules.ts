import type { ActiveStatus } from '../master-data.rules.ts';

/** Whether a product may be stocked and promised. */
export type ProductStatus = ActiveStatus;
