import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate, array, decode, encode, float32, int, map, text } from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { hostileBytes } from './hostileBytes.js';

const rows = (bytes: Uint8Array): readonly string[] =>
  annotate(bytes).notes.map(({ at, length, depth, path, role, type, text: shown, rule }) =>
    [at, length, depth, role, path, type, shown, rule ?? ''].join(' | '),
  );

const ruleOf = (...bytes: number[]): string | null =>
  annotate(Uint8Array.from(bytes)).notes.at(-1)?.rule ?? null;

describe('annotate', () => {
  it('says of each byte where it stands and what it is', () => {
    const bytes = encode(
      map([
        [text('at'), array([int(1), text('ab')])],
        [text('x'), float32(1.5)],
      ]),
    );
    expect(rows(bytes)).toEqual([
      '0 | 1 | 0 | value | $ | fixmap 2 |  | ',
      '1 | 3 | 1 | key | $.at | fixstr | "at" | ',
      '4 | 1 | 1 | value | $.at | fixarray 2 |  | ',
      '5 | 1 | 2 | value | $.at[0] | fixint | 1 | ',
      '6 | 3 | 2 | value | $.at[1] | fixstr | "ab" | ',
      '9 | 2 | 1 | key | $.x | fixstr | "x" | ',
      '11 | 5 | 1 | value | $.x | float32 | 1.5f32 | ',
    ]);
  });

  it('names the rule that bytes bend or break', () => {
    expect(ruleOf(0xcf, 0, 0, 0, 0, 0, 0, 0, 5)).toBe('not the shortest form: uint64');
    expect(ruleOf(0xa1, 0xff)).toBe('text that is not well-formed UTF-8');
    expect(ruleOf(0xc1)).toBe('the opcode 0xc1 stands for nothing');
    expect(ruleOf(0xa5, 0x61)).toMatch(/of 5 bytes, of which 1 are there/);
    expect(ruleOf(0xc0, 0x01)).toBe('the value is whole: nothing may follow it');
    expect(ruleOf(0x90)).toBeNull();
  });

  it('marks a key that a map has twice, and not one of another map', () => {
    const twice = annotate(
      encode(
        map([
          [int(1), int(1)],
          [int(1), map([[int(1), int(2)]])],
        ]),
      ),
    ).notes;
    expect(twice.filter(({ rule }) => rule !== null).map(({ at }) => at)).toEqual([3]);
  });

  it('leaves no byte out and goes over none twice, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileBytes,
          anyWireValue({ withExt: true }).map((value) => encode(value)),
        ),
        (bytes) => {
          const { notes, left } = annotate(bytes, 1_000_000);
          expect(left).toBe(0);
          let at = 0;
          for (const note of notes) {
            expect(note.at).toBe(at);
            at += note.length;
          }
          expect(at).toBe(bytes.length);
          const whole = decode(bytes).kind === 'value';
          expect(notes.every(({ role }) => role !== 'rest')).toBe(whole);
        },
      ),
    );
  });

  it('stops after enough notes, and says how much is left', () => {
    const bytes = encode(array(Array.from({ length: 100 }, () => int(0))));
    const { notes, left } = annotate(bytes, 10);
    expect(notes).toHaveLength(10);
    expect(left).toBe(bytes.length - 12);
    expect(annotate(encode(array(Array.from({ length: 9 }, () => int(0)))), 10).left).toBe(0);
  });
});
