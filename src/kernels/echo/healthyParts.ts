import type { Codec, Malformed } from '../../wire/index.js';
import type { EchoParts } from './echoParts.js';
import { notification } from './notification.js';

/** A healthy untyped echo: takes any well-formed value and sends it back as its codec understood it. */
export function healthyParts(codec: Codec): EchoParts {
  return {
    loses: codec.loses,
    decode: (bytes) => {
      const decoded = codec.decode(bytes);
      return decoded.kind === 'value'
        ? decoded
        : {
            kind: 'refused',
            error: { kind: errorClass(decoded.error), message: decoded.error.text, path: null },
          };
    },
    encode: (value) => codec.encode(value),
    notify: notification,
    deliver: (_, frame, send) => send(frame),
    end: async (ending) => {
      await ending.answerArrived();
      await ending.flush();
      return 0;
    },
  };
}

/** The contract's word for it: a depth that a codec does not take is no malformed message. */
function errorClass({ kind }: Malformed): string {
  return kind === 'too-deep' ? 'RecursionError' : 'DecodeError';
}
