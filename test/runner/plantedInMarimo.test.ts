import { afterEach, expect, it } from 'vitest';

import { marimoKernel, newestMarimoSchema } from '../../src/kernels/index.js';
import { Lab } from '../../src/runner/lab.js';
import type { Live } from '../../src/runner/live.js';
import { violationsOf } from '../../src/runner/tried.js';
import { MARIMO_SEND, MARIMO_STATE } from '../../src/schema/index.js';
import { array, bin, int, record, text, type SendStep, type WireValue } from '../../src/wire/index.js';
import { describeWithPython } from '../kernels/withPython.js';

const schema = newestMarimoSchema();

/** Finds the channels in the kernel's own main(), as the tap does. */
const CHANNELS = `
def _connection():
    import sys
    frame = sys._getframe()
    while not (frame.f_code.co_name == "main" and frame.f_code.co_filename.endswith("launch_kernel.py")):
        frame = frame.f_back
    return frame.f_locals["queue_manager"].conn
`;

/** Puts a decoder with a bug behind the tap. */
function badDecoder(decode: string): string {
  return `${CHANNELS}
def _plant():
    import msgspec
    tap = _connection().control.decoder
    right = tap.decoder
    class Broken:
        def decode(self, frame):
${decode
  .split('\n')
  .map((line) => `            ${line}`)
  .join('\n')}
    tap.decoder = Broken()
_plant()
`;
}

/** Puts a bug between the kernel and its stream. */
function badStream(send: string): string {
  return `
def _plant():
    from marimo._runtime.context import get_context
    pipe = get_context().stream.pipe
    right = pipe.send
    kept = []
    def send(data):
${send
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
    pipe.send = send
_plant()
`;
}

function step(tag: string, fields: Readonly<Record<string, WireValue>>): SendStep {
  const value = record({ type: text(tag), ...fields });
  return { kind: 'send', channel: 'control', sender: 0, shape: 'valid', tag, value, times: 1 };
}
const scratch = (id: string, code: string): SendStep =>
  step('execute-scratchpad', { code: text(code), runId: text(id) });
const cells = (codes: Readonly<Record<string, string>>): SendStep =>
  step('execute-cells', {
    cellIds: array(Object.keys(codes).map((id) => text(id))),
    codes: array(Object.values(codes).map((code) => text(code))),
  });

const STEPS: readonly SendStep[] = [
  step('rename-notebook', { filename: text('new name') }),
  scratch('run-000001', 'print("run-000001 prints")'),
  step('rename-notebook', { filename: int(1) }),
  scratch('run-000002', 'raise ValueError("run-000002 raises")'),
  cells({ 'planted-1': 'print("words one")', 'planted-2': '"words two"' }),
  scratch('run-000003', '"run-000003 is last"'),
  scratch('run-000004', 'print("run-000004"'),
];

/** Puts a bug where changes of elements and models are merged. */
function badMerge(merge: string): string {
  return `
def _plant():
    import marimo._runtime.utils.set_ui_element_request_manager as manager
${merge
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
_plant()
`;
}

const ELEMENT = MARIMO_STATE.elements.known[0] ?? '';
const MODEL = MARIMO_STATE.models.known[0] ?? '';
const shown = (id: string): SendStep =>
  step('invoke-function', {
    functionCallId: text(`shown ${id}`),
    namespace: text(MARIMO_STATE.namespace),
    functionName: text(MARIMO_STATE.functionName),
    args: record({ [MARIMO_STATE.argument]: text(id) }),
  });
