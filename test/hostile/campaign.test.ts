import { describe, expect, it } from 'vitest';

import { campaign, type Failure, type Tally } from '../../hostile/campaign.js';
import { hostileInput } from '../../hostile/hostileInput.js';
import { UsageError, readOptions } from '../../hostile/options.js';
import type { Parser } from '../../hostile/parser.js';
import { PARSERS } from '../../hostile/parsers.js';
import { json } from '../../hostile/parsers/json.js';

/** A reader with a bug, given what the reader of JSON is given. */
function planted(read: Parser['read'], law: Parser['law'] = () => null): Parser {
  return {
    name: 'planted',
    read,
    isOwn: (error) => error instanceof RangeError,
    law,
    language: json.language,
  };
}

/** What looks like too much memory is called that: garbage of so few inputs is not. */
function run(
  parsers: readonly [Parser, ...Parser[]],
  inputs: number,
): { readonly failures: readonly Failure[]; readonly tally: Tally } {
  const failures: Failure[] = [];
  const tally = campaign({
    parsers,
    seed: 1,
    from: 0,
    inputs,
    goesOn: () => true,
    found: (failure) => failures.push(failure),
    memoryAlone: () => Infinity,
  });
  return { failures, tally };
}

describe('the fuzz test of our own readers', () => {
  it('finds nothing in a few thousand small inputs, some of which each reader takes', () => {
    const { failures, tally } = run(PARSERS, 2_000);
    expect(failures).toEqual([]);
    for (const [name, { taken, inputs }] of tally.scores) {
      expect(taken, name).toBeGreaterThan(0);
      expect(taken, name).toBeLessThan(inputs);
    }
  });

  it('makes an input again from its seed and its number', () => {
    for (const index of [0, 7, 1_234, 99_999]) {
      expect(hostileInput(PARSERS, 5, index)).toEqual(hostileInput(PARSERS, 5, index));
    }
    expect(hostileInput(PARSERS, 5, 17).bytes).not.toEqual(hostileInput(PARSERS, 6, 17).bytes);
  });

  it('tells of an error that is not the own one of the reader, with the smallest input for it', () => {
    const { failures } = run(
      [
        planted((input) => {
          if (input.includes(0x5d)) throw new TypeError('planted');
          throw new RangeError('its own');
        }),
      ],
      40,
    );
    expect(failures[0]).toMatchObject({ parser: 'planted', fault: { kind: 'foreign-error' } });
    expect(Buffer.from(failures[0]?.input ?? []).toString()).toBe(']');
  });

  it('tells of a reader that takes time in the square of its input', () => {
    const { failures } = run(
      [
        planted((input) => {
          let sum = 0;
          for (let at = 0; at < input.length; at += 1) {
            for (let other = 0; other < input.length; other += 4) sum += (input[other] ?? 0) & at;
          }
          return sum >= 0;
        }),
      ],
      2,
    );
    expect(failures.map(({ fault }) => fault.kind)).toContain('slow');
  });

  it.runIf(process.platform === 'linux')('tells of a reader that takes too much memory', () => {
    const { failures } = run([planted((input) => Buffer.alloc(80_000_000 + input.length, 1).length > 0)], 1);
    expect(failures.map(({ fault }) => fault.kind)).toContain('memory');
  });

  it('tells of an input that does not come back as it was', () => {
    const { failures } = run(
      [
        planted(
          () => true,
          () => 'it is another one',
        ),
      ],
      1,
    );
    expect(failures).toMatchObject([{ fault: { kind: 'law', text: 'it is another one' }, index: 0 }]);
  });
});

describe('the options of the fuzz test', () => {
  it('are a hundred thousand inputs from the clock, unless it is told otherwise', () => {
    expect(readOptions([], 2 ** 31 + 5)).toEqual({ inputs: 100_000, maxTimeMs: Infinity, seed: 5, from: 0 });
    expect(readOptions(['--inputs', '7', '--max-time', '2m', '--seed', '3', '--from', '9'], 0)).toEqual({
      inputs: 7,
      maxTimeMs: 120_000,
      seed: 3,
      from: 9,
    });
  });

  it.each([
    ['--inputs', 'x'],
    ['--max-time', '10'],
    ['--other', '1'],
  ])('refuse %s %s', (...args) => expect(() => readOptions(args, 0)).toThrow(UsageError));
});
