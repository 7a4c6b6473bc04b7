/** Whether a lot may be used: a recalled one is never promised. */
export const lotStatuses = ['ACTIVE', 'RECALLED'] as const;
