import { channelIn, createCommand, HOST_CHANNELS, HOST_TAGS, stopCommand } from '../../schema/index.js';
import { array, raw, record, text, type SendStep } from '../../wire/index.js';
import { runScratch } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';
import { brokenCommand } from './brokenCommands.js';

/** So long after a session was to be created or stopped, it mostly is. Milliseconds. */
const DONE_MS = 120;
/** So long until most of what was sent to a session has been answered. */
const ANSWERED_MS = 40;
/** So many runs keep a session busy for longer than that. */
const BUSY_RUNS = 12;
const BUSY_MS = 10;

export const sessionLifecycle: ScenarioRule = {
  about:
    'sessions come and go beside those that stay: early and late commands, stops in the middle of a burst, unknown ids',
  needs: ['list-sql-tables'],
  ends: false,
  hosts: true,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 4, 2, (at) => {
      draw.pick(LIVES)(scene, scene.id(), at + 1);
    });
    neighbours(scene);
  },
};

export const sessionNeighbours: ScenarioRule = {
  about: 'one session is sent what no decoder takes while the others get what must be taken',
  needs: ['list-sql-tables'],
  ends: false,
  hosts: true,
  play(scene) {
    const { draw } = scene;
    const victim = draw.pick(scene.sessions);
    const target = scene.target('list-sql-tables');
    draw.list(1, 4, 2, () => {
      const frame = target.write(target.make(scene.making()));
      const broken = draw.pick([
        () => frame.subarray(0, draw.below(frame.length)),
        () => Buffer.concat([Buffer.from([0xc1]), frame]),
        () => Buffer.from([0xc1]),
      ])();
      scene.send(target, raw(broken), {
        shape: 'cut-frame',
        sender: 0,
        channel: channelIn(victim, draw.pick(['control', 'ui_element', 'completion'])),
      });
    });
    neighbours(scene, victim);
  },
};

export const sessionValues: ScenarioRule = {
  about: 'a value is set in one session and looked for in the others',
  needs: ['update-ui-element', 'invoke-function'],
  ends: false,
  hosts: true,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 8, 3, () => {
      const session = draw.pick(scene.sessions);
      const id = draw.pick(['skewfuzz-element-1', 'skewfuzz-element-2', 'skewfuzz-element-3']);
      say(scene, session, 'update-ui-element', {
        objectIds: array([text(id)]),
        values: array([text(`value of ${scene.id()}`)]),
        // A token that was seen before says that this is its second copy.
        token: text(scene.id()),
      });
      for (const other of [session, draw.pick(scene.sessions)]) {
        say(scene, other, 'invoke-function', {
          functionCallId: text(scene.id()),
          namespace: text('skewfuzz'),
          functionName: text('state'),
          args: record({ v: text(id) }),
        });
      }
    });
  },
};

export const mgmtHostile: ScenarioRule = {
  about:
    'what no host takes on mgmt and cmd: broken JSON, unknown types, wrong fields, too few frames and too many',
  needs: ['list-sql-tables'],
  ends: false,
  hosts: true,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 3, 1, () => {
      if (draw.chance(1, 2)) {
        const { bytes, shape, tag } = brokenCommand(draw, scene.id());
        mgmt(scene, bytes, tag, shape);
      } else oddMessage(scene);
    });
    neighbours(scene);
  },
};

type Life = (scene: Scene, session: string, sender: number) => void;

