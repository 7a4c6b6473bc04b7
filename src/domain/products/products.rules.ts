/** Whether a product may be stocked and promised. */
export type ProductStatus = 'ACTIVE' | 'INACTIVE';
