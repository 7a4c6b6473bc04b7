import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { kindOf } from './root-fields.ts';
import type { WorldIds } from './world.ts';

/** Somewhere in a request that names a record. */
export interface Place {
  /** `input`, `lines`, 0, `binId`. */
  path: readonly (string | number)[];
  kind: keyof WorldIds;
  /** By its code (SKU, number) and not by its id. */
  byCode: boolean;
}

/** Fields that name records by their codes. */
const codes: Readonly<Record<string, keyof WorldIds>> = {
  globalSku: 'product',
  lotNumber: 'lot',
  reasonCode: 'reasonCode',
};
/** Records whose codes are taken wherever their ids are. */
const namedByCode = new Set<keyof WorldIds>(['location', 'channel', 'bin', 'receivingBin']);

/** Every place of a root field's arguments that names a record. */
export function placesOf(root: string, args: readonly GraphQLArgument[]): Place[] {
  return args.flatMap((arg) => placesIn(root, arg.type, [arg.name]));
}

function placesIn(root: string, type: GraphQLInputType, path: readonly (string | number)[]): Place[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return placesIn(root, nullable.ofType, [...path, 0]);
  if (isInputObjectType(nullable)) {
    return Object.values(nullable.getFields()).flatMap((field) =>
      placesIn(root, field.type, [...path, field.name]),
    );
  }
  const key = String(path.findLast((part) => typeof part === 'string'));
  if (getNamedType(type).name === 'ID') {
    const kind = kindOf(root, key);
    const byId = { path, kind, byCode: false };
    return namedByCode.has(kind) && !/^ids?$/.test(key) ? [byId, { ...byId, byCode: true }] : [byId];
  }
  const named = codes[key];
  // what an upsert calls its own record is not a reference
  return named && !root.startsWith('upsert') ? [{ path, kind: named, byCode: true }] : [];
}

type Json = Record<string | number, unknown>;

/**
 * The arguments with another record at a place. What would contradict it is left out: an item is named by its id, or by
 * its product, place and lot.
 */
export function withRecord(args: object, { path, kind }: Place, value: string, own: WorldIds): object {
  const copy = structuredClone(args) as Json;
  let at = copy;
  for (const [index, part] of path.slice(0, -1).entries()) {
    at[part] ??= typeof path[index + 1] === 'number' ? [] : {};
    at = at[part] as Json;
  }
  const key = path.at(-1) ?? '';
  if ('inventoryItemId' in at && key !== 'inventoryItemId' && key !== 'reasonCode') {
    delete at.inventoryItemId;
    Object.assign(at, {
      productMasterId: kind === 'lot' ? own.lotProduct : own.product,
      locationId: own.location,
    });
  }
  if (key === 'inventoryItemId')
    for (const part of ['productMasterId', 'locationId', 'fromBinId']) delete at[part];
  if (key === 'toBinId') delete at.splits;
  if (key === 'globalSku') delete at.productMasterId;
  at[key] = value;
  return copy;
}
