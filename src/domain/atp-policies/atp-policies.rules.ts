import type { AllocationType } from '../availability/atp.rules.ts';
import type { Problems } from '../errors.rules.ts';
import { checkRange } from '../master-data.rules.ts';
import { decimal, quantityRules } from '../quantity.rules.ts';

export const allocationTypes = ['SHARED', 'FIXED', 'PERCENTAGE'] as const;

/** Where a policy holds, and what it says; ids are those of records. */
export interface PolicyTerms {
  name: string;
  productId: string | null;
  categoryId: string | null;
  channelId: string | null;
  locationId: string | null;
  safetyStock: string | null;
  safetyStockDays: number | null;
  lowAtpThreshold: string;
  criticalAtpThreshold: string;
  allocationType: AllocationType;
  allocationQuantity: string | null;
  allocationPercent: string | null;
  minRemainingShelfLifeDays: number | null;
  active: boolean;
}

/** What a new policy begins with. */
export const defaultTerms: Omit<PolicyTerms, 'name'> = {
  productId: null,
  categoryId: null,
  channelId: null,
  locationId: null,
  safetyStock: null,
  safetyStockDays: null,
  lowAtpThreshold: '0',
  criticalAtpThreshold: '0',
  allocationType: 'SHARED',
  allocationQuantity: null,
  allocationPercent: null,
  minRemainingShelfLifeDays: null,
  active: true,
};

/** Fields of which a policy has one at most: giving one lets go of the other. */
const alternatives = [
  ['productId', 'categoryId'],
  ['safetyStock', 'safetyStockDays'],
] as const;

/** The terms that a request leaves a policy with. What it does not mention stays, unless it gives the alternative. */
export function mergeTerms(before: PolicyTerms, wanted: Partial<PolicyTerms>): PolicyTerms {
  const merged = { ...before, ...wanted };
  for (const [one, other] of alternatives) {
    if (wanted[one] != null && wanted[other] === undefined) merged[other] = null;
    if (wanted[other] != null && wanted[one] === undefined) merged[one] = null;
  }
  if (merged.allocationType !== 'FIXED' && wanted.allocationQuantity === undefined)
    merged.allocationQuantity = null;
  if (merged.allocationType !== 'PERCENTAGE' && wanted.allocationPercent === undefined)
    merged.allocationPercent = null;
  return merged;
}

/** Notes what is wrong with a policy's terms. */
export function checkTerms(problems: Problems, at: string, terms: PolicyTerms): void {
  const product = terms.productId === null || terms.categoryId === null;
  problems.check(product, `${at}.categoryId`, 'cannot be given together with productMasterId');
  const stock = terms.safetyStock === null || terms.safetyStockDays === null;
  problems.check(stock, `${at}.safetyStockDays`, 'cannot be given together with safetyStock');
  quantityRules.notNegative(problems, `${at}.safetyStock`, terms.safetyStock);
  checkRange(problems, `${at}.safetyStockDays`, terms.safetyStockDays, [0, 3_650]);
  checkRange(problems, `${at}.minRemainingShelfLifeDays`, terms.minRemainingShelfLifeDays, [0, 36_500]);
  const ordered = decimal(terms.criticalAtpThreshold).lte(decimal(terms.lowAtpThreshold));
  problems.check(ordered, `${at}.criticalAtpThreshold`, 'must not be above lowAtpThreshold');
  checkAllocation(problems, at, terms);
}

function checkAllocation(problems: Problems, at: string, terms: PolicyTerms): void {
  const { allocationType, allocationQuantity, allocationPercent } = terms;
  const belongs = (field: string, type: AllocationType, value: string | null): boolean => {
    const message =
      allocationType === type ? `is required for ${type}` : `is for allocationType ${type} only`;
    return problems.check((allocationType === type) === (value !== null), `${at}.${field}`, message);
  };
  if (belongs('allocationQuantity', 'FIXED', allocationQuantity))
    quantityRules.notNegative(problems, `${at}.allocationQuantity`, allocationQuantity);
  if (belongs('allocationPercent', 'PERCENTAGE', allocationPercent)) {
    const percent = decimal(allocationPercent);
    problems.check(percent.gte(0) && percent.lte(100), `${at}.allocationPercent`, 'must be from 0 to 100');
  }
}
