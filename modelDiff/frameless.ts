import { SKEW_OP_KINDS, type SkewOpKind } from '../src/skew/index.js';

/** The kinds of op that no single frame shows to who decodes it, and why. */
export const FRAMELESS: Partial<Readonly<Record<SkewOpKind, string>>> = {
  'protocol-renamed': 'a name that is never sent',
  'release-changed': 'a name that is never sent',
  'channel-python-changed': 'where Python finds the type, not what the type is',
  'channels-reordered': 'each channel has its own socket, whatever its place in the list',
  'channel-turned': 'who writes a frame, not how it is written',
  'channel-added': 'nobody is there to decode its frames, or to write them',
  'channel-removed': 'nobody is there to decode its frames, or to write them',
  'startup-added': 'nobody is there to decode the document, or to write it',
  'startup-removed': 'nobody is there to decode the document, or to write it',
  'record-added': 'no frame holds it until another op refers to it',
  'record-removed': 'no frame held it any more',
};

/** The kinds of op that change what a frame is decoded as. */
export const DECODED_OPS: readonly SkewOpKind[] = SKEW_OP_KINDS.filter((kind) => !(kind in FRAMELESS));
