import type { Problems } from '../errors.rules.ts';
import { type Decimal, decimal, quantityRules, ZERO } from '../quantity.rules.ts';

/** Most products of a stocklist: as many as a request has lines. */
export const MOST_LINES = 1_000;

/** A product of a stocklist, as a request names it. */
export interface StocklistLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  /** How much of it the destination should have. */
  parLevel: string;
}

/** Notes what is malformed about the lines of a stocklist. */
export function checkLines(
  problems: Problems,
  at: string,
  lines: readonly StocklistLineInput[] | null | undefined,
): void {
  problems.check((lines ?? []).length <= MOST_LINES, `${at}.lines`, 'must be at most 1,000');
  const seen = new Set<string>();
  for (const [index, { productMasterId, globalSku, parLevel }] of (lines ?? []).entries()) {
    const path = `${at}.lines[${index}]`;
    const one = (productMasterId == null) !== (globalSku == null);
    problems.check(one, `${path}.productMasterId`, 'give either productMasterId or globalSku');
    quantityRules.notNegative(problems, `${path}.parLevel`, parLevel);
    const key = JSON.stringify([productMasterId, globalSku]);
    problems.check(!one || !seen.has(key), path, 'is the same product as an earlier line');
    seen.add(key);
  }
}

/** What a suggestion follows from. */
export interface Need {
  /** How much the destination should have. */
  parLevel: Decimal;
  /** What is physically there. */
  onHand: Decimal;
  /** What of it helps nobody: expired, or in another condition than AVAILABLE. */
  unusable: Decimal;
  /** What is still to come: expected supply, and open requests that were submitted. */
  onTheWay: Decimal;
  packSize: Decimal;
}

/** How much to ask for: par level - what can be used of what is there - what is on its way, rounded up to whole packs; 0 at least. */
export function suggestedQuantity({ parLevel, onHand, unusable, onTheWay, packSize }: Need): Decimal {
  const missing = parLevel.minus(onHand.minus(unusable)).minus(onTheWay);
  if (missing.lte(0)) return ZERO;
  // no division: a remainder is exact where a quotient would be rounded
  const rest = missing.mod(packSize);
  return rest.eq(0) ? missing : missing.minus(rest).plus(packSize);
}

/** Lines that name the same products in the same order with the same par levels. */
export function sameLines(
  a: readonly { productId: string; parLevel: string }[],
  b: readonly { productId: string; parLevel: string }[],
): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ productId, parLevel }, index) =>
        productId === b[index]?.productId && decimal(parLevel).eq(decimal(b[index].parLevel)),
    )
  );
}
