import { describe, expect, it } from 'vitest';
import type { Target, Trial } from '../../../src/oracles/index.js';
import type { RecordType } from '../../../src/schema/index.js';
import { array, int, nil, record, text, type WireValue } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { command, PROGRAM } from './programTarget.js';

class Runs extends Asked {
  run(id: string, code: string = `print("${id} says")`): this {
    return this.send('control', command('run', { code: text(code), runId: text(id) }), { tag: 'run' });
  }

  cells(codes: Readonly<Record<string, string>>): this {
    const fields = {
      ids: array(Object.keys(codes).map((id) => text(id))),
      codes: array(Object.values(codes).map((code) => text(code))),
    };
    return this.send('control', command('cells', fields), { tag: 'cells' });
  }

  says(words: string, cell: string = 'scratch'): this {
    return this.json({ op: 'cell-op', cell_id: cell, status: null, console: { data: [words, 1] } });
  }

  is(status: string, cell: string): this {
    return this.json({ op: 'cell-op', cell_id: cell, status, console: null });
  }

  /** Its whole way, as it ought to be, up to the completion. */
  went(cell: string, words: string): this {
    return this.is('queued', cell).is('running', cell).says(words, cell).is('idle', cell);
  }
}

const unknown = (trial: Trial): readonly string[] => [...judgement(trial, 'correlation').unknown.keys()];
const CHANGED = 'settings or cells were changed, which may keep output back';
const INTERRUPTED = 'an interrupt may strike where output is being sent, and that then goes out later';
const two = (): Runs => new Runs().run('run-00001').run('run-00002').probeControl();

const from = (path: WireValue): Runs =>
  new Runs().send(
    'control',
    command('run', {
      code: text('raise ValueError("run-00001 raises")'),
      runId: text('run-00001'),
      from: record({ path }),
    }),
    { tag: 'run' },
  );
const interleaved = (told: Runs): readonly string[] =>
  violations(
    told.completed('run-00001').says('run-00001 says').says('run-00002 says').completed('run-00002').probed()
      .trial,
  );

const changeFrom = (path: WireValue): string | null | undefined => {
  const { trial } = from(path).probeControl().completed('run-00001').probed();
  expect(violations(trial)).toEqual(['correlation output-missing dropped-silent control 0']);
  return judgement(trial, 'correlation').violations[0]?.change;
};

