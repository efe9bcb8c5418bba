import { describe, expect, it } from 'vitest';

import { decimalOfFloat, readDecimal, writeDecimal } from '../../src/model/decimalText.js';
import { readDuration, writeDuration } from '../../src/model/duration.js';
import { floatFault, floatRule, intFault, intRule } from '../../src/model/numberRule.js';
import { pythonFloat, pythonRepr } from '../../src/model/pythonRepr.js';
import { daysSinceEpoch, readDate, readDateTime, readTime, writeTime } from '../../src/model/rfc3339.js';
import { findIllFormed, illFormedMessage } from '../../src/model/utf8.js';

function decimal(text: string): string {
  const read = readDecimal(text);
  return read === 'invalid' || read === 'ask' ? read : writeDecimal(read);
}

function duration(text: string): string {
  const read = readDuration(text);
  return typeof read === 'bigint' ? writeDuration(read) : read;
}

function time(text: string): string | null {
  const read = readTime(text);
  return read === null ? null : writeTime(read);
}

function complaint(...bytes: readonly number[]): string | null {
  const all = Uint8Array.from(bytes);
  const fault = findIllFormed(all, 0, all.length);
  return fault === null ? null : illFormedMessage(all, 0, fault);
}

describe('a decimal', () => {
  it.each([
    ['1e5', '1E+5'],
    ['100', '100'],
    ['1e-6', '0.000001'],
    ['1e-7', '1E-7'],
    ['-0.00', '-0.00'],
    [' +1_000.0_1\n', '1000.01'],
    ['.5', '0.5'],
    ['infinity', 'Infinity'],
    ['-sNaN', '-sNaN'],
    ['1e', 'invalid'],
    ['.', 'invalid'],
    ['nan1', 'ask'],
    ['١', 'ask'],
  ])('reads %j as %s', (text, written) => expect(decimal(text)).toBe(written));

  it('is made of the shortest digits of a float', () => {
    const floats = [1e16, 1e15, 1e-5, 1.5e-7, -0, NaN, -Infinity, 0.1];
    const texts = ['1E+16', '1000000000000000.0', '0.00001', '1.5E-7', '-0.0', 'NaN', '-Infinity', '0.1'];
    expect(floats.map(decimalOfFloat)).toEqual(texts);
  });
});

describe('a duration', () => {
  it.each([
    ['PT90M', 'PT5400S'],
    ['-P1DT1H', '-P1DT3600S'],
    ['p1.5d', 'P1DT43200S'],
    ['PT0.0000005S', 'PT0.000001S'],
    ['-P0D', 'P0D'],
    ['P999999999DT86399.9999999S', 'range'],
    ['-P999999999D', '-P999999999D'],
    ['-P999999999DT0.1S', 'range'],
    ['P1M', 'units'],
    ['P1W', 'units'],
    ['P1DT', 'invalid'],
    ['PT1.5H1S', 'invalid'],
    ['PT140737488355329', 'range'],
    ['P106751991167301D', 'overflow'],
  ])('reads %j as %s', (text, written) => expect(duration(text)).toBe(written));
});

describe('a moment', () => {
  it('knows the days of months and of leap years', () => {
    const dates = ['2024-02-29', '2023-02-29', '1900-02-29', '2000-02-29', '2024-04-31', '0000-01-01'];
    expect(dates.map((date) => readDate(date) !== null)).toEqual([true, false, false, true, false, false]);
    expect(daysSinceEpoch({ year: 1970, month: 1, day: 1 })).toBe(0);
    expect(daysSinceEpoch({ year: 2000, month: 3, day: 1 })).toBe(11_017);
  });

  it('rounds half up at the seventh digit, over midnight and over the year', () => {
    expect(time('23:59:59.9999995')).toBe('00:00:00');
    expect(time('01:02:03.0000004')).toBe('01:02:03');
    expect(readDateTime('2023-12-31T23:59:59.9999995')).toMatchObject({ year: 2024, month: 1, day: 1 });
    expect(readDateTime('9999-12-31T23:59:59.9999995')).toBeNull();
  });

  it('takes zones with and without a colon, and ends at a NUL', () => {
    expect(time('01:02:03+0530')).toBe('01:02:03+05:30');
    expect(time('01:02:03-00:00')).toBe('01:02:03Z');
    expect(time('01:02:03\0junk')).toBe('01:02:03');
    expect([time('01:02:03+05'), time('01:02:03.'), time('24:00:00'), time('01:02:03Zz')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("Python's repr", () => {
  it('chooses its quotes and escapes what cannot be printed', () => {
    expect(pythonRepr(`it's`)).toBe(`"it's"`);
    expect(pythonRepr(`'"\\`)).toBe(`'\\'"\\\\'`);
    expect(pythonRepr('\0\n\u00a0é\u200d\u{1f600}')).toBe(String.raw`'\x00\n\xa0é\u200d😀'`);
    expect(pythonRepr('\u{1fa8e}')).toBeNull();
  });

  it('writes floats with an exponent where Python does', () => {
    expect([1e16, 1e15, 1e-5, 1e-4, -0, 0.1, 5e-324].map(pythonFloat)).toEqual([
      '1e+16',
      '1000000000000000.0',
      '1e-05',
      '0.0001',
      '-0.0',
      '0.1',
      '5e-324',
    ]);
  });
});

describe('ill-formed UTF-8', () => {
  it('is described as Python does', () => {
    expect(complaint(0x61, 0xff)).toContain('byte 0xff in position 1: invalid start byte');
    expect(complaint(0xe2, 0x82)).toContain('bytes in position 0-1: unexpected end of data');
    expect(complaint(0xe2, 0x82, 0x41)).toContain('bytes in position 0-1: invalid continuation byte');
    expect(complaint(0xed, 0xa0, 0x80)).toContain('byte 0xed in position 0: invalid continuation byte');
    expect(complaint(0xf0, 0x9f, 0x98, 0x80)).toBeNull();
  });
});

describe('bounds', () => {
  it('shifts exclusive bounds of an int by one', () => {
    expect(intFault(intRule({ gt: '0' }), 0)).toBe('Expected `int` >= 1');
    expect(intFault(intRule({ lt: '9' }), 2n ** 63n)).toBe('Expected `int` <= 8');
    expect(intFault(intRule({ multipleOf: '3' }), -6)).toBeNull();
  });

  it('reports the bound of a float as the decoder does, a zero with its sign', () => {
    expect(floatFault(floatRule({ gt: '0.0' }), 0)).toBe('Expected `float` > 0.0');
    expect(floatFault(floatRule({ lt: '0.0' }), 0)).toBe('Expected `float` < -0.0');
    expect(floatFault(floatRule({ ge: '0', le: '1' }), NaN)).toBe('Expected `float` >= 0.0');
    expect(floatFault(floatRule({ multipleOf: '0.1' }), 0.3)).toContain("that's a multiple of 0.1");
  });
});
