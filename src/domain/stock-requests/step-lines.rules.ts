import { Refusals } from '../errors.rules.ts';
import { decimal } from '../quantity.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { MOST_LINES } from './stock-requests.rules.ts';

/** A line of a step, as a request gives it. */
export interface StepLineInput {
  lineId: string;
  reason?: string | null;
}

/**
 * What is malformed about a step and its lines.
 * @param quantity the field with the line's quantity, and what it says
 * @throws VALIDATION_FAILED naming every bad field
 */
export function checkStepLines<Line extends StepLineInput>(
  { notes, lines }: { notes?: string | null; lines?: Line[] | null },
  quantity: (line: Line) => readonly [field: string, value: string | null | undefined],
): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  if (lines != null)
    check(lines.length >= 1 && lines.length <= MOST_LINES, 'lines', 'must be 1 to 1,000 (or left out)');
  const seen = new Set<string>();
  for (const [index, line] of (lines ?? []).entries()) {
    const at = `lines[${index}].`;
    check(!seen.has(line.lineId), `${at}lineId`, 'the line is given twice');
    seen.add(line.lineId);
    const [field, value] = quantity(line);
    check(value == null || decimal(value).gte(0), `${at}${field}`, 'must not be negative');
    checkFreeText(refusals, `${at}reason`, line.reason);
  }
  refusals.throwIfAny();
}

/** Lines that a request names must be of the stock request. @throws NOT_FOUND naming the lines that are not */
export function refuseUnknownLines(
  named: readonly { lineId: string }[],
  lines: readonly { id: string }[],
): void {
  const known = new Set(lines.map(({ id }) => id));
  const refusals = new Refusals();
  for (const [index, { lineId }] of named.entries())
    refusals.check(
      known.has(lineId),
      'NOT_FOUND',
      `lines[${index}].lineId`,
      'there is no such line in this stock request',
    );
  refusals.throwIfAny();
}
