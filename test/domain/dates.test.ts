import { describe, expect, it } from 'vitest';
import { addDays, dayIn, isDay, isTimezone, momentOf } from '../../src/domain/dates.rules.ts';
import { firstGoodExpiry } from '../../src/domain/stock/conditions.rules.ts';

describe('days and moments', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['1899-12-31', false],
    ['2026-1-1', false],
    ['2026-01-01T00:00:00Z', false],
    ['', false],
  ])('%s is a day: %s', (text, expected) => expect(isDay(text)).toBe(expected));

  it.each([
    ['2026-06-30T12:00:00Z', '2026-06-30T12:00:00.000Z'],
    ['2026-06-30T12:00+02:00', '2026-06-30T10:00:00.000Z'],
    ['2026-06-30T12:00:00.123456789Z', '2026-06-30T12:00:00.123Z'],
    ['2026-06-30T12:00:00', null],
    ['2026-02-30T12:00:00Z', null],
    ['2026-06-30T25:00:00Z', null],
    ['2026-06-30', null],
    ['yesterday', null],
  ])('%s is the moment %s', (text, expected) => expect(momentOf(text)).toBe(expected));

  it('a moment falls on the day of the place', () => {
    const moment = new Date('2026-06-30T11:00:00Z');
    expect(dayIn('UTC', moment)).toBe('2026-06-30');
    expect(dayIn('Pacific/Kiritimati', moment)).toBe('2026-07-01');
    expect(dayIn('Pacific/Pago_Pago', moment)).toBe('2026-06-30');
    expect(dayIn('Pacific/Pago_Pago', new Date('2026-06-30T10:59:59Z'))).toBe('2026-06-29');
    expect(dayIn('America/New_York', new Date('2026-03-08T04:59:59Z'))).toBe('2026-03-07');
    expect([isTimezone('Europe/Berlin'), isTimezone('Mars/Olympus')]).toEqual([true, false]);
  });

  it('days are added over months, years and leap days', () => {
    expect([addDays('2024-02-28', 1), addDays('2025-12-31', 1), addDays('2026-03-01', -1)]).toEqual([
      '2024-02-29',
      '2026-01-01',
      '2026-02-28',
    ]);
  });
});

describe('the first expiry date that counts', () => {
  it.each([
    [true, 0, '2026-02-27'],
    [false, 0, '2026-02-28'],
    [true, 30, '2026-03-29'],
    [false, 2, '2026-03-02'],
  ])('good on its expiry date: %s, %d days more: from %s', (good, days, expected) =>
    expect(firstGoodExpiry('2026-02-27', good, days)).toBe(expected),
  );
});
