import { describe, expect, it } from 'vitest';

import { judge, tally, type Violation } from '../../src/oracles/index.js';
import { bin, encode, FAULT_KINDS, int, isEnd, type Fault } from '../../src/wire/index.js';
import { Told } from './history.js';

const FAULTS: readonly Fault[] = [
  { kind: 'kill' },
  { kind: 'interrupt' },
  { kind: 'terminate' },
  { kind: 'freeze', forMs: 20 },
  { kind: 'stop-reading', forMs: 20 },
  { kind: 'undrained', output: 'stderr', forMs: 20 },
  { kind: 'slow-sends', pauseMs: 2, forMs: 20 },
  { kind: 'rebind', channel: 'control' },
  { kind: 'second-peer', channel: 'control', forMs: 20 },
  { kind: 'late-start', forMs: 20 },
  { kind: 'garbage', channel: 'control', bytes: Buffer.of(0xff) },
  { kind: 'bad-handshake', channel: 'control', how: 'torn', forMs: 20 },
];
const LIVING = FAULTS.filter((fault) => !isEnd(fault)).map((fault) => [fault.kind, fault] as const);
const ENDING = FAULTS.filter(isEnd).map((fault) => [fault.kind, fault] as const);

function violations(told: Told): readonly Violation[] {
  return judge(told.trial).flatMap((judgement) => judgement.violations);
}

function rules(told: Told): readonly string[] {
  return violations(told).map(({ oracle, rule }) => `${oracle} ${rule}`);
}

/** Three messages, then the damage. */
function damaged(fault: Fault): Told {
  return new Told()
    .send('control', int(0))
    .send('control', int(1))
    .send('control', int(2))
    .fault(fault)
    .passes(20);
}

function ended(told: Told): Told {
  return told.exit(null, true, 'SIGKILL');
}

function joined(): Told {
  return new Told().fault({ kind: 'second-peer', channel: 'control', forMs: 20 });
}

describe('every kind of fault', () => {
  it('is here', () => {
    expect(FAULTS.map(({ kind }) => kind)).toEqual(FAULT_KINDS);
  });
});

describe.each(LIVING)('%s', (_, fault) => {
  const over = (): Told => damaged(fault).over().echo('control', 0);

  it('is borne by a kernel that answers all of it, in order', () => {
    const told = over().echo('control', 1).echo('control', 2).probe('control').echo('control', 3);
    expect(rules(told)).toEqual([]);
    expect(tally(told.trial).judged).toBe(3);
  });

  it('excuses no loss', () => {
    const told = over().echo('control', 2).probe('control').echo('control', 3);
    expect(rules(told)).toEqual(['fifo lost']);
  });

  it('excuses no other order', () => {
    const told = over().echo('control', 2).echo('control', 1).probe('control').echo('control', 3);
    expect(rules(told)).toEqual(['fifo reordered']);
  });

  it('excuses no end', () => {
    const [violation] = violations(over().exit(1));
    expect(violation?.rule).toBe('crash');
    expect(violation?.because).toContain(fault.kind);
  });

  it('excuses no silence once it is over', () => {
    const [violation] = violations(damaged(fault).over().probe('control').deadline());
    expect(violation?.rule).toBe('hang');
    expect(violation?.because).toContain(`${fault.kind} after 3 ms, over after`);
  });
});

describe.each(ENDING)('%s', (_, fault) => {
  it('is the end of a kernel that owes answers, and nobody is to blame', () => {
    const told = ended(damaged(fault).echo('control', 0).echo('control', 1));
    expect(rules(told)).toEqual([]);
    expect(tally(told.trial)).toMatchObject({ sent: 3, judged: 2 });
  });

  it('excuses no gap in what was answered', () => {
    expect(rules(ended(damaged(fault).echo('control', 0).echo('control', 2)))).toEqual(['fifo lost']);
  });

  it('excuses no other order', () => {
    const told = ended(damaged(fault).echo('control', 1).echo('control', 0).echo('control', 2));
    expect(rules(told)).toEqual(['fifo reordered']);
  });
});

describe('a second peer', () => {
  it('takes a message, which the kernel neither owes nor counts', () => {
    const told = joined()
      .send('control', int(0))
      .taken('control')
      .send('control', int(1))
      .echo('control', 0)
      .over()
      .probe('control')
      .echo('control', 1);
    expect(rules(told)).toEqual([]);
    expect(tally(told.trial)).toMatchObject({ sent: 2, judged: 1 });
  });

  it('excuses the loss of nothing that it did not take', () => {
    const told = joined()
      .send('control', int(0))
      .taken('control')
      .send('control', int(1))
      .send('control', int(2))
      .echo('control', 1)
      .over();
    expect(rules(told)).toEqual(['fifo lost']);
  });

  it('says something, which is no answer and no word of the kernel', () => {
    const said = encode(bin(Buffer.from('not even JSON')));
    const told = joined().send('control', int(0)).foreign(said).receive(said).echo('control', 0).over();
    expect(rules(told)).toEqual([]);
  });

  it('excuses only what it said itself', () => {
    const said = encode(bin(Buffer.from('not even JSON')));
    const told = joined().foreign(said).receive(said).receive(said).over();
    expect(rules(told)).toEqual(['notification bad-frame']);
  });
});
