/** Which way a reason code may change stock. */
export const reasonDirections = ['INCREASE', 'DECREASE', 'BOTH'] as const;
export type ReasonDirection = (typeof reasonDirections)[number];

/** Whether a text can be a reason code: 1 to 64 of A-Z, 0-9 and _. */
export function isReasonCode(text: string): boolean {
  return /^[A-Z0-9_]{1,64}$/.test(text);
}
