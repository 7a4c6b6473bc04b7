import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DomainError,
  fieldPath,
  invalid,
  Problems,
  Refusals,
  refusedField,
} from '../../src/domain/errors.rules.ts';
import {
  decimal,
  decimalProblem,
  max,
  min,
  quantityRules,
  round4,
  sum,
  text,
} from '../../src/domain/quantity.rules.ts';
import { checkText, contains } from '../../src/domain/text.rules.ts';

describe('decimals', () => {
  it('are exact, in plain notation', () => {
    expect(text(decimal('0.1').plus('0.2'))).toBe('0.3');
    expect(text(decimal('0.0001'))).toBe('0.0001');
    expect(text(decimal(1e-4).times(1e-4))).toBe('0.00000001');
    expect(text(decimal('1e9'))).toBe('1000000000');
    expect([decimal(null), decimal(undefined)].map(text)).toEqual(['0', '0']);
  });
  it.each([
    ['1.2345', null],
    ['1.23456', 'must have at most 4 decimal places'],
    ['1.50000', null],
    ['999999999.9999', null],
    ['-999999999.9999', null],
    ['1000000000', 'must be between -999999999.9999 and 999999999.9999'],
    ['0.00001', 'must have at most 4 decimal places'],
    ['0', null],
  ])('%s: %s', (value, problem) => expect(decimalProblem(decimal(value))).toBe(problem));
  it('are rounded half up', () => {
    expect(['1.00005', '1.00004', '-1.00005'].map((value) => text(round4(decimal(value))))).toEqual([
      '1.0001',
      '1',
      '-1.0001',
    ]);
  });
  it('add up exactly in any order', () => {
    const tenThousandths = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(fc.array(tenThousandths, { maxLength: 20 }), (values) => {
        const exact = values.reduce((total, value) => total + BigInt(value), 0n);
        const added = sum(values.toSorted().map((value) => decimal(value).div(10_000)));
        expect(added.times(10_000).toFixed()).toBe(exact.toString());
      }),
    );
  });
  it('are compared by value', () => {
    expect([min(decimal('2.0'), decimal(3)), max(decimal(2), decimal('3.0'))].map(text)).toEqual(['2', '3']);
  });
});

describe('problems and refusals', () => {
  it('name the fields', () => {
    expect(fieldPath(['lines', 2, 'quantity'])).toBe('lines[2].quantity');
    expect(invalid([{ path: 'a', message: 'is bad' }]).message).toBe('a: is bad');
    expect(refusedField('NOT_FOUND', 'id', 'is not there', { id: 1 })).toMatchObject({
      status: 404,
      details: { id: 1, fields: [{ path: 'id', message: 'is not there' }] },
    });
  });
  it('are thrown together, malformed ones first, then what is not there', () => {
    const problems = new Problems();
    problems.throwIfAny();
    quantityRules.delta(problems, 'a', '0');
    quantityRules.positive(problems, 'b', '0');
    quantityRules.notNegative(problems, 'c', '-0.0001');
    quantityRules.notNegative(problems, 'd', null);
    expect(problems.fields.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    const refusals = new Refusals();
    refusals.throwIfAny();
    refusals.check(false, 'INSUFFICIENT_STOCK', 'x', 'too little', { available: 1 });
    refusals.check(false, 'NOT_FOUND', 'y', 'no such thing');
    refusals.check(false, 'NOT_FOUND', 'z', 'no such thing either');
    refusals.check(true, 'VALIDATION_FAILED', 'w', 'is fine');
    let thrown: unknown;
    try {
      refusals.throwIfAny();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DomainError);
    expect(thrown).toMatchObject({
      code: 'NOT_FOUND',
      message: 'y: no such thing',
      details: {
        fields: [
          { path: 'x', message: 'too little', code: 'INSUFFICIENT_STOCK' },
          { path: 'y', message: 'no such thing' },
          { path: 'z', message: 'no such thing either' },
        ],
      },
    });
  });
});

describe('text', () => {
  it('is found literally', () => {
    expect(contains('50%_\\')).toBe('%50\\%\\_\\\\%');
  });
  it('has something in it', () => {
    const problems = new Problems();
    for (const value of ['a', null, undefined, '  ', '', 'x'.repeat(11)]) checkText(problems, 'f', value, 10);
    expect(problems.fields).toHaveLength(3);
  });
});
