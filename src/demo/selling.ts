import type { UpsertAtpPolicyInput } from '../domain/atp-policies/upsert-atp-policies.command.ts';
import type { UpsertChannelInput } from '../domain/channels/upsert-channels.command.ts';

/** The demo's channels. */
export const channels: UpsertChannelInput[] = [
  { id: 'chn_demo_dtc', code: 'DTC', name: 'Web shop', type: 'E_COMMERCE' },
  { id: 'chn_demo_wholesale', code: 'WHOLESALE', name: 'Wholesale', type: 'WHOLESALE' },
  { id: 'chn_demo_retail', code: 'RETAIL', name: 'Own stores', type: 'RETAIL' },
  { id: 'chn_demo_market', code: 'MARKET', name: 'Marketplace', type: 'MARKETPLACE' },
];

/** The demo's promises: from the general to the particular. */
export const policies: UpsertAtpPolicyInput[] = [
  { id: 'pol_demo_all', name: 'Everywhere', lowAtpThreshold: '15', criticalAtpThreshold: '0' },
  {
    id: 'pol_demo_dtc',
    name: 'Web shop: a reserve of 5',
    channelId: 'DTC',
    safetyStock: '5',
    lowAtpThreshold: '20',
    criticalAtpThreshold: '2',
  },
  {
    id: 'pol_demo_wholesale',
    name: 'Wholesale: 60 % of what is there',
    channelId: 'WHOLESALE',
    allocationType: 'PERCENTAGE',
    allocationPercent: '60',
    lowAtpThreshold: '25',
    criticalAtpThreshold: '5',
  },
  {
    id: 'pol_demo_market',
    name: 'Marketplace: 30 pieces of each',
    channelId: 'MARKET',
    allocationType: 'FIXED',
    allocationQuantity: '30',
    lowAtpThreshold: '10',
  },
  {
    id: 'pol_demo_pantry',
    name: 'Pantry: three days of demand in reserve, two weeks of shelf life',
    categoryId: 'Pantry',
    safetyStockDays: 3,
    minRemainingShelfLifeDays: 14,
    lowAtpThreshold: '20',
  },
  {
    id: 'pol_demo_pantry_wholesale',
    name: 'Pantry for wholesale: two months of shelf life',
    categoryId: 'Pantry',
    channelId: 'WHOLESALE',
    allocationType: 'PERCENTAGE',
    allocationPercent: '50',
    minRemainingShelfLifeDays: 60,
    lowAtpThreshold: '20',
    criticalAtpThreshold: '3',
  },
  {
    id: 'pol_demo_espresso',
    name: 'The best-selling espresso at DC-EAST',
    productMasterId: 'COF-001',
    locationId: 'DC-EAST',
    safetyStock: '25',
    lowAtpThreshold: '60',
    criticalAtpThreshold: '10',
  },
];
