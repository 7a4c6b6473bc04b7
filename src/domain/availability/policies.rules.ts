import { type Decimal, decimal, round4, ZERO } from '../quantity.rules.ts';
import type { AllocationType, PromiseTerms } from './atp.rules.ts';

/** An ATP policy with what decides where it applies. */
export interface Policy {
  id: string;
  name: string;
  productId: string | null;
  categoryId: string | null;
  /** Path of the category, when the policy has one: it covers the categories below it, too. */
  categoryPath: string | null;
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
  updatedAt: string;
}

/** What a policy is looked up for. */
export interface PolicyTarget {
  productId: string;
  categoryPath: string | null;
  channelId: string | null;
  locationId: string;
}

/** Separates the names in a category's path. */
export const CATEGORY_SEPARATOR = ' / ';

/**
 * The most specific first: product before category (the nearest one first) before neither, then those that name a
 * location, then those that name a channel; ties: the newer. The order does not depend on what is looked up, so the
 * first policy that applies is the one that wins.
 */
export function bySpecificity(a: Policy, b: Policy): number {
  return (
    rank(b.productId) - rank(a.productId) ||
    depth(b.categoryPath) - depth(a.categoryPath) ||
    rank(b.locationId) - rank(a.locationId) ||
    rank(b.channelId) - rank(a.channelId) ||
    (a.updatedAt === b.updatedAt ? (a.id < b.id ? 1 : -1) : a.updatedAt < b.updatedAt ? 1 : -1)
  );
}

const rank = (scope: string | null): number => (scope === null ? 0 : 1);
const depth = (path: string | null): number => (path === null ? 0 : path.split(CATEGORY_SEPARATOR).length);

/** Whether a policy applies: each scope that it names must match. */
export function applies(policy: Policy, target: PolicyTarget): boolean {
  return (
    (policy.productId === null || policy.productId === target.productId) &&
    (policy.channelId === null || policy.channelId === target.channelId) &&
    (policy.locationId === null || policy.locationId === target.locationId) &&
    (policy.categoryPath === null || isWithin(target.categoryPath, policy.categoryPath))
  );
}

function isWithin(path: string | null, ancestor: string): boolean {
  return path !== null && (path === ancestor || path.startsWith(ancestor + CATEGORY_SEPARATOR));
}

/** The policy that wins, among policies sorted by {@link bySpecificity}. */
export function winningPolicy(sorted: readonly Policy[], target: PolicyTarget): Policy | null {
  return sorted.find((policy) => applies(policy, target)) ?? null;
}

/**
 * The terms that a policy sets; without one: the whole pool, no safety stock, thresholds 0.
 * @param dailyDemand average daily demand, for safety stock given in days.
 */
export function termsOf(policy: Policy | null, dailyDemand: Decimal): PromiseTerms {
  const inDays = policy?.safetyStockDays == null ? null : round4(dailyDemand.times(policy.safetyStockDays));
  return {
    policyId: policy?.id ?? null,
    safetyStock: inDays ?? decimal(policy?.safetyStock),
    lowAtpThreshold: policy ? decimal(policy.lowAtpThreshold) : ZERO,
    criticalAtpThreshold: policy ? decimal(policy.criticalAtpThreshold) : ZERO,
    allocationType: policy?.allocationType ?? 'SHARED',
    allocationQuantity: policy?.allocationQuantity == null ? null : decimal(policy.allocationQuantity),
    allocationPercent: policy?.allocationPercent == null ? null : decimal(policy.allocationPercent),
  };
}
