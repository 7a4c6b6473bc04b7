import type { UpsertBinInput } from '../domain/bins/upsert-bins.command.ts';
import type { UpsertLocationInput } from '../domain/locations/upsert-locations.command.ts';

/** The demo's locations. */
export const locations: UpsertLocationInput[] = [
  { id: 'loc_demo_east', code: 'DC-EAST', name: 'Distribution Centre East', timezone: 'America/New_York' },
  { id: 'loc_demo_west', code: 'DC-WEST', name: 'Distribution Centre West', timezone: 'America/Los_Angeles' },
  {
    id: 'loc_demo_berlin',
    code: 'ST-BERLIN',
    name: 'Store Berlin',
    type: 'STORE',
    timezone: 'Europe/Berlin',
  },
  {
    id: 'loc_demo_london',
    code: 'ST-LONDON',
    name: 'Store London',
    type: 'STORE',
    timezone: 'Europe/London',
  },
  {
    id: 'loc_demo_dock',
    code: 'DC-EAST-DOCK',
    name: 'Receiving Dock East',
    type: 'RECEIVING',
    parentId: 'DC-EAST',
    timezone: 'America/New_York',
  },
  {
    id: 'loc_demo_destruction',
    code: 'DC-EAST-SCRAP',
    name: 'Destruction Cage East',
    type: 'DESTRUCTION',
    parentId: 'DC-EAST',
    timezone: 'America/New_York',
  },
  {
    id: 'loc_demo_ward',
    code: 'WARD-3',
    name: 'Ward 3, City Clinic',
    type: 'DEPARTMENT',
    timezone: 'America/New_York',
    requestDelivery: 'CONSUMPTION',
    costCentre: 'CC-3100',
  },
];

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);

/** Bins that stock is put away to, by the location's code. */
export const storage: Readonly<Record<string, string[]>> = {
  'DC-EAST': [...numbered('A', 12), ...numbered('B', 12)],
  'DC-WEST': numbered('W', 12),
  'ST-BERLIN': ['FRONT', 'BACK'],
  'ST-LONDON': ['FRONT', 'BACK'],
};

/** The demo's bins. */
export const bins: UpsertBinInput[] = [
  ...Object.entries(storage).flatMap(([locationId, codes]) =>
    codes.map(
      (code): UpsertBinInput => ({
        locationId,
        code,
        zone: code.slice(0, 1),
        type: code.startsWith('B-') || code === 'FRONT' ? 'PICKING' : 'STORAGE',
      }),
    ),
  ),
  { locationId: 'DC-EAST', code: 'RCV-1', name: 'Receiving 1', type: 'RECEIVING' },
  { locationId: 'DC-EAST', code: 'QUA-1', name: 'Quarantine 1', type: 'QUARANTINE' },
  { locationId: 'DC-EAST', code: 'RET-1', name: 'Returns 1', type: 'RETURNS' },
  { locationId: 'DC-EAST', code: 'C-01', name: 'C-01, shelf broken', zone: 'C', blocked: true },
  { locationId: 'DC-WEST', code: 'RCV-1', name: 'Receiving 1', type: 'RECEIVING' },
  { locationId: 'DC-EAST-DOCK', code: 'DOOR-1', type: 'RECEIVING' },
  { locationId: 'DC-EAST-DOCK', code: 'DOOR-2', type: 'RECEIVING' },
  { locationId: 'DC-EAST-SCRAP', code: 'CAGE', type: 'STORAGE' },
].map((bin, index) => ({ id: `bin_demo_${String(index + 1).padStart(3, '0')}`, ...bin }) as UpsertBinInput);
