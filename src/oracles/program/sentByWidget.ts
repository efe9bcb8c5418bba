import type { ReceivedEvent } from '../../history/index.js';
import type { StateReader } from '../../schema/index.js';
import { readStreamFrame, type Json } from '../../wire/index.js';
import { jsonAt } from './valueAt.js';

/**
 * What a model sent last before the frame at `until`, in the form in which a model is shown; null: it sent nothing.
 *
 * @param until - index of the reply to the call that made it send
 */
export function sentByWidget(
  received: readonly ReceivedEvent[],
  until: number,
  id: string | null,
  widget: NonNullable<StateReader['widget']>,
): Json | null {
  for (let at = until - 1; at >= 0; at -= 1) {
    const event = received[at];
    const reading = event === undefined ? null : readStreamFrame(event.bytes);
    if (reading?.kind !== 'notification' || reading.op !== widget.op) continue;
    const own = jsonAt(reading.json, [widget.id]);
    const message = jsonAt(reading.json, [widget.message]);
    if (own?.kind !== 'str' || own.value !== id || message === null) continue;
    return shownIn(message, widget);
  }
  return null;
}

function shownIn(message: Json, widget: NonNullable<StateReader['widget']>): Json {
  const paths = jsonAt(message, [widget.paths]);
  const buffers = jsonAt(message, [widget.buffers]);
  const bytes = buffers?.kind === 'array' ? buffers.items : [];
  const items = (paths?.kind === 'array' ? paths.items : []).map((path, at): Json => {
    const buffer = bytes[at];
    return { kind: 'array', items: buffer === undefined ? [path] : [path, buffer] };
  });
  return {
    kind: 'object',
    entries: [
      ['state', jsonAt(message, [widget.state]) ?? { kind: 'nil' }],
      ['buffers', { kind: 'array', items }],
    ],
  };
}
