import { type Stock, sum } from './stock.ts';

/** The terms of a channel, or of a location for all. */
export interface Policy {
  channel: string | null;
  at: string | null;
  safetyStock: number;
  share: { type: 'SHARED' } | { type: 'FIXED'; quantity: number } | { type: 'PERCENTAGE'; percent: number };
}

/** What may be promised to a channel at a location. */
export interface Cell {
  onHand: number;
  reserved: number;
  available: number;
  atp: number;
}

/** The most specific policy wins: one that names the location before one that names the channel. */
function policyFor(policies: readonly Policy[], at: string, channel: string | null): Policy | undefined {
  const fitting = policies.filter(
    (one) => (one.at === null || one.at === at) && (one.channel === null || one.channel === channel),
  );
  const rank = (one: Policy) => (one.at === null ? 0 : 2) + (one.channel === null ? 0 : 1);
  return fitting.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** The promise of a product at a location for a channel, or for nobody in particular. */
export function cellOf(
  stock: Stock,
  policies: readonly Policy[],
  sku: string,
  at: string,
  channel: string | null,
): Cell {
  const good = stock.of(sku, at).filter((item) => stock.isGood(item));
  const pool = sum(good.map(({ key, onHand }) => onHand - stock.held(key)));
  const keys = new Set(good.map(({ key }) => key));
  const promised = stock.promises.filter(({ key }) => keys.has(key));
  const mine = sum(
    promised.map((one) => (one.channel !== null && one.channel === channel ? one.quantity : 0)),
  );
  const shared = sum(promised.map((one) => (one.channel === null ? one.quantity : 0)));
  const others = sum(promised.map(({ quantity }) => quantity)) - mine - shared;
  const policy = policyFor(policies, at, channel);
  const share = channel === null ? undefined : policy?.share;
  const limit =
    share?.type === 'FIXED'
      ? share.quantity
      : share?.type === 'PERCENTAGE'
        ? Math.floor((Math.max(0, pool) * share.percent) / 100)
        : Number.POSITIVE_INFINITY;
  const onHand = Math.min(pool - others, limit);
  const reserved = mine + shared;
  const available = onHand - reserved;
  return { onHand, reserved, available, atp: available - (policy?.safetyStock ?? 0) };
}