describe('a program: output and the run that it belongs to', () => {
  it('is all there, each before its own completion', () => {
    const { trial } = two()
      .says('run-00001 says')
      .completed('run-00001')
      .says('run-00002 says')
      .completed('run-00002')
      .probed();
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'correlation')).toMatchObject({ verdict: 'valid', judged: 6 });
  });

  it('that never comes is missing', () => {
    const { trial } = two().completed('run-00001').says('run-00002 says').completed('run-00002').probed();
    expect(violations(trial)).toEqual(['correlation output-missing dropped-silent control 0']);
  });

  it('is told apart where half a character stands beside it', () => {
    const code = 'print("run-00001 says")\nprint("\\ud800")';
    const told = new Runs().run('run-00001', code).probeControl();
    const { trial } = told.completed('run-00001').probed();
    expect(violations(trial)).toEqual(['correlation output-missing dropped-silent control 0']);
    expect(judgement(trial, 'correlation').violations[0]?.change).toBe('half a character in the code');
    const said = new Runs().run('run-00001', code).probeControl();
    expect(violations(said.says('run-00001 says').completed('run-00001').probed().trial)).toEqual([]);
  });

  it('is told apart where the run says that it was asked from nowhere', () => {
    expect(changeFrom(nil)).toBe('an address that is no text');
    expect(changeFrom(text('/'))).toBeNull();
  });

  it('may be late where something was interrupted', () => {
    expect(interleaved(two())).not.toEqual([]);
    expect(interleaved(two().interrupt())).toEqual([]);
  });

  it('that never comes was cut off where the host interrupted', () => {
    const { trial } = two()
      .interrupt()
      .completed('run-00001')
      .says('run-00002 says')
      .completed('run-00002')
      .probed();
    expect(violations(trial)).toEqual([]);
    expect(unknown(trial)).toEqual([CHANGED, INTERRUPTED]);
  });

  it('of what waited is cut off where code interrupted', () => {
    const { trial } = two()
      .json({ op: 'stopped', run_id: 'run-00001' })
      .completed('run-00001')
      .completed('run-00002')
      .probed();
    expect(judgement(trial, 'correlation').violations).toEqual([]);
    expect(unknown(trial)).toEqual([CHANGED, INTERRUPTED]);
  });

  it('of cells is not judged where the host says when it asked for them', () => {
    const run = command('cells', {
      ids: array([text('c1')]),
      codes: array([text('print("c1 says")')]),
      time: int(0),
    });
    const { trial } = new Runs().send('control', run, { tag: 'cells' }).probeControl().completed().probed();
    expect(judgement(trial, 'correlation').violations).toEqual([]);
    expect(unknown(trial)).toEqual([
      'the host said when it asked: what it asked before an interrupt does not run',
    ]);
  });

  it('that was said before the run was asked for is not its own', () => {
    const { trial } = new Runs()
      .says('run-00001 says')
      .run('run-00001')
      .probeControl()
      .completed('run-00001')
      .probed();
    expect(violations(trial)).toEqual(['correlation output-missing dropped-silent control 0']);
  });

  it('that comes after the completion is late, all of it or a part', () => {
    const all = two()
      .completed('run-00001')
      .says('run-00001 says')
      .says('run-00002 says')
      .completed('run-00002')
      .probed();
    expect(violations(all.trial)[0]).toBe('correlation output-late reordered control 0');
    const part = two()
      .says('run-00001 says')
      .completed('run-00001')
      .says('more of run-00001')
      .says('run-00002 says')
      .completed('run-00002')
      .probed();
    expect(violations(part.trial)).toEqual(['correlation output-late reordered control 0']);
  });

  it('with an id within another word is somebody else’s', () => {
    const told = two().says('run-00001 says').completed('run-00001').says('run-000012 run-00002 says');
    expect(violations(told.completed('run-00002').probed().trial)).toEqual([]);
  });

  it('is not judged by an id that two runs have, or that another code holds', () => {
    const twins = new Runs().run('run-00001').run('run-00001').probeControl();
    twins.completed('run-00001').completed('run-00001').says('run-00001 says').probed();
    expect(violations(twins.trial)).toEqual([]);
    expect(unknown(twins.trial)).toEqual(['several runs have one id']);
    const quoted = new Runs().run('run-00001').run('run-00002', 'print("run-00001")').probeControl();
    quoted.says('run-00001 says').completed('run-00001').says('run-00001').completed('run-00002').probed();
    expect(violations(quoted.trial)).toEqual([]);
  });

  it('is not judged where settings may have held it back, or nobody can foretell it', () => {
    const limited = new Runs()
      .send('control', command('note', { text: text('') }))
      .run('run-00001')
      .probeControl()
      .completed('run-00001')
      .probed();
    expect(violations(limited.trial)).toEqual([]);
    expect(unknown(limited.trial)).toEqual(['settings or cells were changed, which may keep output back']);
    const free = new Runs().run('run-00001', 'print(x)').probeControl().completed('run-00001').probed();
    expect(violations(free.trial)).toEqual([]);
  });

  it('is not judged where the history ends too early', () => {
    const { trial } = new Runs().run('run-00001').exit(1);
    expect(violations(trial)).toEqual(['alive crash crash control 0']);
    expect(unknown(trial)).toEqual(['the history ends before the run does']);
  });
});

