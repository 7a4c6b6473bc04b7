import { type Decimal, text } from '../quantity.rules.ts';
import type { ReplenishmentMethod } from './levels.rules.ts';
import type { LowPlace, Suggested } from './places.rules.ts';

const levelNames: Readonly<Record<ReplenishmentMethod, string>> = {
  MIN_MAX: 'minimum',
  REORDER_POINT: 'reorder point',
  DAYS_OF_COVER: 'reorder point',
};

/** `position 4 = 3 available + 1 incoming` and where that is: what every reason begins with. */
function standing({ place, position, levels }: LowPlace): string {
  const { available, incoming, onOrder, unallocatedDemand, method } = place;
  const terms = `${text(available)} available + ${text(incoming)} incoming + ${text(onOrder)} on order - ${text(unallocatedDemand)} demand not allocated`;
  const level = `the ${levelNames[method]} of ${text(levels.reorderPoint)}`;
  return `Position ${text(position)} (${terms}) is at or below ${level}${method === 'DAYS_OF_COVER' ? ` (${demandWords(place, place.leadTimeDays, 'of lead time')})` : ''}`;
}

/** That a position is low, in words and figures. */
export const whyLow = (low: LowPlace): string => `${standing(low)}.`;

function demandWords({ dailyDemand, safetyStock }: LowPlace['place'], days: number, of: string): string {
  return `${figure(dailyDemand)} a day x ${days} days ${of} + safety stock ${text(safetyStock)}`;
}

/** An average, as people read it. */
const figure = (value: Decimal): string => text(value.round(2));

/** Why so much is suggested, and from there: in words, with every figure that led to it. */
export function whySuggested(suggested: Omit<Suggested, 'reason'>): string {
  const { place, position, levels, needed, quantity, from, supplier } = suggested;
  const { target } = levels;
  const { method, max, orderMultiple, leadTimeDays, coverDays } = place;
  const missing = target === null ? needed : target.minus(position);
  const goal =
    method === 'DAYS_OF_COVER' && target !== null
      ? `${text(target)} (${demandWords(place, leadTimeDays + (coverDays ?? 0), 'of lead time and cover')}, at most ${max === null ? '-' : text(max)})`
      : `the maximum of ${target === null ? '-' : text(target)}`;
  const rounded = needed.eq(missing)
    ? ''
    : `, rounded up to multiples of ${orderMultiple === null ? '1' : text(orderMultiple)}: ${text(needed)}`;
  const source = from
    ? `${text(quantity)} by transfer from ${from.locationCode}, which has ${text(from.surplus)} above its own maximum of ${text(from.max)}`
    : `${text(quantity)} to be bought${supplier === null ? '' : ` from ${supplier}`}${quantity.eq(needed) ? whyBought(suggested) : ': other locations have no more to spare'}`;
  return `${standing(suggested)}; ${text(missing)} missing up to ${goal}${rounded}. ${source}.`;
}

const whyBought = ({ place }: Pick<Suggested, 'place'>): string =>
  place.preferredType === 'PURCHASE' ? ', as preferred' : ': no other location has more than its own maximum';

/** Why nothing is suggested although the position is low. */
export function whyNothing(low: LowPlace): string {
  const { levels, position } = low;
  return levels.target === null
    ? `${standing(low)}; no maximum is set, so there is no quantity to suggest.`
    : `${standing(low)}; nothing is missing up to ${text(levels.target)} (${text(position)} is there or coming).`;
}
