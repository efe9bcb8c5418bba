import { MARIMO_ECHO, type EchoFunction } from '../../schema/index.js';
import { array, nil, record, text, type WireValue } from '../../wire/index.js';
import { code } from '../code.js';
import type { Draw } from '../draw.js';
import type { Fields, Scene, Sending } from './scene.js';

/** Code that says an id, so that what it shows can be told from what any other code shows; the simplest first. */
export function codeSaying(draw: Draw, id: string): string {
  return draw.pick(SAYINGS)(id, draw);
}

const SAYINGS: readonly ((id: string, draw: Draw) => string)[] = [
  (id) => `print("${id}")`,
  (id) => `"${id}"`,
  (id) => `print("${id}")\n"${id}"`,
  (id) => `raise ValueError("${id}")`,
  (id) => `print("${id}")\nraise ValueError("${id}")`,
  (id) => `print("${id}")\n(`,
  (id) => `for i in range(20):\n    print(i)\nprint("${id}")`,
  (id, draw) => `print("${id}")\n${code(draw)}`,
];

/** Runs new cells, each with code that says its name. */
export function runCells(scene: Scene, count: number, sending: Sending = {}): void {
  const ids = Array.from({ length: count }, () => scene.id());
  const codes = ids.map((id) => codeSaying(scene.draw, id));
  scene.say('execute-cells', { cellIds: texts(ids), codes: texts(codes), ...anyTime(scene) }, sending);
}

/** A run that says when it was asked for is not sure to come about: seldom, for the sake of judging the others. */
export function anyTime({ draw }: Scene): Fields {
  return draw.chance(1, 16) ? {} : { timestamp: null };
}

/** Runs code that belongs to no cell; `named`: its completion is to bear the name that the code says. */
export function runScratch(scene: Scene, named: boolean, sending: Sending = {}): void {
  const id = scene.id();
  // Versions before it was invented have no such field.
  const known = scene.target('execute-scratchpad').record?.fields.some(({ name }) => name === 'runId');
  const runId = named ? text(id) : nil;
  const fields = { code: text(codeSaying(scene.draw, id)) };
  scene.say('execute-scratchpad', known === true ? { ...fields, runId } : fields, sending);
}

/** Asks something that is answered at once, and by name. */
export function ask(scene: Scene, sending: Sending = {}): void {
  scene.say('list-sql-tables', { requestId: text(scene.id()) }, sending);
}

/** Sends a value to the function that gives back what it gets. */
export function echo(scene: Scene, value: WireValue, sending: Sending = {}): void {
  call(scene, MARIMO_ECHO, value, sending);
}

/** Calls one of the host's own functions in the kernel. */
export function call(
  scene: Scene,
  { namespace, functionName, argument }: EchoFunction,
  value: WireValue,
  sending: Sending = {},
): void {
  const fields = {
    functionCallId: text(scene.id()),
    namespace: text(namespace),
    functionName: text(functionName),
    args: record({ [argument]: value }),
  };
  scene.say('invoke-function', fields, sending);
}

export function texts(values: readonly string[]): WireValue {
  return array(values.map((value) => text(value)));
}
