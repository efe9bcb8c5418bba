import { describe, expect, it } from 'vitest';

import { PROGRAM_HOST, ToldHost } from './toldHost.js';

const odd = Buffer.from([0xc1]);

function told(): ToldHost {
  return new ToldHost();
}

function asked(): ToldHost {
  return told().create('new').probe('s1').answer('s1', 0);
}

/** Two sessions of a program were sent nothing odd, and have not answered the last of it yet. */
function fallenSilent(): ToldHost {
  return new ToldHost(PROGRAM_HOST)
    .ask('s2', 'a')
    .ask('s3', 'b')
    .send('s1', odd)
    .ask('s2', 'c')
    .ask('s3', 'd')
    .ask('s1', 'p1', 'probe')
    .ask('s2', 'p2', 'probe')
    .ask('s3', 'p3', 'probe')
    .reply('s2', 'a')
    .reply('s3', 'b')
    .reply('s1', 'p1');
}

function again(): ToldHost {
  return told().create('new').created('new').stopSession('new').create('new');
}

function ended(): ToldHost {
  return told().create('new').created('new').send('new', 'a').stopSession('new').ended('new');
}

describe('isolation', () => {
  it('has nothing to say where each session answers what it was sent', () => {
    const history = told().send('s1', 'a').send('s2', 'b').answer('s2', 0).answer('s1', 0);
    expect(history.isolated()).toEqual([]);
    expect(history.judged('isolation')).toMatchObject({ verdict: 'valid', judged: 2 });
  });

  it('finds an answer in another session than the one that asked', () => {
    expect(told().send('s1', 'a').send('s2', 'b').answer('s2', 0).answer('s2', 0, 'a').isolated()).toEqual([
      'leaked',
    ]);
    expect(told().send('s1', 'a').send('s2', 'b').answer('s1', 0).answer('s2', 0, 'a').isolated()).toEqual([
      'leaked',
    ]);
  });

  it('does not take an answer that comes twice, or that nobody asked for, for one of another session', () => {
    expect(told().send('s1', 'a').send('s2', 'a').answer('s1', 0).answer('s1', 0).isolated()).toEqual([]);
    expect(told().send('s1', 'a').answer('s1', 0, 'other').isolated()).toEqual([]);
  });

  it('blames what was odd in one session for what is lost in another', () => {
    const history = told().send('s1', odd).send('s2', 'b').probe('s1').probe('s2');
    expect(history.refuse('s1', 0).answer('s1', 1).answer('s2', 1).isolated()).toEqual(['neighbour-lost']);
  });

  it('blames nobody where all is answered, or the session itself was sent something odd', () => {
    const good = told().send('s1', odd).send('s2', 'b').probe('s1').probe('s2');
    expect(good.refuse('s1', 0).answer('s1', 1).answer('s2', 0).answer('s2', 1).isolated()).toEqual([]);
    const own = told().send('s1', odd).send('s2', odd).send('s2', 'b').probe('s1').probe('s2');
    expect(own.refuse('s1', 0).answer('s1', 1).refuse('s2', 0).answer('s2', 2).isolated()).toEqual([]);
    const alone = told().send('s1', 'a').send('s2', 'b').probe('s2');
    expect(alone.answer('s1', 0).answer('s2', 1).isolated()).toEqual([]);
  });

  it('blames neighbours of a program where several sessions say nothing any more', () => {
    expect(fallenSilent().deadline().isolated()).toEqual(['neighbour-lost', 'neighbour-lost']);
    // One reply may be lost for what it holds, and one session for what it was sent: neither is news of the others.
    expect(fallenSilent().reply('s2', 'p2').reply('s3', 'p3').deadline().isolated()).toEqual([]);
    expect(fallenSilent().reply('s2', 'c').reply('s2', 'p2').deadline().isolated()).toEqual([]);
  });

  it('wants an answer to each session that is to be created, and one only', () => {
    expect(asked().created('new').isolated()).toEqual([]);
    expect(asked().deadline().isolated()).toEqual(['create-unanswered']);
    expect(asked().isolated()).toEqual([]);
    expect(asked().created('new').created('new').isolated()).toEqual(['created-unasked']);
  });

  it('wants a living session not to be created over', () => {
    const twice = (): ToldHost => told().create('new').created('new').create('new');
    expect(twice().created('new').isolated()).toEqual(['created-over']);
    expect(twice().created('new', false).isolated()).toEqual([]);
    expect(twice().ended('new').created('new').isolated()).not.toContain('created-over');
    expect(told().create('s1').created('s1').isolated()).toEqual(['created-over']);
  });

  it('wants a session that is told to stop to end, and to say so', () => {
    const stopped = (): ToldHost =>
      told().create('new').created('new').stopSession('new').probe('s1').answer('s1', 0);
    expect(stopped().ended('new').isolated()).toEqual([]);
    expect(stopped().deadline().isolated()).toEqual(['never-ended']);
    expect(stopped().isolated()).toEqual([]);
    expect(told().stopSession('unknown').probe('s1').answer('s1', 0).deadline().isolated()).toEqual([]);
  });

  it('wants no other session to end with it', () => {
    const stopped = told().create('new').created('new').create('other').created('other').stopSession('new');
    expect(stopped.ended('new').ended('other').isolated()).toEqual(['ended-uninvited']);
    expect(told().create('new').created('new').stopSession('new').ended('new').isolated()).toEqual([]);
  });

  it('wants what a session had taken to be answered before it ends', () => {
    const queued = (): ToldHost =>
      told().create('new').created('new').send('new', 'a').send('s1', 'later').answer('s1', 0);
    expect(queued().stopSession('new').ended('new').isolated()).toEqual(['lost-at-stop']);
    expect(queued().stopSession('new').answer('new', 0).ended('new').isolated()).toEqual([]);
    // Nobody knows whether it was taken before the request to stop.
    const early = told().create('new').created('new').send('new', 'a').stopSession('new').ended('new');
    expect(early.isolated()).toEqual([]);
  });

  it('wants the end of a session before the answer that it was created again', () => {
    const proven = again().created('new').probe('s1').answer('s1', 0).ended('new');
    expect(proven.isolated()).toEqual(['end-mistaken']);
    expect(again().created('new').ended('new').isolated()).toEqual([]);
    expect(again().ended('new').created('new').isolated()).toEqual([]);
  });

  it('wants a session to be silent after its end', () => {
    expect(ended().answer('new', 0).isolated()).toContain('speaks-after-end');
    expect(ended().isolated()).toEqual([]);
  });

  it('wants a line in the log for what is sent to a session that is not there', () => {
    expect(told().send('unknown', 'a').probe('s1').answer('s1', 0).isolated()).toEqual(['dropped-unlogged']);
    expect(told().send('unknown', 'a').dropped('unknown').probe('s1').answer('s1', 0).isolated()).toEqual([]);
    const gone = (): ToldHost =>
      told().create('new').created('new').stopSession('new').ended('new').send('new', 'a');
    expect(gone().isolated()).toEqual(['dropped-unlogged']);
    expect(gone().dropped('new').isolated()).toEqual([]);
  });
});

