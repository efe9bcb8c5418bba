import { membersOf, type Schema, type Type } from '../schema/index.js';
import { visitInside, visitTypes } from './mapTypes.js';

/** Whether a record is a member of some union, so that its tag must be there. */
export function isMember(schema: Schema, name: string): boolean {
  return holds(schema, (type) => {
    const references = membersOf(type).flatMap((member) => (member.kind === 'ref' ? member.name : []));
    return references.length > 1 && references.includes(name);
  });
}

/** Whether a record stands in a set, or in the key of a dict, so that it must be hashable. */
export function isHashed(schema: Schema, name: string): boolean {
  return holds(schema, (type) => {
    const hashed = type.kind === 'set' ? type.item : type.kind === 'dict' ? type.key : null;
    return hashed !== null && refersTo(hashed, name);
  });
}

function holds(schema: Schema, test: (type: Type) => boolean): boolean {
  let found = false;
  visitTypes(schema, (type) => {
    found ||= test(type);
  });
  return found;
}

function refersTo(type: Type, name: string): boolean {
  let found = false;
  visitInside(type, (inner) => {
    found ||= inner.kind === 'ref' && inner.name === name;
  });
  return found;
}
