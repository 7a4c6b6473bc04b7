import type { Refusals } from '../errors.rules.ts';
import { type Decimal, min, sum, ZERO } from '../quantity.rules.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import type { StepLineInput } from './transfers.rules.ts';

/** What was shipped of a line out of one stock item, and what became of it. */
export interface Parcel {
  id: string;
  lineId: string;
  parcelNo: number;
  lotId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  condition: Condition;
  unitCost: Decimal;
  /** Still on its way. */
  left: Decimal;
}

/** So much of a parcel. */
export interface ParcelPart {
  parcel: Parcel;
  quantity: Decimal;
}

/** The parcels of a transfer, used up one after another, first expired first. */
export class Parcels {
  readonly #byLine: ReadonlyMap<string, readonly Parcel[]>;
  readonly #used = new Map<string, Decimal>();

  constructor(byLine: ReadonlyMap<string, readonly Parcel[]>) {
    this.#byLine = byLine;
  }

  /**
   * The parcels that an entry of a request is about: those of its line, or of one lot of it. A line or lot of which
   * nothing was shipped is noted.
   */
  named(refusals: Refusals, at: string, { lineId, lotId, lotNumber }: StepLineInput): readonly Parcel[] {
    const all = this.#byLine.get(lineId) ?? [];
    const shipped = refusals.check(
      all.length > 0,
      'VALIDATION_FAILED',
      `${at}lineId`,
      'nothing of it was shipped',
    );
    const parcels = all.filter(
      (parcel) =>
        (lotId == null || parcel.lotId === lotId) && (lotNumber == null || parcel.lotNumber === lotNumber),
    );
    if (shipped)
      refusals.check(
        parcels.length > 0,
        'NOT_FOUND',
        `${at}${lotId == null ? 'lotNumber' : 'lotId'}`,
        'nothing of such a lot was shipped with the line',
      );
    return parcels;
  }

  /** What of some parcels is still on its way. */
  left(parcels: readonly Parcel[]): Decimal {
    return sum(parcels.map((parcel) => this.#left(parcel)));
  }

  /** Uses up parcels in their order. @returns the parts, and what there was too little of */
  use(parcels: readonly Parcel[], wanted: Decimal): { parts: ParcelPart[]; short: Decimal } {
    const parts: ParcelPart[] = [];
    let short = wanted;
    for (const parcel of parcels) {
      const quantity = min(short, this.#left(parcel));
      if (quantity.lte(0)) continue;
      parts.push({ parcel, quantity });
      this.#used.set(parcel.id, (this.#used.get(parcel.id) ?? ZERO).plus(quantity));
      short = short.minus(quantity);
    }
    return { parts, short };
  }

  #left({ id, left }: Parcel): Decimal {
    return left.minus(this.#used.get(id) ?? ZERO);
  }
}
