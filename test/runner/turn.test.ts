import { describe, expect, it } from 'vitest';
import { turnAt } from '../../src/runner/turn.js';

function turns(count: number, scenarios: number, scenariosOnly = false): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const { kind, number } = turnAt(index, scenarios, scenariosOnly);
    return `${kind} ${number}`;
  });
}

describe('turnAt', () => {
  it('goes through all shapes where there is no scenario', () => {
    expect(turns(3, 0)).toEqual(['shapes 0', 'shapes 1', 'shapes 2']);
    expect(turns(2, 0, true)).toEqual(['shapes 0', 'shapes 1']);
  });

  it('plays nothing but scenarios where those alone are asked for', () => {
    expect(turns(3, 2, true)).toEqual(['scenario 0', 'scenario 1', 'scenario 2']);
  });

  it('plays each scenario once in every other case, and one case in four after that', () => {
    expect(turns(4, 2)).toEqual(['scenario 0', 'shapes 0', 'scenario 1', 'shapes 1']);
    const later = turns(9, 2).slice(4);
    expect(later).toEqual(['scenario 2', 'shapes 2', 'shapes 3', 'shapes 4', 'scenario 3']);
  });

  it('leaves out no number of either kind, for any number of scenarios', () => {
    for (const scenarios of [1, 3, 21]) {
      const all = turns(400, scenarios);
      for (const kind of ['scenario', 'shapes']) {
        const own = all.filter((turn) => turn.startsWith(kind));
        expect(own).toEqual(own.map((_, at) => `${kind} ${at}`));
      }
    }
  });
});