describe('isolation in a host that has ended', () => {
  it('does not ask why sessions end', () => {
    const logged = told().create('new').created('new').log('  File "host.py", line 1, in main_loop');
    const raised = logged.log('  File "host.py", line 2, in take').log('ValueError: no').ended('new');
    expect(raised.isolated()).toEqual([]);
  });
});

describe('the other oracles', () => {
  it('judge each session by what it saw', () => {
    const lost = told().send('s1', 'a').send('s2', 'b').send('s2', 'c').answer('s1', 0).answer('s2', 1);
    expect(lost.judged('fifo')).toMatchObject({
      verdict: 'invalid',
      violations: [{ rule: 'lost', step: 1 }],
    });
    const all = told().send('s1', 'a').send('s2', 'b').answer('s2', 0).answer('s1', 0);
    expect(all.judged('fifo')).toMatchObject({ verdict: 'valid', judged: 2 });
    expect(all.judged('round-trip')).toMatchObject({ verdict: 'valid', judged: 2 });
  });

  it('do not judge a session that came or went', () => {
    const short = told()
      .create('s1')
      .send('s1', 'a')
      .send('s1', 'b')
      .answer('s1', 1)
      .send('s2', 'c')
      .answer('s2', 0);
    expect(short.judged('fifo')).toMatchObject({ verdict: 'valid', judged: 1 });
  });
});

describe('alive of a host', () => {
  it('is one violation where none of its sessions is served', () => {
    const silent = told().send('s1', 'a').probe('s1').probe('s2').deadline();
    expect(silent.judged('alive')?.violations.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['hang', 'hang'],
    ]);
  });

  it('is one for a session that is not served while others are', () => {
    const deaf = told().send('s1', 'a').probe('s1').probe('s2').answer('s2', 0).deadline();
    expect(deaf.judged('alive')?.violations).toMatchObject([
      { because: expect.stringMatching(/^In session s1/u) },
    ]);
  });

  it('names what an error left that nobody caught, whether the process stays or ends', () => {
    const raised = (): ToldHost =>
      told()
        .send('s1', 'a')
        .log('Traceback (most recent call last):')
        .log('  File "host.py", line 1, in main_loop')
        .log('  File "host.py", line 2, in take')
        .log('ValueError: no');
    for (const history of [raised().deadline(), raised().exit(1)]) {
      expect(history.judged('alive')?.violations.map(({ rule, change }) => [rule, change])).toEqual([
        ['host-ended', 'an error in take'],
      ]);
    }
    expect(told().send('s1', 'a').exit(1).judged('alive')?.violations).toMatchObject([{ rule: 'crash' }]);
  });
});
