/** States of a reservation. */
export const reservationStatuses = ['ACTIVE', 'COMMITTED', 'RELEASED', 'EXPIRED'] as const;
export type ReservationStatus = (typeof reservationStatuses)[number];

/** What can be done with a reservation, by its state; everything else is INVALID_TRANSITION. */
export const reservationActions: Record<ReservationStatus, readonly string[]> = {
  ACTIVE: ['EXTEND', 'COMMIT', 'RELEASE'],
  COMMITTED: [],
  RELEASED: [],
  EXPIRED: [],
};
