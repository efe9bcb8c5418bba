import { readConnectionInfo } from '../../src/kernels/echo/connectionInfo.js';
import { KernelError, startupDocument } from '../../src/kernels/index.js';
import { OutputLines } from '../../src/kernels/outputLines.js';
import { readReadyLine } from '../../src/kernels/readyLine.js';
import { jsonLanguage } from '../jsonLanguage.js';
import type { Parser } from '../parser.js';

const losing = jsonLanguage([
  '{"loses":["float32","ext"]}',
  '{"loses":[]}',
  '{"loses":["a"],"more":{"x":[1]}}',
]);
const announced = (rest: Uint8Array): Uint8Array => Buffer.concat([Buffer.from('KERNEL_READY '), rest]);

/** What a kernel prints: cut into lines, of which one is the ready line. */
export const readyLine: Parser = {
  name: 'ready-line',
  read: (input) => {
    let taken = false;
    const lines = new OutputLines((line) => {
      taken = readReadyLine(line) !== null || taken;
    });
    // A pipe cuts where it likes.
    for (let at = 0; at < input.length; at += 4_001) lines.push(Buffer.from(input.subarray(at, at + 4_001)));
    lines.end();
    return taken;
  },
  isOwn: (error) => error instanceof KernelError,
  law: () => null,
  language: {
    pieces: [...losing.pieces, Buffer.from('\n'), Buffer.from('\r\n'), Buffer.from('KERNEL_READY')],
    valid: [
      Buffer.from('KERNEL_READY'),
      ...losing.valid.map(announced),
      Buffer.from('noise\nKERNEL_READY\r\n'),
    ],
    make: (draw, size) => announced(losing.make(draw, size)),
    makeLarge: (draw, size) =>
      draw.rarely(2)
        ? announced(losing.makeLarge(draw, size - 13))
        : Buffer.alloc(
            size,
            draw.pick(['\n', 'KERNEL_READY\n', 'KERNEL_READY {"loses":[]}\n', '\r', 'é', ' ']),
          ),
  },
};

/** The document that a kernel of ours reads on stdin. */
export const startup: Parser = {
  name: 'startup',
  read: (input) => {
    readConnectionInfo(Buffer.from(input).toString('utf8'));
    return true;
  },
  isOwn: (error) => error instanceof KernelError,
  law: () => null,
  language: jsonLanguage([
    startupDocument({
      ports: { control: 1, ui_element: 2, completion: 3, input: 4, stream: 5 },
      parentPid: 6,
    }),
    '{"connection_info":{"control":1,"ui_element":2,"completion":3,"input":4,"stream":5},"parent_pid":null}',
  ]),
};
