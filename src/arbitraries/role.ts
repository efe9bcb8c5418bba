import type { WireValue } from '../wire/index.js';
import type { Maker, Making } from './making.js';

/**
 * What a part of a message means to the program that gets it, beyond its type: what may be written there, and what may
 * be let through to a real kernel. One datum for both, so that what is generated and what is allowed cannot part.
 */
export type Role =
  /** Whatever its type allows does no harm. */
  | { readonly kind: 'free' }
  | LeafRole
  /** A record (or one of several, or none): a role for each of its fields. */
  | RecordRole
  /** Each item of a list, each value of a map, and each of its keys. */
  | { readonly kind: 'each'; readonly item: Role; readonly key: Role };

export interface LeafRole {
  readonly kind: 'leaf';
  /** What may stand here, for people. */
  readonly about: string;
  /** Holds even where no real kernel listens, so that what fails there can be tried on a real one. */
  readonly always: boolean;
  /** `usual` makes whatever the type allows. */
  draw(making: Making, usual: Maker): WireValue;
  /** Whether a decoder may see this value here; a value that it refuses anyway may be let through. */
  allows(value: WireValue): boolean;
}

export interface RecordRole {
  readonly kind: 'record';
  readonly fields: Readonly<Record<string, Role>>;
  /** A field of the schema that has no role here: not written and not let through, or free. */
  readonly others: 'kept-out' | 'free';
  /** Lists of the same record that its own code wants equally long. */
  readonly paired: readonly string[];
}

export const free: Role = { kind: 'free' };

export function each(item: Role, key: Role = free): Role {
  return { kind: 'each', item, key };
}

export function fields(roles: Readonly<Record<string, Role>>, paired: readonly string[] = []): RecordRole {
  return { kind: 'record', fields: roles, others: 'kept-out', paired };
}

/** The usual value where that is allowed, else another that is. */
export function only(about: string, allows: (value: WireValue) => boolean, instead: Maker): LeafRole {
  return {
    kind: 'leaf',
    about,
    always: false,
    allows,
    draw(making, usual) {
      const value = usual(making);
      return allows(value) ? value : instead(making);
    },
  };
}

/** The same without the leaves that only a real kernel needs. */
export function loosened(role: Role): Role {
  switch (role.kind) {
    case 'free':
      return role;
    case 'leaf':
      return role.always ? role : free;
    case 'each':
      return each(loosened(role.item), loosened(role.key));
    case 'record': {
      const roles = Object.entries(role.fields).map(([name, inner]) => [name, loosened(inner)] as const);
      return { ...role, fields: Object.fromEntries(roles), others: 'free' };
    }
  }
}
