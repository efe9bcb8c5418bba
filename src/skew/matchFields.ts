import type { Field, RecordType } from '../schema/index.js';
import { pair, pairOnly, type Pairing } from './pairing.js';
import { same } from './same.js';

/**
 * Which field is which: by its name on the wire; else by its name in the code; else, where only one reading is possible,
 * by standing at the same place and being required or not, with the same type.
 */
export function matchFields(from: RecordType, to: RecordType): Pairing {
  const named = pair(from.fields, to.fields, [
    (left, right) => left.name === right.name,
    (left, right) => left.attribute === right.attribute,
  ]);
  const alike = (index: number, place: number): boolean => {
    const [left, right] = [from.fields[index], to.fields[place]];
    return left !== undefined && right !== undefined && interchangeable(left, right);
  };
  const only = pairOnly(named, alike);
  const moved = only.pairs.filter(
    ([index, place]) => index !== place && !named.pairs.some(([known]) => known === index),
  );
  return {
    pairs: only.pairs.filter((found) => !moved.includes(found)),
    gone: [...only.gone, ...moved.map(([index]) => index)].toSorted((left, right) => left - right),
    come: [...only.come, ...moved.map(([, place]) => place)].toSorted((left, right) => left - right),
  };
}

function interchangeable(left: Field, right: Field): boolean {
  return (left.default === null) === (right.default === null) && same(left.type, right.type);
}
