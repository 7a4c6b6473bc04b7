import type DataLoader from 'dataloader';
import { type LocationRow, locationsByIds } from '../domain/locations/locations.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Locations by id, within one operation. */
export function locationsById(tx: OpenTx): DataLoader<string, LocationRow | null> {
  return rowsById(tx, locationsByIds);
}
