import { describe, expect, it } from 'vitest';
import { newestMarimoSchema } from '../../src/kernels/index.js';
import { casesOf, RunnerError } from '../../src/runner/index.js';
import { faultsIn, sendsIn } from '../../src/wire/index.js';

const schema = newestMarimoSchema();
const base = { schema, seed: 5, shapes: null, harmless: true };

function shapesOf(cases: ReturnType<typeof casesOf>, index: number): readonly string[] {
  return sendsIn(cases.case(index).steps).map(({ shape, tag }) => `${shape} ${tag}`);
}

describe('the cases of a run', () => {
  it('are of all shapes where no scenario is asked for', () => {
    const cases = casesOf(base);
    expect([0, 1, 2].map((index) => cases.made(index).scenario)).toEqual([null, null, null]);
  });

  it('have each fault in turn, and between them the cases that they would have without', () => {
    const faults = ['freeze', 'garbage'] as const;
    const plain = casesOf({ ...base, harmless: false });
    const cases = casesOf({ ...base, harmless: false, faults, faultyEvery: 3 });
    const kinds = [0, 1, 2, 3, 4, 5].map((index) =>
      faultsIn(cases.case(index).steps).map(({ fault }) => fault.kind),
    );
    expect(kinds).toEqual([[], [], ['freeze'], [], [], ['garbage']]);
    expect(cases.case(1)).toEqual(plain.case(1));
  });

  it('are scenarios, in the order in which they are named, in turn with cases of all shapes', () => {
    const cases = casesOf({ ...base, scenarios: ['burst', 'warmup'] });
    const names = [0, 1, 2, 3, 4].map((index) => cases.made(index).scenario?.name ?? null);
    expect(names).toEqual(['burst', null, 'warmup', null, 'burst']);
  });

  it('go through all shapes in the same order, whether scenarios stand between them or not', () => {
    const alone = casesOf({ ...base, shapes: ['valid'] });
    const mixed = casesOf({ ...base, shapes: ['valid'], scenarios: ['warmup'] });
    const between = [0, 1, 2, 3, 4, 5].filter((index) => mixed.made(index).scenario === null);
    for (const [turn, index] of between.entries()) {
      for (const subject of alone.subjects.slice(3 * turn, 3 * turn + 3)) {
        expect(shapesOf(alone, turn)).toContain(`valid ${subject.tag}`);
        expect(shapesOf(mixed, index)).toContain(`valid ${subject.tag}`);
      }
    }
  });

  it('hold for a program three of the kinds that are next, each once where there are fewer', () => {
    const few = casesOf({ ...base, shapes: ['burst'], seed: 7 });
    const bursts = few.case(0).steps.map((step) => (step.kind === 'send' ? step.tag : null));
    for (const { tag } of few.subjects.slice(0, 3)) expect(bursts).toContain(tag);
  });

  it('are nothing but scenarios where those alone are asked for', () => {
    const cases = casesOf({ ...base, scenarios: ['unicode'], scenariosOnly: true });
    expect([0, 1].map((index) => cases.made(index).scenario?.name)).toEqual(['unicode', 'unicode']);
    expect(cases.made(0).case).not.toEqual(cases.made(1).case);
  });

  it('cannot be of a scenario alone that the version cannot play', () => {
    const types = Object.fromEntries(
      Object.entries(schema.types).filter(([, { tag }]) => tag?.value.value !== 'execute-cells'),
    );
    const older = { ...schema, types };
    const options = { ...base, schema: older, scenarios: ['warmup', 'unicode'] } as const;
    expect(casesOf(options).scenarios).toEqual([]);
    expect(() => casesOf({ ...options, scenariosOnly: true })).toThrow(RunnerError);
    expect(() => casesOf({ ...options, scenariosOnly: true })).toThrow(/warmup: .* has no execute-cells/);
  });
});