/** As a host sends a change: on both channels, with one token. */
function change(
  tag: string,
  number: number,
  fields: Readonly<Record<string, WireValue>>,
): readonly SendStep[] {
  const own = step(tag, { ...fields, token: text(`token ${tag} ${number}`) });
  return [own, { ...own, channel: 'ui_element' }];
}
/** While the kernel is busy they wait for each other, and are merged. */
const CHANGES: readonly SendStep[] = [
  // Changes are merged where they wait: for as long as all of them take to come.
  ...Array.from({ length: 8 }, (_, at) =>
    scratch(`run-busy-${at + 1}`, 'for i in range(1000):\n    print(i)'),
  ),
  ...Array.from({ length: 30 }, (_, at) => [
    ...change('update-ui-element', at, { objectIds: array([text(ELEMENT)]), values: array([int(at)]) }),
  ]).flat(),
  ...Array.from({ length: 30 }, (_, at) =>
    change('model', at, {
      modelId: text(MODEL),
      message: record({
        method: text('update'),
        state: record({ [at % 2 === 0 ? 'even' : 'odd']: int(at) }),
        bufferPaths: array([array([text('raw')])]),
      }),
      buffers: array([bin(Uint8Array.of(at))]),
    }),
  ).flat(),
  shown(ELEMENT),
  shown(MODEL),
];

/** So much is judged at least. */
const LEAST = { correlation: 9, merging: 3, notification: 4 } as const;

const NEWER = '{"op":"reload","more":1}';
const BRAND_NEW = '{"op":"brand-new","more":2}';
const SENT: readonly SendStep[] = [
  step('invoke-function', {
    functionCallId: text('have it sent'),
    namespace: text(MARIMO_SEND.namespace),
    functionName: text(MARIMO_SEND.functionName),
    args: record({ [MARIMO_SEND.argument]: array([text(NEWER), text(BRAND_NEW)]) }),
  }),
];

/** Buffers to a widget and back out of it. */
const WIDGET: readonly SendStep[] = [
  ...CHANGES.filter(({ tag }) => tag === 'model').slice(0, 4),
  step('invoke-function', {
    functionCallId: text('out of a widget'),
    namespace: text(MARIMO_STATE.namespace),
    functionName: text(MARIMO_STATE.widget?.functionName ?? ''),
    args: record({ [MARIMO_STATE.argument]: text(MODEL) }),
  }),
];

