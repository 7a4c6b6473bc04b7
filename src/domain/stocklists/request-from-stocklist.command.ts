import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, refusedField } from '../errors.rules.ts';
import { decimal } from '../quantity.rules.ts';
import { createStockRequest } from '../stock-requests/create-stock-request.command.ts';
import { checkFields, type StockRequestFields } from '../stock-requests/request-fields.command.ts';
import { suggestLines } from './suggestions.query.ts';

/** What to make a request from, and what it is to say beside. */
export interface RequestFromStocklistInput extends StockRequestFields {
  /** Id or code. */
  stocklistId: string;
  /** Id or code; left out: the one of the stocklist. */
  fromLocationId?: string | null;
}

interface Stored {
  id: string;
  code: string;
  destinationId: string;
  fromLocationId: string | null;
  status: string;
}

/**
 * Makes a draft of a stock request for all that a stocklist suggests now.
 * @returns the request's id
 * @throws NOT_FOUND, INACTIVE, NOTHING_TO_REQUEST where the destination has enough of everything
 */
export async function requestFromStocklist(
  command: Command,
  { stocklistId, fromLocationId, ...fields }: RequestFromStocklistInput,
): Promise<string> {
  checkFields(fields);
  const stocklist = await findStocklist(command, stocklistId);
  const from = fromLocationId ?? stocklist.fromLocationId;
  if (from === null)
    throw refusedField(
      'VALIDATION_FAILED',
      'fromLocationId',
      `is required: the stocklist ${stocklist.code} does not say who supplies it`,
    );
  const { destinationId } = stocklist;
  const { lines } = await suggestLines(command.tx, command.now, {
    destinationId,
    stocklistId: stocklist.id,
  });
  const wanted = lines.filter(({ suggestedQuantity }) => decimal(suggestedQuantity).gt(0));
  if (wanted.length === 0)
    throw new DomainError(
      'NOTHING_TO_REQUEST',
      `The destination has, or is to get, enough of everything on the stocklist ${stocklist.code}`,
      { stocklistId: stocklist.id, lines: lines.length },
    );
  return createStockRequest(command, {
    ...fields,
    fromLocationId: from,
    destinationId,
    lines: wanted.map(({ productMasterId, suggestedQuantity }) => ({
      productMasterId,
      quantity: suggestedQuantity,
    })),
  });
}

async function findStocklist({ tx }: Command, reference: string): Promise<Stored> {
  const { rows } = await sql<Stored>`
    select id, code, destination_id as "destinationId", from_location_id as "fromLocationId", status from stocklist
    where org_id = ${tx.orgId} and (id = ${reference} or code = ${reference}) order by id = ${reference} desc limit 1`.execute(
    tx.db,
  );
  const [found] = rows;
  if (!found) throw refusedField('NOT_FOUND', 'stocklistId', 'there is no such stocklist');
  if (found.status !== 'ACTIVE')
    throw refusedField('INACTIVE', 'stocklistId', `the stocklist ${found.code} is inactive`);
  return found;
}