describe('a program: completions', () => {
  it('may bear an id of the program’s own, and none that nobody sent', () => {
    const asked = (): Runs => new Runs().cells({ c1: 'x' }).run('run-00001').probeControl();
    const own = asked().completed('o').says('run-00001 says').completed('run-00001').completed();
    expect(violations(own.probed().trial)).toEqual([]);
    const wrong = asked().completed('run-00003').says('run-00001 says').completed('run-00001');
    expect(violations(wrong.probed().trial)).toEqual(['correlation unknown-run duplicated control null']);
    // Whether the command was taken is not asked here.
    const refused = new Runs().send('control', command('run', { code: int(1), runId: text('run-2') }));
    refused.cells({ c1: 'x' }).probeControl().log('[W] refused').completed('run-2').completed('o').probed();
    expect(violations(refused.trial)).toEqual(['round-trip accepted-invalid echoed control 0']);
    // Where every completion has a name, one more is told once.
    const one = new Runs().run('run-00001').probeControl().says('run-00001 says').completed('run-00003');
    expect(violations(one.completed('run-00001').probed().trial)).toEqual([
      'fifo unexpected duplicated null null',
    ]);
  });

  it('that do not come, or twice, are for another oracle', () => {
    const lost = two().says('run-00001 says').says('run-00002 says').completed('run-00002').probed();
    expect(violations(lost.trial)).toEqual(['fifo lost dropped-silent control 0']);
    const twice = new Runs().run('run-00001').probeControl().says('run-00001 says');
    expect(violations(twice.completed('run-00001').completed('run-00001').probed().trial)).toEqual([
      'fifo duplicated duplicated control 0',
    ]);
  });

  it('of a release that does not repeat ids are said to be so', () => {
    const old = withoutIds();
    const told = new Runs(old).run('run-00001').probeControl();
    told.says('run-00001 says').json({ op: 'completed-run' }).probed();
    expect(violations(told.trial)).toEqual([]);
    expect(judgement(told.trial, 'correlation')).toMatchObject({ verdict: 'valid', judged: 1 });
    expect([...judgement(told.trial, 'correlation').unknown]).toEqual([
      ['this release does not repeat the id of a run', 1],
    ]);
    const silent = new Runs(old).run('run-00001').probeControl().json({ op: 'completed-run' }).probed();
    expect(violations(silent.trial)).toEqual(['correlation output-missing dropped-silent control 0']);
  });
});

const twoCells = (): Runs => new Runs().cells({ c1: 'print("first")', c2: '"second"' }).probeControl();

describe('a program: cells', () => {
  it('go their way and say their words before the run is completed', () => {
    const { trial } = twoCells().went('c1', 'first').went('c2', 'second').completed('o').probed();
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'correlation')).toMatchObject({ verdict: 'valid', judged: 5 });
  });

  it('that leave a status out, or mix them up, are told', () => {
    const missing = twoCells()
      .went('c1', 'first')
      .is('queued', 'c2')
      .is('running', 'c2')
      .says('second', 'c2');
    expect(violations(missing.completed().probed().trial)).toEqual([
      'correlation status-missing dropped-silent control 0',
    ]);
    const mixed = twoCells().went('c1', 'first').is('running', 'c2').is('queued', 'c2').says('second', 'c2');
    expect(violations(mixed.is('idle', 'c2').completed().probed().trial)).toEqual([
      'correlation status-order reordered control 0',
    ]);
    const late = twoCells().went('c1', 'first').is('queued', 'c2').is('running', 'c2').says('second', 'c2');
    expect(violations(late.completed().is('idle', 'c2').probed().trial)).toEqual([
      'correlation status-order reordered control 0',
    ]);
  });

  it('whose words another cell says did not say them', () => {
    const { trial } = twoCells().went('c1', 'second').went('c2', 'first').completed().probed();
    expect(violations(trial)).toEqual([
      'correlation output-missing dropped-silent control 0',
      'correlation output-missing dropped-silent control 0',
    ]);
  });

  it('are not judged beside code that nobody can foretell, when used twice, or when something unsettles them', () => {
    const beside = new Runs().cells({ c1: 'print("first")', c2: 'raise SystemExit' }).probeControl();
    expect(violations(beside.completed().probed().trial)).toEqual([]);
    const twice = new Runs().cells({ c1: 'print("a")' }).cells({ c1: 'print("b")' }).probeControl();
    expect(violations(twice.completed().completed().probed().trial)).toEqual([]);
    const unsettled = new Runs().cells({ c1: 'print("a")' });
    unsettled.send('control', command('checked', { requestId: text('r') })).probeControl();
    expect(violations(unsettled.completed().listed('r').probed().trial)).toEqual([]);
    const module = new Runs().cells({ c1: 'import sys\nprint("a", file=sys.stderr)' }).probeControl();
    expect(violations(module.completed().probed().trial)).toEqual([]);
  });
});

/** The program before completions had ids. */
function withoutIds(): Target {
  const { answers } = PROGRAM;
  const done = PROGRAM.schema.types['completed-run'];
  if (answers.kind !== 'program' || done === undefined) throw new Error('the target has changed');
  const types: Readonly<Record<string, RecordType>> = {
    ...PROGRAM.schema.types,
    'completed-run': { ...done, fields: [] },
  };
  const schema = { ...PROGRAM.schema, types };
  const replies = answers.replies.map((rule) => (rule.tag === 'run' ? { ...rule, key: null } : rule));
  return { ...PROGRAM, schema, answers: { ...answers, schema, replies } };
}