describeWithPython('a bug in a real marimo kernel', () => {
  let live: Live | null = null;
  afterEach(async () => {
    await live?.kernel.kill();
    live = null;
  });

  const found = async (
    bug: string | null,
    steps: readonly SendStep[] = STEPS,
    judge: keyof typeof LEAST = 'correlation',
  ): Promise<readonly string[]> => {
    const kind = marimoKernel('marimo');
    await kind.prepare(() => {});
    const lab = new Lab(kind, schema, () => null);
    live = await lab.start();
    if (bug !== null) {
      const { judgements } = await lab.tryOn(live, { steps: [cells({ planted: bug })] });
      expect(judgements.flatMap(({ violations }) => violations.map(({ rule }) => rule))).toEqual([]);
    }
    const tried = await lab.tryOn(live, { steps });
    const judged = tried.judgements.find(({ oracle }) => oracle === judge)?.judged;
    expect(judged).toBeGreaterThanOrEqual(LEAST[judge]);
    return [
      ...new Set(violationsOf(tried).map(({ oracle, rule, step: at }) => `${oracle} ${rule} ${at}`)),
    ].toSorted();
  };

  it('is not seen where there is none', async () => {
    expect(await found(null)).toEqual([]);
  });

  it.each([
    [
      'a field of a command that nothing answers is changed',
      badDecoder(`command = right.decode(frame)
if type(command).__name__ == "RenameNotebookCommand":
    command = msgspec.structs.replace(command, filename=command.filename.upper())
return command`),
      ['round-trip value-changed 0'],
    ],
    [
      'a frame that must be refused is taken for another command',
      badDecoder(`from marimo._runtime.commands import RefreshSecretsCommand
try:
    return right.decode(frame)
except msgspec.ValidationError:
    return RefreshSecretsCommand()`),
      ['round-trip accepted-invalid 2'],
    ],
    [
      'a refusal is of the wrong class',
      badDecoder(`try:
    return right.decode(frame)
except msgspec.ValidationError as error:
    raise msgspec.DecodeError(str(error))`),
      ['clean-decode-failure error-class 2'],
    ],
    [
      'a valid command is refused',
      badDecoder(`if b"new name" in frame:
    raise msgspec.ValidationError("no names")
return right.decode(frame)`),
      ['round-trip refused-valid 0'],
    ],
    [
      'what code prints is lost',
      badStream(`if b'"console":{"channel":"stdout"' not in data:
    right(data)`),
      ['correlation output-missing 1', 'correlation output-missing 4'],
    ],
    [
      'what code prints comes after the completion',
      badStream(`if b"run-000001 prints" in data and b'"op":"cell-op"' in data:
    kept.append(data)
    return
right(data)
if b'"op":"completed-run"' in data and kept:
    right(kept.pop())`),
      ['correlation output-late 1'],
    ],
    [
      'a completion bears the id of nobody',
      badStream(`right(data)
if b'"op":"completed-run"' in data and b"run-000002" in data:
    right(data.replace(b"run-000002", b"run-999999"))`),
      ['correlation unknown-run null'],
    ],
    [
      'a cell is never idle again',
      badStream(`if b'"cell_id":"planted-1"' not in data or b'"status":"idle"' not in data:
    right(data)`),
      ['correlation status-missing 4'],
    ],
  ])('is found: %s', async (_, bug, expected) => {
    expect(await found(bug)).toEqual(expected);
  });

  it('is not seen in merging where there is none', async () => {
    expect(await found(null, CHANGES, 'merging')).toEqual([]);
  });

  it.each([
    [
      'the first of several values wins',
      badMerge(`right = manager._merge_ui_commands
manager._merge_ui_commands = lambda commands: right(commands[::-1])`),
    ],
    [
      'of several updates of a model only the last is kept',
      badMerge(`right = manager._merge_model_commands
manager._merge_model_commands = lambda commands: right(commands[-1:])`),
    ],
    [
      'a buffer is overtaken by an older one',
      badMerge(`import msgspec
right = manager._merge_model_commands
def merge(commands):
    first = commands[0].buffers
    return [msgspec.structs.replace(command, buffers=first) for command in right(commands)]
manager._merge_model_commands = merge`),
    ],
  ])('is found in merging: %s', async (_, bug) => {
    let rules: readonly string[] = [];
    // The last change may come when all others are merged already, and then it wins by itself.
    for (let time = 0; time < 5 && rules.length === 0; time += 1) {
      await live?.kernel.kill();
      rules = await found(bug, CHANGES, 'merging');
    }
    expect(new Set(rules.map((rule) => rule.split(' ').slice(0, 2).join(' ')))).toEqual(
      new Set(['merging last-write-lost']),
    );
  });

  it('is not seen in what the host has sent, nor in what a widget sends, where there is none', async () => {
    expect(await found(null, [...SENT, ...WIDGET], 'merging')).toEqual([]);
  });

  it.each([
    [
      'a notification of a newer kind is lost',
      `if b"brand-new" not in data:
    right(data)`,
      ['fifo lost 0'],
    ],
    [
      'a notification with a field more is changed',
      `right(data.replace(b'"more":1', b'"more":3'))`,
      ['round-trip value-changed 0'],
    ],
    [
      'a notification comes twice',
      `right(data)
if b"brand-new" in data:
    right(data)`,
      ['fifo duplicated 0'],
    ],
  ])('is found in what the host has sent: %s', async (_, bug, expected) => {
    expect(await found(badStream(bug), SENT, 'notification')).toEqual(expected);
  });

  it('is found in what a widget sends: a byte of a buffer is another one', async () => {
    const bug = badStream(`if b'"op":"model-lifecycle"' in data:
    data = data.replace(b"AQ==", b"Aw==")
right(data)`);
    expect(await found(bug, WIDGET, 'merging')).toEqual([expect.stringContaining('merging last-write-lost')]);
  });
});
