import { encode, pickled, raw, type WireValue } from '../../wire/index.js';
import type { Draw } from '../draw.js';
import { joinBytes } from '../joinBytes.js';
import type { Making } from '../making.js';
import type { ShapeName, ShapeRule } from '../shape.js';
import type { Target } from '../targets.js';

/** How a shape is written where it means something else in a pickle; null: it means nothing there. */
type InPickle = ((making: Making, target: Target, usual: ShapeRule['make']) => WireValue) | null;

/** 0xc1 begins no msgpack value, and is no opcode of a pickle either. */
const NO_OPCODE = Uint8Array.of(0xc1);

const IN_PICKLE: Readonly<Partial<Record<ShapeName, InPickle>>> = {
  // A class has no order of its fields, no field twice and no place for its tag.
  'late-tag': null,
  'doubled-tag': null,
  'shuffled-fields': null,
  'duplicate-keys': null,
  // Extensions are msgpack's.
  'unknown-ext': null,
  'odd-timestamp': null,
  'non-minimal-width': (making, target) => raw(pickled(target.schema, target.make(making), { wide: true })),
  'reserved-byte': (making, target) => {
    const bytes = target.write(target.make(making));
    const at = making.draw.below(bytes.length);
    return raw(joinBytes(bytes.subarray(0, at), NO_OPCODE, bytes.subarray(at + 1)));
  },
  'lying-length': ({ draw, ...making }, target) =>
    raw(withLie(draw, target.write(target.make({ draw, ...making })))),
  // The codec itself may be the wrong one.
  'wrong-root': (making, target, usual) =>
    making.draw.chance(1, 3) ? raw(encode(target.make(making))) : usual(making, target),
};

const FRAME = 0x95;
/** Where the length of the first frame stands, and the length of the first text in it: the name of a module. */
const FRAME_LENGTH_AT = 3;
const TEXT_LENGTH_AT = 12;

function withLie(draw: Draw, bytes: Uint8Array): Uint8Array {
  const at = bytes[2] === FRAME ? draw.pick([FRAME_LENGTH_AT, FRAME_LENGTH_AT + 7, TEXT_LENGTH_AT]) : 3;
  const length = bytes[at] ?? 0;
  const lies = [length + 1, length - 1, 0, 0x7f, 0xff].filter(
    (lie) => lie >= 0 && lie <= 0xff && lie !== length,
  );
  const lying = Uint8Array.from(bytes);
  lying[at] = draw.pick(lies);
  return lying;
}

/** The same shape, as it is written on a channel that carries pickle too. */
export function spokenInPickle(name: ShapeName, rule: ShapeRule): ShapeRule {
  const own = IN_PICKLE[name];
  if (own === undefined) return rule;
  return {
    ...rule,
    fits: (target) => rule.fits(target) && (target.codec !== 'pickle' || own !== null),
    make: (making, target) =>
      target.codec === 'pickle' && own !== null ? own(making, target, rule.make) : rule.make(making, target),
  };
}
