import { describe, expect, it } from 'vitest';
import { opening } from '../../src/report/index.js';
import { RUN } from './reports.js';

describe('opening', () => {
  it('says all that the run depends on, the strongest shape first', () => {
    expect(opening({ ...RUN, weights: { burst: 0, 'nan-infinity': 3, valid: 12, text: 0 } })).toBe(
      `kernel    echo
seed      1172
versions  skewfuzz 0.1.0, node 20.20.2
swarm     valid 12, nan-infinity 3; off: burst, text
`,
    );
  });

  it('says nothing of shapes that are off when all are on', () => {
    expect(opening({ ...RUN, weights: { valid: 1 } })).toContain('swarm     valid 1\n');
  });
});
