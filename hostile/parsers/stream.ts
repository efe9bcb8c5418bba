import { echoKernel } from '../../src/kernels/index.js';
import { documentIn, pickledBytes, readStreamFrame } from '../../src/wire/index.js';
import type { Draw } from '../draw.js';
import { jsonLanguage } from '../jsonLanguage.js';
import type { Language, Parser } from '../parser.js';

const kind = echoKernel();

const documents = jsonLanguage([
  '{"op":"echo","channel":"control","seq":3,"payload":"AAEC"}',
  '{"op":"echo","channel":"control","seq":3,"payload":null,"error":{"kind":"E","message":"m","path":null}}',
  '{"op":"decode-error","channel":"ui_element","seq":0,"error":{"kind":"DecodeError","message":"m","path":"$.a"}}',
  '{"op":"cell-op","cell_id":"a","output":{"mimetype":"text/plain","data":"1"}}',
]);

const language: Language = {
  pieces: documents.pieces,
  valid: documents.valid.flatMap((text) => [binOf(text), pickledBytes(text)]),
  make: (draw, size) => wrapped(draw, documents.make(draw, size)),
  makeLarge: (draw, size) => wrapped(draw, documents.makeLarge(draw, size - 24)),
};

function wrapped(draw: Draw, document: Uint8Array): Uint8Array {
  return draw.rarely(3) ? pickledBytes(document) : binOf(document);
}

function binOf(bytes: Uint8Array): Uint8Array {
  const head = Buffer.alloc(5, 0xc6);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** The reader of notifications, as a host has it, with the count of what is owed. */
export const stream: Parser = {
  name: 'stream',
  read: (input) => {
    // A view of its own: readings are kept by the array, and a second one would cost nothing.
    const frame = input.subarray();
    const watch = kind.watch();
    watch.sent('control', frame);
    watch.received('stream', frame);
    return readStreamFrame(frame).kind !== 'bad-frame';
  },
  isOwn: () => false,
  law: (input) => {
    if (readStreamFrame(input.subarray()).kind !== 'echo') return null;
    const document = documentIn(input);
    if (document === null) return 'it is read, and holds no document';
    // With a space before it the quick way is closed, and the JSON reader must say the same.
    const slow = readStreamFrame(binOf(Buffer.concat([Buffer.from(' '), document])));
    const quick = readStreamFrame(binOf(document));
    return JSON.stringify(slow, plain) === JSON.stringify(quick, plain)
      ? null
      : 'the quick reader and the JSON reader disagree';
  },
  language,
};

function plain(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