/** The simplest first. */
const LIVES: readonly Life[] = [
  (scene, session, sender) => {
    create(scene, session, sender);
    ask(scene, session, sender, DONE_MS);
    ask(scene, session, sender);
    stop(scene, session, sender, ANSWERED_MS);
  },
  // Commands that overtake the creation.
  (scene, session, sender) => {
    create(scene, session, sender);
    ask(scene, session, sender);
    stop(scene, session, sender, DONE_MS);
    ask(scene, session, sender, DONE_MS);
  },
  // A burst, and the end in the middle of it.
  (scene, session, sender) => {
    create(scene, session, sender);
    const count = 1 + scene.draw.below(20);
    ask(scene, session, sender, DONE_MS);
    for (let at = 0; at < count; at += 1) ask(scene, session, sender);
    ask(scene, scene.draw.pick(scene.sessions), sender);
    stop(scene, session, sender, scene.draw.below(ANSWERED_MS));
    ask(scene, session, sender);
  },
  // Unknown ids.
  (scene, session, sender) => {
    stop(scene, session, sender);
    ask(scene, session, sender);
  },
  // Created, stopped, and created again when that has ended.
  (scene, session, sender) => {
    create(scene, session, sender);
    stop(scene, session, sender, DONE_MS);
    create(scene, session, sender, DONE_MS * 3);
    ask(scene, session, sender, DONE_MS);
    stop(scene, session, sender, ANSWERED_MS);
  },
  // The same at once, while there is something to do.
  (scene, session, sender) => {
    create(scene, session, sender);
    ask(scene, session, sender, DONE_MS);
    for (let at = 0; at < BUSY_RUNS; at += 1) {
      runScratch(scene, true, { sender, channel: channelIn(session, 'control') });
    }
    stop(scene, session, sender, BUSY_MS);
    create(scene, session, sender);
    for (let at = 0; at < BUSY_RUNS; at += 1) ask(scene, scene.draw.pick(scene.sessions), sender, 1);
    ask(scene, session, sender, DONE_MS);
    stop(scene, session, sender, ANSWERED_MS);
  },
  // The same id twice.
  (scene, session, sender) => {
    create(scene, session, sender);
    ask(scene, session, sender, DONE_MS);
    create(scene, session, sender);
    ask(scene, session, sender, DONE_MS);
    stop(scene, session, sender, ANSWERED_MS);
  },
];

/** What must be answered, in a few other sessions meanwhile. */
function neighbours(scene: Scene, except: string = ''): void {
  const { draw } = scene;
  const others = scene.sessions.filter((session) => session !== except);
  draw.list(1, 16, 6, () => {
    const session = draw.pick(others);
    ask(scene, session, 10 + others.indexOf(session));
  });
}

function ask(scene: Scene, session: string, sender: number, afterMs = 0): void {
  say(
    scene,
    session,
    'list-sql-tables',
    { requestId: text(scene.id()), engine: text('engine') },
    sender,
    afterMs,
  );
}

function say(
  scene: Scene,
  session: string,
  tag: string,
  fields: Parameters<Scene['say']>[1],
  sender = 0,
  afterMs = 0,
): void {
  scene.say(tag, fields, { sender, channel: channelIn(session, scene.target(tag).channel), afterMs });
}

function create(scene: Scene, session: string, sender: number, afterMs = 0): void {
  mgmt(scene, json(createCommand(session)), HOST_TAGS.create, 'valid', sender, afterMs);
}

function stop(scene: Scene, session: string, sender: number, afterMs = 0): void {
  mgmt(scene, json(stopCommand(session)), HOST_TAGS.stop, 'valid', sender, afterMs);
}

function json(command: object): Uint8Array {
  return Buffer.from(JSON.stringify(command));
}

function mgmt(
  scene: Scene,
  bytes: Uint8Array,
  tag: string | null,
  shape: string,
  sender = 0,
  afterMs = 0,
): void {
  scene.steps.push(step(HOST_CHANNELS.mgmt, bytes, tag, shape, sender, afterMs));
}

function step(
  channel: string,
  bytes: Uint8Array,
  tag: string | null,
  shape: string,
  sender: number,
  afterMs: number,
): SendStep {
  const plain: SendStep = { kind: 'send', channel, sender, shape, tag, value: raw(bytes), times: 1 };
  return afterMs === 0 ? plain : { ...plain, afterMs };
}

/** A message on `cmd` of too few frames or too many, with an id that is no text, on a channel that nobody has. */
function oddMessage(scene: Scene): void {
  const { draw } = scene;
  const target = scene.target('list-sql-tables');
  const good = target.write(target.make(scene.making()));
  const id = Buffer.from(draw.pick(scene.sessions));
  const control = Buffer.from('control');
  const [shape, frames] = draw.pick<readonly [string, readonly Uint8Array[]]>([
    ['unknown-channel', [id, Buffer.from('elsewhere'), good]],
    ['too-few-frames', [id, control]],
    ['too-few-frames', [id]],
    ['too-many-frames', [id, control, good, good]],
    ['empty-frames', [id, Buffer.alloc(0), Buffer.alloc(0)]],
    ['empty-frames', [Buffer.alloc(0), Buffer.alloc(0), Buffer.alloc(0)]],
    ['id-not-utf8', [Buffer.from([0xff, 0xfe]), control, good]],
    ['unknown-session', [Buffer.from(scene.id()), control, good]],
  ]);
  for (const [at, frame] of frames.entries()) {
    const one = step(HOST_CHANNELS.cmd, frame, null, shape, 0, 0);
    scene.steps.push(at === frames.length - 1 ? one : { ...one, more: true });
  }
}
