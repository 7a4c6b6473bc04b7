import type { Problems } from '../errors.rules.ts';
import { checkChoice, checkRange } from '../master-data.rules.ts';
import { decimal, quantityRules, text } from '../quantity.rules.ts';
import { checkText } from '../text.rules.ts';
import { methods, type ReplenishmentMethod } from './levels.rules.ts';
import { type SourceType, sourceTypes } from './replenishment.rules.ts';

/** How a product is replenished at a location, as it is stored. */
export interface ConfigTerms {
  active: boolean;
  method: ReplenishmentMethod;
  min: string;
  reorderPoint: string;
  max: string | null;
  safetyStock: string;
  leadTimeDays: number;
  coverDays: number | null;
  orderMultiple: string | null;
  sourceType: SourceType | null;
  sourceLocationId: string | null;
  supplier: string | null;
  autoApproveLimit: string | null;
}

/** What new settings begin with. */
export const defaultConfig: ConfigTerms = {
  active: true,
  method: 'REORDER_POINT',
  min: '0',
  reorderPoint: '0',
  max: null,
  safetyStock: '0',
  leadTimeDays: 0,
  coverDays: null,
  orderMultiple: null,
  sourceType: null,
  sourceLocationId: null,
  supplier: null,
  autoApproveLimit: null,
};

/** Where goods come from if they can. */
export interface PreferredSourceInput {
  type: SourceType;
  /** Id or code. */
  locationId?: string | null;
  supplier?: string | null;
}

/** Settings to be made or changed; what is left out stays as it is (or takes its default), null takes a choice back. */
export interface ReplenishmentConfigInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  /** Id or code. */
  locationId: string;
  expectedVersion?: number | null;
  active?: boolean | null;
  method?: ReplenishmentMethod | null;
  min?: string | null;
  reorderPoint?: string | null;
  max?: string | null;
  safetyStock?: string | null;
  leadTimeDays?: number | null;
  coverDays?: number | null;
  orderMultiple?: string | null;
  preferredSource?: PreferredSourceInput | null;
  autoApproveLimit?: string | null;
}

/** Notes what is malformed about one of the settings, by itself. */
export function checkConfigInput(problems: Problems, at: string, input: ReplenishmentConfigInput): void {
  checkChoice(problems, `${at}.method`, input.method, methods);
  for (const field of ['min', 'reorderPoint', 'max', 'safetyStock', 'autoApproveLimit'] as const)
    quantityRules.notNegative(problems, `${at}.${field}`, input[field]);
  if (input.orderMultiple != null)
    quantityRules.positive(problems, `${at}.orderMultiple`, input.orderMultiple);
  checkRange(problems, `${at}.leadTimeDays`, input.leadTimeDays, [0, 3_650]);
  checkRange(problems, `${at}.coverDays`, input.coverDays, [1, 3_650]);
  const { preferredSource: source } = input;
  checkChoice(problems, `${at}.preferredSource.type`, source?.type, sourceTypes);
  checkText(problems, `${at}.preferredSource.supplier`, source?.supplier);
  problems.check(
    source?.locationId == null || source.type === 'TRANSFER',
    `${at}.preferredSource.locationId`,
    'is for a source of type TRANSFER only',
  );
}

/** What a request leaves the settings with. New ones reorder at their minimum, unless a reorder point is given. */
export function mergeConfig(
  before: ConfigTerms | null,
  input: ReplenishmentConfigInput,
  sourceLocationId: string | null,
): ConfigTerms {
  const from = before ?? { ...defaultConfig, reorderPoint: input.min ?? '0' };
  /** A field that always has a value: null is its default. */
  const always = <Name extends 'active' | 'method' | 'min' | 'reorderPoint' | 'safetyStock' | 'leadTimeDays'>(
    name: Name,
  ): ConfigTerms[Name] => {
    const given = input[name] as ConfigTerms[Name] | null | undefined;
    return given === null ? defaultConfig[name] : (given ?? from[name]);
  };
  /** A field that may be empty. */
  const maybe = <Name extends 'max' | 'coverDays' | 'orderMultiple' | 'autoApproveLimit'>(
    name: Name,
  ): ConfigTerms[Name] => {
    const given = input[name] as ConfigTerms[Name] | undefined;
    return given === undefined ? from[name] : given;
  };
  const { preferredSource: source } = input;
  const kept = {
    sourceType: from.sourceType,
    sourceLocationId: from.sourceLocationId,
    supplier: from.supplier,
  };
  return {
    active: always('active'),
    method: always('method'),
    min: always('min'),
    reorderPoint: always('reorderPoint'),
    max: maybe('max'),
    safetyStock: always('safetyStock'),
    leadTimeDays: always('leadTimeDays'),
    coverDays: maybe('coverDays'),
    orderMultiple: maybe('orderMultiple'),
    autoApproveLimit: maybe('autoApproveLimit'),
    ...(source === undefined
      ? kept
      : { sourceType: source?.type ?? null, sourceLocationId, supplier: source?.supplier ?? null }),
  };
}

/** Notes what contradicts itself: `0 <= min <= reorder point <= max`. */
export function checkConfig(problems: Problems, at: string, terms: ConfigTerms, locationId: string): void {
  const { method, min, reorderPoint, max, coverDays, sourceLocationId } = terms;
  problems.check(
    decimal(min).lte(reorderPoint),
    `${at}.min`,
    `must not be above the reorder point, which is ${text(decimal(reorderPoint))}`,
  );
  problems.check(
    max === null || decimal(max).gte(reorderPoint),
    `${at}.max`,
    `must not be below the reorder point, which is ${text(decimal(reorderPoint))}`,
  );
  problems.check(
    method !== 'DAYS_OF_COVER' || coverDays !== null,
    `${at}.coverDays`,
    'is required for DAYS_OF_COVER',
  );
  problems.check(
    sourceLocationId !== locationId,
    `${at}.preferredSource.locationId`,
    'must be another location',
  );
}
