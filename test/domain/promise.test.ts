import { describe, expect, it } from 'vitest';
import { cellOf, NO_CHANNEL } from '../../src/domain/availability/atp.rules.ts';
import { termsOf } from '../../src/domain/availability/policies.rules.ts';
import {
  isLapsed,
  longestShelfLife,
  poolOf,
  reservedNow,
  statusOf,
} from '../../src/domain/availability/promise.rules.ts';
import type { ExceptionalItem } from '../../src/domain/availability/records.rules.ts';
import { decimal, text, ZERO } from '../../src/domain/quantity.rules.ts';

const now = new Date('2026-06-30T12:00:00Z');
const record = (exceptions: ExceptionalItem[] | null, settings = {}, timezone = 'UTC') => ({
  onHand: '20.0000',
  reserved: '7',
  unpromisableOnHand: '2.5',
  channelReserved: { c: '4', [NO_CHANNEL]: '1' },
  exceptions,
  timezone,
  settings,
});
const pool = (exceptions: ExceptionalItem[] | null, settings = {}, days = 0, timezone = 'UTC') => {
  const { onHand, reservedByChannel } = poolOf(record(exceptions, settings, timezone), now, days);
  return [
    text(onHand),
    Object.fromEntries([...reservedByChannel].map(([channel, quantity]) => [channel, text(quantity)])),
  ];
};
const item = (expiryDate: string | null, more: Partial<ExceptionalItem> = {}): ExceptionalItem => ({
  promisable: true,
  expiryDate,
  onHand: '5',
  owed: '0',
  allocations: null,
  ...more,
});
const held = (quantity: string, expiresAt: string | null, channelId: string | null = 'c') => ({
  key: channelId ?? '',
  quantity,
  expiresAt,
});

describe('the pool that promises are made from', () => {
  it('is what the sums say while nothing expires or lapses', () => {
    expect(pool(null)).toEqual(['17.5', { c: '4', '': '1' }]);
  });

  it('leaves out what has expired by the calendar of the location, with what is reserved of it', () => {
    expect(pool([item('2026-06-29', { allocations: [held('2', null), held('1', null, null)] })])).toEqual([
      '12.5',
      { c: '2', '': '0' },
    ]);
    expect(pool([item('2026-06-30')])[0]).toBe('17.5');
    expect(pool([item('2026-06-30')], { lotGoodOnExpiryDate: false })[0]).toBe('12.5');
    expect(pool([item('2026-06-30')], {}, 0, 'Pacific/Kiritimati')[0]).toBe('12.5'); // it is July there
    expect(pool([item('2026-06-29')], {}, 0, 'Pacific/Pago_Pago')[0]).toBe('12.5');
  });

  it('leaves out what is too short-lived for the channel', () => {
    expect(pool([item('2026-07-29')], {}, 30)[0]).toBe('12.5');
    expect(pool([item('2026-07-30')], {}, 30)[0]).toBe('17.5');
  });

  it('gives back what lapsed reservations held, once', () => {
    const lapsed = held('3', '2026-06-30T12:00:00+00:00');
    const open = held('1', '2026-06-30T12:00:00.001+00:00');
    expect(pool([item(null, { allocations: [lapsed, open] })])).toEqual(['17.5', { c: '1', '': '1' }]);
    expect(pool([item('2026-01-01', { allocations: [lapsed, open] })])).toEqual([
      '12.5',
      { c: '0', '': '1' },
    ]);
    // what is reserved of stock that cannot be promised is not in the sums by channel
    expect(pool([item(null, { promisable: false, allocations: [lapsed] })])).toEqual([
      '17.5',
      { c: '4', '': '1' },
    ]);
  });

  it('counts all that is reserved, promisable or not, until it lapses', () => {
    const lapsed = held('3', '2026-06-30T11:59:59+00:00');
    const exceptions = [item(null, { promisable: false, allocations: [lapsed, held('1', null)] })];
    expect(text(reservedNow(record(exceptions), now))).toBe('4');
    expect(text(reservedNow(record(null), now))).toBe('7');
    expect([isLapsed(null, now), isLapsed('2026-06-30T12:00:00Z', now)]).toEqual([false, true]);
  });
});

describe('the status of a record', () => {
  const status = (onHand: number, { blocked = false, backorderLimit = '0', low = '3' } = {}) => {
    const terms = { ...termsOf(null, ZERO), lowAtpThreshold: decimal(low) };
    return statusOf({ blocked, backorderLimit }, cellOf(decimal(onHand), new Map(), null, terms));
  };
  it.each([
    [4, {}, 'IN_STOCK'],
    [3, {}, 'LOW'],
    [0, {}, 'OUT_OF_STOCK'],
    [-2, { backorderLimit: '2' }, 'OUT_OF_STOCK'],
    [-2, { backorderLimit: '2.5' }, 'BACKORDER'],
    [4, { blocked: true }, 'BLOCKED'],
  ])('with %d to promise and %j is %s', (onHand, settings, expected) =>
    expect(status(onHand, settings)).toBe(expected),
  );
});

it('the longest shelf life asked for is 0 without policies', () => {
  expect(longestShelfLife([])).toBe(0);
});
