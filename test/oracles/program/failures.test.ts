import { describe, expect, it } from 'vitest';
import { tally } from '../../../src/oracles/index.js';
import { array, int, record, text, type WireValue } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { command } from './programTarget.js';

const TRACEBACK = [
  '    Traceback (most recent call last):',
  '      File "/x/lifecycle.py", line 267, in listen',
  '        await kernel.handle(r)',
  '      File "/x/runtime.py", line 1196, in _delete_cell',
  '        del self.cells[cell_id]',
  "    KeyError: 'a'",
];

function cells(ids: WireValue = array([text('a')])): WireValue {
  return command('cells', { ids, codes: array([text('x')]) });
}

function sync(run: string): WireValue {
  return command('sync', { cells: record({ a: text('x') }), runs: array([text(run)]) });
}

function asked(value: WireValue, tag: string): Asked {
  return new Asked().send('control', value, { tag });
}

/** It is carried out, or its handler fails; either way it is completed. */
function ended(told: Asked, failed: string | null, logged: readonly string[] = TRACEBACK): Asked {
  told.completed().completed();
  if (failed !== null) for (const line of [`[E] failed: ${failed}`, ...logged]) told.log(line);
  return told.probeControl().probed();
}

const LOST = 'fifo failed dropped-logged control 0';

describe('a program: handlers that fail', () => {
  it('lose a command that can always be carried out', () => {
    const { trial } = ended(asked(cells(), 'cells'), 'cells');
    expect(violations(trial)).toEqual([LOST]);
    expect(judgement(trial, 'fifo').violations[0]).toMatchObject({
      tag: 'cells',
      change: 'KeyError in _delete_cell',
    });
  });

  it('are judged where none fails', () => {
    const { trial } = ended(asked(cells(), 'cells'), null);
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'fifo')).toMatchObject({ verdict: 'valid', judged: 3 });
    expect([...tally(trial).outcomes]).toEqual([['echoed', 1]]);
  });

  it('are told of the error only where its record is whole', () => {
    const { trial } = ended(asked(cells(), 'cells'), 'cells', ['[I] fine', ...TRACEBACK]);
    expect(judgement(trial, 'fifo').violations[0]).toMatchObject({ change: null });
  });

  it('may fail where the command names what it does not hold', () => {
    expect(violations(ended(asked(sync('b'), 'sync'), 'sync').trial)).toEqual([]);
    expect(violations(ended(asked(sync('a'), 'sync'), 'sync').trial)).toEqual([LOST]);
  });

  it('are excused as often as there is an excuse', () => {
    const twice = asked(sync('b'), 'sync').send('control', sync('a'), { tag: 'sync' });
    expect(violations(ended(twice, 'sync').trial)).toEqual([]);
    const again = asked(sync('b'), 'sync')
      .send('control', sync('a'), { tag: 'sync' })
      .log('[E] failed: sync');
    expect(violations(ended(again, 'sync').trial)).toEqual(['fifo failed dropped-logged control null']);
  });

  it('are not excused by checks that only the kernel knows: what reaches a handler has passed them', () => {
    const unsure = asked(command('checked', { requestId: text('c') }), 'checked').listed('c');
    expect(violations(ended(unsure, 'checked').trial)).toEqual([LOST]);
  });

  it("are nobody's fault when it was interrupted, or when the record is of an earlier case", () => {
    expect(violations(ended(asked(cells(), 'cells').interrupt(), 'cells').trial)).toEqual([]);
    const late = new Asked().log('[E] failed: cells').send('control', cells(), { tag: 'cells' });
    expect(violations(ended(late, null).trial)).toEqual([]);
  });

  it('are of no concern where any command of the kind may fail, or the frame was refused', () => {
    const run = asked(command('run', { code: text('x') }), 'run');
    expect(violations(ended(run, 'run').trial)).toEqual([]);
    const refused = asked(cells(int(1)), 'cells').log('[W] refused');
    expect(violations(refused.log('[E] failed: cells').probeControl().probed().trial)).toEqual([]);
  });
});
