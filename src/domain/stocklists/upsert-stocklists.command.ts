import type { InferEntity } from '@mikro-orm/postgresql';
import { StocklistEntity } from '../../entities/stocklist.entity.ts';
import type { Command } from '../command.ts';
import { type Problems, Refusals } from '../errors.rules.ts';
import { type MasterKind, type Upsert, upsertMaster } from '../master-data.command.ts';
import {
  type ActiveStatus,
  activeStatuses,
  checkBatch,
  checkChoice,
  type UpsertBase,
  withoutNulls,
} from '../master-data.rules.ts';
import { findReferences, type References } from '../references.query.ts';
import { checkText } from '../text.rules.ts';
import {
  readStored,
  resolveLines,
  type StoredStocklist,
  told,
  writeLines,
} from './stocklist-lines.command.ts';
import { checkLines, type StocklistLineInput, sameLines } from './stocklists.rules.ts';

/** A stocklist to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertStocklistInput extends UpsertBase {
  code: string;
  name?: string | null;
  /** Id or code; required for a new stocklist. */
  destinationId?: string | null;
  /** Id or code; null: none. */
  fromLocationId?: string | null;
  notes?: string | null;
  status?: ActiveStatus | null;
  /** Given, they take the place of all that it has. */
  lines?: StocklistLineInput[] | null;
}

type Stocklist = InferEntity<typeof StocklistEntity>;

const kind: MasterKind<Stocklist> = {
  entity: StocklistEntity,
  documentType: 'Stocklist',
  noun: 'stocklist',
  prefix: 'stl',
  describe: ({ code }) => `the code ${code}`,
};

const defaults = { fromLocationId: null, notes: null, status: 'ACTIVE' };

/**
 * Makes or changes stocklists, found by id or code; all or nothing. Lines that are given take the place of all that the
 * stocklist has, and are a change of it.
 * @param path where they stand in the request, for errors.
 * @returns their ids
 * @throws NOT_FOUND; INACTIVE for locations and products that are newly named
 */
export async function upsertStocklists(
  command: Command,
  inputs: readonly UpsertStocklistInput[],
  path = 'stocklists',
): Promise<string[]> {
  checkBatch(inputs, {
    path,
    noun: 'stocklist',
    key: ({ code }) => ({ field: 'code', text: code }),
    each: check,
  });
  const stored = await readStored(command, inputs);
  const locations = await findReferences(
    command.tx,
    'location',
    inputs.flatMap(({ destinationId, fromLocationId }) => [destinationId, fromLocationId]),
  );
  const refusals = new Refusals();
  const lines = await resolveLines(command, refusals, inputs, stored, path);
  const upserts = inputs.map((input, index): Upsert<Stocklist> => {
    const at = `${path}[${index}]`;
    const places = placesOf(refusals, at, input, locations, stored[index]);
    const changed = lines[index] && !sameLines(lines[index], stored[index]?.lines ?? []);
    const { id, expectedVersion, code, name, notes, status } = input;
    return {
      path: at,
      id,
      expectedVersion,
      key: { code },
      fields: {
        ...withoutNulls({ name, status }),
        ...places,
        code,
        notes,
        ...(changed ? { linesChangedAt: command.now.toISOString() } : {}),
      } as Partial<Stocklist>,
      defaults: { ...defaults, name: code, linesChangedAt: command.now.toISOString() },
    };
  });
  refusals.throwIfAny();
  const parts = new Map(
    inputs.map(({ code }, index) => [
      code,
      {
        before: { lines: told(stored[index]?.lines) },
        after: { lines: told(lines[index] ?? stored[index]?.lines) },
      },
    ]),
  );
  const { records } = await upsertMaster(
    command,
    { ...kind, parts: ({ code }) => parts.get(code ?? '') ?? { before: {}, after: {} } },
    upserts,
  );
  await writeLines(
    command,
    records.flatMap(({ id }, index) =>
      upserts[index]?.fields.linesChangedAt ? [{ stocklistId: id, lines: lines[index] ?? [] }] : [],
    ),
  );
  return records.map(({ id }) => id);
}

/** The locations of a stocklist as they will be; those that are newly named must be in use. */
function placesOf(
  refusals: Refusals,
  at: string,
  { destinationId, fromLocationId }: UpsertStocklistInput,
  locations: References,
  stored: StoredStocklist | undefined,
): { destinationId?: string; fromLocationId?: string | null } {
  const named = (field: 'destinationId' | 'fromLocationId', reference: string | null | undefined) => {
    locations.check(refusals, `${at}.${field}`, reference);
    const found = locations.get(reference);
    const fits = !found || found.active || found.id === stored?.[field];
    refusals.check(fits, 'INACTIVE', `${at}.${field}`, `the location ${found?.code} is inactive`);
    return found?.id;
  };
  const destination = named('destinationId', destinationId);
  const from = named('fromLocationId', fromLocationId);
  const known = destinationId != null || stored !== undefined;
  refusals.check(known, 'VALIDATION_FAILED', `${at}.destinationId`, 'is required for a new stocklist');
  const source = fromLocationId === undefined ? stored?.fromLocationId : from;
  refusals.check(
    source == null || source !== (destination ?? stored?.destinationId),
    'VALIDATION_FAILED',
    `${at}.fromLocationId`,
    'must be another location than destinationId',
  );
  return {
    ...(destination === undefined ? {} : { destinationId: destination }),
    ...(fromLocationId === undefined ? {} : { fromLocationId: from ?? null }),
  };
}

function check(problems: Problems, at: string, input: UpsertStocklistInput): void {
  checkText(problems, `${at}.code`, input.code, 100);
  checkText(problems, `${at}.name`, input.name);
  checkText(problems, `${at}.destinationId`, input.destinationId);
  checkText(problems, `${at}.fromLocationId`, input.fromLocationId);
  checkText(problems, `${at}.notes`, input.notes, 2_000);
  checkChoice(problems, `${at}.status`, input.status, activeStatuses);
  checkLines(problems, at, input.lines);
}
