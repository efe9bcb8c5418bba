import type { Schema } from '../schema/index.js';
import { SHAPE_NAMES, always, type ShapeName, type ShapeRule } from './shape.js';
import { burst, concurrentSenders, repeated } from './shapes/crowds.js';
import { duplicateKeys, nonMinimalWidth, swappedKind, wrongKey } from './shapes/encodings.js';
import { extraField, extraNestedField } from './shapes/extraFields.js';
import {
  missingRequired,
  renamedField,
  retypedField,
  shuffledFields,
  unevenLists,
  unknownMember,
} from './shapes/fields.js';
import {
  binaryBuffer,
  illFormedTextShape,
  intEdges,
  nonFiniteShape,
  oddTimestampShape,
  textShape,
  unknownExt,
} from './shapes/leaves.js';
import { arrayForMap, wrongChannel, wrongRoot } from './shapes/places.js';
import { deepNesting, largePayload, wideContainer } from './shapes/sizes.js';
import { doubledTag, lateTag, missingTag, nearTag, newTag, retypedTag } from './shapes/tags.js';
import { spokenInPickle } from './shapes/pickles.js';
import { emptyFrame, lyingLength, reservedByte, trailingBytes, truncated } from './shapes/tornBytes.js';
import { targets, type Target } from './targets.js';

const valid: ShapeRule = {
  about: 'what the schema asks for, and nothing else',
  hostile: false,
  fits: always,
  make: (making, target) => target.make(making),
};

const IN_MSGPACK: Readonly<Record<ShapeName, ShapeRule>> = {
  valid,
  'extra-field': extraField,
  'extra-nested-field': extraNestedField,
  'new-tag': newTag,
  'missing-tag': missingTag,
  'late-tag': lateTag,
  'retyped-tag': retypedTag,
  'doubled-tag': doubledTag,
  'near-tag': nearTag,
  'missing-required': missingRequired,
  'retyped-field': retypedField,
  'renamed-field': renamedField,
  'shuffled-fields': shuffledFields,
  'unknown-member': unknownMember,
  'uneven-lists': unevenLists,
  'non-finite': nonFiniteShape,
  'int-edges': intEdges,
  text: textShape,
  'ill-formed-text': illFormedTextShape,
  'binary-buffer': binaryBuffer,
  'unknown-ext': unknownExt,
  'odd-timestamp': oddTimestampShape,
  'large-payload': largePayload,
  'wide-container': wideContainer,
  'deep-nesting': deepNesting,
  burst,
  repeated,
  'concurrent-senders': concurrentSenders,
  'wrong-channel': wrongChannel,
  'wrong-root': wrongRoot,
  'array-for-map': arrayForMap,
  'swapped-kind': swappedKind,
  'wrong-key': wrongKey,
  'duplicate-keys': duplicateKeys,
  'non-minimal-width': nonMinimalWidth,
  truncated,
  'trailing-bytes': trailingBytes,
  'reserved-byte': reservedByte,
  'lying-length': lyingLength,
  'empty-frame': emptyFrame,
};

export const RULES: Readonly<Record<ShapeName, ShapeRule>> = eachSpokenInPickle();

function eachSpokenInPickle(): Readonly<Record<ShapeName, ShapeRule>> {
  const rules = { ...IN_MSGPACK };
  for (const name of SHAPE_NAMES) rules[name] = spokenInPickle(name, IN_MSGPACK[name]);
  return rules;
}

/** A shape, for those who list, choose and count them. */
export interface Shape {
  readonly name: ShapeName;
  /** One line: what it writes. */
  readonly about: string;
  /** Not meant to be decoded, at least by a typed decoder. A label: what is judged is what the bytes are. */
  readonly hostile: boolean;
  /** Whether there is such a message for this tag of this channel; null: the channel's messages have no tags. */
  readonly applies: (schema: Schema, channel: string, tag: string | null) => boolean;
}

/** Every shape, in the order in which reports list them. */
export const SHAPES: readonly Shape[] = SHAPE_NAMES.map((name) => {
  const { about, hostile, fits } = RULES[name];
  return {
    name,
    about,
    hostile,
    applies(schema, channel, tag) {
      const target = targetOf(schema, channel, tag, false);
      return target !== null && fits(target);
    },
  };
});

/** The target of this name; null where nothing is generated for it. */
export function targetOf(
  schema: Schema,
  channel: string,
  tag: string | null,
  harmless: boolean,
): Target | null {
  return targets(schema, harmless).find((target) => target.channel === channel && target.tag === tag) ?? null;
}
